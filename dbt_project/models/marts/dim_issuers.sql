with

reports as (
    select
        issuer_id,
        issuer,
        issuer_type,
        level,
        jurisdiction_code,
        jurisdiction_name,
        report_year,
    from {{ ref('dim_reports') }}
    where issuer_id is not null
),

-- Type and level as the latest report gives them.
issuers as (
    select
        issuer_id,
        any_value(issuer) as issuer,
        arg_max(issuer_type, report_year) as issuer_type,
        arg_max(level, report_year) as level,
        any_value(jurisdiction_code) as jurisdiction_code,
        arg_max(jurisdiction_name, report_year) as jurisdiction_name,
        count(*) as reports,
        min(report_year) as first_report_year,
        max(report_year) as last_report_year,
    from reports
    group by issuer_id
)

select * from issuers
