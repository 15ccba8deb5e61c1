{#- The series that the wide tables show, in order; the long table fct_series has all. -#}
{% macro panel_series() %}
    {{ return([
        'items_disclosed', 'normative_documents_issued', 'requests_received', 'requests_carried_in',
        'requests_decided', 'requests_granted', 'requests_partial', 'requests_denied', 'requests_not_held',
        'requests_not_processed', 'requests_carried_out', 'reviews', 'reviews_corrected', 'lawsuits',
        'lawsuits_corrected', 'staff', 'special_funds', 'trainees',
    ]) }}
{% endmacro %}


{#- Those of the panel of jurisdictions. -#}
{% macro jurisdiction_series() %}
    {{ return(['requests_received', 'requests_decided', 'requests_granted', 'requests_denied', 'reviews', 'lawsuits']) }}
{% endmacro %}
