with

documents as (
    select
        document_id,
        file_name,
        format,
        encoding,
        sha256,
        part,
        characters,
    from {{ source('raw', 'documents') }}
),

classes as (
    select
        document_id,
        title,
        document_class,
        class_reason,
    from {{ source('staging', 'reports') }}
),

identified as (
    select
        documents.document_id,
        case when classes.document_class = 'report' then documents.document_id end as report_id,
        documents.file_name,
        documents.format,
        documents.encoding,
        documents.sha256,
        classes.title,
        classes.document_class,
        classes.class_reason,
        documents.part,
        documents.characters,
    from documents
    inner join classes on documents.document_id = classes.document_id
)

select * from identified
