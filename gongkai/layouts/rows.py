"""Tables whose rows begin with a label: one cell per line, separated columns, or running text.

Blank cells are placed by the separators around them, never by what the figures suggest; a row that
stays short is ambiguous. A heap of figures is left to `scrambled`.
"""

from collections.abc import Sequence
from itertools import repeat

from gongkai.layouts.glued import unglued
from gongkai.layouts.interrupted import mended
from gongkai.layouts.reading import Reading, ambiguous, blank, printed
from gongkai.layouts.row_labels import FoundRow
from gongkai.layouts.row_tables import Rows
from gongkai.layouts.scrambled import HeapRow, is_heap, read_heap
from gongkai.layouts.separators import Separator, places, separator_of
from gongkai.layouts.tokens import Token
from gongkai.numerals import parse_figure


def read_rows(characters: str, rows: Rows) -> list[Reading]:
    """Every value cell of the rows found."""
    columns = len(rows.table.column_labels)
    valued = [row for row in rows.found if not row.compiled.row.header]
    valued = unglued(characters, valued, columns, rows.table.sums)
    if is_heap([row.values for row in valued], columns):
        found = [HeapRow(row.compiled, row.core, row.end, row.values) for row in valued]
        return read_heap(characters, rows.table, found)
    valued = [mended(characters, row, columns, rows.table.sums) for row in valued]
    if not _have_too_many(valued[:-1], columns):
        valued[-1] = _without_rest(valued[-1], columns)
    separator = separator_of(characters, [row.span for row in valued], columns)
    readings = []
    unsure = _unsure_rows([row.values for row in valued], columns)
    for index, row in enumerate(valued):
        readings += _read_row(characters, row, columns, separator, rows.table.sums, index in unsure)
        if row.strangers:
            readings += _strangers(row, separator)
    return readings


def _have_too_many(rows: Sequence[FoundRow], columns: int) -> bool:
    """Whether the rows of a text have more figures than their form: then so has the last, and no first one is its."""
    return sum(len(row.values) > columns for row in rows) * 2 > len(rows)


def _without_rest(last: FoundRow, columns: int) -> FoundRow:
    """The last row without the figures that follow the table."""
    return last.with_figures(last.values[:columns])


def _unsure_rows(rows: Sequence[tuple[Token, ...]], columns: int) -> set[int]:
    """Rows with too many figures, and the empty ones before them, whose figures some of these may be."""
    unsure: set[int] = set()
    for index, figures in enumerate(rows):
        if len(figures) > columns:
            unsure.add(index)
            while index and not rows[index - 1]:
                index -= 1
                unsure.add(index)
    return unsure


def _ends_with_total(figures: Sequence[Token], sums: Sequence[tuple[tuple[int, ...], int]], columns: int) -> bool:
    """Whether the last figure of a short row is its total: the form has one there, and the others add up to it.

    Zeros add up to any of themselves and tell nothing.
    """
    values = [parse_figure(figure.text) or 0 for figure in figures]
    return any(whole == columns for _, whole in sums) and values[-1] > 0 and sum(values[:-1]) == values[-1]


def _read_row(
    characters: str,
    row: FoundRow,
    columns: int,
    separator: Separator,
    sums: Sequence[tuple[tuple[int, ...], int]],
    is_unsure: bool,
) -> list[Reading]:
    label, span, layout = characters[row.start : row.end], (row.core, row.end), separator.layout
    slots = row.compiled.slots
    if row.compiled.row.optional and not row.values:
        return []
    if not row.values and not is_unsure:
        return [blank(slot, label, span, layout) for slot in slots]
    if len(row.values) == columns:
        return list(map(printed, slots, repeat(label), repeat(span), row.values, repeat(layout)))
    where = None if is_unsure else places(characters, row.span, columns, separator)
    if where is None:
        seen = tuple(token.text for token in row.values)
        unsure = [ambiguous(slot, label, span, layout, seen) for slot in slots]
        if is_unsure or not _ends_with_total(row.values, sums, columns):
            return unsure
        return [*unsure[:-1], printed(slots[-1], label, span, row.values[-1], layout)]
    by_place = dict(zip(where, row.values, strict=True))
    return [
        printed(slot, label, span, by_place[place], layout) if place in by_place else blank(slot, label, span, layout)
        for place, slot in enumerate(slots)
    ]


def _strangers(row: FoundRow, separator: Separator) -> list[Reading]:
    return [
        Reading(None, label.text, label.start, label.end, figure, "reported", "unmapped", separator.layout)
        for label, figures in row.strangers
        for figure in figures
    ]
