with

best_reports as (
    select report_id
    from {{ ref('int_reports_ranked') }}
    where copy_status = 'best'
),

reports as (
    select
        document_id as report_id,
        issuer,
        issuer_type,
        level,
        jurisdiction_code,
        substr(jurisdiction_code, 1, 6) as county_code,
        report_year,
    from {{ source('staging', 'reports') }}
    where
        document_class = 'report'
        and document_id in (select report_id from best_reports)
        and jurisdiction_code is not null
        and report_year is not null
),

divisions as (
    select
        division_code,
        parent_code,
        valid_from,
        valid_to,
    from {{ source('reference', 'divisions') }}
),

rules as (
    select
        check_id,
        unnest(cast(measures as varchar[])) as measure_code,
    from {{ source('reference', 'check_rules') }}
    where family = 'bodies'
),

measures as (
    select
        measure_code,
        label_zh,
    from {{ source('reference', 'measures') }}
),

observations as (
    select
        observation_id,
        report_id,
        scope,
        measure_code,
        table_ref,
        value,
        value_status,
        value_text,
        source_start,
        source_end,
    from {{ ref('int_observations_conformed') }}
    where
        source = 'table'
        and period = 'report_year'
        and detail_member = 'total'
        and has_value
        and approximation = 'exact'
        and measure_code in (select measure_code from rules)
    qualify row_number() over (
        partition by report_id, measure_code
        order by account_rank, source_start, observation_id
    ) = 1
),

governments as (
    select * from reports
    where
        issuer_type = 'government'
        and level <> 'township'
),

-- What lies within a jurisdiction and does not overlap: its departments, its townships, the divisions next below.
below as (
    select
        governments.report_id,
        reports.report_id as lower_report_id,
        ['own_agency', 'own_level'] as scopes,
    from governments
    inner join reports
        on
            governments.report_year = reports.report_year
            and governments.jurisdiction_code = reports.jurisdiction_code
            and governments.level = reports.level
    where reports.issuer_type = 'department'
    union all
    select
        governments.report_id,
        reports.report_id as lower_report_id,
        ['jurisdiction_aggregate', 'own_level', 'own_agency'] as scopes,
    from governments
    inner join reports
        on
            governments.report_year = reports.report_year
            and governments.jurisdiction_code = reports.county_code
    where
        reports.level = 'township'
        and governments.level = 'county'
    union
    select
        governments.report_id,
        lower_governments.report_id as lower_report_id,
        ['jurisdiction_aggregate', 'own_level'] as scopes,
    from governments as lower_governments
    inner join divisions
        on
            lower_governments.jurisdiction_code = divisions.division_code
            and (lower_governments.report_year >= divisions.valid_from) is not false
            and (lower_governments.report_year <= divisions.valid_to) is not false
    inner join governments
        on
            divisions.parent_code = governments.jurisdiction_code
            and lower_governments.report_year = governments.report_year
),

lower_figures as (
    select
        below.report_id,
        observations.report_id as stated_in,
        'right' as side,
        row_number() over (
            partition by below.report_id, observations.measure_code
            order by below.lower_report_id
        ) as position,
        observations.* exclude (report_id, scope),
    from below
    inner join observations
        on below.lower_report_id = observations.report_id
    where list_contains(below.scopes, observations.scope)
),

-- Whoever counts the whole jurisdiction has at least as much as those of it whose reports are held.
compared as (
    select * from lower_figures
    union all
    select
        report_id,
        report_id as stated_in,
        'left' as side,
        0 as position,
        observations.* exclude (report_id, scope),
    from observations
    where
        scope = 'jurisdiction_aggregate'
        and (report_id, measure_code) in (select (report_id, measure_code) from lower_figures)
),

operands as (
    select
        concat_ws('/', compared.report_id, rules.check_id, compared.measure_code) as check_result_id,
        compared.report_id,
        reports.report_year,
        reports.jurisdiction_code,
        rules.check_id,
        compared.measure_code as instance,
        measures.label_zh as instance_label_zh,
        compared.side,
        compared.position,
        cast(1 as bigint) as coefficient,
        compared.table_ref,
        stating.issuer as label_zh,
        compared.observation_id,
        compared.value,
        compared.value_status,
        compared.value_text,
        compared.source_start,
        compared.source_end,
        'exact' as usability,
    from compared
    inner join rules
        on compared.measure_code = rules.measure_code
    inner join measures
        on compared.measure_code = measures.measure_code
    inner join reports
        on compared.report_id = reports.report_id
    inner join reports as stating
        on compared.stated_in = stating.report_id
    -- Without a figure for the whole there is nothing to hold the others against.
    qualify bool_or(compared.side = 'left') over (partition by compared.report_id, compared.measure_code)
)

select * from operands
