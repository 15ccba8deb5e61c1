"""The panel: a measure, places and years; what is drawn, how much of it is covered, and the rows below.

Belongs here: reading the choice, asking, and putting the answers together. Does not: SQL (`panel_queries.py`), or the
picture (`chart.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from starlette.datastructures import QueryParams

from models.sheets import inert
from models.warehouse import Warehouse
from pages.chart import Chart, chart
from pages.dossier import Row
from pages.figures import rows
from pages.language import Language
from pages.panel_queries import Subject, coverage_sql, longest_sql, panel_sql
from pages.reports import LONGEST_WORDS, BadRequestError, integer

DEFAULT_MEASURE = "series/requests_received"
MOST_PLACES = 8
BY_DEFAULT = 5
MOST_ROWS = 300
MOST_FOUND = 30
EARLIEST, LATEST = 1949, 2100

SERIES = "select series_code as code, label_zh, label_en, unit from reference.series order by display_order"
MEASURES = """
    select measure_code as code, label_zh, label_en, unit, coalesce(open_dimension, '') as open_dimension
    from marts.dim_measures order by display_order
"""
MEMBERS = """
    select member, label_zh, label_en from marts.dim_members
    where dimension = $dimension and member not in ('not_applicable', 'unspecified', 'total') order by display_order
"""
YEARS = "select min(report_year) as first, max(report_year) as last from marts.dim_reports"
EDITIONS = "from marts.dim_editions order by first_year"
PLACES = "select * from marts.dim_issuers where list_contains($places, issuer_id)"
FOUND = """
    select issuer_id, issuer, reports, first_report_year, last_report_year from marts.dim_issuers
    where list_bool_and(list_transform($words, lambda word: contains(
        concat_ws(' ', issuer_id, issuer, jurisdiction_name), word
    )))
    order by reports desc, issuer_id limit $number
"""


@dataclass(frozen=True)
class Choice:
    """What is asked for, complete: what was left open is filled in."""

    subject: Subject
    places: list[str]
    first: int
    last: int
    is_default: bool

    @property
    def measure(self) -> str:
        """As it stands in the address."""
        return f"{self.subject.kind}/{self.subject.code}"

    @property
    def sql(self) -> str:
        """The question whose answer is shown and downloaded."""
        return panel_sql(self.subject, self.places, self.first, self.last)


@dataclass(frozen=True)
class Panel:
    """All that the panel page says."""

    choice: Choice
    label: str
    unit: str
    series: list[Row]
    measures: list[Row]
    members: list[Row]
    places: list[Row]
    words: str
    found: list[Row]
    editions: list[Row]
    chart: Chart
    years: list[int]
    matrix: list[tuple[Row, dict[int, Row]]]
    coverage: dict[int, Row]
    rows: list[Row]

    def covered(self, year: int) -> tuple[int, int]:
        """Of the chosen places: how many give a figure in a year, and how many are expected to."""
        here = [cells[year] for _, cells in self.matrix if year in cells]
        expected = [row for row in here if row["value_status"] != "not_on_this_form"]
        return sum(row["value"] is not None for row in here), len(expected)


def choice(warehouse: Warehouse, asked: QueryParams) -> Choice:
    """The choice in a query string: `measure`, `member`, `place` (several), `from`, `to`."""
    subject = _subject(warehouse, asked)
    span = rows(warehouse, YEARS)[0]
    first = integer(asked, "from") or span["first"] or EARLIEST
    last = integer(asked, "to") or span["last"] or LATEST
    if not EARLIEST <= first <= last <= LATEST:
        raise BadRequestError(f"from={first} to={last}")
    places = list(dict.fromkeys(asked.getlist("place")))
    if len(places) > MOST_PLACES:
        raise BadRequestError(f"place: {len(places)} > {MOST_PLACES}")
    known = {row["issuer_id"] for row in rows(warehouse, PLACES, places=places)} if places else set()
    if unknown := [place for place in places if place not in known]:
        raise BadRequestError(f"place={unknown[0][:LONGEST_WORDS]}")
    is_default = not places
    if is_default:
        places = [row["issuer_id"] for row in rows(warehouse, longest_sql(subject), number=BY_DEFAULT)]
    return Choice(subject, places, first, last, is_default)


def _subject(warehouse: Warehouse, asked: Mapping[str, str]) -> Subject:
    measure, member = asked.get("measure") or DEFAULT_MEASURE, asked.get("member") or "total"
    kind, _, code = measure.partition("/")
    offered = {"series": SERIES, "measure": MEASURES}
    row = (
        next((row for row in rows(warehouse, offered[kind]) if row["code"] == code), None) if kind in offered else None
    )
    if row is None:
        raise BadRequestError(f"measure={measure[:LONGEST_WORDS]}")
    dimension = row.get("open_dimension") or ""
    members = [each["member"] for each in rows(warehouse, MEMBERS, dimension=dimension)]
    # The member chosen for the last measure means nothing for one without that dimension.
    return Subject(kind, code, dimension, member if member in members else "total")


def panel(warehouse: Warehouse, asked: QueryParams, language: Language) -> Panel:
    """The page for a choice."""
    chosen = choice(warehouse, asked)
    subject = chosen.subject
    found = rows(warehouse, chosen.sql)
    places = _in_order(rows(warehouse, PLACES, places=chosen.places), chosen.places)
    lines = [(place, [row for row in found if row["issuer_id"] == place["issuer_id"]]) for place in places]
    editions = _graded(warehouse, subject, language)
    words = asked.get("find", "").strip()[:LONGEST_WORDS]
    series, measures = rows(warehouse, SERIES), rows(warehouse, MEASURES)
    about = next(row for row in (series if subject.kind == "series" else measures) if row["code"] == subject.code)
    members = rows(warehouse, MEMBERS, dimension=subject.dimension)
    member = next((f" · {language.label(row)}" for row in members if row["member"] == subject.member), "")
    return Panel(
        choice=chosen,
        label=language.label(about) + member,
        unit=about["unit"],
        series=series,
        measures=measures,
        members=members,
        places=places,
        words=words,
        found=[row for row in _candidates(warehouse, words) if row["issuer_id"] not in chosen.places],
        editions=editions,
        chart=chart([(place["issuer"], own) for place, own in lines], editions, chosen.first, chosen.last),
        years=list(range(chosen.first, chosen.last + 1)),
        matrix=[(place, {row["report_year"]: row for row in own}) for place, own in lines],
        coverage={row["report_year"]: row for row in rows(warehouse, coverage_sql(subject))},
        rows=found,
    )


def _candidates(warehouse: Warehouse, words: str) -> list[Row]:
    return rows(warehouse, FOUND, words=words.split(), number=MOST_FOUND) if words else []


def _in_order(found: Sequence[Row], order: Sequence[str]) -> list[Row]:
    return sorted(found, key=lambda row: order.index(row["issuer_id"]))


def _graded(warehouse: Warehouse, subject: Subject, language: Language) -> list[Row]:
    """The editions with how far the subject compares in each; without a grade it is not on the form."""
    grades = {row["edition"]: row for row in rows(warehouse, subject.grades, code=subject.code)}
    graded = []
    for edition in rows(warehouse, EDITIONS):
        grade = grades.get(edition["edition"], {"grade": "break"})
        graded.append(edition | {"grade": grade["grade"], "reason": language.label(grade, "reason")})
    return graded


def csv(table: pl.DataFrame) -> bytes:
    """Rows as a CSV file that a spreadsheet program opens with its characters right and no text taken for a formula."""
    return inert(table).write_csv(include_bom=True, line_terminator="\r\n").encode()
