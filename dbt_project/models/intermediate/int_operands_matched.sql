with

-- Copies of a report would fail again where it fails.
best_reports as (
    select report_id
    from {{ ref('int_reports_ranked') }}
    where copy_status = 'best'
),

observations as (
    select
        observation_id,
        report_id,
        report_year,
        jurisdiction_code,
        table_ref,
        value,
        value_status,
        value_text,
        approximation,
        source_start,
        source_end,
    from {{ ref('int_observations_conformed') }}
    where
        source = 'table'
        and report_id in (select report_id from best_reports)
),

lines as (
    select
        table_ref,
        table_id,
    from {{ source('reference', 'lines') }}
),

identities as (
    select
        check_id,
        table_id,
    from {{ source('reference', 'identities') }}
),

terms as (
    select
        check_id,
        instance,
        instance_label_zh,
        side,
        position,
        coefficient,
        table_ref,
        label_zh,
    from {{ source('reference', 'identity_terms') }}
),

-- A report is held to the arithmetic of the tables it prints.
printed_tables as (
    select distinct
        observations.report_id,
        observations.report_year,
        observations.jurisdiction_code,
        lines.table_id,
    from observations
    inner join lines
        on observations.table_ref = lines.table_ref
),

matched as (
    select
        printed_tables.report_id || '/' || terms.check_id || '/' || terms.instance as check_result_id,
        printed_tables.report_id,
        printed_tables.report_year,
        printed_tables.jurisdiction_code,
        terms.check_id,
        terms.instance,
        terms.instance_label_zh,
        terms.side,
        terms.position,
        terms.coefficient,
        terms.table_ref,
        terms.label_zh,
        observations.observation_id,
        observations.value,
        case
            when observations.observation_id is null then 'not_in_report'
            else observations.value_status
        end as value_status,
        observations.value_text,
        observations.source_start,
        observations.source_end,
        case
            when observations.value is not null and observations.approximation = 'exact' then 'exact'
            when observations.value_status in ('blank', 'dash') then 'blank'
            else 'unusable'
        end as usability,
    from printed_tables
    inner join identities
        on printed_tables.table_id = identities.table_id
    inner join terms
        on identities.check_id = terms.check_id
    left join observations
        on
            printed_tables.report_id = observations.report_id
            and terms.table_ref = observations.table_ref
)

select * from matched
