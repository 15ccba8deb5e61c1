with recursive

members as (
    select
        dimension,
        member,
        parent_member,
    from {{ source('reference', 'dimension_members') }}
),

nested_measures as (
    select
        measure_code,
        whole_code,
        distance,
    from {{ ref('int_measures_nested') }}
),

figures as (
    select
        measure_code,
        detail_member,
        min(detail_dimension) as detail_dimension,
    from {{ ref('int_observations_conformed') }}
    group by measure_code, detail_member
),

nested_members as (
    select
        dimension,
        member,
        parent_member as whole_member,
        1 as distance,
    from members
    where parent_member is not null
    union all
    select
        nested_members.dimension,
        nested_members.member,
        members.parent_member as whole_member,
        nested_members.distance + 1 as distance,
    from nested_members
    inner join members
        on
            nested_members.dimension = members.dimension
            and nested_members.whole_member = members.member
    where
        members.parent_member is not null
        -- No breakdown nests so deep: a circle in the codebook ends here.
        and nested_members.distance < 10
),

-- What a figure's member is contained in: itself, the members above it, and the total.
containing_members as (
    select
        measure_code,
        detail_member,
        detail_member as whole_member,
    from figures
    union
    select
        measure_code,
        detail_member,
        'total' as whole_member,
    from figures
    union
    select
        figures.measure_code,
        figures.detail_member,
        nested_members.whole_member,
    from figures
    inner join nested_members
        on
            figures.detail_dimension = nested_members.dimension
            and figures.detail_member = nested_members.member
),

other_figures as (
    select
        measure_code as other_measure_code,
        detail_member as other_member,
    from figures
),

-- Every figure with every figure of its measure, and of the measures this one is part of.
pairs as (
    select
        figures.measure_code,
        figures.detail_member,
        other_figures.other_measure_code,
        other_figures.other_member,
        nested_measures.distance,
    from figures
    inner join nested_measures
        on figures.measure_code = nested_measures.measure_code
    inner join other_figures
        on nested_measures.whole_code = other_figures.other_measure_code
),

contained as (
    select
        pairs.measure_code,
        pairs.detail_member,
        pairs.other_measure_code,
        pairs.other_member,
        case
            when pairs.distance = 0 and pairs.detail_member = pairs.other_member then 'same_as'
            else 'part_of'
        end as relation,
    from pairs
    inner join containing_members
        on
            pairs.measure_code = containing_members.measure_code
            and pairs.detail_member = containing_members.detail_member
            and pairs.other_member = containing_members.whole_member
),

-- A finer measure with a coarser member: two breakdowns of one total that cannot both be added up.
crossing as (
    select
        pairs.measure_code,
        pairs.detail_member,
        pairs.other_measure_code,
        pairs.other_member,
        'crosses' as relation,
    from pairs
    inner join containing_members
        on
            pairs.other_measure_code = containing_members.measure_code
            and pairs.other_member = containing_members.detail_member
            and pairs.detail_member = containing_members.whole_member
    where
        pairs.distance > 0
        and pairs.detail_member <> pairs.other_member
),

related as (
    select
        measure_code,
        detail_member,
        other_measure_code,
        other_member,
        relation,
    from contained
    union all
    select
        measure_code,
        detail_member,
        other_measure_code,
        other_member,
        relation,
    from crossing
)

select * from related
