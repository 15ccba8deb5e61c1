"""From value cells to cells and observations: values in base units, scope, rule, evidence."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.forms import Slot
from gongkai.layouts import TableReadings
from gongkai.layouts.tokens import Token
from gongkai.numerals import parse_figure
from gongkai.places import Places
from gongkai.records import Cell, Claim, Document, Layout, Observation, ReportHeader, Scope, Section, ValueStatus
from gongkai.stated import WHOLE, Found
from gongkai.text import Text
from gongkai.vocabulary import Measure, Unit

# So much of the text before a figure in prose is kept as its evidence.
EVIDENCE_REACH = 30


class Observed(NamedTuple):
    """What tables and prose give, and where figures stand in the normalized text (start to end)."""

    cells: tuple[Cell, ...]
    claims: tuple[Claim, ...]
    observations: tuple[Observation, ...]
    taken: dict[int, int]


def observe(
    places: Places,
    text: Text,
    header: ReportHeader,
    scope: Scope,
    tables: TableReadings,
    stated: Iterable[Found],
    sections: Sequence[Section],
    measures: dict[str, Measure],
    units: dict[str, Unit],
) -> Observed:
    """The cells of all tables and the claims of the prose, and an observation for each that counts something.

    A row that the form does not know is a cell and counts nothing. `scope` is what figures count that do not say.
    """
    document = places.document
    taken: dict[int, int] = {}
    cells, observations = _counted(document, text, places, tables, scope, units, taken)
    claims = []
    for found in stated:
        claim = _claim(document, text, found, sections)
        claims.append(claim)
        observations.append(
            _stated(document, places, claim, found, _scope_in(header, scope, found), measures[found.measure].unit)
        )
        if found.counter:
            taken[found.start] = found.end
    return Observed(tuple(cells), tuple(claims), tuple(observations), taken)


def table_scope(header: ReportHeader, in_title: Scope | None) -> Scope:
    """Whom the table of a report counts: a government's its whole jurisdiction, an organ's or township's itself.

    The office of a government may report on the whole (市政府办公室关于全市政府信息公开工作的报告).
    """
    is_alone = (header.issuer_type == "department" and in_title != WHOLE) or header.level == "township"
    return "own_agency" if is_alone else "jurisdiction_aggregate"


def _counted(
    document: Document,
    text: Text,
    places: Places,
    tables: TableReadings,
    scope: Scope,
    units: dict[str, Unit],
    taken: dict[int, int],
) -> tuple[list[Cell], list[Observation]]:
    """The cells of all tables and what they count; notes in `taken` where their figures stand."""
    cells, observations = [], []
    document_id, source = document.document_id, document.text
    for table, readings in tables:
        table_id, section = table.table.table, table.table.section
        for reading in readings:
            slot, token, layout = reading.slot, reading.token, reading.layout
            if token:
                start, end = text.source_span(token.start, token.end)
                taken[token.start] = token.end
                printed = value_text = source[start:end]
            else:
                start, end = text.source_span(reading.label_start, reading.label_end)
                printed, value_text = source[start:end], None
            reference, row, column = (slot.reference, slot.row, slot.column) if slot else (None, None, None)
            cell_id = f"{document_id}/{reference}" if reference else f"{document_id}/{table_id}/u{start}"
            seen = json.dumps(reading.candidates, ensure_ascii=False) if reading.candidates else None
            cells.append(
                Cell(document_id, cell_id, table_id, reference, row, column, reading.label, value_text, reading.status,
                     reading.mapping, seen, layout, section, start, end)
            )  # fmt: skip
            if slot and slot.measure:
                value, status, rule = _value(token, reading.status, layout, slot, units)
                observations.append(
                    Observation(document_id, cell_id, slot.measure, slot.dimensions, scope, slot.period, value, status,
                                value_text, slot.base_unit, "exact", "table", reference, section, start, end, printed,
                                rule, places.words(start))
                )  # fmt: skip
    return cells, observations


def _claim(document: Document, text: Text, found: Found, sections: Sequence[Section]) -> Claim:
    start, end = text.source_span(found.start, found.end)
    return Claim(
        document.document_id,
        f"{document.document_id}/n{start}/{found.measure}",
        found.measure,
        document.text[start:end],
        found.status,
        found.counter,
        found.approximation,
        found.scope,
        section_at(sections, start),
        start,
        end,
        found.rule,
    )


def _scope_in(header: ReportHeader, scope: Scope, found: Found) -> Scope:
    """Whom a claim counts in a report; one that reports on itself alone is its own level, a township all of its own."""
    itself = ("own_level", "townships", WHOLE) if header.level == "township" else ("own_level",)
    return scope if found.scope is None or (scope == "own_agency" and found.scope in itself) else found.scope


def _stated(document: Document, places: Places, claim: Claim, found: Found, scope: Scope, unit: str) -> Observation:
    start, end = claim.source_start, claim.source_end
    return Observation(
        claim.document_id,
        claim.claim_id,
        claim.measure_code,
        found.dimensions,
        scope,
        found.period,
        found.value,
        claim.value_status,
        claim.value_text,
        unit,
        claim.approximation,
        "narrative",
        None,
        claim.section,
        start,
        end,
        document.text[max(0, start - EVIDENCE_REACH) : end + len(found.counter)],
        claim.rule,
        places.words(start),
    )


def section_at(sections: Sequence[Section], offset: int) -> str:
    """The section that holds an offset of the document."""
    place = bisect_right(sections, offset, key=lambda section: section.source_start) - 1
    return sections[place].section if sections else "front_matter"


def _value(
    token: Token | None, status: ValueStatus, layout: Layout, slot: Slot, units: dict[str, Unit]
) -> tuple[Decimal | None, ValueStatus, str]:
    """Value in the base unit, its status and the rule. A unit printed in the cell beats that of the form."""
    rule = RULES[layout]
    if token is None or status != "reported":
        return None, status, rule
    figure = parse_figure(token.text)
    if figure is None:
        return None, "unreadable", rule
    if token.unit and (unit := units.get(token.unit)) and unit.base == slot.base_unit:
        return figure * unit.factor, "reported", f"{rule}/printed_unit"
    return figure if slot.factor is None else figure * slot.factor, "reported", rule


RULES = {layout: f"cell/{layout}" for layout in ("grid", "stacked", "inline", "scrambled")}
