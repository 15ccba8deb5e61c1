with recursive

measures as (
    select
        measure_code,
        parent_code,
        parent_relation,
    from {{ source('reference', 'measures') }}
),

nested as (
    select
        measure_code,
        measure_code as whole_code,
        cast(0 as bigint) as distance,
    from measures
    union all
    select
        nested.measure_code,
        measures.parent_code as whole_code,
        nested.distance + 1 as distance,
    from nested
    inner join measures
        on nested.whole_code = measures.measure_code
    where
        measures.parent_relation = 'part'
        -- No form nests so deep: a circle in the codebook ends here and is caught by the contract.
        and nested.distance < 10
)

select * from nested
