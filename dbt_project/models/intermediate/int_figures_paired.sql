with

-- Copies of a report would contradict themselves again where it does.
best_reports as (
    select report_id
    from {{ ref('int_reports_ranked') }}
    where copy_status = 'best'
),

observations as (
    select
        observation_id,
        report_id,
        scope,
        period,
        source,
        measure_code,
        detail_member,
        value_status,
        approximation,
        source_start,
        has_value,
    from {{ ref('int_observations_conformed') }}
    where report_id in (select report_id from best_reports)
),

related_figures as (
    select
        measure_code,
        detail_member,
        other_measure_code,
        other_member,
        relation,
    from {{ ref('int_figures_related') }}
),

measures as (
    select
        measure_code,
        parent_code,
        parent_relation,
    from {{ source('reference', 'measures') }}
),

-- A scope lies within itself and within these; the others have nothing to do with each other.
wider_scopes as (
    select
        scope,
        wider_scope,
    from {{ source('reference', 'wider_scopes') }}
),

scopes as (
    select distinct
        scope,
        scope as wider_scope,
        false as is_wider,
    from observations
    union all
    select
        scope,
        wider_scope,
        true as is_wider,
    from wider_scopes
),

-- Tables are compared with themselves by the arithmetic of their form (fct_checks).
told as (
    select distinct
        report_id,
        period,
    from observations
    where source = 'narrative'
),

-- Rows of a form that count the same measure, such as grounds that only this form has, are no accounts of each other.
doubled as (
    select
        report_id,
        source,
        scope,
        period,
        measure_code,
        detail_member,
    from observations
    where source = 'table'
    group by all
    having count(*) > 1
),

accounts as (
    select observations.*,
    from observations
    inner join told
        on
            observations.report_id = told.report_id
            and observations.period = told.period
    left join doubled
        on
            observations.report_id = doubled.report_id
            and observations.source = doubled.source
            and observations.scope = doubled.scope
            and observations.period = doubled.period
            and observations.measure_code = doubled.measure_code
            and observations.detail_member = doubled.detail_member
    where doubled.report_id is null
),

-- The first of several accounts of one figure is the one that counts: a figure before none, the table before
-- prose, an exact figure before an approximate one, what comes first before what comes later.
placed as (
    select
        accounts.*,
        row_number() over same_figure as place,
        first_value(accounts.observation_id) over same_figure as preferred_observation_id,
        first_value(accounts.has_value) over same_figure as preferred_has_value,
        first_value(accounts.source) over same_figure as preferred_source,
        first_value(accounts.approximation) over same_figure as preferred_approximation,
    from accounts
    window same_figure as (
        partition by
            accounts.report_id,
            accounts.scope,
            accounts.period,
            accounts.measure_code,
            accounts.detail_member
        order by
            accounts.has_value desc,
            accounts.source = 'table' desc,
            accounts.approximation = 'exact' desc,
            accounts.source_start,
            accounts.observation_id
    )
),

restated as (
    select
        preferred_observation_id as observation_id,
        observation_id as other_observation_id,
        'restated' as kind,
        case
            when not has_value then 'figure_before_none'
            when preferred_source <> source then 'table_before_prose'
            when preferred_approximation <> approximation and preferred_approximation = 'exact'
                then 'exact_before_approximate'
            else 'first_before_later'
        end as precedence,
    from placed
    where
        place > 1
        and preferred_has_value
        and (has_value or source = 'table')
),

preferred as (
    select
        observation_id,
        report_id,
        scope,
        period,
        source,
        measure_code,
        detail_member,
    from placed
    where
        place = 1
        and has_value
),

ordered_figures as (
    select
        measure_code,
        detail_member,
        other_measure_code,
        other_member,
        case when relation = 'same_as' then 'narrower_scope' else 'part' end as kind,
    from related_figures
    where relation in ('same_as', 'part_of')
    union
    select
        measure_code,
        'total' as detail_member,
        parent_code as other_measure_code,
        'total' as other_member,
        'of_which' as kind,
    from measures
    where parent_relation = 'of_which'
),

prose as (
    select * from preferred
    where source = 'narrative'
),

-- What a figure must not exceed, and what must not exceed it. Few figures stand in prose: to begin with those, and not
-- with all pairs of the form, is to look at a tenth. Left to itself, DuckDB takes the larger side first.
wholes_of_prose as materialized (
    select
        prose.observation_id,
        prose.report_id,
        prose.period,
        scopes.wider_scope as other_scope,
        ordered_figures.other_measure_code,
        ordered_figures.other_member,
        ordered_figures.kind,
    from prose
    inner join ordered_figures
        on
            prose.measure_code = ordered_figures.measure_code
            and prose.detail_member = ordered_figures.detail_member
    inner join scopes
        on prose.scope = scopes.scope
    where scopes.is_wider or ordered_figures.kind <> 'narrower_scope'
),

parts_of_prose as materialized (
    select
        prose.observation_id as other_observation_id,
        prose.report_id,
        prose.period,
        scopes.scope,
        ordered_figures.measure_code,
        ordered_figures.detail_member,
        ordered_figures.kind,
    from prose
    inner join ordered_figures
        on
            prose.measure_code = ordered_figures.other_measure_code
            and prose.detail_member = ordered_figures.other_member
    inner join scopes
        on prose.scope = scopes.wider_scope
    where scopes.is_wider or ordered_figures.kind <> 'narrower_scope'
),

ordered as (
    select
        wholes_of_prose.observation_id,
        preferred.observation_id as other_observation_id,
        wholes_of_prose.kind,
        'both_stand' as precedence,
    from wholes_of_prose
    inner join preferred
        on
            wholes_of_prose.report_id = preferred.report_id
            and wholes_of_prose.period = preferred.period
            and wholes_of_prose.other_scope = preferred.scope
            and wholes_of_prose.other_measure_code = preferred.measure_code
            and wholes_of_prose.other_member = preferred.detail_member
    union all
    select
        preferred.observation_id,
        parts_of_prose.other_observation_id,
        parts_of_prose.kind,
        'both_stand' as precedence,
    from parts_of_prose
    inner join preferred
        on
            parts_of_prose.report_id = preferred.report_id
            and parts_of_prose.period = preferred.period
            and parts_of_prose.scope = preferred.scope
            and parts_of_prose.measure_code = preferred.measure_code
            and parts_of_prose.detail_member = preferred.detail_member
    where preferred.source = 'table'
),

paired as (
    select
        observation_id,
        other_observation_id,
        kind,
        precedence,
    from restated
    union all
    select
        observation_id,
        other_observation_id,
        kind,
        precedence,
    from ordered
)

select * from paired
