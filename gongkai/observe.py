"""From value cells to cells and observations: values in base units, scope, rule, evidence."""

import json
from decimal import Decimal
from typing import NamedTuple

from gongkai.forms import Slot
from gongkai.layouts import TableReadings
from gongkai.layouts.reading import Reading
from gongkai.numerals import parse_figure
from gongkai.records import Cell, Document, Observation, ReportHeader, Scope, ValueStatus
from gongkai.text import Text
from gongkai.vocabulary import Unit


class Observed(NamedTuple):
    """What one table reading gives: always a cell, and an observation if it counts something."""

    cells: tuple[Cell, ...]
    observations: tuple[Observation, ...]
    taken: dict[int, int]  # where figures stand in the normalized text: start to end


def observe(
    document: Document, text: Text, header: ReportHeader, tables: TableReadings, units: dict[str, Unit]
) -> Observed:
    """The cells of all tables, and an observation for each that counts something.

    A row that the form does not know is a cell and counts nothing.
    """
    scope = table_scope(header)
    cells, observations, taken = [], [], {}
    for table, readings in tables:
        for reading in readings:
            first, last = reading.span
            start, end = text.source_span(first, last)
            if reading.token:
                taken[first] = last
            cell = _cell(document, reading, table.table.table, table.table.section, start, end)
            cells.append(cell)
            if reading.slot and reading.slot.measure:
                observations.append(_observation(cell, document.text[start:end], reading, reading.slot, scope, units))
    return Observed(tuple(cells), tuple(observations), taken)


def table_scope(header: ReportHeader) -> Scope:
    """Whom the table of a report counts: a government's its whole jurisdiction, an organ's itself."""
    return "own_agency" if header.issuer_type == "department" else "jurisdiction_aggregate"


def _cell(document: Document, reading: Reading, table_id: str, section: str, start: int, end: int) -> Cell:
    slot = reading.slot
    address = slot.reference if slot else f"{table_id}/u{start}"
    return Cell(
        document.document_id,
        f"{document.document_id}/{address}",
        table_id,
        slot.reference if slot else None,
        slot.row if slot else None,
        slot.column if slot else None,
        reading.label,
        document.text[start:end] if reading.token else None,
        reading.status,
        reading.mapping,
        json.dumps(reading.candidates, ensure_ascii=False) if reading.candidates else None,
        reading.layout,
        section,
        start,
        end,
    )


def _observation(
    cell: Cell, printed: str, reading: Reading, slot: Slot, scope: Scope, units: dict[str, Unit]
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
        printed,
        rule,
    )


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
