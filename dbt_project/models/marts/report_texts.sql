-- A view: the text is kept once, in raw.documents, and copied only when it is published.
{{ config(materialized='view') }}

with

reports as (
    select document_id
    from {{ source('staging', 'reports') }}
    where document_class = 'report'
),

documents as (
    select
        document_id,
        sha256,
        format,
        characters,
        text,
    from {{ source('raw', 'documents') }}
),

texts as (
    select
        documents.document_id as report_id,
        documents.sha256,
        documents.format,
        documents.characters,
        documents.text,
    from documents
    inner join reports
        on documents.document_id = reports.document_id
)

select * from texts
