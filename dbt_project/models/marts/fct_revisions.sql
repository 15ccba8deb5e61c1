with

revisions as (
    select
        report_id,
        best_report_id,
    from {{ ref('int_reports_ranked') }}
    where copy_status = 'revision'
),

figures as (
    select
        report_id,
        scope,
        period,
        source,
        measure_code,
        detail_member,
        arg_min(observation_id, source_start) as observation_id,
        arg_min(value, source_start) as value,
        arg_min(value_status, source_start) as value_status,
    from {{ ref('int_observations_conformed') }}
    where
        report_id in (select report_id from revisions)
        or report_id in (select best_report_id from revisions)
    group by report_id, scope, period, source, measure_code, detail_member
),

own as (
    select
        revisions.best_report_id,
        figures.*,
    from revisions
    inner join figures
        on revisions.report_id = figures.report_id
),

best as (
    select
        revisions.report_id as revision_id,
        figures.*,
    from revisions
    inner join figures
        on revisions.best_report_id = figures.report_id
),

compared as (
    select
        case when own.report_id is not null then own.report_id else best.revision_id end as report_id,
        case when best.report_id is not null then best.report_id else own.best_report_id end as best_report_id,
        case when own.report_id is not null then own.scope else best.scope end as scope,
        case when own.report_id is not null then own.period else best.period end as period,
        case when own.report_id is not null then own.source else best.source end as source,
        case when own.report_id is not null then own.measure_code else best.measure_code end as measure_code,
        case when own.report_id is not null then own.detail_member else best.detail_member end as detail,
        own.observation_id,
        own.value,
        own.value_status,
        best.observation_id as best_observation_id,
        best.value as best_value,
        best.value_status as best_value_status,
    from own
    full join best
        on
            own.report_id = best.revision_id
            and own.scope = best.scope
            and own.period = best.period
            and own.source = best.source
            and own.measure_code = best.measure_code
            and own.detail_member = best.detail_member
),

differing as (
    select
        concat_ws('/', report_id, scope, period, source, measure_code, detail) as revision_id,
        report_id,
        best_report_id,
        scope,
        period,
        source,
        measure_code,
        detail,
        observation_id,
        value,
        case when observation_id is null then 'not_in_report' else value_status end as value_status,
        best_observation_id,
        best_value,
        case when best_observation_id is null then 'not_in_report' else best_value_status end as best_value_status,
    from compared
    where
        value is distinct from best_value
        or observation_id is null
        or best_observation_id is null
)

select * from differing
