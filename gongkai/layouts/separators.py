"""Where blank cells are: counted by the separators between the figures of a row, never guessed."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

import msgspec

from gongkai.layouts.tokens import Token
from gongkai.records import Layout

SIGNS = "|\t\n "
GRID = "|\t"
# So many complete rows tell the separator of a table.
ENOUGH_ROWS = 6
LAYOUTS: dict[str, Layout] = {"|": "grid", "\t": "grid", "\n": "stacked", " ": "inline", "": "inline"}


class RowSpan(msgspec.Struct, frozen=True, gc=False):
    """A row: where its label ends, its figures, and where the next row begins."""

    label_end: int
    figures: tuple[Token, ...]
    stop: int


class Separator(NamedTuple):
    """What stands between two cells: a sign, so often; and how often between label and first cell."""

    sign: str
    width: int
    lead: int

    @property
    def layout(self) -> Layout:
        """A grid of columns, one cell per line, or running text."""
        return LAYOUTS[self.sign]


def layout_between(characters: str, start: int, end: int) -> Layout:
    """The layout that the gap between two cells makes."""
    return LAYOUTS[_strongest(characters[start:end])[0]]


def separator_of(characters: str, rows: Sequence[RowSpan], columns: int) -> Separator:
    """The separator of the complete rows, or of all rows if none is complete."""
    full = list(islice((row for row in rows if len(row.figures) == columns and row.figures), ENOUGH_ROWS))
    full = full or [row for row in rows if row.figures]
    leads = Counter(_strongest(characters[row.label_end : row.figures[0].start]) for row in full)
    between = Counter(
        characters[first.end : second.start]
        for row in full
        for first, second in zip(row.figures, row.figures[1:], strict=False)
    )
    gaps: Counter[tuple[str, int]] = Counter()
    for gap, count in between.items():
        gaps[_strongest(gap)] += count
    sign, width = (gaps or leads).most_common(1)[0][0] if full else ("", 0)
    lead = next((count for (first, count), _ in leads.most_common() if first == sign), width)
    return Separator(sign, width, lead)


def places(characters: str, row: RowSpan, columns: int, separator: Separator) -> list[int] | None:
    """The columns (from 0) of the figures of a row; None if separators do not tell."""
    if len(row.figures) == columns:
        return list(range(columns))
    if not separator.sign or len(row.figures) > columns:
        return None
    if separator.sign in GRID:
        return _grid_places(characters, row, columns, separator.sign)
    return _line_places(characters, row, columns, separator)


def _grid_places(characters: str, row: RowSpan, columns: int, sign: str) -> list[int] | None:
    """The value cells are the last ones of the line: units and codes may stand before them."""
    starts = _cell_starts(characters, row, sign)[-columns:]
    found = [bisect_right(starts, token.start) - 1 for token in row.figures]
    ordered = all(first < second for first, second in pairwise(found))
    return found if len(starts) == columns and found[0] >= 0 and ordered else None


def _cell_starts(characters: str, row: RowSpan, sign: str) -> list[int]:
    """Where the cells of the line begin, from the end of its label on; the borders of a line are none."""
    end = characters.find("\n", row.figures[-1].end)
    pieces = characters[row.label_end : end if end >= 0 else len(characters)].split(sign)
    starts = list(accumulate((len(piece) + 1 for piece in pieces[:-1]), initial=row.label_end))
    bordered = sign == "|" and not pieces[-1].strip()
    return starts[:-1] if bordered else starts


def _line_places(characters: str, row: RowSpan, columns: int, separator: Separator) -> list[int] | None:
    sign, width, lead = separator
    found, place, end, expected = [], 0, row.label_end, lead
    for token in row.figures:
        steps, rest = divmod(characters.count(sign, end, token.start) - expected, width)
        if steps < 0 or rest:
            return None
        place += steps
        found.append(place)
        place, end, expected = place + 1, token.end, width
    # Blank lines may be lost at the end of a row: the last cell is filled, or all of them are counted.
    whole = sign == "\n" and characters.count(sign, row.label_end, row.stop) == lead + width * columns
    return found if found[-1] == columns - 1 or (whole and found[-1] < columns) else None


def _strongest(gap: str) -> tuple[str, int]:
    for sign in SIGNS:
        if sign in gap:
            return sign, gap.count(sign)
    return "", 0
