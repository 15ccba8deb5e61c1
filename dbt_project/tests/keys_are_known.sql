-- Every key that points at another table is one of its keys. That keys are given, and name one row each, is a promise
-- of the contracts in models/.
{%- set reports = ('dim_reports', 'report_id') %}
{%- set measures = ('dim_measures', 'measure_code') %}
{%- set pointers = [] %}
{%- for fact in ['fct_disclosures', 'fct_requests', 'fct_reviews', 'fct_staffing', 'fct_rollups', 'fct_inferred_zeros'] %}
    {%- do pointers.extend([(fact, 'report_id', reports), (fact, 'measure_code', measures)]) %}
{%- endfor %}
{%- for table in [
    'fct_checks', 'fct_comparisons', 'fct_report_checks', 'fct_revisions', 'fct_series', 'fct_suggestions',
    'indicators', 'report_panel', 'dim_documents',
] %}
    {%- do pointers.append((table, 'report_id', reports)) %}
{%- endfor %}
{%- do pointers.extend([
    ('dim_reports', 'best_report_id', reports),
    ('dim_reports', 'edition', ('dim_editions', 'edition')),
    ('dim_reports', 'issuer_id', ('dim_issuers', 'issuer_id')),
    ('dim_reports', 'jurisdiction_id', ('dim_jurisdictions', 'jurisdiction_id')),
    ('fct_comparisons', 'measure_code', measures),
    ('fct_inferred_zeros', 'check_result_id', ('fct_checks', 'check_result_id')),
    ('fct_revisions', 'best_report_id', reports),
]) %}
{{ config(meta={'dagster': {'ref': {'name': 'dim_reports'}}}) }}

{%- for table, column, (other_table, other_column) in pointers %}
select distinct
    '{{ table }}.{{ column }}' as pointer,
    {{ column }} as unknown_key,
from {{ ref(table) }}
where {{ column }} not in (select {{ other_column }} from {{ ref(other_table) }})
{%- if not loop.last %}
union all
{%- endif %}
{%- endfor %}
