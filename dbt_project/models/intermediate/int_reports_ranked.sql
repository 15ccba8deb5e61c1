with

reports as (
    select
        document_id as report_id,
        -- A government is known by its jurisdiction, whatever it calls itself; a department by its name there, and so
        -- is a township, since its code may be that of the county.
        -- A report whose issuer or year is not known stands for itself.
        case
            when issuer is null or report_year is null then document_id
            when issuer_type = 'government' and jurisdiction_code is not null and level <> 'township'
                then concat_ws('/', jurisdiction_code, level, report_year)
            else concat_ws('/', jurisdiction_code, issuer, report_year)
        end as annual_report,
        publication_date,
    from {{ source('staging', 'reports') }}
    where document_class = 'report'
),

observations as (
    select
        document_id as report_id,
        measure_code,
        dimensions,
        scope,
        period,
        value,
    from {{ source('staging', 'observations') }}
    where value is not null
),

figures as (
    select
        report_id,
        count(*) as figures,
        bit_xor(hash(measure_code, dimensions, scope, period, value)) as fingerprint,
    from (select distinct report_id, measure_code, dimensions, scope, period, value from observations) as distinct_figures
    group by report_id
),

-- The best copy has most figures; of those that have as many, the latest published, then the first by its name.
ranked as (
    select
        reports.report_id,
        first_value(reports.report_id) over copies as best_report_id,
        row_number() over copies as copy_rank,
        count(*) over (partition by reports.annual_report) as copies,
        first_value(figures.fingerprint) over copies is not distinct from figures.fingerprint as is_equal,
    from reports
    left join figures
        on reports.report_id = figures.report_id
    window copies as (
        partition by reports.annual_report
        order by figures.figures desc nulls last, reports.publication_date desc nulls last, reports.report_id
    )
),

labelled as (
    select
        report_id,
        best_report_id,
        case
            when copy_rank = 1 then 'best'
            when is_equal then 'copy'
            else 'revision'
        end as copy_status,
        copy_rank,
        copies,
    from ranked
)

select * from labelled
