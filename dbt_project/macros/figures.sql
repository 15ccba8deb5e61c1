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
