with

members as (
    select
        dimension,
        member,
        label_zh,
        label_en,
        parent_member,
        display_order,
    from {{ source('reference', 'dimension_members') }}
),

observations as (
    select
        detail_dimension,
        detail_member,
    from {{ ref('int_observations_conformed') }}
    where detail_dimension is not null
),

measures as (
    select open_dimension
    from {{ ref('int_measures_conformed') }}
    where open_dimension is not null
),

dimensions as (
    select dimension from members
    union
    select open_dimension as dimension from measures
    union
    select unnest(['none', '{{ (fixed_dimensions() + detail_columns()) | join("', '") }}']) as dimension
),

-- A dimension without a list, such as the names of subjects: its members are the words of the reports.
read_members as (
    select distinct
        observations.detail_dimension as dimension,
        observations.detail_member as member,
        observations.detail_member as label_zh,
        observations.detail_member as label_en,
        cast(null as varchar) as parent_member,
        cast(9000 as bigint) as display_order,
    from observations
    where not exists (select 1 from members where members.dimension = observations.detail_dimension)
),

added_members as (
    select
        dimensions.dimension,
        added.member,
        added.label_zh,
        added.label_en,
        cast(null as varchar) as parent_member,
        cast(added.display_order as bigint) as display_order,
    from dimensions
    cross join (
        values
        ('unspecified', '未细分', 'Not broken down', 9998),
        ('not_applicable', '不适用', 'Not applicable', 9999)
    ) as added (member, label_zh, label_en, display_order)
),

all_members as (
    select * from members
    union all
    select * from read_members
    union all
    select * from added_members
),

keyed as (
    select
        dimension || '/' || member as member_id,
        dimension,
        member,
        label_zh,
        label_en,
        parent_member,
        display_order,
    from all_members
)

select * from keyed
