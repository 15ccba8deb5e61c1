with

figures as (
    select
        report_id,
        scope,
        is_main_scope,
        series_code,
        value,
        value_status,
        grade,
    from {{ ref('fct_series') }}
    where series_code in ('{{ panel_series() | join("', '") }}')
),

reports as (
    select
        report_id,
        title,
        issuer_id,
        issuer,
        issuer_type,
        level,
        jurisdiction_code,
        jurisdiction_name,
        report_year,
        edition,
        local_form,
        publication_date,
    from {{ ref('dim_reports') }}
),

-- Checks and completeness are those of the form, so of the scope it is about.
checks as (
    select
        report_id,
        true as is_main_scope,
        count(*) filter (where status in ('pass', 'fail')) as checks_judged,
        count(*) filter (where status = 'fail') as checks_failed,
    from {{ ref('fct_checks') }}
    where severity = 'error'
    group by report_id
),

lines as (
    select
        edition,
        case when contains(table_id, '.') then split_part(table_id, '.', 2) end as local_form,
        count(*) as cells_expected,
    from {{ source('reference', 'lines') }}
    where
        measure_code is not null
        -- Subtotals that some sites add are not expected.
        and not regexp_matches(table_ref, '/s[0-9]')
    group by edition, local_form
),

cells as (
    select
        report_id,
        true as is_main_scope,
        count(distinct table_ref) filter (where has_value) as cells_reported,
    from {{ ref('int_observations_conformed') }}
    where
        source = 'table'
        and not regexp_matches(table_ref, '/s[0-9]')
    group by report_id
),

editions as (
    select
        first_year,
        last_year,
        deadline_governments,
        deadline_departments,
    from {{ source('reference', 'editions') }}
),

deadlines as (
    {{ deadlines() }}
),

pivoted as (
    select
        report_id,
        scope,
        any_value(is_main_scope) as is_main_scope,
        {%- for series in panel_series() %}
        any_value(value) filter (where series_code = '{{ series }}') as {{ series }},
        any_value(value_status) filter (where series_code = '{{ series }}') as {{ series }}_status,
        any_value(grade) filter (where series_code = '{{ series }}') as {{ series }}_grade,
        {%- endfor %}
    from figures
    group by report_id, scope
),

dated as (
    select
        reports.*,
        deadlines.deadline,
    from reports
    left join deadlines
        on reports.report_id = deadlines.report_id
),

panel as (
    select
        pivoted.report_id || '/' || pivoted.scope as panel_id,
        pivoted.report_id,
        dated.title,
        dated.issuer_id,
        dated.issuer,
        dated.issuer_type,
        dated.level,
        dated.jurisdiction_code,
        dated.jurisdiction_name,
        dated.report_year,
        dated.edition,
        pivoted.scope,
        pivoted.is_main_scope,
        {%- for series in panel_series() %}
        pivoted.{{ series }},
        case
            when pivoted.{{ series }}_status is null then 'not_reported'
            else pivoted.{{ series }}_status
        end as {{ series }}_status,
        pivoted.{{ series }}_grade,
        {%- endfor %}
        checks.checks_judged,
        checks.checks_failed,
        cast(
            cast(checks.checks_failed as double) / nullif(checks.checks_judged, 0) as decimal(38, 6)
        ) as arithmetic_error_rate,
        case when cells.report_id is not null then lines.cells_expected end as cells_expected,
        cells.cells_reported,
        cast(cast(cells.cells_reported as double) / lines.cells_expected as decimal(38, 6)) as completeness,
        date_diff('day', dated.deadline, dated.publication_date) as days_late,
    from pivoted
    inner join dated
        on pivoted.report_id = dated.report_id
    left join checks
        on
            pivoted.report_id = checks.report_id
            and pivoted.is_main_scope = checks.is_main_scope
    left join cells
        on
            pivoted.report_id = cells.report_id
            and pivoted.is_main_scope = cells.is_main_scope
    left join lines
        on
            dated.edition = lines.edition
            and dated.local_form is not distinct from lines.local_form
)

select * from panel
