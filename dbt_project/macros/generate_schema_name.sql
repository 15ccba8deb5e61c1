{#- The schema as written: `marts` is `marts`, not `main_marts`, so that names agree everywhere. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name if custom_schema_name else target.schema }}
{%- endmacro %}
