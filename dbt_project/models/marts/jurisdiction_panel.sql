with

reports as (
    select
        report_id,
        issuer_type,
        level,
        jurisdiction_code,
        report_year,
    from {{ ref('dim_reports') }}
    where
        copy_status = 'best'
        and jurisdiction_code is not null
        and report_year is not null
),

figures as (
    select
        report_id,
        series_code,
        value,
        value_status,
        grade,
    from {{ ref('fct_series') }}
    where is_main_scope
),

jurisdictions as (
    select
        jurisdiction_code,
        report_year,
        count(*) as reports_held,
        count(*) filter (where issuer_type = 'department') as department_reports,
        min(report_id) filter (where issuer_type = 'government' and level <> 'township') as government_report_id,
    from reports
    group by jurisdiction_code, report_year
),

of_governments as (
    select
        report_id,
        {%- for series in jurisdiction_series() %}
        any_value(value) filter (where series_code = '{{ series }}') as {{ series }},
        any_value(value_status) filter (where series_code = '{{ series }}') as {{ series }}_status,
        any_value(grade) filter (where series_code = '{{ series }}') as {{ series }}_grade,
        {%- endfor %}
    from figures
    group by report_id
),

-- What departments report is part of what their government does: it stands beside it, and is never added.
of_departments as (
    select
        reports.jurisdiction_code,
        reports.report_year,
        {%- for series in jurisdiction_series() %}
        sum(figures.value) filter (where figures.series_code = '{{ series }}') as departments_{{ series }},
        count(figures.value) filter (where figures.series_code = '{{ series }}') as departments_{{ series }}_reported,
        {%- endfor %}
    from reports
    inner join figures
        on reports.report_id = figures.report_id
    where reports.issuer_type = 'department'
    group by reports.jurisdiction_code, reports.report_year
),

panel as (
    select
        jurisdictions.jurisdiction_code || '/' || jurisdictions.report_year as panel_id,
        jurisdictions.jurisdiction_code,
        jurisdictions.report_year,
        jurisdictions.government_report_id,
        jurisdictions.reports_held,
        jurisdictions.department_reports,
        {%- for series in jurisdiction_series() %}
        of_governments.{{ series }},
        case
            when jurisdictions.government_report_id is null then 'no_report_held'
            when of_governments.{{ series }}_status is null then 'not_reported'
            else of_governments.{{ series }}_status
        end as {{ series }}_status,
        of_governments.{{ series }}_grade,
        of_departments.departments_{{ series }},
        of_departments.departments_{{ series }}_reported,
        {%- endfor %}
    from jurisdictions
    left join of_governments
        on jurisdictions.government_report_id = of_governments.report_id
    left join of_departments
        on
            jurisdictions.jurisdiction_code = of_departments.jurisdiction_code
            and jurisdictions.report_year = of_departments.report_year
)

select * from panel
