"""What the page of a report shows: the text with its places marked, one figure closely, the checks, the rest.

Belongs here: putting a dossier in the order of a page. Does not: filling it (`published_report.py`), or HTML
(`templates/report.html`).
"""

import functools
import itertools
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from pages.dossier import Check, Dossier, Row
from pages.language import Language, number
from pages.passages import Block, Place, blocks, disjoint

STATUSES = ("reported", "zero_stated", "blank", "dash", "missing_number", "unreadable", "ambiguous")


@dataclass(frozen=True)
class Card:
    """The figures that stand in one place of the text, and the keys of those before and behind."""

    key: str
    rows: list[Row]
    before: str | None
    after: str | None


@dataclass(frozen=True)
class ReportPage:
    """All that the page of a report says; `card` is the one that is looked at closely, of all `cards`."""

    report: Row
    blocks: list[Block]
    failing_figures: int
    sections: list[Row]
    statuses: dict[str, int]
    checks: list[Check]
    suggestions: list[Row]
    leftovers: dict[str, list[Row]]
    cards: list[Card]
    card: Card | None

    @functools.cached_property
    def place_of(self) -> dict[str, str]:
        """The key of the card that holds a figure, by the key of the figure."""
        return {row["key"]: card.key for card in self.cards for row in card.rows}

    @property
    def failing(self) -> list[Check]:
        """The checks that the report does not pass."""
        return [check for check in self.checks if check.status == "fail"]


def report_page(known: Dossier, language: Language, *, figure: str | None, with_leftovers: bool) -> ReportPage:
    """The page, with one figure selected if it is named."""
    cards = _cards(known)
    card = next((card for card in cards if any(row["key"] == figure for row in card.rows)), None)
    failing = {operand.figure for check in known.checks if check.status == "fail" for operand in check.operands}
    places = disjoint(
        [
            *(_place(each, failing, language, is_selected=each is card) for each in cards),
            *(_left(row, language) for row in known.leftovers if with_leftovers),
        ]
    )
    sections = [row for row in known.sections if row["heading_zh"]]
    return ReportPage(
        report=known.report,
        failing_figures=sum(row["key"] in failing for row in known.figures),
        blocks=blocks(
            known.report["text"], places, {row["source_start"]: f"at-{row['source_start']}" for row in sections}
        ),
        sections=sections,
        statuses=_counted(known.figures),
        checks=known.checks,
        suggestions=known.suggestions,
        leftovers=_by_class(known.leftovers, language),
        cards=cards,
        card=card,
    )


def _cards(known: Dossier) -> list[Card]:
    """Figures by their stretch of the text: a merged cell, or the label of blank cells, is that of several."""
    checks: dict[str | None, list[Check]] = {}
    for check in known.checks:
        for key in dict.fromkeys(operand.figure for operand in check.operands):
            checks.setdefault(key, []).append(check)
    stood: dict[tuple[int, int], list[Row]] = {}
    for row in known.figures:
        closely = row | {"checks": checks.get(row["key"], [])}
        stood.setdefault((row["source_start"], row["source_end"]), []).append(closely)
    groups = [rows for _, rows in sorted(stood.items())]
    keys = [None, *(rows[0]["key"] for rows in groups), None]
    return [Card(rows[0]["key"], rows, keys[place], keys[place + 2]) for place, rows in enumerate(groups)]


def _place(card: Card, failing: Set[str | None], language: Language, *, is_selected: bool) -> Place:
    first = card.rows[0]
    return Place(
        first["source_start"],
        first["source_end"],
        key=card.key,
        kind=first["value_status"],
        tip="\n".join(dict.fromkeys(line for row in card.rows for line in (in_words(row, language), row["rule"]))),
        is_failing=any(row["key"] in failing for row in card.rows),
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
