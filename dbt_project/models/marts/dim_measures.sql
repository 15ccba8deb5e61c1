with

measures as (
    select
        measure_code,
        fact,
        subject,
        label_zh,
        label_en,
        definition_en,
        unit,
        value_type,
        parent_code,
        parent_relation,
        display_order,
        comparability,
        comparability_note,
    from {{ source('reference', 'measures') }}
),

conformed as (
    select
        measure_code,
        family_code,
        open_dimension,
        channel,
        doc_type,
        basis,
        matter,
        flow,
        request_channel,
        timeliness,
        outcome,
        reason,
        review_stage,
        review_outcome,
        staff_type,
        is_of_which,
    from {{ ref('int_measures_conformed') }}
),

described as (
    select
        measures.measure_code,
        'fct_' || measures.fact as fact_table,
        measures.subject,
        measures.label_zh,
        measures.label_en,
        measures.definition_en,
        measures.unit,
        measures.value_type,
        measures.parent_code,
        measures.parent_relation,
        conformed.family_code,
        conformed.open_dimension,
        conformed.channel,
        conformed.doc_type,
        conformed.basis,
        conformed.matter,
        conformed.flow,
        conformed.request_channel,
        conformed.timeliness,
        conformed.outcome,
        conformed.reason,
        conformed.review_stage,
        conformed.review_outcome,
        conformed.staff_type,
        measures.comparability,
        measures.comparability_note,
        measures.display_order,
        conformed.is_of_which,
    from measures
    inner join conformed
        on measures.measure_code = conformed.measure_code
)

select * from described
