with

matched as (
    select * from {{ ref('int_operands_matched') }}
    union all by name
    select * from {{ ref('int_yearly_operands_matched') }}
    union all by name
    select * from {{ ref('int_bodies_operands_matched') }}
),

operands as (
    select
        matched.*,
        coefficient * value as term,
        case when coefficient < 0 then ' − ' else ' + ' end as sign,
        case when abs(coefficient) = 1 then '' else abs(coefficient) || ' × ' end as factor,
        {{ plain_number('value') }} as value_plain,
        case
            when usability = 'exact' and value < 0 then '(' || {{ plain_number('value') }} || ')'
            when usability = 'exact' then {{ plain_number('value') }}
            when value_status = 'blank' then '□'
            when value_status = 'dash' then '—'
            when value is not null and value_text is not null then value_text
            else '?'
        end as shown,
    from matched
),

identities as (
    select
        check_id,
        edition,
        table_id,
        label_zh,
        label_en,
        severity,
        operator,
    from {{ source('reference', 'identities') }}
    union all
    select
        check_id,
        cast(null as varchar) as edition,
        cast(null as varchar) as table_id,
        label_zh,
        label_en,
        severity,
        operator,
    from {{ source('reference', 'yearly_checks') }}
    union all
    select
        check_id,
        cast(null as varchar) as edition,
        cast(null as varchar) as table_id,
        label_zh,
        label_en,
        severity,
        '>=' as operator,
    from {{ source('reference', 'check_rules') }}
    where family = 'bodies'
),

sides as (
    select
        check_result_id,
        any_value(report_id) as report_id,
        any_value(report_year) as report_year,
        any_value(jurisdiction_code) as jurisdiction_code,
        any_value(check_id) as check_id,
        any_value(instance) as instance,
        any_value(instance_label_zh) as instance_label_zh,
        count(*) filter (where side = 'left') as left_terms,
        count(*) filter (where side = 'right') as right_terms,
        count(*) as all_terms,
        count(*) filter (where value is null) as operands_missing,
        count(*) filter (where value is null and side = 'left') as left_missing,
        count(*) filter (where value is null and side = 'right') as right_missing,
        count(*) filter (where usability = 'blank') as blank_terms,
        count(*) filter (where usability = 'unusable') as unusable_terms,
        sum(term) filter (where side = 'left') as left_sum,
        sum(term) filter (where side = 'right') as right_sum,
        sum(case side when 'left' then term else -term end) as balance,
        -- Put in order afterwards, by side and position: many times faster than an ordered aggregate.
        list_select(
            list(
                {
                    'side': side,
                    'coefficient': coefficient,
                    'table_ref': table_ref,
                    'label_zh': label_zh,
                    'value': value_plain,
                    'value_status': value_status,
                    'observation_id': observation_id,
                    'source_start': source_start,
                    'source_end': source_end,
                    'written': sign || factor || shown
                }
            ),
            list_grade_up(list(case side when 'left' then 0 else 100000 end + position))
        ) as terms,
    from operands
    where {{ in_part('check_result_id') }}  -- DuckDB keeps the lists of terms in memory
    group by check_result_id
),

spelled as (
    select
        sides.*,
        array_to_string([term.written for term in terms if term.side = 'left'], '') as left_text,
        array_to_string([term.written for term in terms if term.side = 'right'], '') as right_text,
        cast(
            to_json(
                [
                    {
                        'side': term.side,
                        'coefficient': term.coefficient,
                        'table_ref': term.table_ref,
                        'label_zh': term.label_zh,
                        'value': term.value,
                        'value_status': term.value_status,
                        'observation_id': term.observation_id,
                        'source_start': term.source_start,
                        'source_end': term.source_end
                    }
                    for term in terms
                ]
            ) as varchar
        ) as operands,
    from sides
),

compared as (
    select
        spelled.*,
        identities.edition,
        identities.table_id,
        identities.label_zh,
        identities.label_en,
        identities.severity,
        identities.operator,
        case when spelled.left_missing = 0 then spelled.left_sum end as left_value,
        -- A side without terms is the constant nought, as in: stock of last year + change >= 0.
        case
            when spelled.right_terms = 0 then cast(0 as decimal(38, 6))
            when spelled.right_missing = 0 then spelled.right_sum
        end as right_value,
        -- The balance leaves blanks out, which is what they would do to it if they were noughts.
        case identities.operator
            when '=' then spelled.balance = 0
            when '<=' then spelled.balance <= 0
            when '>=' then spelled.balance >= 0
        end as balance_holds,
        case
            when starts_with(spelled.left_text, ' + ') then substr(spelled.left_text, 4)
            else '−' || substr(spelled.left_text, 4)
        end as left_formula,
        case
            when spelled.right_terms = 0 then '0'
            when starts_with(spelled.right_text, ' + ') then substr(spelled.right_text, 4)
            else '−' || substr(spelled.right_text, 4)
        end as right_formula,
    from spelled
    inner join identities
        on spelled.check_id = identities.check_id
),

assessed as (
    select
        compared.*,
        left_value - right_value as difference,
        case
            when unusable_terms > 0 then 'not_assessable'
            when blank_terms = 0 and balance_holds then 'pass'
            when blank_terms = 0 then 'fail'
            when blank_terms = all_terms then 'not_assessable'
            when balance_holds then 'pass_if_blank_is_zero'
            else 'not_assessable'
        end as status,
    from compared
),

written as (
    select
        assessed.*,
        case
            when status = 'fail' and operator = '=' then ' ≠ '
            when status = 'fail' and operator = '<=' then ' > '
            when status = 'fail' and operator = '>=' then ' < '
            when operator = '<=' then ' ≤ '
            when operator = '>=' then ' ≥ '
            else ' = '
        end as relation,
        -- The sum of a side is written out where the formula does not give it already.
        case
            when left_terms = 1 or left_value is null then ''
            when status = 'pass' and operator = '=' and right_terms = 1 then ''
            else ' = ' || {{ plain_number('left_value') }}
        end as left_result,
        case
            when right_terms < 2 or right_value is null then ''
            when status = 'pass' and operator = '=' then ''
            else {{ plain_number('right_value') }} || ' = '
        end as right_result,
    from assessed
),

checks as (
    select
        check_result_id,
        report_id,
        report_year,
        jurisdiction_code,
        edition,
        table_id,
        check_id,
        label_zh,
        label_en,
        severity,
        instance,
        instance_label_zh,
        status,
        left_value,
        operator,
        right_value,
        difference,
        operands_missing,
        left_formula || left_result || relation || right_result || right_formula as formula,
        operands,
    from written
)

select * from checks
