with

reports as (
    select
        report_id,
        report_year,
        jurisdiction_code,
        edition,
        local_form,
    from {{ ref('dim_reports') }}
    where copy_status = 'best'
),

series as (
    select
        series_code,
        label_zh,
        label_en,
        unit,
        display_order,
    from {{ source('reference', 'series') }}
),

terms as (
    select
        series_code,
        edition,
        position,
        coefficient,
        measure_code,
        member,
    from {{ source('reference', 'series_terms') }}
),

-- The same for all terms of a series in an edition, and long: joined to sums, not carried through them.
grades as (
    select distinct
        series_code,
        edition,
        grade,
        reason_zh,
        reason_en,
    from {{ source('reference', 'series_terms') }}
),

-- A table with a local form is named after it: E2008.JX17.
printed as (
    select distinct
        edition,
        measure_code,
        case when contains(table_id, '.') then split_part(table_id, '.', 2) end as local_form,
    from {{ source('reference', 'lines') }}
    where measure_code is not null
),

observations as (
    select
        observation_id,
        report_id,
        scope,
        source,
        measure_code,
        detail_member,
        value,
        value_status,
        approximation,
        account_rank,
        source_start,
        has_value,
    from {{ ref('int_observations_conformed') }}
    where
        period <> 'cumulative'
        and report_id in (select report_id from reports)
),

inferred_zeros as (
    select
        observation_id,
        inferred_value,
        check_id,
    from {{ ref('fct_inferred_zeros') }}
),

-- The account that is preferred: a figure before none, the form before prose, exact before approximate.
figures as (
    select
        report_id,
        scope,
        measure_code,
        detail_member,
        observation_id,
        value,
        value_status,
        approximation,
        source,
    from observations
    where (measure_code, detail_member) in (select (measure_code, member) from terms)
    qualify row_number() over (
        partition by report_id, scope, measure_code, detail_member
        order by has_value desc, account_rank, approximation = 'exact' desc, source_start, observation_id
    ) = 1
),

scopes as (
    select
        report_id,
        scope,
        row_number() over (
            partition by report_id
            order by count(*) filter (where source = 'table') desc, min(account_rank), scope
        ) = 1 as is_main_scope,
    from observations
    group by report_id, scope
),

placed as (
    select
        reports.report_id,
        reports.report_year,
        reports.jurisdiction_code,
        reports.edition,
        reports.local_form,
        scopes.scope,
        scopes.is_main_scope,
    from reports
    inner join scopes
        on reports.report_id = scopes.report_id
),

stated_terms as (
    select
        placed.report_id,
        placed.scope,
        terms.series_code,
        terms.position,
        terms.coefficient,
        figures.observation_id,
        figures.value,
        case
            when figures.value is not null then figures.value
            else inferred_zeros.inferred_value
        end as inferred_value,
        inferred_zeros.check_id,
        case
            when figures.observation_id is not null then figures.value_status
            when printed.measure_code is null then 'not_on_this_form'
            else 'not_reported'
        end as value_status,
        figures.approximation,
    from placed
    inner join terms
        on placed.edition = terms.edition
    left join printed
        on
            placed.edition = printed.edition
            and placed.local_form is not distinct from printed.local_form
            and terms.measure_code = printed.measure_code
    left join figures
        on
            placed.report_id = figures.report_id
            and placed.scope = figures.scope
            and terms.measure_code = figures.measure_code
            and terms.member = figures.detail_member
    left join inferred_zeros
        on figures.observation_id = inferred_zeros.observation_id
),

-- A sum stands only where every term does.
summed as (
    select
        report_id,
        scope,
        series_code,
        case when count(value) = count(*) then sum(coefficient * value) end as value,
        case when count(inferred_value) = count(*) then sum(coefficient * inferred_value) end as inferred_value,
        case
            when count(value) = count(*) and bool_and(value_status = 'zero_stated') then 'zero_stated'
            when count(value) = count(*) then 'reported'
            else arg_min(value_status, position) filter (where value is null)
        end as value_status,
        bool_and(approximation = 'exact') as is_exact,
        count(*) as terms_expected,
        count(value) as terms_reported,
        -- Sorted afterwards: many times faster than an ordered aggregate.
        list_sort(
            list({'position': position, 'observation_id': observation_id}) filter (where observation_id is not null)
        ) as figures,
        list_sort(list_distinct(list(check_id) filter (where check_id is not null))) as check_ids,
    from stated_terms
    group by report_id, scope, series_code
),

-- In the scope of the form every series has a row; in others those of which something is said.
laid_out as (
    select
        concat_ws('/', placed.report_id, placed.scope, series.series_code) as series_value_id,
        placed.report_id,
        placed.report_year,
        placed.jurisdiction_code,
        placed.edition,
        placed.scope,
        placed.is_main_scope,
        series.series_code,
        series.label_zh,
        series.label_en,
        series.unit,
        summed.value,
        case when summed.value is null then summed.inferred_value end as inferred_value,
        case
            when summed.value is null and summed.inferred_value is not null
                then array_to_string(summed.check_ids, ' ')
        end as zero_rules,
        case when summed.series_code is null then 'not_on_this_form' else summed.value_status end as value_status,
        summed.is_exact,
        case when summed.series_code is null then 'break' else grades.grade end as grade,
        grades.reason_zh,
        grades.reason_en,
        summed.terms_expected,
        summed.terms_reported,
        array_to_string([figure.observation_id for figure in summed.figures], ' ') as observation_ids,
    from placed
    cross join series
    left join summed
        on
            placed.report_id = summed.report_id
            and placed.scope = summed.scope
            and series.series_code = summed.series_code
    left join grades
        on
            placed.edition = grades.edition
            and series.series_code = grades.series_code
    where
        placed.is_main_scope
        or summed.figures is not null
)

select * from laid_out
