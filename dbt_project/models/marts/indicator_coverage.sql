with

indicators as (
    select
        report_id,
        report_year,
        edition,
        indicator_id,
        label_zh,
        label_en,
        per,
        numerator,
        denominator,
        rate,
        grade,
        is_small_number,
        is_main_scope,
    from {{ ref('indicators') }}
),

reports as (
    select
        report_id,
        report_year,
        edition,
        issuer_type,
        level,
    from {{ ref('dim_reports') }}
    where copy_status = 'best'
),

-- Reports of one year, level and kind of issuer: none of them contains another.
expected as (
    select
        report_year,
        edition,
        issuer_type,
        level,
        count(*) as reports_expected,
    from reports
    group by report_year, edition, issuer_type, level
),

pooled as (
    select
        indicators.indicator_id,
        indicators.report_year,
        indicators.edition,
        reports.issuer_type,
        reports.level,
        any_value(indicators.label_zh) as label_zh,
        any_value(indicators.label_en) as label_en,
        any_value(indicators.per) as per,
        any_value(indicators.grade) as grade,
        count(indicators.rate) as reports_with_rate,
        count(*) filter (where indicators.is_small_number and indicators.rate is not null) as reports_with_small_numbers,
        sum(indicators.numerator) filter (where indicators.rate is not null) as numerator,
        sum(indicators.denominator) filter (where indicators.rate is not null) as denominator,
        cast(median(indicators.rate) as decimal(38, 6)) as median_rate,
    from indicators
    inner join reports
        on indicators.report_id = reports.report_id
    where indicators.is_main_scope
    group by all
),

coverage as (
    select
        concat_ws(
            '/', pooled.indicator_id, pooled.report_year, pooled.edition, pooled.issuer_type, pooled.level
        ) as coverage_id,
        pooled.indicator_id,
        pooled.label_zh,
        pooled.label_en,
        pooled.report_year,
        pooled.edition,
        pooled.issuer_type,
        pooled.level,
        pooled.grade,
        expected.reports_expected,
        pooled.reports_with_rate,
        pooled.reports_with_small_numbers,
        pooled.numerator,
        pooled.denominator,
        cast(
            cast(pooled.per * pooled.numerator as double) / nullif(cast(pooled.denominator as double), 0)
            as decimal(38, 6)
        ) as pooled_rate,
        pooled.median_rate,
    from pooled
    inner join expected
        on
            pooled.report_year is not distinct from expected.report_year
            and pooled.edition is not distinct from expected.edition
            and pooled.issuer_type is not distinct from expected.issuer_type
            and pooled.level is not distinct from expected.level
)

select * from coverage
