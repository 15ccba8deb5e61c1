"""Questions about one report: its text, the figures in it, the facts made of them, the numbers left over.

Belongs here: SQL and its answers as rows. Does not: checks (`checks.py`), or what the page makes of them (`report.py`).
"""

import json

from models.warehouse import Warehouse
from pages.dossier import Row
from pages.language import Language

FACTS = ("fct_disclosures", "fct_requests", "fct_reviews", "fct_staffing", "fct_rollups")

REPORT = """
    select
        dim_reports.*,
        report_texts.text,
        report_texts.format,
        dim_editions.label_zh as edition_label_zh,
        dim_editions.label_en as edition_label_en,
    from marts.dim_reports
    inner join marts.report_texts using (report_id)
    left join marts.dim_editions using (edition)
    where report_id = $report
"""
FIGURES = """
    select
        report_figures.*,
        dim_measures.label_zh,
        dim_measures.label_en,
        dim_measures.definition_en,
    from marts.report_figures
    left join marts.dim_measures using (measure_code)
    where report_id = $report
    order by source_start, source_end desc, observation_id
"""
SECTIONS = "from marts.report_sections where report_id = $report order by section_index"
LEFTOVERS = """
    select report_leftovers.*, number_classes.label_zh, number_classes.label_en
    from marts.report_leftovers
    left join reference.number_classes using (number_class)
    where report_id = $report
    order by source_start
"""
MEMBERS = "select dimension, member, label_zh, label_en from marts.dim_members"
FACT_ROWS = """
    select observation_id, 'fct_disclosures' as fact_table from marts.fct_disclosures where report_id = $report
    union all select observation_id, 'fct_requests' from marts.fct_requests where report_id = $report
    union all select observation_id, 'fct_reviews' from marts.fct_reviews where report_id = $report
    union all select observation_id, 'fct_staffing' from marts.fct_staffing where report_id = $report
    union all select observation_id, 'fct_rollups' from marts.fct_rollups where report_id = $report
"""
MEANINGS = "select column_name, comment from duckdb_columns() where schema_name = 'marts' and table_name = $table"
SERIES = """
    select distinct
        unnest(string_split(fct_series.observation_ids, ' ')) as observation_id,
        series_code,
        fct_series.label_zh,
        fct_series.label_en,
        issuer_id,
    from marts.fct_series
    inner join marts.dim_reports using (report_id)
    where report_id = $report
    order by all
"""


def report(warehouse: Warehouse, report_id: str) -> Row | None:
    """Who reports on which year, and the text."""
    return next(iter(rows(warehouse, REPORT, report=report_id)), None)


def figures(warehouse: Warehouse, report_id: str, language: Language) -> list[Row]:
    """Every figure in the order of the text, with its members in words and what was made of it."""
    facts, series = (
        _made_of(rows(warehouse, FACT_ROWS, report=report_id)),
        _made_of(rows(warehouse, SERIES, report=report_id)),
    )
    members = {(row["dimension"], row["member"]): language.label(row) for row in rows(warehouse, MEMBERS)}
    found = rows(warehouse, FIGURES, report=report_id)
    for row in found:
        row["details"] = [
            members.get((dimension, member), str(member)) for dimension, member in json.loads(row["dimensions"]).items()
        ]
        row["label"] = language.label(row)
        row["key"] = row["observation_id"].removeprefix(f"{report_id}/")
        row["facts"] = [each["fact_table"] for each in facts.get(row["observation_id"], [])]
        row["series"] = series.get(row["observation_id"], [])
    return found


def _made_of(found: list[Row]) -> dict[str, list[Row]]:
    """Rows by the figure that they were made of."""
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row["observation_id"], []).append(row)
    return grouped


def fact(warehouse: Warehouse, table: str, observation_id: str) -> Row | None:
    """A row of one of the tables of facts."""
    return next(
        iter(rows(warehouse, f"from marts.{table} where observation_id = $figure", figure=observation_id)), None
    )


def meanings(warehouse: Warehouse, table: str) -> dict[str, str]:
    """What the columns of a table mean."""
    return {row["column_name"]: row["comment"] or "" for row in rows(warehouse, MEANINGS, table=table)}


def rows(warehouse: Warehouse, sql: str, **parameters: object) -> list[Row]:
    """An answer as a list."""
    return warehouse.query(sql, parameters).to_dicts()
