with

consecutive as (
    select
        report_id,
        report_year,
        jurisdiction_code,
        last_report_id,
    from {{ ref('int_reports_consecutive') }}
),

observations as (
    select
        observation_id,
        report_id,
        measure_code,
        detail_dimension,
        detail_member,
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
        and period = 'report_year'
),

checks as (
    select
        check_id,
        dimension,
    from {{ source('reference', 'yearly_checks') }}
),

terms as (
    select
        check_id,
        side,
        position,
        coefficient,
        measure_code,
        years_back,
    from {{ source('reference', 'yearly_terms') }}
),

measures as (
    select
        measure_code,
        label_zh,
    from {{ source('reference', 'measures') }}
),

members as (
    select
        dimension,
        member,
        label_zh,
    from {{ source('reference', 'dimension_members') }}
),

instances as (
    select distinct
        terms.check_id,
        checks.dimension,
        observations.detail_member,
    from terms
    inner join checks
        on terms.check_id = checks.check_id
    inner join observations
        on terms.measure_code = observations.measure_code
    where
        observations.detail_member = 'total'
        or checks.dimension = observations.detail_dimension
),

asked as (
    select
        consecutive.report_id,
        consecutive.report_year,
        consecutive.jurisdiction_code,
        case terms.years_back when 0 then consecutive.report_id else consecutive.last_report_id end as stated_in,
        instances.check_id,
        case when instances.dimension is null then 'all' else instances.detail_member end as instance,
        instances.dimension,
        instances.detail_member,
        terms.side,
        terms.position,
        terms.coefficient,
        terms.measure_code,
        terms.years_back,
    from consecutive
    cross join instances
    inner join terms
        on instances.check_id = terms.check_id
),

matched as (
    select
        asked.report_id || '/' || asked.check_id || '/' || asked.instance as check_result_id,
        asked.report_id,
        asked.report_year,
        asked.jurisdiction_code,
        asked.check_id,
        asked.instance,
        members.label_zh as instance_label_zh,
        asked.side,
        asked.position,
        asked.coefficient,
        observations.table_ref,
        measures.label_zh || case asked.years_back when 1 then '（上年）' else '' end as label_zh,
        observations.observation_id,
        observations.value,
        observations.value_status,
        observations.value_text,
        observations.source_start,
        observations.source_end,
        case
            when observations.value is not null and observations.approximation = 'exact' then 'exact'
            when observations.value_status in ('blank', 'dash') then 'blank'
            else 'unusable'
        end as usability,
        count(*) over check_result as terms_asked,
        count(observations.observation_id) over check_result as terms_stated,
    from asked
    inner join measures
        on asked.measure_code = measures.measure_code
    left join observations
        on
            asked.stated_in = observations.report_id
            and asked.measure_code = observations.measure_code
            and asked.detail_member = observations.detail_member
    left join members
        on
            asked.dimension = members.dimension
            and asked.detail_member = members.member
    window check_result as (partition by asked.report_id, asked.check_id, asked.instance)
),

-- A form without one of the rows is not held to the rule.
operands as (
    select matched.* exclude (terms_asked, terms_stated),
    from matched
    where terms_stated = terms_asked
)

select * from operands
