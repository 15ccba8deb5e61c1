-- A view: every figure is kept once, in staging.observations, and copied only when it is published.
{{ config(materialized='view') }}

with

reports as (
    select document_id
    from {{ source('staging', 'reports') }}
    where document_class = 'report'
),

observations as (
    select
        observation_id,
        document_id,
        measure_code,
        dimensions,
        scope,
        period,
        source,
        table_ref,
        rule,
        value,
        unit,
        value_status,
        approximation,
        value_text,
        place,
        source_start,
        source_end,
    from {{ source('staging', 'observations') }}
),

figures as (
    select
        observations.observation_id,
        observations.document_id as report_id,
        observations.measure_code,
        observations.dimensions,
        observations.scope,
        observations.period,
        observations.source,
        observations.table_ref,
        observations.rule,
        observations.value,
        observations.unit,
        observations.value_status,
        observations.approximation,
        observations.value_text,
        observations.place,
        observations.source_start,
        observations.source_end,
    from observations
    inner join reports
        on observations.document_id = reports.document_id
)

select * from figures
