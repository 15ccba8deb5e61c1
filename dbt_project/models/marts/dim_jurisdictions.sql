with

divisions as (
    select
        division_code,
        name_zh,
        level,
        parent_code,
        valid_from,
        valid_to,
        successor_code,
        source,
    from {{ source('reference', 'divisions') }}
),

parents as (
    select
        division_code as parent_code,
        name_zh as parent_name_zh,
        level as parent_level,
        parent_code as grandparent_code,
        valid_from as parent_valid_from,
        valid_to as parent_valid_to,
    from divisions
),

-- A parent may have been renamed meanwhile: the last name it had while the division was valid.
named_parents as (
    select
        divisions.division_code,
        divisions.name_zh,
        divisions.valid_from,
        arg_max(parents.parent_name_zh, parents.parent_valid_from) as parent_name_zh,
        arg_max(parents.parent_level, parents.parent_valid_from) as parent_level,
        arg_max(parents.grandparent_code, parents.parent_valid_from) as grandparent_code,
    from divisions
    inner join parents
        on
            divisions.parent_code = parents.parent_code
            -- Not known to have ended before the other began.
            and (parents.parent_valid_from <= divisions.valid_to) is not false
            and (parents.parent_valid_to >= divisions.valid_from) is not false
    group by divisions.division_code, divisions.name_zh, divisions.valid_from
),

placed as (
    select
        divisions.*,
        named_parents.parent_name_zh,
        case
            when divisions.level = 'province' then divisions.division_code
            when named_parents.parent_level = 'province' then divisions.parent_code
            else named_parents.grandparent_code
        end as province_code,
    from divisions
    left join named_parents
        on
            divisions.division_code is not distinct from named_parents.division_code
            and divisions.name_zh = named_parents.name_zh
            and divisions.valid_from is not distinct from named_parents.valid_from
),

provinces as (
    select
        division_code as province_code,
        arg_max(name_zh, valid_from) as province_name_zh,
    from divisions
    where level = 'province'
    group by division_code
),

jurisdictions as (
    select
        concat_ws('-', placed.division_code, placed.name_zh, placed.valid_from) as jurisdiction_id,
        placed.division_code as jurisdiction_code,
        placed.name_zh,
        placed.level,
        placed.parent_code,
        placed.parent_name_zh,
        placed.province_code,
        provinces.province_name_zh,
        placed.successor_code,
        placed.source,
        placed.valid_from,
        placed.valid_to,
        placed.valid_to is null as is_current,
    from placed
    left join provinces
        on placed.province_code = provinces.province_code
)

select * from jurisdictions
