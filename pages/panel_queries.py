"""The questions of the panel page, as SQL that a reader can copy and run in any DuckDB shell.

Belongs here: writing them. Values are written out, quoted, so that what is shown is what was asked. Does not: asking.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.sql import text

SERIES = """\
select
    dim_reports.report_year,
    dim_reports.issuer_id,
    dim_reports.issuer,
    dim_reports.edition,
    fct_series.scope,
    fct_series.value,
    fct_series.inferred_value,
    fct_series.unit,
    fct_series.value_status,
    fct_series.is_exact,
    fct_series.grade,
    fct_series.reason_zh,
    fct_series.reason_en,
    dim_reports.report_id,
    fct_series.observation_ids,
from marts.fct_series
inner join marts.dim_reports using (report_id)
where
    fct_series.series_code = {code}
    and fct_series.is_main_scope
"""

MEASURE = """\
with

main_scopes as (
    select distinct report_id, scope
    from marts.fct_series
    where is_main_scope
),

-- One figure a report: one that is given before none, the form before prose, the year before a day.
figures as (
    select report_figures.*
    from marts.report_figures
    inner join main_scopes using (report_id, scope)
    where
        measure_code = {code}
        and coalesce(json_extract_string(dimensions, {dimension}), 'total') = {member}
        and period <> 'cumulative'
    qualify row_number() over (
        partition by report_id
        order by
            value is not null desc, source = 'table' desc, period = 'report_year' desc,
            approximation = 'exact' desc, source_start, observation_id
    ) = 1
)

select
    dim_reports.report_year,
    dim_reports.issuer_id,
    dim_reports.issuer,
    dim_reports.edition,
    figures.scope,
    figures.value,
    cast(null as decimal(38, 6)) as inferred_value,
    dim_measures.unit,
    case
        when figures.observation_id is not null then figures.value_status
        when crosswalk.is_on_form then 'not_reported'
        else 'not_on_this_form'
    end as value_status,
    figures.approximation = 'exact' as is_exact,
    coalesce(crosswalk.grade, 'break') as grade,
    crosswalk.reason_zh,
    crosswalk.reason_en,
    dim_reports.report_id,
    figures.observation_id as observation_ids,
from marts.dim_reports
cross join marts.dim_measures
left join figures using (report_id)
left join reference.crosswalk
    on dim_reports.edition = crosswalk.edition and dim_measures.measure_code = crosswalk.measure_code
where
    dim_measures.measure_code = {code}
    and dim_reports.copy_status = 'best'
"""

SERIES_GRADES = """
    select edition, any_value(grade) as grade, any_value(reason_zh) as reason_zh, any_value(reason_en) as reason_en
    from reference.series_terms where series_code = $code group by edition
"""
MEASURE_GRADES = "select edition, grade, reason_zh, reason_en from reference.crosswalk where measure_code = $code"


@dataclass(frozen=True)
class Subject:
    """What is followed: a series of the crosswalk, or a measure of the forms with one member of its open dimension."""

    kind: str
    code: str
    dimension: str = ""
    member: str = "total"

    @property
    def grades(self) -> str:
        """The question how far the editions compare."""
        return SERIES_GRADES if self.kind == "series" else MEASURE_GRADES

    def rows(self) -> str:
        """All its rows, as the beginning of a question whose last clause is a condition."""
        if self.kind == "series":
            return SERIES.format(code=text(self.code))
        dimension = text(f'$."{self.dimension}"')
        return MEASURE.format(code=text(self.code), dimension=dimension, member=text(self.member))


def panel_sql(subject: Subject, places: Sequence[str], first: int, last: int) -> str:
    """The rows of some places in some years."""
    chosen = ", ".join(map(text, places))
    return (
        subject.rows()
        + f"    and dim_reports.issuer_id in ({chosen})\n"
        + f"    and dim_reports.report_year between {first:d} and {last:d}\n"
        + "order by dim_reports.issuer_id, dim_reports.report_year, dim_reports.report_id;"
    )


def coverage_sql(subject: Subject) -> str:
    """By year: reports whose form has the row, and those that give a figure."""
    return (
        "select report_year, count(*) filter (where value_status <> 'not_on_this_form') as expected, "
        f"count(value) as given, count(*) as reports from ({subject.rows()}) group by report_year order by report_year"
    )


def longest_sql(subject: Subject) -> str:
    """The issuers with the most figures."""
    return (
        f"select issuer_id from ({subject.rows()} and dim_reports.issuer_id is not null) "
        "group by issuer_id order by count(value) desc, sum(value) desc nulls last, issuer_id limit $number"
    )
