-- A report whose figures do not add up is data, not an error of ours: a warning that lists it.
{{ config(severity='warn') }}

select
    report_id,
    check_id,
    instance,
    formula,
from {{ ref('fct_checks') }}
where
    status = 'fail'
    and severity = 'error'
