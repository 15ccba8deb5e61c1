"""Columns that only number the rows: serial numbers before their labels, codes behind them.

A form that is not known to print them would take them for figures: a serial number stands behind the figures of the row
before, a code before those of its own. They are told by running on from row to row.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from gongkai.layouts.row_labels import FoundRow
from gongkai.layouts.tokens import Token

FIRST, LAST = 0, -1
# So many rows must have one figure too many, and so many of a hundred of those must run on.
ENOUGH_ROWS, ENOUGH_RUNNING = 5, 80
# So many rows the count may leave out: captions of groups are numbered too.
LONGEST_STEP = 3


class Line(NamedTuple):
    """The figures behind one label, known to the form or not."""

    row: int
    stranger: int | None
    figures: tuple[Token, ...]


def without_numbers(rows: list[FoundRow], columns: int) -> list[FoundRow]:
    """The rows without what numbers them; as they are if nothing does."""
    if sum(len(row.values) == columns + 1 for row in rows) < ENOUGH_ROWS:
        return rows
    lines = list(_lines(rows))
    for place in (LAST, FIRST):
        if _run_on(lines, columns, place):
            for line, figures in zip(lines, _unnumbered(lines, columns, place), strict=True):
                rows[line.row] = _with_figures(rows[line.row], line.stranger, figures, line.figures)
            break
    return rows


def _lines(rows: Sequence[FoundRow]) -> Iterator[Line]:
    for number, row in enumerate(rows):
        yield Line(number, None, row.values)
        for place, (_, figures) in enumerate(row.strangers):
            yield Line(number, place, figures)


def _run_on(lines: Sequence[Line], columns: int, place: int) -> bool:
    """Whether the lines with a figure too many have running numbers in that place."""
    numbers = [(index, int(line.figures[place].text)) for index, line in _overfull(lines, columns, place)]
    if len(numbers) < ENOUGH_ROWS:
        return False
    steps = pairwise(numbers)
    running = sum(second[1] - first[1] == second[0] - first[0] for first, second in steps)
    return running * 100 >= (len(numbers) - 1) * ENOUGH_RUNNING


def _overfull(lines: Sequence[Line], columns: int, place: int) -> Iterator[tuple[int, Line]]:
    for index, line in enumerate(lines):
        if len(line.figures) == columns + 1 and line.figures[place].text.isdecimal():
            yield index, line


def _unnumbered(lines: Sequence[Line], columns: int, place: int) -> Iterator[tuple[Token, ...]]:
    """The figures of each line without the number; a line whose own figure is blank has but the number."""
    index, line = next(_overfull(lines, columns, place))
    coming = int(line.figures[place].text) - index
    for line in lines:
        number = line.figures[place].text if line.figures else ""
        step = int(number) - coming if number.isdecimal() else -1
        if step == 0 or (0 < step < LONGEST_STEP and len(line.figures) > columns):
            coming += step
            yield line.figures[1:] if place == FIRST else line.figures[:-1]
        else:
            yield line.figures
        coming += 1


def _with_figures(
    row: FoundRow, stranger: int | None, figures: tuple[Token, ...], before: tuple[Token, ...]
) -> FoundRow:
    if len(figures) == len(before):
        return row
    if stranger is not None:
        strangers = list(row.strangers)
        strangers[stranger] = (strangers[stranger][0], figures)
        return msgspec.structs.replace(row, strangers=tuple(strangers))
    stop = before[-1].start if figures == before[:-1] and not row.strangers else row.span.stop
    return msgspec.structs.replace(row, span=msgspec.structs.replace(row.span, figures=figures, stop=stop))
