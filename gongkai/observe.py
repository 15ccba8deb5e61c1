"""From value cells to cells and observations: values in base units, scope, rule, evidence."""

import json
from collections.abc import Iterator
from decimal import Decimal

from gongkai.forms import CompiledTable, Slot
from gongkai.layouts import TableReadings
from gongkai.layouts.reading import Reading
from gongkai.numerals import parse_figure
from gongkai.records import Approximation, Cell, Document, Observation, ReportHeader, Scope, ValueStatus
from gongkai.text import Text
from gongkai.vocabulary import Unit


def cells_of(document: Document, text: Text, tables: TableReadings) -> Iterator[Cell]:
    """A record for every value cell, and for every row that the form does not know."""
    for table, readings in tables:
        for reading in readings:
            yield _cell(document, text, table, reading)


def observations_of(
    document: Document, text: Text, header: ReportHeader, tables: TableReadings, units: dict[str, Unit]
) -> Iterator[Observation]:
    """An observation for every cell that counts something; unknown rows count nothing."""
    scope = table_scope(header)
    for table, readings in tables:
        for reading in readings:
            if reading.slot and reading.slot.measure:
                yield _observation(document, text, table, reading, reading.slot, scope, units)


def table_scope(header: ReportHeader) -> Scope:
    """Whom the table of a report counts: a government's its whole jurisdiction, an organ's itself."""
    return "own_agency" if header.issuer_type == "department" else "jurisdiction_aggregate"


def _cell(document: Document, text: Text, table: CompiledTable, reading: Reading) -> Cell:
    slot = reading.slot
    start, end = text.source_span(*reading.span)
    printed = document.text[start:end] if reading.token else None
    address = slot.reference if slot else f"{table.table.table}/u{start}"
    return Cell(
        document_id=document.document_id,
        cell_id=f"{document.document_id}/{address}",
        table_id=table.table.table,
        table_ref=slot.reference if slot else None,
        row=slot.row if slot else None,
        column=slot.column if slot else None,
        label_zh=reading.label,
        value_text=printed,
        value_status=reading.status,
        mapping=reading.mapping,
        candidates=json.dumps(reading.candidates, ensure_ascii=False) if reading.candidates else None,
        layout=reading.layout,
        section=table.table.section,
        source_start=start,
        source_end=end,
    )


def _observation(
    document: Document,
    text: Text,
    table: CompiledTable,
    reading: Reading,
    slot: Slot,
    scope: Scope,
    units: dict[str, Unit],
) -> Observation:
    start, end = text.source_span(*reading.span)
    printed = document.text[start:end]
    value, status, unit, rule = _value(reading, slot, units)
    return Observation(
        document_id=document.document_id,
        observation_id=f"{document.document_id}/{slot.reference}",
        measure_code=slot.measure or "",
        dimensions=slot.dimensions,
        scope=scope,
        period=slot.period,
        value=value,
        value_status=status,
        value_text=printed if reading.token else None,
        unit=unit,
        approximation=EXACT,
        source="table",
        table_ref=slot.reference,
        section=table.table.section,
        source_start=start,
        source_end=end,
        evidence=printed,
        rule=rule,
    )


EXACT: Approximation = "exact"


def _value(reading: Reading, slot: Slot, units: dict[str, Unit]) -> tuple[Decimal | None, ValueStatus, str, str]:
    """Value in the base unit, its status, the base unit and the rule. A printed unit beats the form's."""
    rule = f"cell/{reading.layout}"
    if reading.token is None or reading.status != "reported":
        return None, reading.status, slot.base_unit, rule
    figure = parse_figure(reading.token.text)
    if figure is None:
        return None, "unreadable", slot.base_unit, rule
    unit = units.get(reading.token.unit or "")
    if unit is None or unit.base != slot.base_unit:
        return figure * slot.factor, "reported", slot.base_unit, rule
    return figure * unit.factor, "reported", slot.base_unit, f"{rule}/printed_unit"
