with

indicators as (
    select
        indicator_id,
        indicator,
        variant,
        label_zh,
        label_en,
        per,
        least,
    from {{ source('reference', 'indicators') }}
),

terms as (
    select
        indicator_id,
        side,
        position,
        coefficient,
        series_code,
        count(*) over (partition by indicator_id) as parts_expected,
        count(*) over (partition by indicator_id, side) as side_expected,
    from {{ source('reference', 'indicator_terms') }}
),

figures as (
    select
        report_id,
        report_year,
        jurisdiction_code,
        edition,
        scope,
        is_main_scope,
        series_code,
        unit,
        case when value is not null then value else inferred_value end as value,
        value is null and inferred_value is not null as is_inferred,
        value_status,
        is_exact,
        grade,
    from {{ ref('fct_series') }}
),

summed as (
    select
        figures.report_id,
        figures.scope,
        terms.indicator_id,
        any_value(figures.report_year) as report_year,
        any_value(figures.jurisdiction_code) as jurisdiction_code,
        any_value(figures.edition) as edition,
        bool_or(figures.is_main_scope) as is_main_scope,
        case
            when count(figures.value) filter (where side = 'numerator') = any_value(side_expected) filter (where side = 'numerator')
                then sum(coefficient * figures.value) filter (where side = 'numerator')
        end as numerator,
        case
            when count(figures.value) filter (where side = 'denominator') = any_value(side_expected) filter (where side = 'denominator')
                then sum(coefficient * figures.value) filter (where side = 'denominator')
        end as denominator,
        -- Words in the order of how far the comparison goes: the worst comes last.
        case
            when bool_or(figures.grade = 'break') then 'break'
            when bool_or(figures.grade = 'approximate') then 'approximate'
            else 'same'
        end as grade,
        any_value(parts_expected) as parts_expected,
        count(figures.value) as parts_reported,
        first(figures.series_code order by side, position) filter (where figures.value is null) as missing_series,
        first(figures.value_status order by side, position) filter (where figures.value is null) as missing_status,
        bool_or(figures.is_inferred) as has_inferred_zero,
        bool_and(figures.is_exact) as is_exact,
        min(figures.unit) = max(figures.unit) as is_share,
    from figures
    inner join terms
        on figures.series_code = terms.series_code
    group by figures.report_id, figures.scope, terms.indicator_id
),

rated as (
    select
        concat_ws('/', summed.report_id, summed.scope, summed.indicator_id) as indicator_value_id,
        summed.report_id,
        summed.report_year,
        summed.jurisdiction_code,
        summed.edition,
        summed.scope,
        summed.indicator_id,
        indicators.indicator,
        indicators.variant,
        indicators.label_zh,
        indicators.label_en,
        summed.numerator,
        summed.denominator,
        indicators.per,
        case
            when summed.denominator > 0
                then cast(cast(indicators.per * summed.numerator as double) / cast(summed.denominator as double) as decimal(38, 6))
        end as rate,
        case
            when summed.missing_series is not null then summed.missing_status
            when summed.parts_reported < summed.parts_expected then 'not_reported'
            when summed.denominator = 0 then 'denominator_is_zero'
            when summed.denominator < 0 then 'denominator_is_negative'
        end as null_reason,
        summed.missing_series,
        summed.grade,
        summed.parts_expected,
        summed.parts_reported,
        summed.has_inferred_zero,
        summed.is_exact,
        summed.is_main_scope,
        summed.denominator < indicators.least as is_small_number,
        case
            when
                summed.is_share
                and indicators.per = 1
                and summed.denominator > 0
                and summed.numerator between 0 and summed.denominator
                then cast(summed.numerator as double) / cast(summed.denominator as double)
        end as share,
        cast(summed.denominator as double) as cases,
    from summed
    inner join indicators
        on summed.indicator_id = indicators.indicator_id
    where summed.parts_reported > 0
),

-- Wilson's interval at 95 %: between these the rate may lie by chance.
bounded as (
    select
        indicator_value_id,
        report_id,
        report_year,
        jurisdiction_code,
        edition,
        scope,
        indicator_id,
        indicator,
        variant,
        label_zh,
        label_en,
        numerator,
        denominator,
        per,
        rate,
        null_reason,
        missing_series,
        grade,
        parts_expected,
        parts_reported,
        has_inferred_zero,
        is_exact,
        is_main_scope,
        is_small_number,
        cast({{ wilson('share', 'cases', '-') }} as decimal(38, 6)) as rate_low,
        cast({{ wilson('share', 'cases', '+') }} as decimal(38, 6)) as rate_high,
    from rated
)

select * from bounded
