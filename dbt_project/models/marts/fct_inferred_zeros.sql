with

blanks as (
    select
        check_result_id,
        check_id,
        side,
        observation_id,
        min(coefficient) over (partition by check_result_id) as lowest_coefficient,
        min(side) over (partition by check_result_id) as first_side,
        max(side) over (partition by check_result_id) as last_side,
    from {{ ref('int_operands_matched') }}
    where usability = 'blank'
),

checks as (
    select
        check_result_id,
        formula,
    from {{ ref('fct_checks') }}
    where
        status = 'pass_if_blank_is_zero'
        and operator = '='
),

observations as (
    select
        observation_id,
        report_id,
        report_year,
        jurisdiction_code,
        scope,
        measure_code,
        detail_member,
        value_status,
    from {{ ref('int_observations_conformed') }}
    where not has_value
),

-- Blanks on one side of a sum that closes without them can only be zeros, since counts are not negative.
proven as (
    select
        blanks.observation_id,
        min(blanks.check_id) as check_id,
        arg_min(blanks.check_result_id, blanks.check_id) as check_result_id,
        arg_min(checks.formula, blanks.check_id) as formula,
    from blanks
    inner join checks
        on blanks.check_result_id = checks.check_result_id
    where
        blanks.lowest_coefficient > 0
        and blanks.first_side = blanks.last_side
    group by blanks.observation_id
),

inferred as (
    select
        proven.observation_id,
        observations.report_id,
        observations.report_year,
        observations.jurisdiction_code,
        observations.scope,
        observations.measure_code,
        observations.detail_member as detail,
        observations.value_status,
        'inferred_zero' as inferred_status,
        cast(0 as decimal(38, 6)) as inferred_value,
        proven.check_id,
        proven.check_result_id,
        proven.formula,
    from proven
    inner join observations
        on proven.observation_id = observations.observation_id
)

select * from inferred
