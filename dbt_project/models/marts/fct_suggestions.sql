with

best_reports as (
    select report_id
    from {{ ref('int_reports_ranked') }}
    where copy_status = 'best'
),

suggestions as (
    select
        suggestion_id,
        document_id as report_id,
        observation_id,
        table_id,
        table_ref,
        rule,
        value,
        value_text,
        suggested_value,
        unit,
        checks,
        source_start,
        source_end,
    from {{ source('staging', 'suggestions') }}
    where document_id in (select report_id from best_reports)
),

reports as (
    select
        document_id as report_id,
        report_year,
        jurisdiction_code,
    from {{ source('staging', 'reports') }}
),

lines as (
    select
        table_ref,
        label_zh,
        column_label_zh,
    from {{ source('reference', 'lines') }}
),

labelled as (
    select
        suggestions.suggestion_id,
        suggestions.report_id,
        reports.report_year,
        reports.jurisdiction_code,
        suggestions.observation_id,
        suggestions.table_id,
        suggestions.table_ref,
        concat_ws('：', lines.label_zh, lines.column_label_zh) as label_zh,
        suggestions.rule,
        suggestions.value,
        suggestions.suggested_value,
        suggestions.unit,
        suggestions.value_text,
        suggestions.checks,
        suggestions.source_start,
        suggestions.source_end,
    from suggestions
    inner join reports
        on suggestions.report_id = reports.report_id
    inner join lines
        on suggestions.table_ref = lines.table_ref
)

select * from labelled
