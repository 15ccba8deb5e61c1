with

observations as (
    {{ finest_figures('disclosures') }}
),

measures as (
    select
        measure_code,
        label_zh,
        label_en,
        channel,
        doc_type,
        basis,
        matter,
    from {{ ref('dim_measures') }}
),

channel_members as (
    {{ members_of('channel') }}
),

doc_type_members as (
    {{ members_of('doc_type') }}
),

basis_members as (
    {{ members_of('basis') }}
),

matter_members as (
    {{ members_of('matter') }}
),

detail_members as (
    select
        dimension,
        member,
        label_zh,
        label_en,
    from {{ ref('dim_members') }}
),

disclosures as (
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
        measures.channel,
        channel_members.label_zh as channel_zh,
        channel_members.label_en as channel_en,
        measures.doc_type,
        doc_type_members.label_zh as doc_type_zh,
        doc_type_members.label_en as doc_type_en,
        measures.basis,
        basis_members.label_zh as basis_zh,
        basis_members.label_en as basis_en,
        measures.matter,
        matter_members.label_zh as matter_zh,
        matter_members.label_en as matter_en,
        observations.detail_dimension,
        observations.detail,
        detail_members.label_zh as detail_zh,
        detail_members.label_en as detail_en,
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
    left join channel_members
        on measures.channel = channel_members.member
    left join doc_type_members
        on measures.doc_type = doc_type_members.member
    left join basis_members
        on measures.basis = basis_members.member
    left join matter_members
        on measures.matter = matter_members.member
    left join detail_members
        on
            observations.detail_dimension = detail_members.dimension
            and observations.detail = detail_members.member
)

select * from disclosures
