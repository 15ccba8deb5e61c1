{#- How a model becomes a table or a view: its columns, rows and comments in one statement. dbt's own way asks the
    database a dozen questions for each model, which takes longer than computing it from a hundred reports. What those
    are for, hooks, indexes, grants and foreign keys, is not used here; DuckDB replaces what stood there by itself. -#}
{% materialization table, adapter='duckdb' %}
    {{ return(made_at_once('table')) }}
{% endmaterialization %}


{% materialization view, adapter='duckdb' %}
    {{ return(made_at_once('view')) }}
{% endmaterialization %}


{% macro made_at_once(type) %}
    {%- if pre_hooks or post_hooks -%}
        {%- do exceptions.raise_compiler_error('Hooks are not run, see macros/materializations.sql') -%}
    {%- endif -%}
    {%- set target = this.incorporate(type=type) -%}
    {%- set standing = load_cached_relation(this) -%}
    {%- if standing and standing.type != type -%}
        {%- do adapter.drop_relation(standing) -%}
    {%- endif -%}
    {%- do keep_contract() -%}
    {%- call statement('main') -%}
        {%- if type == 'view' -%}
            create or replace view {{ target }} as (
                {{ sql }}
            );
        {%- else -%}
            create or replace table {{ target }} (
                {%- for column in model.columns.values() %}
                {{ column.name }} {{ column.data_type }},
                {%- endfor %}
            );
            {%- for part in parts(sql) %}
            insert into {{ target }} by name (
                {{ part }}
            );
            {%- endfor %}
        {%- endif %}
        comment on {{ type }} {{ target }} is $${{ model.description }}$$;
        {%- for column in model.columns.values() %}
        comment on column {{ target }}.{{ column.name }} is $${{ column.description }}$$;
        {%- endfor %}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target]}) }}
{% endmacro %}


{#- The condition of a model whose rows are made in parts, because all of them need more memory than there may be. Where
    it stands, the rows that go into one row of the result have the same value in the column. -#}
{% macro in_part(column) %}/* part by {{ column }} */ true{% endmacro %}


{#- The query of each part; five reports for each MiB of memory make a part. -#}
{% macro parts(query) %}
    {%- set pattern = '/[*] part by (.+?) [*]/ true' -%}
    {%- if not modules.re.search(pattern, query) -%}
        {{ return([query]) }}
    {%- endif -%}
    {%- set reports = run_query('select count(*) from staging.reports').columns[0][0] | int -%}
    {%- set most = var('reports_per_mib', 5) * env_var('GONGKAI_MEMORY_MIB', '1000') | int -%}
    {%- set number = 1 + (reports / most) | int -%}
    {%- set found = [] -%}
    {%- for part in range(number) -%}
        {%- do found.append(modules.re.sub(pattern, 'hash(\\1) % ' ~ number ~ ' = ' ~ part, query)) -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}


{#- Refuse a query whose columns or types are not those that are described: what dbt calls an enforced contract. -#}
{% macro keep_contract() %}
    {%- set promised = [] -%}
    {%- for column in model.columns.values() -%}
        {%- do promised.append({'name': column.name, 'data_type': column.data_type, 'formatted': column.name ~ ' ' ~ column.data_type}) -%}
    {%- endfor -%}
    {%- set given = [] -%}
    {%- for column in adapter.get_column_schema_from_query(sql) -%}
        {%- set kind = column.dtype | lower -%}
        {%- do given.append({'name': column.name, 'data_type': kind, 'formatted': column.name ~ ' ' ~ kind}) -%}
    {%- endfor -%}
    {%- if given | map(attribute='formatted') | sort != promised | map(attribute='formatted') | sort -%}
        {%- do exceptions.raise_contract_error(promised, given) -%}
    {%- endif -%}
{% endmacro %}
