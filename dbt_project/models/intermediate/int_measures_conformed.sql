with

measures as (
    select
        measure_code,
        parent_relation,
        {%- for dimension in fixed_dimensions() %}
        {{ dimension }},
        {%- endfor %}
    from {{ source('reference', 'measures') }}
),

nested as (
    select
        measure_code,
        whole_code,
        distance,
    from {{ ref('int_measures_nested') }}
),

-- What a measure's figures are further broken down by: by the forms, and by what was read.
stated_dimensions as (
    select
        measure_code,
        unnest(json_keys(dimensions)) as dimension,
    from {{ source('reference', 'lines') }}
    where measure_code is not null
    union
    select
        measure_code,
        unnest(json_keys(dimensions)) as dimension,
    from (
        select distinct
            measure_code,
            dimensions,
        from {{ source('staging', 'observations') }}
    ) as distinct_dimensions
),

-- A breakdown of the whole could be given for the part, and the other way round.
shared_dimensions as (
    select
        nested.measure_code,
        nested.distance,
        stated_dimensions.dimension,
    from nested
    inner join stated_dimensions
        on nested.whole_code = stated_dimensions.measure_code
    union
    select
        nested.whole_code as measure_code,
        nested.distance,
        stated_dimensions.dimension,
    from nested
    inner join stated_dimensions
        on nested.measure_code = stated_dimensions.measure_code
),

open_dimensions as (
    select
        measure_code,
        first(dimension order by distance, dimension) as open_dimension,
    from shared_dimensions
    where dimension not in ('{{ fixed_dimensions() | join("', '") }}')
    group by measure_code
),

families as (
    select
        nested.measure_code,
        arg_max(nested.whole_code, nested.distance) as family_code,
        bool_or(measures.parent_relation is not null and measures.parent_relation = 'of_which') as is_of_which,
    from nested
    inner join measures
        on nested.whole_code = measures.measure_code
    group by nested.measure_code
),

-- The dimensions in which some part of a measure has a member.
broken_down as (
    select
        nested.whole_code as measure_code,
        {%- for dimension in fixed_dimensions() %}
        bool_or(measures.{{ dimension }} is not null) as by_{{ dimension }},
        {%- endfor %}
    from nested
    inner join measures
        on nested.measure_code = measures.measure_code
    group by nested.whole_code
),

conformed as (
    select
        measures.measure_code,
        families.family_code,
        open_dimensions.open_dimension,
        {%- for dimension in fixed_dimensions() %}
        case
            when measures.{{ dimension }} <> 'total' then measures.{{ dimension }}
            when broken_down.by_{{ dimension }} then 'unspecified'
            else 'not_applicable'
        end as {{ dimension }},
        {%- endfor %}
        families.is_of_which,
    from measures
    inner join families
        on measures.measure_code = families.measure_code
    inner join broken_down
        on measures.measure_code = broken_down.measure_code
    left join open_dimensions
        on measures.measure_code = open_dimensions.measure_code
)

select * from conformed
