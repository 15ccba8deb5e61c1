with

observations as (
    {{ finest_figures('staffing', ['unit_type']) }}
),

measures as (
    select
        measure_code,
        label_zh,
        label_en,
        staff_type,
    from {{ ref('dim_measures') }}
),

staff_type_members as (
    {{ members_of('staff_type') }}
),

unit_type_members as (
    {{ members_of('unit_type') }}
),

staffing as (
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
        measures.staff_type,
        staff_type_members.label_zh as staff_type_zh,
        staff_type_members.label_en as staff_type_en,
        observations.unit_type,
        unit_type_members.label_zh as unit_type_zh,
        unit_type_members.label_en as unit_type_en,
        observations.quantity,
        observations.amount_yuan,
        observations.unit,
        observations.value_status,
        observations.approximation,
        observations.value_text,
        observations.source_start,
        observations.source_end,
    from observations
    left join measures
        on observations.measure_code = measures.measure_code
    left join staff_type_members
        on measures.staff_type = staff_type_members.member
    left join unit_type_members
        on observations.unit_type = unit_type_members.member
)

select * from staffing
