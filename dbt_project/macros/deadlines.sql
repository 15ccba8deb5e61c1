{#- By when each of the `reports` had to be public, from the `editions`: both are CTEs of the model. The regulation in
    force when the report was due counts, not the form that was used. It sets the later date for governments from the
    county upwards; a township reports to its county as a department does. -#}
{% macro deadlines() -%}
    select
        reports.report_id,
        cast(
            (reports.report_year + 1) || '-' || case
                when reports.issuer_type = 'department' or reports.level = 'township' then editions.deadline_departments
                when reports.issuer_type = 'government' then editions.deadline_governments
            end as date
        ) as deadline,
    from reports
    inner join editions
        on
            reports.report_year >= editions.first_year
            and (reports.report_year <= editions.last_year) is not false
{%- endmacro %}
