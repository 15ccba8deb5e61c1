with

reports as (
    select
        document_id as report_id,
        title,
        concat_ws('/', jurisdiction_code, issuer) as issuer_id,
        issuer,
        issuer_type,
        level,
        jurisdiction_code,
        jurisdiction_name,
        case
            when jurisdiction_code is null then jurisdiction_name
            else jurisdiction_code
        end as jurisdiction,
        edition,
        local_form,
        script,
        report_year,
        period_start,
        period_end,
        publication_date,
        fill_date,
        title_basis,
        issuer_basis,
        jurisdiction_basis,
        report_year_basis,
        period_basis,
        edition_basis,
        publication_date_basis,
        fill_date_basis,
    from {{ source('staging', 'reports') }}
    where document_class = 'report'
),

documents as (
    select
        document_id as report_id,
        file_name,
        part,
        part_start,
    from {{ source('raw', 'documents') }}
),

copies as (
    select
        report_id,
        best_report_id,
        copy_status,
    from {{ ref('int_reports_ranked') }}
),

jurisdictions as (
    select
        jurisdiction_id,
        -- A zone has a name, but no code.
        case
            when jurisdiction_code is null then name_zh
            else jurisdiction_code
        end as jurisdiction,
        name_zh,
        valid_from,
        valid_to,
    from {{ ref('dim_jurisdictions') }}
),

identified as (
    select
        reports.report_id,
        documents.file_name,
        reports.title,
        case when reports.issuer is not null then reports.issuer_id end as issuer_id,
        reports.issuer,
        reports.issuer_type,
        reports.level,
        first(
            jurisdictions.jurisdiction_id
            order by jurisdictions.name_zh = reports.jurisdiction_name desc, jurisdictions.valid_from desc
        ) as jurisdiction_id,
        reports.jurisdiction_code,
        reports.jurisdiction_name,
        reports.report_year,
        copies.copy_status,
        copies.best_report_id,
        documents.part,
        documents.part_start,
        reports.edition,
        reports.local_form,
        reports.script,
        reports.period_start,
        reports.period_end,
        reports.publication_date,
        reports.fill_date,
        reports.title_basis,
        reports.issuer_basis,
        reports.jurisdiction_basis,
        reports.report_year_basis,
        reports.period_basis,
        reports.edition_basis,
        reports.publication_date_basis,
        reports.fill_date_basis,
    from reports
    left join documents
        on reports.report_id = documents.report_id
    left join copies
        on reports.report_id = copies.report_id
    left join jurisdictions
        on
            reports.jurisdiction = jurisdictions.jurisdiction
            and (reports.report_year >= jurisdictions.valid_from) is not false
            and (reports.report_year <= jurisdictions.valid_to) is not false
    group by all
)

select * from identified
