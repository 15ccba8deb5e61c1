{#- A bound of Wilson's interval for a share of so many cases, at 95 % (1.96 standard errors). -#}
{% macro wilson(share, cases, sign) -%}
    case
        when {{ share }} is not null then greatest(0, least(1,
            ({{ share }} + 1.9208 / {{ cases }}
                {{ sign }} 1.96 * sqrt({{ share }} * (1 - {{ share }}) / {{ cases }} + 0.9604 / ({{ cases }} * {{ cases }}))
            ) / (1 + 3.8416 / {{ cases }})
        ))
    end
{%- endmacro %}
