-- A view: every number left over is kept once, in staging.leftovers, and copied only when it is published.
{{ config(materialized='view') }}

with

reports as (
    select document_id
    from {{ source('staging', 'reports') }}
    where document_class = 'report'
),

numbers as (
    select
        document_id,
        number_class,
        value_text,
        place,
        source_start,
        source_end,
    from {{ source('staging', 'leftovers') }}
),

leftovers as (
    select
        numbers.document_id as report_id,
        numbers.number_class,
        numbers.value_text,
        numbers.place,
        numbers.source_start,
        numbers.source_end,
    from numbers
    inner join reports
        on numbers.document_id = reports.document_id
)

select * from leftovers
