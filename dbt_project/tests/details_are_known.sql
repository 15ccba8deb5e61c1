-- A figure has one detail at most, and its member is in the codebook where the codebook lists the
-- dimension: an unknown category stops the build, it is never put under another one.
with

members as (
    select
        dimension,
        member,
    from {{ source('reference', 'dimension_members') }}
),

details as (
    select
        observation_id,
        dimensions,
        unnest(json_keys(dimensions)) as dimension,
    from {{ source('staging', 'observations') }}
    where dimensions <> '{}'
),

open_details as (
    select
        observation_id,
        dimension,
        json_extract_string(dimensions, '$."' || dimension || '"') as member,
        count(*) over (partition by observation_id) as details,
    from details
    where dimension not in ('{{ fixed_dimensions() | join("', '") }}')
)

select
    observation_id,
    dimension,
    member,
    details,
from open_details
where
    details > 1
    or (
        exists (select 1 from members where members.dimension = open_details.dimension)
        and not exists (
            select 1
            from members
            where
                members.dimension = open_details.dimension
                and members.member = open_details.member
        )
    )
