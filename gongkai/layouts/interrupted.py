"""Rows into which a page printed something that is not theirs: the number of the page, a watermark.

A row is mended only where one way of doing so stands out; else it stays as it was found.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from gongkai.layouts.row_labels import FoundRow
from gongkai.layouts.tokens import Token
from gongkai.numerals import parse_figure

# A watermark is a line that comes back so often, and no label does.
COMES_BACK = 3

Sums = Sequence[tuple[tuple[int, ...], int]]


def mended(characters: str, row: FoundRow, columns: int, sums: Sums) -> FoundRow:
    """The row without a watermark between its figures, and without the number of a page among them."""
    if row.strangers:
        return _joined_over_watermarks(characters, row, columns)
    if len(row.values) > columns > 1:
        figures = without_page_number(row.values[: columns + 1], sums)
        if figures:
            return _with_figures(row, figures)
    return row


def _joined_over_watermarks(characters: str, row: FoundRow, columns: int) -> FoundRow:
    behind = [figure for _, figures in row.strangers for figure in figures]
    are_watermarks = all(_comes_back(characters, label.text) for label, _ in row.strangers)
    if are_watermarks and len(row.values) + len(behind) == columns:
        return _with_figures(row, (*row.values, *behind))
    return row


def _comes_back(characters: str, line: str) -> bool:
    return characters.count(f"\n{line}\n") + characters.count(f"\n{line}\r") >= COMES_BACK


def without_page_number(figures: tuple[Token, ...], sums: Sums) -> tuple[Token, ...] | None:
    """The figures without the one that keeps the row from adding up, if only one way leaves a row that does."""
    values = [parse_figure(figure.text) or 0 for figure in figures]
    rests = [(values[:place] + values[place + 1 :], place) for place in range(len(figures))]
    fitting = [(rest, place) for rest, place in rests if sums and all(adds_up(rest, *each) for each in sums)]
    if not fitting or any(rest != fitting[0][0] for rest, _ in fitting):
        return None
    left_out = fitting[-1][1]
    return figures[:left_out] + figures[left_out + 1 :]


def adds_up(values: Sequence[Decimal | int], parts: Sequence[int], whole: int) -> bool:
    return sum(values[part - 1] for part in parts) == values[whole - 1]


def _with_figures(row: FoundRow, figures: tuple[Token, ...]) -> FoundRow:
    return msgspec.structs.replace(row.with_figures(figures), strangers=())
