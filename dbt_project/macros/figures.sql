{#- One value, three columns: what may be summed is never in one column with what may not. No figure stays null. -#}
{% macro quantity() -%}
    case when value_type = 'count' then value end
{%- endmacro %}

{% macro amount_yuan() -%}
    case when value_type = 'money_cny' then value end
{%- endmacro %}

{% macro rate() -%}
    case when value_type = 'ratio' then value end
{%- endmacro %}


{#- A decimal(38,6) as people write it: 127.000000 is 127. -#}
{% macro plain_number(column) -%}
    rtrim(rtrim(cast({{ column }} as varchar), '0'), '.')
{%- endmacro %}


{#- The figures of a fact that no other figure covers: its import CTE. `details` are its columns of varying dimensions. -#}
{% macro finest_figures(fact, details=[]) -%}
    select
        observation_id,
        report_id,
        report_year,
        jurisdiction_code,
        edition,
        scope,
        period,
        source,
        measure_code,
        {%- for dimension in details %}
        {{ detail_in(dimension) }} as {{ dimension }},
        {%- endfor %}
        coalesce(detail_dimension, 'none') as detail_dimension,
        case
            when detail_dimension is null then 'not_applicable'
            when detail_member = 'total' then 'unspecified'
            else detail_member
        end as detail,
        {{ quantity() }} as quantity,
        {{ amount_yuan() }} as amount_yuan,
        {{ rate() }} as rate,
        unit,
        value_status,
        approximation,
        value_text,
        source_start,
        source_end,
    from {{ ref('int_observations_ranked') }}
    where
        fact = '{{ fact }}'
        and role = 'finest'
{%- endmacro %}
