{#- Dimensions that a measure fixes: the dimension columns of reference.measures. -#}
{% macro fixed_dimensions() %}
    {{ return([
        'channel', 'doc_type', 'basis', 'matter', 'flow', 'request_channel', 'timeliness', 'outcome', 'reason',
        'review_stage', 'review_outcome', 'staff_type',
    ]) }}
{% endmacro %}


{#- Dimensions that vary within a measure and are columns of a fact; the others are its `detail`. -#}
{% macro detail_columns() %}
    {{ return(['applicant_type', 'fee_item', 'unit_type']) }}
{% endmacro %}


{#- The members of one dimension with their labels, for a fact to join. -#}
{% macro members_of(dimension) -%}
    select
        member,
        label_zh,
        label_en,
    from {{ ref('dim_members') }}
    where dimension = '{{ dimension }}'
{%- endmacro %}


{#- A dimension that varies within a measure, as a column of a fact. A total has no member there. -#}
{% macro detail_in(dimension) -%}
    case
        when detail_dimension is null or detail_dimension <> '{{ dimension }}' then 'not_applicable'
        when detail_member = 'total' then 'unspecified'
        else detail_member
    end
{%- endmacro %}
