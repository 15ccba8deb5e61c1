{#- Blanks that can only be zeros: they stand on one side of a sum that closes without them, and counts are not
    negative. The rule that proves it stays with them; the cell stays blank. -#}
{% macro proven_zeros() -%}
    select
        blanks.observation_id,
        min(blanks.check_id) as check_id,
    from (
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
    ) as blanks
    inner join {{ ref('fct_checks') }} as closing
        on blanks.check_result_id = closing.check_result_id
    where
        closing.status = 'pass_if_blank_is_zero'
        and closing.operator = '='
        and blanks.lowest_coefficient > 0
        and blanks.first_side = blanks.last_side
    group by blanks.observation_id
{%- endmacro %}
