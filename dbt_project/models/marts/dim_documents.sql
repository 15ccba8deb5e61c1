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

-- Of files with the same bytes the first is read; the others are duplicates of it.
files as (
    select
        sha256,
        min(path) as path,
    from {{ source('raw', 'files') }}
    where status = 'read'
    group by sha256
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
        files.path,
        documents.format,
        documents.encoding,
        documents.sha256,
        classes.title,
        classes.document_class,
        classes.class_reason,
        documents.part,
        documents.characters,
    from documents
    inner join classes
        on documents.document_id = classes.document_id
    left join files
        on documents.sha256 = files.sha256
)

select * from identified
