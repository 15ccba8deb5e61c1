{#- What a printed figure may stand for. Rounded and 约: one unit of the last digit that is not nought, since figures
    are cut off as often as rounded. 余, 多: up to one unit of the first digit more (200余 is no 300). 近: half of
    one less (近100 is more than 50). -#}
{% macro last_unit(value) -%}
    case
        when {{ value }} = 0 then 1
        when {{ value }} % 1 <> 0 then power(10, -length(split_part({{ plain_number(value) }}, '.', 2)))
        else power(10, length({{ plain_number(value) }}) - length(rtrim({{ plain_number(value) }}, '0')))
    end
{%- endmacro %}

{% macro first_unit(value) -%}
    case when abs({{ value }}) < 1 then 1 else power(10, floor(log10(abs({{ value }})))) end
{%- endmacro %}

{% macro lowest(value, approximation) -%}
    cast(
        {{ value }} - case {{ approximation }}
            when 'rounded' then {{ last_unit(value) }}
            when 'about' then {{ last_unit(value) }}
            when 'at_most' then {{ first_unit(value) }} / 2
            else 0
        end as decimal(38, 6)
    )
{%- endmacro %}

{% macro highest(value, approximation) -%}
    cast(
        {{ value }} + case {{ approximation }}
            when 'rounded' then {{ last_unit(value) }}
            when 'about' then {{ last_unit(value) }}
            when 'at_least' then {{ first_unit(value) }}
            else 0
        end as decimal(38, 6)
    )
{%- endmacro %}
