with

editions as (
    select
        edition,
        label_zh,
        label_en,
        legal_basis,
        format_notice,
        deadline,
        first_year,
        last_year,
        last_year is null as is_current,
    from {{ source('reference', 'editions') }}
)

select * from editions
