-- A view: sections are kept once, in staging.sections, and copied only when they are published.
{{ config(materialized='view') }}

with

reports as (
    select document_id
    from {{ source('staging', 'reports') }}
    where document_class = 'report'
),

stretches as (
    select
        document_id,
        section_index,
        section,
        heading_zh,
        source_start,
        source_end,
    from {{ source('staging', 'sections') }}
),

sections as (
    select
        stretches.document_id as report_id,
        stretches.section_index,
        stretches.section,
        stretches.heading_zh,
        stretches.source_start,
        stretches.source_end,
    from stretches
    inner join reports
        on stretches.document_id = reports.document_id
)

select * from sections
