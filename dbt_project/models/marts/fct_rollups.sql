with

observations as (
    select
        observation_id,
        report_id,
        report_year,
        jurisdiction_code,
        edition,
        scope,
        period,
        source,
        fact,
        measure_code,
        detail_member,
        coalesce(detail_dimension, 'none') as detail_dimension,
        case
            when detail_dimension is null then 'not_applicable'
            else detail_member
        end as detail,
        role,
        restated_observation_id,
        value,
        value_type,
        unit,
        value_status,
        approximation,
        value_text,
        source_start,
        source_end,
    from {{ ref('int_observations_ranked') }}
),

related_figures as (
    select
        measure_code,
        detail_member,
        other_measure_code,
        other_member,
    from {{ ref('int_figures_related') }}
    where relation = 'part_of'
),

measures as (
    select
        measure_code,
        label_zh,
        label_en,
    from {{ ref('dim_measures') }}
),

members as (
    select
        dimension,
        member,
        label_zh,
        label_en,
    from {{ ref('dim_members') }}
),

counted as (
    select
        observation_id,
        report_id,
        scope,
        period,
        source,
        measure_code,
        detail_member,
        value,
    from observations
    where role = 'finest'
),

-- Every figure of the facts under every figure of its account that it is part of.
placed_parts as (
    select
        counted.observation_id,
        counted.value,
        observations.observation_id as whole_observation_id,
        observations.role as whole_role,
        observations.value as whole_value,
    from counted
    inner join related_figures
        on
            counted.measure_code = related_figures.measure_code
            and counted.detail_member = related_figures.detail_member
    inner join observations
        on
            counted.report_id = observations.report_id
            and counted.scope = observations.scope
            and counted.period = observations.period
            and counted.source = observations.source
            and related_figures.other_measure_code = observations.measure_code
            and related_figures.other_member = observations.detail_member
    where observations.role in ('finest', 'total', 'subtotal')
),

-- An empty cell of a breakdown whose total is counted is missing nowhere.
covered_blanks as (
    select distinct observation_id
    from placed_parts
    where
        whole_role = 'finest'
        and value is null
        and whole_value is not null
),

parts as (
    select
        whole_observation_id,
        sum(value) as parts_sum,
        count(value) as parts_counted,
        count(*) - count(value) as parts_missing,
    from placed_parts
    where
        whole_role <> 'finest'
        and not exists (
            select 1
            from covered_blanks
            where covered_blanks.observation_id = placed_parts.observation_id
        )
    group by whole_observation_id
),

restated as (
    select
        observation_id as restated_observation_id,
        value as restated_value,
    from observations
    where observation_id in (select restated_observation_id from observations)
),

compared as (
    select
        observations.*,
        parts.parts_sum,
        parts.parts_counted,
        parts.parts_missing,
        case
            when observations.role = 'restated' then observations.value - restated.restated_value
            else observations.value - parts.parts_sum
        end as difference,
    from observations
    left join parts
        on observations.observation_id = parts.whole_observation_id
    left join restated
        on observations.restated_observation_id = restated.restated_observation_id
    where observations.role <> 'finest'
),

rollups as (
    select
        compared.observation_id,
        compared.report_id,
        compared.report_year,
        compared.jurisdiction_code,
        compared.edition,
        compared.scope,
        compared.period,
        compared.source,
        compared.fact,
        compared.role,
        compared.measure_code,
        measures.label_zh as measure_label_zh,
        measures.label_en as measure_label_en,
        compared.detail_dimension,
        compared.detail,
        members.label_zh as detail_zh,
        members.label_en as detail_en,
        {{ quantity() }} as quantity,
        {{ amount_yuan() }} as amount_yuan,
        {{ rate() }} as rate,
        compared.parts_sum,
        compared.parts_counted,
        compared.parts_missing,
        compared.difference,
        compared.restated_observation_id,
        compared.unit,
        compared.value_status,
        compared.approximation,
        compared.value_text,
        compared.source_start,
        compared.source_end,
    from compared
    left join measures
        on compared.measure_code = measures.measure_code
    left join members
        on
            compared.detail_dimension = members.dimension
            and compared.detail = members.member
)

select * from rollups
