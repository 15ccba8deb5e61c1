with

reports as (
    select
        document_id,
        jurisdiction_code,
        report_year,
        edition,
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
        value,
        value_status,
        value_text,
        unit,
        approximation,
        source_start,
        source_end,
    from {{ source('staging', 'observations') }}
),

measures as (
    select
        measure_code,
        fact,
        value_type,
    from {{ source('reference', 'measures') }}
),

conformed_measures as (
    select
        measure_code,
        family_code,
        open_dimension,
        is_of_which,
    from {{ ref('int_measures_conformed') }}
),

-- Scopes of one group lie within each other, those of `whole` hold all others; the first is preferred.
scopes as (
    select
        scope,
        scope_group,
        scope_rank,
    from (
        values
        ('jurisdiction_aggregate', 'whole', 0),
        ('system_wide', 'whole', 1),
        ('own_level', 'own', 2),
        ('own_agency', 'own', 3),
        ('departments', 'own', 4),
        ('subordinate_counties', 'lower', 5),
        ('townships', 'lower', 6),
        ('subordinate_townships', 'lower', 7)
    ) as listed (scope, scope_group, scope_rank)
),

-- A million figures are told apart in some hundred ways: JSON is read once for each.
stated_details as (
    select
        dimensions,
        unnest(json_keys(dimensions)) as dimension,
    from (select distinct dimensions from observations) as distinct_dimensions
),

-- A figure has one detail at most; tests/details_are_known.sql holds that.
details as (
    select
        dimensions,
        min(dimension) as dimension,
        arg_min(json_extract_string(dimensions, '$."' || dimension || '"'), dimension) as member,
    from stated_details
    where dimension not in ('{{ fixed_dimensions() | join("', '") }}')
    group by dimensions
),

conformed as (
    select
        observations.observation_id,
        observations.document_id as report_id,
        reports.report_year,
        reports.jurisdiction_code,
        reports.edition,
        observations.scope,
        scopes.scope_group,
        observations.period,
        observations.source,
        observations.table_ref,
        measures.fact,
        conformed_measures.family_code,
        observations.measure_code,
        case
            when details.dimensions is not null then details.dimension
            else conformed_measures.open_dimension
        end as detail_dimension,
        case
            when details.dimensions is not null then details.member
            else 'total'
        end as detail_member,
        observations.value,
        measures.value_type,
        observations.unit,
        observations.value_status,
        observations.approximation,
        observations.value_text,
        observations.source_start,
        observations.source_end,
        -- Which of several accounts of the same thing is counted: the form before the prose, the
        -- year before a day or another period, the wider scope before the narrower.
        cast(
            case observations.source when 'table' then 0 else 100 end
            + case observations.period when 'report_year' then 0 when 'point_in_time' then 10 else 20 end
            + scopes.scope_rank
            as bigint
        ) as account_rank,
        observations.value is not null as has_value,
        conformed_measures.is_of_which,
    from observations
    inner join reports
        on observations.document_id = reports.document_id
    inner join measures
        on observations.measure_code = measures.measure_code
    inner join conformed_measures
        on observations.measure_code = conformed_measures.measure_code
    inner join scopes
        on observations.scope = scopes.scope
    left join details
        on observations.dimensions = details.dimensions
)

select * from conformed
