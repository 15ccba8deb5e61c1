with

-- Copies of a report would fail again where it fails.
best_reports as (
    select report_id
    from {{ ref('int_reports_ranked') }}
    where copy_status = 'best'
),

reports as (
    select
        document_id as report_id,
        report_year,
        jurisdiction_code,
        edition,
        issuer,
        issuer_type,
        level,
        period_start,
        period_end,
        publication_date,
    from {{ source('staging', 'reports') }}
    where
        document_class = 'report'
        and document_id in (select report_id from best_reports)
),

sections as (
    select
        document_id as report_id,
        section,
        section_index,
        heading_zh,
        heading_number,
        source_start,
        source_end,
    from {{ source('staging', 'sections') }}
),

announced_parts as (
    select
        document_id as report_id,
        section,
        source_start,
        source_end,
    from {{ source('staging', 'announced_parts') }}
),

editions as (
    select
        edition,
        first_year,
        last_year,
        deadline_governments,
        deadline_departments,
    from {{ source('reference', 'editions') }}
),

edition_sections as (
    select
        edition,
        position,
        section,
        label_zh,
    from {{ source('reference', 'edition_sections') }}
),

section_labels as (
    select
        section,
        any_value(label_zh) as label_zh,
    from edition_sections
    group by section
),

consecutive as (
    select
        report_id,
        last_report_id,
    from {{ ref('int_reports_consecutive') }}
),

observations as (
    select
        observation_id,
        report_id,
        table_ref,
        measure_code,
        detail_member,
        period,
        value,
        value_text,
        source_start,
        source_end,
    from {{ ref('int_observations_conformed') }}
    where
        source = 'table'
        and value is not null
),

lines as (
    select
        table_ref,
        table_id,
    from {{ source('reference', 'lines') }}
),

measures as (
    select
        measure_code,
        label_zh,
    from {{ source('reference', 'measures') }}
),

rules as (
    select
        check_id,
        severity,
        label_en,
        label_zh,
        least,
        cast(powers as bigint[]) as powers,
        tolerance,
    from {{ source('reference', 'check_rules') }}
    where family in ('report', 'bodies')
),

placed_sections as (
    select
        reports.report_id,
        edition_sections.section as instance,
        edition_sections.label_zh as instance_label_zh,
        edition_sections.position,
        arg_min(sections.heading_zh, sections.section_index) as heading_zh,
        arg_min(sections.heading_number, sections.section_index) as heading_number,
        min(sections.source_start) as source_start,
        arg_min(sections.source_end, sections.section_index) as source_end,
    from reports
    inner join edition_sections
        on reports.edition = edition_sections.edition
    left join sections
        on
            reports.report_id = sections.report_id
            and edition_sections.section = sections.section
    group by all
),

section_checks as (
    select
        report_id,
        'section_present' as check_id,
        instance,
        instance_label_zh,
        case when source_start is null then 'fail' else 'pass' end as status,
        instance_label_zh as expected,
        heading_zh as found,
        source_start,
        source_end,
    from placed_sections
    union all by name
    select
        report_id,
        'section_number' as check_id,
        instance,
        instance_label_zh,
        case
            when heading_number is null then 'not_assessable'
            when heading_number = position then 'pass'
            else 'fail'
        end as status,
        cast(position as varchar) as expected,
        cast(heading_number as varchar) as found,
        source_start,
        source_end,
    from placed_sections
    where source_start is not null
),

announced_sections as (
    select
        announced_parts.report_id,
        'announced_section' as check_id,
        announced_parts.section as instance,
        section_labels.label_zh as instance_label_zh,
        case when count(sections.report_id) = 0 then 'fail' else 'pass' end as status,
        announced_parts.section as expected,
        min(sections.heading_zh) as found,
        announced_parts.source_start,
        announced_parts.source_end,
    from announced_parts
    left join sections
        on
            announced_parts.report_id = sections.report_id
            and announced_parts.section = sections.section
    left join section_labels
        on announced_parts.section = section_labels.section
    group by all
),

deadlines as (
    {{ deadlines() }}
),

date_checks as (
    select
        deadlines.report_id,
        'in_time' as check_id,
        'all' as instance,
        case
            when deadlines.deadline is null or reports.publication_date is null then 'not_assessable'
            when reports.publication_date <= deadlines.deadline then 'pass'
            else 'fail'
        end as status,
        cast(deadlines.deadline as varchar) as expected,
        cast(reports.publication_date as varchar) as found,
    from deadlines
    inner join reports
        on deadlines.report_id = reports.report_id
    union all by name
    select
        report_id,
        'whole_year' as check_id,
        'all' as instance,
        case
            when report_year is null or period_start is null or period_end is null then 'not_assessable'
            when period_start = make_date(report_year, 1, 1) and period_end = make_date(report_year, 12, 31) then 'pass'
            else 'fail'
        end as status,
        report_year || '-01-01/' || report_year || '-12-31' as expected,
        period_start || '/' || period_end as found,
    from reports
),

-- The same cell in two consecutive reports on the same form.
repeated as (
    select
        consecutive.report_id,
        consecutive.last_report_id as other_report_id,
        lines.table_id,
        observations.measure_code,
        observations.detail_member,
        observations.period,
        observations.value,
        observations.value_text,
        last_observations.value as last_value,
        last_observations.value_text as last_value_text,
        observations.source_start,
        observations.source_end,
    from consecutive
    inner join observations
        on consecutive.report_id = observations.report_id
    inner join observations as last_observations
        on
            consecutive.last_report_id = last_observations.report_id
            and observations.table_ref = last_observations.table_ref
    inner join lines
        on observations.table_ref = lines.table_ref
),

copied_tables as (
    select
        report_id,
        other_report_id,
        'new_figures' as check_id,
        table_id as instance,
        case when count(*) filter (value <> last_value) = 0 then 'fail' else 'pass' end as status,
        'other figures' as expected,
        count(*) filter (value = last_value and value <> 0) || ' of ' || count(*) filter (value <> 0)
        || ' figures above zero are the same' as found,
        min(source_start) as source_start,
        max(source_end) as source_end,
    from repeated
    group by report_id, other_report_id, table_id
    having count(*) filter (value <> 0) >= (select rules.least from rules where rules.check_id = 'new_figures')
),

-- A government is known by its jurisdiction, whatever it calls itself; a department by its name there.
bodies as (
    select
        report_id,
        concat_ws(
            '/',
            issuer_type,
            jurisdiction_code,
            case when issuer_type = 'government' and jurisdiction_code is not null then level else issuer end
        ) as body,
    from reports
    where issuer is not null
),

printed_tables as (
    select
        observations.report_id,
        lines.table_id,
        count(*) filter (observations.value <> 0) as figures,
        bit_xor(hash(observations.table_ref, observations.value)) as fingerprint,
        min(observations.source_start) as source_start,
        max(observations.source_end) as source_end,
    from observations
    inner join lines
        on observations.table_ref = lines.table_ref
    group by observations.report_id, lines.table_id
    having count(*) filter (observations.value <> 0)
        >= (select rules.least from rules where rules.check_id = 'own_figures')
),

-- The same figures, cell by cell, in the table of someone else. Only suspicions are listed.
shared_tables as (
    select
        printed_tables.report_id,
        min(others.report_id) as other_report_id,
        'own_figures' as check_id,
        printed_tables.table_id as instance,
        'fail' as status,
        'other figures' as expected,
        printed_tables.figures || ' figures above zero are the same' as found,
        printed_tables.source_start,
        printed_tables.source_end,
    from printed_tables
    inner join bodies
        on printed_tables.report_id = bodies.report_id
    inner join printed_tables as others
        on
            printed_tables.table_id = others.table_id
            and printed_tables.fingerprint = others.fingerprint
            and printed_tables.figures = others.figures
    inner join bodies as other_bodies
        on
            others.report_id = other_bodies.report_id
            and bodies.body <> other_bodies.body
    group by all
),

-- Small figures jump for good reasons; a factor so close to a power of ten has another one. Only suspicions are listed.
unit_slips as (
    select
        report_id,
        other_report_id,
        'same_unit' as check_id,
        measure_code || '/' || detail_member as instance,
        'fail' as status,
        last_value_text as expected,
        value_text as found,
        source_start,
        source_end,
    from repeated
    inner join rules
        on rules.check_id = 'same_unit'
    where
        least(repeated.value, repeated.last_value) >= rules.least
        and list_min([
            abs(abs(log10(greatest(repeated.value, 1) / greatest(repeated.last_value, 1))) - power)
            for power in rules.powers
        ]) <= rules.tolerance
),

checked as (
    select * from section_checks
    union all by name
    select * from announced_sections
    union all by name
    select * from date_checks
    union all by name
    select * from copied_tables
    union all by name
    select * from shared_tables
    union all by name
    select * from unit_slips
),

report_checks as (
    select
        checked.report_id || '/' || checked.check_id || '/' || checked.instance as check_result_id,
        checked.report_id,
        reports.report_year,
        reports.jurisdiction_code,
        checked.check_id,
        rules.label_zh,
        rules.label_en,
        rules.severity,
        checked.instance,
        coalesce(checked.instance_label_zh, measures.label_zh) as instance_label_zh,
        checked.status,
        checked.expected,
        checked.found,
        checked.other_report_id,
        checked.source_start,
        checked.source_end,
    from checked
    inner join reports
        on checked.report_id = reports.report_id
    inner join rules
        on checked.check_id = rules.check_id
    left join measures
        on split_part(checked.instance, '/', 1) = measures.measure_code
)

select * from report_checks
