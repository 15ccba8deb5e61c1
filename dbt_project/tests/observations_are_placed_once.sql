-- Every observation of a report stands in exactly one fact or in fct_rollups, with the value it was
-- read with: nothing is lost, and a blank stays without a value.
{{ config(meta={'dagster': {'ref': {'name': 'fct_rollups'}}}) }}
with

reports as (
    select document_id
    from {{ source('staging', 'reports') }}
    where document_class = 'report'
),

observations as (
    select
        observation_id,
        document_id,
        value,
    from {{ source('staging', 'observations') }}
),

-- `greatest` takes the one that is given: a figure is a count, money or a rate.
placed as (
    select observation_id, greatest(quantity, amount_yuan, rate) as placed_value
    from {{ ref('fct_disclosures') }}
    union all
    select observation_id, greatest(quantity, amount_yuan, rate) as placed_value
    from {{ ref('fct_requests') }}
    union all
    select observation_id, quantity as placed_value
    from {{ ref('fct_reviews') }}
    union all
    select observation_id, greatest(quantity, amount_yuan) as placed_value
    from {{ ref('fct_staffing') }}
    union all
    select observation_id, greatest(quantity, amount_yuan, rate) as placed_value
    from {{ ref('fct_rollups') }}
),

compared as (
    select
        observations.observation_id,
        any_value(observations.value) as value,
        any_value(placed.placed_value) as placed_value,
        count(placed.observation_id) as places,
    from observations
    inner join reports
        on observations.document_id = reports.document_id
    left join placed
        on observations.observation_id = placed.observation_id
    group by observations.observation_id
)

select
    observation_id,
    value,
    placed_value,
    places,
from compared
where
    places <> 1
    or value is distinct from placed_value
