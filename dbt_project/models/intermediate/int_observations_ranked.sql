with

conformed as (
    select
        observation_id,
        report_id,
        report_year,
        jurisdiction_code,
        edition,
        scope,
        scope_group,
        period,
        source,
        fact,
        family_code,
        measure_code,
        detail_dimension,
        detail_member,
        value,
        value_type,
        unit,
        value_status,
        approximation,
        value_text,
        source_start,
        source_end,
        account_rank,
        has_value,
        is_of_which,
    from {{ ref('int_observations_conformed') }}
),

-- Few figures are repeated: only those are put in order, which costs more than finding them.
repeated as (
    select
        report_id,
        scope,
        period,
        source,
        measure_code,
        detail_member,
    from conformed
    group by all
    having count(*) > 1
),

repetitions as (
    select
        conformed.observation_id,
        row_number() over same_figure as repetition,
        first_value(conformed.observation_id) over same_figure as first_observation_id,
    from conformed
    inner join repeated
        on
            conformed.report_id = repeated.report_id
            and conformed.scope = repeated.scope
            and conformed.period = repeated.period
            and conformed.source = repeated.source
            and conformed.measure_code = repeated.measure_code
            and conformed.detail_member = repeated.detail_member
    window same_figure as (
        partition by
            conformed.report_id,
            conformed.scope,
            conformed.period,
            conformed.source,
            conformed.measure_code,
            conformed.detail_member
        order by
            conformed.has_value desc,
            conformed.approximation = 'exact' desc,
            conformed.source_start,
            conformed.observation_id
    )
),

observations as (
    select
        conformed.*,
        case when repetitions.repetition > 1 then repetitions.repetition else 1 end as repetition,
        repetitions.first_observation_id,
    from conformed
    left join repetitions
        on conformed.observation_id = repetitions.observation_id
),

copies as (
    select report_id
    from {{ ref('int_reports_ranked') }}
    where copy_status <> 'best'
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

overlapping_figures as (
    select
        measure_code,
        detail_member,
        other_measure_code,
        other_member,
        relation = 'same_as' as is_same,
    from related_figures
    union all
    select
        other_measure_code as measure_code,
        other_member as detail_member,
        measure_code as other_measure_code,
        detail_member as other_member,
        false as is_same,
    from related_figures
    where relation <> 'same_as'
),

-- What could be counted.
given as (
    select
        observation_id,
        report_id,
        scope,
        scope_group,
        period,
        source,
        family_code,
        measure_code,
        detail_member,
        account_rank,
    from observations
    where
        has_value
        and repetition = 1
        and not is_of_which
),

-- Figures for which the same account gives parts.
wholes as (
    select
        given.report_id,
        given.scope,
        given.period,
        given.source,
        related_figures.other_measure_code as measure_code,
        related_figures.other_member as detail_member,
        bool_or(related_figures.relation = 'part_of') as has_parts,
    from given
    inner join related_figures
        on
            given.measure_code = related_figures.measure_code
            and given.detail_member = related_figures.detail_member
    where related_figures.relation <> 'same_as'
    group by all
),

-- Families that one report gives in several accounts: form and prose, several scopes or periods.
contested as (
    select
        report_id,
        family_code,
        min(account_rank) as first_rank,
    from given
    group by report_id, family_code
    having count(distinct account_rank) > 1
),

accounts as (
    select
        given.observation_id as preferred_observation_id,
        given.report_id,
        given.family_code,
        given.scope as preferred_scope,
        given.scope_group as preferred_scope_group,
        given.period as preferred_period,
        given.measure_code as preferred_measure_code,
        given.detail_member as preferred_member,
        given.account_rank as preferred_rank,
    from given
    inner join contested
        on
            given.report_id = contested.report_id
            and given.family_code = contested.family_code
),

-- Figures of other accounts than the first: only those can be covered.
outranked as (
    select
        observations.observation_id,
        observations.report_id,
        observations.scope,
        observations.scope_group,
        observations.period,
        observations.family_code,
        observations.measure_code,
        observations.detail_member,
        observations.account_rank,
    from observations
    inner join contested
        on
            observations.report_id = contested.report_id
            and observations.family_code = contested.family_code
            and observations.account_rank > contested.first_rank
),

-- Figures that a preferred account of the same report covers, and the one they restate, if there is one.
covered as (
    select
        outranked.observation_id,
        arg_min(accounts.preferred_observation_id, accounts.preferred_rank)
            filter (
                where overlapping_figures.is_same
                and outranked.scope = accounts.preferred_scope
                and outranked.period = accounts.preferred_period
            ) as restated_observation_id,
    from outranked
    inner join accounts
        on
            outranked.report_id = accounts.report_id
            and outranked.family_code = accounts.family_code
            and outranked.account_rank > accounts.preferred_rank
    inner join overlapping_figures
        on
            outranked.measure_code = overlapping_figures.measure_code
            and outranked.detail_member = overlapping_figures.detail_member
            and accounts.preferred_measure_code = overlapping_figures.other_measure_code
            and accounts.preferred_member = overlapping_figures.other_member
    where
        outranked.scope_group = accounts.preferred_scope_group
        or 'whole' in (outranked.scope_group, accounts.preferred_scope_group)
    group by outranked.observation_id
),

ranked as (
    select
        observations.observation_id,
        observations.report_id,
        observations.report_year,
        observations.jurisdiction_code,
        observations.edition,
        observations.scope,
        observations.period,
        observations.source,
        observations.fact,
        observations.measure_code,
        observations.detail_dimension,
        observations.detail_member,
        case
            when copies.report_id is not null then 'copy'
            when observations.is_of_which then 'of_which'
            when observations.repetition > 1 then 'restated'
            when covered.observation_id is not null then 'restated'
            when wholes.has_parts and observations.measure_code = observations.family_code
                and observations.detail_member = 'total' then 'total'
            when wholes.has_parts then 'subtotal'
            when wholes.report_id is not null and observations.has_value then 'restated'
            else 'finest'
        end as role,
        case
            when copies.report_id is not null or observations.is_of_which then null
            when observations.repetition > 1 then observations.first_observation_id
            else covered.restated_observation_id
        end as restated_observation_id,
        observations.value,
        observations.value_type,
        observations.unit,
        observations.value_status,
        observations.approximation,
        observations.value_text,
        observations.source_start,
        observations.source_end,
    from observations
    left join copies
        on observations.report_id = copies.report_id
    left join wholes
        on
            observations.report_id = wholes.report_id
            and observations.scope = wholes.scope
            and observations.period = wholes.period
            and observations.source = wholes.source
            and observations.measure_code = wholes.measure_code
            and observations.detail_member = wholes.detail_member
    left join covered
        on observations.observation_id = covered.observation_id
)

select * from ranked
