-- No two valued figures of the facts say something about the same cases: none is the other, part of
-- it, or another breakdown of it, in one report and in scopes that overlap.
{{ config(meta={'dagster': {'ref': {'name': 'fct_requests'}}}) }}
with

facts as (
    select observation_id from {{ ref('fct_disclosures') }}
    union all
    select observation_id from {{ ref('fct_requests') }}
    union all
    select observation_id from {{ ref('fct_reviews') }}
    union all
    select observation_id from {{ ref('fct_staffing') }}
),

observations as (
    select
        observation_id,
        report_id,
        scope_group,
        measure_code,
        detail_member,
    from {{ ref('int_observations_conformed') }}
    where has_value
),

counted as (
    select
        observations.observation_id,
        observations.report_id,
        observations.scope_group,
        observations.measure_code,
        observations.detail_member,
    from observations
    inner join facts
        on observations.observation_id = facts.observation_id
),

others as (
    select
        observation_id as other_observation_id,
        report_id,
        scope_group as other_scope_group,
        measure_code as other_measure_code,
        detail_member as other_member,
    from counted
),

related_figures as (
    select
        measure_code,
        detail_member,
        other_measure_code,
        other_member,
        relation,
    from {{ ref('int_figures_related') }}
)

select
    counted.observation_id,
    others.other_observation_id,
    related_figures.relation,
from counted
inner join related_figures
    on
        counted.measure_code = related_figures.measure_code
        and counted.detail_member = related_figures.detail_member
inner join others
    on
        counted.report_id = others.report_id
        and related_figures.other_measure_code = others.other_measure_code
        and related_figures.other_member = others.other_member
where
    counted.observation_id <> others.other_observation_id
    and (
        counted.scope_group = others.other_scope_group
        or 'whole' in (counted.scope_group, others.other_scope_group)
    )
