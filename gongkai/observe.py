"""From value cells to cells and observations: values in base units, scope, rule, evidence."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.claims import Found
from gongkai.forms import Slot
from gongkai.layouts import TableReadings
from gongkai.layouts.reading import Reading
from gongkai.numerals import parse_figure
from gongkai.records import Cell, Claim, Document, Observation, ReportHeader, Scope, Section, ValueStatus
from gongkai.text import Text
from gongkai.vocabulary import Measure, Table, Unit

# So much of the text before a figure in prose is kept as its evidence.
EVIDENCE_REACH = 30


class Observed(NamedTuple):
    """What tables and prose give, and where figures stand in the normalized text (start to end)."""

    cells: tuple[Cell, ...]
    claims: tuple[Claim, ...]
    observations: tuple[Observation, ...]
    taken: dict[int, int]


def observe(
    document: Document,
    text: Text,
    header: ReportHeader,
    tables: TableReadings,
    stated: Iterable[Found],
    sections: Sequence[Section],
    measures: dict[str, Measure],
    units: dict[str, Unit],
) -> Observed:
    """The cells of all tables and the claims of the prose, and an observation for each that counts something.

    A row that the form does not know is a cell and counts nothing.
    """
    scope = table_scope(header)
    cells, claims, observations = [], [], []
    taken: dict[int, int] = {}
    for table, readings in tables:
        for reading in readings:
            first, last = reading.span
            if reading.token:
                taken[first] = last
            cell = _cell(document, reading, table.table, *text.source_span(first, last))
            cells.append(cell)
            if reading.slot and reading.slot.measure:
                observations.append(_observation(document, cell, reading, reading.slot, scope, units))
    for found in stated:
        claim = _claim(document, text, found, sections)
        claims.append(claim)
        observations.append(_stated(document, claim, found, scope, measures[found.measure].unit))
        if found.counter:
            taken[found.start] = found.end
    return Observed(tuple(cells), tuple(claims), tuple(observations), taken)


def table_scope(header: ReportHeader) -> Scope:
    """Whom the table of a report counts: a government's its whole jurisdiction, an organ's itself."""
    return "own_agency" if header.issuer_type == "department" else "jurisdiction_aggregate"


def _cell(document: Document, reading: Reading, table: Table, start: int, end: int) -> Cell:
    slot = reading.slot
    reference, row, column = (slot.reference, slot.row, slot.column) if slot else (None, None, None)
    return Cell(
        document.document_id,
        f"{document.document_id}/{reference or f'{table.table}/u{start}'}",
        table.table,
        reference,
        row,
        column,
        reading.label,
        document.text[start:end] if reading.token else None,
        reading.status,
        reading.mapping,
        json.dumps(reading.candidates, ensure_ascii=False) if reading.candidates else None,
        reading.layout,
        table.section,
        start,
        end,
    )


def _observation(
    document: Document, cell: Cell, reading: Reading, slot: Slot, scope: Scope, units: dict[str, Unit]
) -> Observation:
    value, status, rule = _value(reading, slot, units)
    return Observation(
        cell.document_id,
        cell.cell_id,
        slot.measure or "",
        slot.dimensions,
        scope,
        slot.period,
        value,
        status,
        cell.value_text,
        slot.base_unit,
        "exact",
        "table",
        slot.reference,
        cell.section,
        cell.source_start,
        cell.source_end,
        cell.value_text or document.text[cell.source_start : cell.source_end],
        rule,
    )


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


def _stated(document: Document, claim: Claim, found: Found, scope: Scope, unit: str) -> Observation:
    start, end = claim.source_start, claim.source_end
    return Observation(
        claim.document_id,
        claim.claim_id,
        claim.measure_code,
        found.dimensions,
        claim.scope or scope,
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
    )


def section_at(sections: Sequence[Section], offset: int) -> str:
    """The section that holds an offset of the document."""
    place = bisect_right(sections, offset, key=lambda section: section.source_start) - 1
    return sections[place].section if sections else "front_matter"


def _value(reading: Reading, slot: Slot, units: dict[str, Unit]) -> tuple[Decimal | None, ValueStatus, str]:
    """Value in the base unit, its status and the rule. A unit printed in the cell beats that of the form."""
    rule = RULES[reading.layout]
    token = reading.token
    if token is None or reading.status != "reported":
        return None, reading.status, rule
    figure = parse_figure(token.text)
    if figure is None:
        return None, "unreadable", rule
    if token.unit and (unit := units.get(token.unit)) and unit.base == slot.base_unit:
        return figure * unit.factor, "reported", f"{rule}/printed_unit"
    return figure if slot.factor is None else figure * slot.factor, "reported", rule


RULES = {layout: f"cell/{layout}" for layout in ("grid", "stacked", "inline", "scrambled")}
