"""What the page of a report shows: the text with its places marked, one figure closely, the checks, the rest.

Belongs here: putting answers together. Does not: SQL (`figures.py`, `checks.py`), or HTML (`templates/report.html`).
"""

import itertools
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from models.warehouse import Warehouse
from pages import checks, figures
from pages.checks import Check
from pages.figures import Row
from pages.language import Language, number
from pages.passages import Block, Place, blocks, disjoint

STATUSES = ("reported", "zero_stated", "blank", "dash", "missing_number", "unreadable", "ambiguous")


@dataclass(frozen=True)
class ReportPage:
    """All that the page of a report says."""

    report: Row
    blocks: list[Block]
    failing_figures: int
    sections: list[Row]
    statuses: dict[str, int]
    checks: list[Check]
    suggestions: list[Row]
    leftovers: dict[str, list[Row]]
    selected: list[Row]
    before: str | None
    after: str | None

    @property
    def failing(self) -> list[Check]:
        """The checks that the report does not pass."""
        return [check for check in self.checks if check.status == "fail"]


def report_page(
    warehouse: Warehouse, report_id: str, language: Language, *, figure: str | None, with_leftovers: bool
) -> ReportPage | None:
    """The page, with one figure selected if it is named; none if there is no such report."""
    report = figures.report(warehouse, report_id)
    if report is None:
        return None
    read = figures.figures(warehouse, report_id, language)
    checked = checks.checks(warehouse, report_id, language)
    rest = figures.rows(warehouse, figures.LEFTOVERS, report=report_id)
    sections = [row for row in figures.rows(warehouse, figures.SECTIONS, report=report_id) if row["heading_zh"]]
    stood = _by_place(read)
    chosen = next((place for place, here in stood.items() if any(row["key"] == figure for row in here)), None)
    failing = {operand.figure for check in checked if check.status == "fail" for operand in check.operands}
    places = disjoint(
        [
            *(_place(span, here, failing, language, is_selected=span == chosen) for span, here in stood.items()),
            *(_left(row, language) for row in rest if with_leftovers),
        ]
    )
    keys = [here[0]["key"] for _, here in sorted(stood.items())]
    selected = stood[chosen] if chosen else []
    where = keys.index(selected[0]["key"]) if selected else -1
    anchors = {row["source_start"]: f"at-{row['source_start']}" for row in sections}
    return ReportPage(
        report=report,
        failing_figures=sum(row["key"] in failing for row in read),
        blocks=blocks(report["text"], places, anchors),
        sections=sections,
        statuses=_counted(read),
        checks=checked,
        suggestions=checks.suggestions(warehouse, report_id),
        leftovers=_by_class(rest, language),
        selected=[_closely(warehouse, report, row, checked) for row in selected],
        before=keys[where - 1] if where > 0 else None,
        after=keys[where + 1] if where + 1 < len(keys) else None,
    )


def _by_place(read: Sequence[Row]) -> dict[tuple[int, int], list[Row]]:
    """Figures by their stretch of the text: a merged cell, or the label of blank cells, is that of several."""
    stood: dict[tuple[int, int], list[Row]] = {}
    for row in read:
        stood.setdefault((row["source_start"], row["source_end"]), []).append(row)
    return stood


def _place(
    span: tuple[int, int], here: Sequence[Row], failing: Set[str | None], language: Language, *, is_selected: bool
) -> Place:
    return Place(
        *span,
        key=here[0]["key"],
        kind=here[0]["value_status"],
        tip="\n".join(in_words(row, language) for row in here),
        is_failing=any(row["key"] in failing for row in here),
        is_selected=is_selected,
    )


def in_words(row: Row, language: Language) -> str:
    """A figure in one line: what is counted, of what, and how many."""
    status = language.code_name("status", row["value_status"])
    value = status if row["value"] is None else f"{number(row['value'])} {row['unit']}"
    return " · ".join([row["label"], *row["details"], value])


def _left(row: Row, language: Language) -> Place:
    name = language.label(row) or language.code_name("number_class", row["number_class"])
    kind = "unexplained" if row["number_class"] == "unexplained" else "leftover"
    return Place(row["source_start"], row["source_end"], "", kind, tip=name)


def _counted(read: Sequence[Row]) -> dict[str, int]:
    counted = Counter(row["value_status"] for row in read)
    return {status: counted[status] for status in STATUSES if counted[status]}


def _by_class(rest: Sequence[Row], language: Language) -> dict[str, list[Row]]:
    """Numbers left over by the name of their class, those that nobody can explain first."""

    def order(row: Row) -> tuple[bool, str]:
        return row["number_class"] != "unexplained", row["number_class"]

    grouped = itertools.groupby(sorted(rest, key=order), key=order)
    found = {}
    for (_, code), members in grouped:
        here = list(members)
        found[language.label(here[0]) or language.code_name("number_class", code)] = here
    return found


def _closely(warehouse: Warehouse, report: Row, row: Row, checked: Sequence[Check]) -> dict[str, Any]:
    """A figure with the line it stands in and all that was made of it."""
    of = (warehouse, report["report_id"], row["observation_id"])
    return row | {
        "facts": figures.facts(*of),
        "series": figures.series(*of),
        "checks": [check for check in checked if any(operand.figure == row["key"] for operand in check.operands)],
    }
