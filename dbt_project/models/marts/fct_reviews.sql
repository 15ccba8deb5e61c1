with

observations as (
    {{ finest_figures('reviews') }}
),

measures as (
    select
        measure_code,
        label_zh,
        label_en,
        review_stage,
        review_outcome,
    from {{ ref('dim_measures') }}
),

review_stage_members as (
    {{ members_of('review_stage') }}
),

review_outcome_members as (
    {{ members_of('review_outcome') }}
),

reviews as (
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
        measures.review_stage,
        review_stage_members.label_zh as review_stage_zh,
        review_stage_members.label_en as review_stage_en,
        measures.review_outcome,
        review_outcome_members.label_zh as review_outcome_zh,
        review_outcome_members.label_en as review_outcome_en,
        observations.quantity,
        observations.unit,
        observations.value_status,
        observations.approximation,
        observations.value_text,
        observations.source_start,
        observations.source_end,
    from observations
    left join measures
        on observations.measure_code = measures.measure_code
    left join review_stage_members
        on measures.review_stage = review_stage_members.member
    left join review_outcome_members
        on measures.review_outcome = review_outcome_members.member
)

select * from reviews
