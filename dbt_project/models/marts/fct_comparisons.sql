with

pairs as (
    select
        observation_id,
        other_observation_id,
        kind,
        precedence,
    from {{ ref('int_figures_paired') }}
),

observations as (
    select
        observation_id,
        report_id,
        report_year,
        jurisdiction_code,
        measure_code,
        detail_member,
        scope,
        period,
        source,
        value,
        value_status,
        coalesce(value_text, '□') as shown,
        approximation,
        source_start,
        source_end,
        {{ lowest('value', 'approximation') }} as lowest,
        {{ highest('value', 'approximation') }} as highest,
    from {{ ref('int_observations_conformed') }}
),

measures as (
    select
        measure_code,
        label_zh,
        label_en,
    from {{ ref('dim_measures') }}
),

-- What a mistaken unit does to a figure; the rule is also put to figures of two years.
unit_slips as (
    select
        cast(powers as bigint[]) as powers,
        tolerance,
    from {{ source('reference', 'check_rules') }}
    where check_id = 'same_unit'
),

compared as (
    select
        pairs.observation_id || ' ' || pairs.other_observation_id as comparison_id,
        observations.report_id,
        observations.report_year,
        observations.jurisdiction_code,
        pairs.kind,
        pairs.precedence,
        observations.measure_code,
        others.measure_code as other_measure_code,
        observations.detail_member as detail,
        others.detail_member as other_detail,
        observations.scope,
        others.scope as other_scope,
        observations.period,
        observations.source,
        others.source as other_source,
        pairs.observation_id,
        pairs.other_observation_id,
        observations.value,
        others.value as other_value,
        observations.value - others.value as difference,
        observations.shown,
        others.shown as other_shown,
        observations.approximation = 'exact' and others.approximation = 'exact' as are_exact,
        observations.source_start,
        observations.source_end,
        others.source_start as other_source_start,
        others.source_end as other_source_end,
        case
            when observations.value is null or others.value is null then 'not_assessable'
            when pairs.kind = 'restated' and observations.lowest <= others.highest
                and others.lowest <= observations.highest then 'pass'
            when pairs.kind <> 'restated' and observations.lowest <= others.highest then 'pass'
            else 'fail'
        end as status,
    from pairs
    inner join observations
        on pairs.observation_id = observations.observation_id
    inner join observations as others
        on pairs.other_observation_id = others.observation_id
),

-- Prose states the same measure for what it does not name more often than it contradicts itself, and a part may
-- count what its whole leaves out: only a figure of the form against the same one in words is an error.
weighed as (
    select
        compared.*,
        case
            when not are_exact or other_value is null then 'information'
            when kind = 'restated' and source = 'table' then 'error'
            else 'warning'
        end as severity,
        case
            when status = 'not_assessable' then ' ? '
            when kind = 'restated' and status = 'fail' then ' ≠ '
            when kind = 'restated' and difference = 0 then ' = '
            when kind = 'restated' then ' ≈ '
            when status = 'fail' then ' > '
            else ' ≤ '
        end as relation,
        case
            when status = 'fail' and kind = 'restated' and least(value, other_value) > 0
                then list_filter(
                    unit_slips.powers,
                    power -> abs(abs(log10(value / other_value)) - power) <= unit_slips.tolerance
                )
        end as powers_between,
    from compared
    cross join unit_slips
),

comparisons as (
    select
        weighed.comparison_id,
        weighed.report_id,
        weighed.report_year,
        weighed.jurisdiction_code,
        weighed.kind,
        weighed.status,
        weighed.severity,
        weighed.precedence,
        weighed.measure_code,
        measures.label_zh as measure_label_zh,
        measures.label_en as measure_label_en,
        weighed.other_measure_code,
        other_measures.label_zh as other_measure_label_zh,
        other_measures.label_en as other_measure_label_en,
        weighed.detail,
        weighed.other_detail,
        weighed.scope,
        weighed.other_scope,
        weighed.period,
        weighed.source,
        weighed.other_source,
        weighed.value,
        weighed.other_value,
        weighed.difference,
        cast(power(10, list_min(weighed.powers_between)) as bigint) as suspected_factor,
        weighed.shown || weighed.relation || weighed.other_shown as formula,
        weighed.observation_id,
        weighed.source_start,
        weighed.source_end,
        weighed.other_observation_id,
        weighed.other_source_start,
        weighed.other_source_end,
    from weighed
    inner join measures
        on weighed.measure_code = measures.measure_code
    inner join measures as other_measures
        on weighed.other_measure_code = other_measures.measure_code
)

select * from comparisons
