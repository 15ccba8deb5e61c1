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

-- The same bytes may lie under several paths.
paths as (
    select
        sha256,
        min(path) as path,
        count(*) as paths,
        max(size_bytes) as size_bytes,
    from {{ source('raw', 'files') }}
    where sha256 is not null
    group by sha256
),

identified as (
    select
        documents.document_id,
        case when classes.document_class = 'report' then documents.document_id end as report_id,
        documents.file_name,
        paths.path,
        documents.format,
        documents.encoding,
        documents.sha256,
        classes.title,
        classes.document_class,
        classes.class_reason,
        documents.part,
        documents.characters,
        paths.size_bytes,
        paths.paths,
    from documents
    inner join classes on documents.document_id = classes.document_id
    inner join paths on documents.sha256 = paths.sha256
)

select * from identified
