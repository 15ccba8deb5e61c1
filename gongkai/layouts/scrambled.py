"""Tables whose figures were torn from their labels: a heap of labels here, a heap of figures there.

Figures of a heap keep the order of the form, because a converter writes them row by row. So a heap
is read in template order when it has exactly one figure for every cell, and when every label that
still stands before its figures stands at the right place. Otherwise every cell is ambiguous.
"""

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.forms import CompiledRow, CompiledTable, Slot
from gongkai.layouts.reading import Reading, ambiguous, printed
from gongkai.layouts.tokens import Token
from gongkai.numerals import parse_figure


class HeapRow(NamedTuple):
    """A row label and the figures that happen to stand behind it."""

    row: CompiledRow
    start: int
    end: int
    figures: tuple[Token, ...]


def is_heap(rows: Sequence[Sequence[Token]], columns: int) -> bool:
    """Whether figures were torn from their labels: many labels without, and as many rows too much elsewhere.

    A figure too much behind one label, or a page number behind the last, makes no heap.
    """
    empty = sum(not figures for figures in rows)
    if not may_be_torn(empty, len(rows)):
        return False
    surplus = sum(max(0, len(figures) - columns) for figures in rows)
    return surplus * 2 >= empty * columns


def may_be_torn(empty: int, rows: int) -> bool:
    """Whether so many of the rows are empty that their figures may stand elsewhere."""
    return empty * 3 >= rows


def read_heap(characters: str, table: CompiledTable, found: Sequence[HeapRow]) -> list[Reading]:
    """Every value cell of the form, read in template order or ambiguous."""
    rows = [row for row in table.rows if not row.row.header and not row.row.optional]
    figures = _without_codes([token for row in found for token in row.figures], rows)
    slots = [slot for row in rows for slot in row.slots]
    spans = {row.row.row.row: (row.start, row.end) for row in found}
    where = [spans.get(row.row.row, (figures[0].start, figures[0].start)) for row in rows for _ in row.slots]
    labels = [characters[start:end] for start, end in where]
    is_coded = len(figures) < sum(len(row.figures) for row in found)
    if len(figures) == len(slots) and (is_coded or _anchored(rows, found)):
        return [
            printed(slot, label, span, figure, "scrambled")
            for slot, label, span, figure in zip(slots, labels, where, figures, strict=True)
        ]
    return [ambiguous(slot, label, span, "scrambled") for slot, label, span in zip(slots, labels, where, strict=True)]


def _without_codes(figures: list[Token], rows: Sequence[CompiledRow]) -> list[Token]:
    """The figures of a heap in which each row has its code before its figures; else all of them."""
    width = 1 + len(rows[0].slots)
    codes = [row.row.code for row in rows]
    if not all(codes) or [figure.text for figure in figures[::width]] != codes or len(figures) != width * len(rows):
        return figures
    return [figure for place, figure in enumerate(figures) if place % width]


def _anchored(rows: Sequence[CompiledRow], found: Sequence[HeapRow]) -> bool:
    """Whether every label with figures behind it stands where the template order puts it.

    A label that ends a heap of labels says nothing: the figures behind it are those of the heap.
    """
    place = {row.row.row: index for index, row in enumerate(rows)}
    read = 0
    after_label = False
    for label in found:
        index = place.get(label.row.row.row)
        if label.figures and not after_label and index is not None and index * len(label.row.slots) != read:
            return False
        after_label = not label.figures
        read += len(label.figures)
    return True


def best_order(
    slots: Sequence[Slot],
    figures: Sequence[Token],
    orders: Sequence[Sequence[int]],
    sums: Sequence[tuple[tuple[int, ...], int]],
) -> list[tuple[Slot, Token]] | None:
    """The figures of a one-line table in the order of columns that satisfies its sums.

    Several orders may: they are one reading if they give every column the same value, else none.
    """
    readings = []
    for order in orders:
        values = {column: parse_figure(figure.text) or 0 for column, figure in zip(order, figures, strict=True)}
        if all(sum(values[part] for part in parts) == values[whole] for parts, whole in sums):
            readings.append((values, dict(zip(order, figures, strict=True))))
    if not readings or any(values != readings[0][0] for values, _ in readings):
        return None
    return [(slot, readings[0][1][slot.column]) for slot in slots]
