with

observations as (
    {{ finest_figures('requests', ['applicant_type', 'fee_item']) }}
),

measures as (
    select
        measure_code,
        label_zh,
        label_en,
        flow,
        request_channel,
        timeliness,
        outcome,
        reason,
    from {{ ref('dim_measures') }}
),

flow_members as (
    {{ members_of('flow') }}
),

request_channel_members as (
    {{ members_of('request_channel') }}
),

timeliness_members as (
    {{ members_of('timeliness') }}
),

outcome_members as (
    {{ members_of('outcome') }}
),

reason_members as (
    {{ members_of('reason') }}
),

applicant_type_members as (
    {{ members_of('applicant_type') }}
),

fee_item_members as (
    {{ members_of('fee_item') }}
),

requests as (
    select
        observations.observation_id,
        observations.report_id,
        observations.report_year,
        observations.jurisdiction_code,
        observations.edition,
        observations.scope,
        observations.period,
        observations.source,
        observations.measure_code,
        measures.label_zh as measure_label_zh,
        measures.label_en as measure_label_en,
        measures.flow,
        flow_members.label_zh as flow_zh,
        flow_members.label_en as flow_en,
        observations.applicant_type,
        applicant_type_members.label_zh as applicant_type_zh,
        applicant_type_members.label_en as applicant_type_en,
        measures.request_channel,
        request_channel_members.label_zh as request_channel_zh,
        request_channel_members.label_en as request_channel_en,
        measures.timeliness,
        timeliness_members.label_zh as timeliness_zh,
        timeliness_members.label_en as timeliness_en,
        measures.outcome,
        outcome_members.label_zh as outcome_zh,
        outcome_members.label_en as outcome_en,
        measures.reason,
        reason_members.label_zh as reason_zh,
        reason_members.label_en as reason_en,
        observations.fee_item,
        fee_item_members.label_zh as fee_item_zh,
        fee_item_members.label_en as fee_item_en,
        observations.quantity,
        observations.amount_yuan,
        observations.rate,
        observations.unit,
        observations.value_status,
        observations.approximation,
        observations.value_text,
        observations.source_start,
        observations.source_end,
    from observations
    left join measures
        on observations.measure_code = measures.measure_code
    left join flow_members
        on measures.flow = flow_members.member
    left join request_channel_members
        on measures.request_channel = request_channel_members.member
    left join timeliness_members
        on measures.timeliness = timeliness_members.member
    left join outcome_members
        on measures.outcome = outcome_members.member
    left join reason_members
        on measures.reason = reason_members.member
    left join applicant_type_members
        on observations.applicant_type = applicant_type_members.member
    left join fee_item_members
        on observations.fee_item = fee_item_members.member
)

select * from requests
