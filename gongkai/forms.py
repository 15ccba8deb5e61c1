"""The forms compiled for reading: a slot for every value cell, a label finder for every table.

What an edition file says is turned once into what the layouts need. No label stands here.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from gongkai.identities import parse_formula
from gongkai.labels import LabelFinder, bare_label
from gongkai.normalize import Normalizer
from gongkai.vocabulary import Edition, Measure, Row, Table, Unit

ANNOUNCING_LENGTH = 4


class Slot(NamedTuple):
    """A value cell of a form: its address, and what a figure printed there counts."""

    reference: str
    row: int
    column: int
    measure: str | None
    dimensions: dict[str, str]
    period: str
    base_unit: str
    factor: Decimal | None  # None where a figure is printed in the base unit


class CompiledRow(NamedTuple):
    """A row of a form: its ordinal, the tail its label may wrap into, and a slot per column."""

    row: Row
    ordinal: str
    label: str
    slots: tuple[Slot, ...]


class CompiledTable(NamedTuple):
    """A table of a form, ready to be looked for in a squeezed text."""

    table: Table
    rows: tuple[CompiledRow, ...]
    column_labels: tuple[str, ...]
    column_finder: LabelFinder[str]
    sums: tuple[tuple[tuple[int, ...], int], ...]  # column numbers that add up to another, within a row


class RowTables(NamedTuple):
    """The tables of one edition whose labels stand before rows, with one finder for all their labels.

    A label's key holds, for each table, the rows it may stand for there.
    """

    tables: tuple[CompiledTable, ...]
    finder: LabelFinder[tuple[tuple[int, ...], ...]]


class Mark(NamedTuple):
    """What a label under captions stands for: a caption, a row or a column of one of the tables."""

    kind: Literal["caption", "row", "column"]
    table: int
    place: int


class CaptionTables(NamedTuple):
    """The tables that stand under captions in one edition, with one finder for all their labels."""

    tables: tuple[CompiledTable, ...]
    finder: LabelFinder[tuple[Mark, ...]]


class CompiledEdition(NamedTuple):
    """An edition and its tables; `recognize` holds the words no other edition has."""

    edition: Edition
    recognize: tuple[str, ...]
    tables: tuple[CompiledTable, ...]
    rows: RowTables
    captions: CaptionTables


def compile_editions(
    editions: dict[str, Edition], measures: dict[str, Measure], units: dict[str, Unit], normalizer: Normalizer
) -> tuple[CompiledEdition, ...]:
    """Every edition compiled, in order of first year."""
    compiled = []
    for edition in editions.values():
        tables = tuple(_compile_table(table, measures, units, normalizer) for table in edition.tables)
        compiled.append(
            CompiledEdition(
                edition,
                tuple(normalizer.label(word) for word in edition.recognize),
                tables,
                _compile_rows([table for table in tables if table.table.reading == "rows"], normalizer),
                _compile_captions([table for table in tables if table.table.reading == "captions"], normalizer),
            )
        )
    return tuple(compiled)


def _compile_captions(tables: Sequence[CompiledTable], normalizer: Normalizer) -> CaptionTables:
    """One finder for captions, rows and columns; a wording may mark several tables."""
    marks: dict[str, list[Mark]] = {}
    for number, table in enumerate(tables):
        marks.setdefault(normalizer.label(table.table.caption), []).append(Mark("caption", number, 0))
        for index, row in enumerate(table.table.rows):
            for wording in (row.label, *row.also):
                marks.setdefault(normalizer.label(wording), []).append(Mark("row", number, index))
        for index, column in enumerate(table.table.columns):
            for wording in (column.label, *column.also):
                marks.setdefault(normalizer.label(wording), []).append(Mark("column", number, index))
    return CaptionTables(tuple(tables), LabelFinder((wording, tuple(found)) for wording, found in marks.items()))


def _compile_table(
    table: Table, measures: dict[str, Measure], units: dict[str, Unit], normalizer: Normalizer
) -> CompiledTable:
    rows = tuple(
        CompiledRow(
            row,
            normalizer.label(row.ordinal),
            normalizer.label(row.label),
            tuple(_slot(table, row, index, measures, units) for index in range(len(table.columns))),
        )
        for row in table.rows
    )
    columns = tuple(normalizer.label(column.label) for column in table.columns)
    header = _header_labels(table, normalizer)
    return CompiledTable(table, rows, columns, LabelFinder(header), _column_sums(table))


def _header_labels(table: Table, normalizer: Normalizer) -> list[tuple[str, str]]:
    """The words of a header that announce it; shorter ones are too common to tell anything."""
    words = {part for column in table.columns for part in (*column.group.split("/"), column.label)}
    labels = sorted(normalizer.label(word) for word in words)
    return [(label, label) for label in labels if len(label) >= ANNOUNCING_LENGTH]


def _compile_rows(tables: Sequence[CompiledTable], normalizer: Normalizer) -> RowTables:
    """One finder for all row labels; in each table a label stands for the longest wording it begins with."""
    own = [_row_labels(table.rows, normalizer) for table in tables]
    labels = {label for wordings in own for label in wordings}
    keys = ((label, tuple(_longest_beginning(label, wordings) for wordings in own)) for label in labels)
    return RowTables(tuple(tables), LabelFinder(sorted(keys)))


def _longest_beginning(label: str, wordings: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    return next((wordings[label[:end]] for end in range(len(label), 0, -1) if label[:end] in wordings), ())


def _row_labels(rows: tuple[CompiledRow, ...], normalizer: Normalizer) -> dict[str, tuple[int, ...]]:
    """Every wording of every row with the rows it may stand for, in printed order."""
    wordings: dict[str, tuple[int, ...]] = {}
    for index, compiled in enumerate(rows):
        ordinal = compiled.ordinal if compiled.row.needs_ordinal else ""
        for label in (compiled.row.label, *compiled.row.also):
            wording = bare_label(ordinal + normalizer.label(label))
            wordings[wording] = (*wordings.get(wording, ()), index)
    return wordings


def _slot(table: Table, row: Row, column: int, measures: dict[str, Measure], units: dict[str, Unit]) -> Slot:
    printed = table.columns[column]
    code = table.measure_code(row, column)
    measure = measures[code] if code else None
    unit = units.get(printed.unit or row.unit or (measure.unit if measure else ""))
    return Slot(
        table.reference(row, column + 1),
        row.row,
        column + 1,
        code if printed.read else None,
        dict(sorted({**row.dimensions, **printed.dimensions}.items())),
        printed.period,
        unit.base if unit else "",
        Decimal(unit.factor) if unit and unit.factor != 1 else None,
    )


def _column_sums(table: Table) -> tuple[tuple[tuple[int, ...], int], ...]:
    """The identities over the columns of one row, as (parts, whole)."""
    sums = []
    for identity in table.identities:
        formula = parse_formula(identity.formula, table)
        if formula.operator == "=" and all(row is None for row, _ in (*formula.left, *formula.right)):
            sums.append((tuple(column or 0 for _, column in formula.left), formula.right[0][1] or 0))
    return tuple(sums)
