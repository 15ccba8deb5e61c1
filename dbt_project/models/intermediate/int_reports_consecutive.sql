with

best_reports as (
    select report_id
    from {{ ref('int_reports_ranked') }}
    where copy_status = 'best'
),

reports as (
    select
        document_id as report_id,
        report_year,
        jurisdiction_code,
        edition,
        -- A government is known by its jurisdiction, whatever it calls itself; a department by its name there.
        concat_ws(
            '/',
            issuer_type,
            jurisdiction_code,
            case when issuer_type = 'government' and jurisdiction_code is not null then level else issuer end
        ) as issuer_key,
    from {{ source('staging', 'reports') }}
    where
        document_class = 'report'
        and issuer is not null
        and report_year is not null
        and document_id in (select report_id from best_reports)
),

-- Two reports of one year that are no copies of each other are those of two bodies of one name: the first is taken.
last_years as (
    select
        issuer_key,
        report_year + 1 as report_year,
        min(report_id) as last_report_id,
        arg_min(edition, report_id) as last_edition,
    from reports
    group by issuer_key, report_year
),

consecutive as (
    select
        reports.report_id,
        reports.report_year,
        reports.jurisdiction_code,
        reports.edition,
        last_years.last_report_id,
        last_years.last_edition,
    from reports
    inner join last_years
        on
            reports.issuer_key = last_years.issuer_key
            and reports.report_year = last_years.report_year
)

select * from consecutive
