"""A table of one line of figures under a header of several columns.

The header carries no figures, so the figures are simply those that follow it. If words stand
between them, the header was torn apart, and the order of the columns is found by their sums.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.forms import CompiledTable, Slot
from gongkai.labels import Found, clusters
from gongkai.layouts.glued import is_glued, parts
from gongkai.layouts.interrupted import adds_up, without_page_number
from gongkai.layouts.reading import Reading, ambiguous, blank, printed
from gongkai.layouts.scrambled import best_order
from gongkai.layouts.separators import RowSpan, Separator, places, separator_of
from gongkai.layouts.tokens import Token, tokens
from gongkai.numerals import parse_figure

# The labels of a header stand within so many characters of each other, and the figures of its line
# end within so many characters of the last of them.
HEADER_REACH = 160
LINE_REACH = 1200
# A header is recognised by so many of its labels.
MINIMUM_LABELS = 3
# Around such signs stand the words of prose, not those of a header.
STOPS = re.compile(r"[,。;]|\d\s*[件宗起例]")


class Run(NamedTuple):
    """Figures without words between them, and the words before them."""

    words: str
    figures: list[Token]


def find_header(characters: str, table: CompiledTable, floor: int) -> tuple[int, int] | None:
    """Where the header of `table` stands behind `floor`, or None."""
    near = clusters(table.column_finder.find(characters, floor), HEADER_REACH)
    best = max((part for found in near for part in _unstopped(characters, found)), key=_variety, default=[])
    return (best[0].start, best[-1].end) if _variety(best) >= MINIMUM_LABELS else None


def read_header_table(characters: str, table: CompiledTable, header: tuple[int, int], end: int) -> list[Reading]:
    """The cells of the one row of figures under or within `header`, before `end`."""
    slots = table.rows[0].slots
    stop = min(end, header[1] + LINE_REACH)
    runs = _runs(characters, header[0], stop, len(slots), with_units=False)
    if sum(len(run.figures) for run in runs) != len(slots):  # some offices print 0件 in every cell
        counted = _runs(characters, header[0], stop, len(slots), with_units=True)
        runs = counted if sum(len(run.figures) for run in counted) == len(slots) else runs
    figures = [figure for run in runs for figure in run.figures]
    if len(figures) == 1 and is_glued(characters, figures[0], len(slots)):
        figures = list(parts(figures[0], len(slots), table.sums) or figures)
        runs = [Run(runs[0].words, figures)]
    label = characters[header[0] : header[1]]
    layout = "scrambled" if len(runs) > 1 else _separator(characters, figures).layout
    if not figures:
        return [blank(slot, label, header, layout) for slot in slots]
    if len(figures) != len(slots):
        return _short_line(characters, table, figures, header)
    if len(runs) == 1 and (surplus := _surplus(characters, table, figures, stop)):
        mended = without_page_number((*figures, surplus), table.sums)
        if mended is None:
            seen = tuple(token.text for token in (*figures, surplus))
            return [ambiguous(slot, label, header, layout, seen) for slot in slots]
        figures = list(mended)
    pairs = list(zip(slots, figures, strict=True)) if len(runs) == 1 else _torn_pairs(table, runs, figures)
    if pairs is None:
        return [ambiguous(slot, label, header, layout) for slot in slots]
    return [printed(slot, label, header, figure, layout) for slot, figure in pairs]


def _surplus(characters: str, table: CompiledTable, figures: Sequence[Token], stop: int) -> Token | None:
    """One figure more than there are columns, where the first of them do not add up: one may be that of a page."""
    values = [parse_figure(figure.text) or 0 for figure in figures]
    if all(adds_up(values, *each) for each in table.sums):
        return None
    behind = next(tokens(characters, figures[-1].end, stop), None)
    return behind if behind and behind.kind == "number" and not behind.unit else None


def _short_line(
    characters: str, table: CompiledTable, figures: Sequence[Token], header: tuple[int, int]
) -> list[Reading]:
    """A line with blank cells: placed by its separators, or ambiguous."""
    slots, label = table.rows[0].slots, characters[header[0] : header[1]]
    separator = _separator(characters, figures)
    layout = separator.layout
    line = characters.rfind("\n", 0, figures[0].start) + 1
    row = RowSpan(line, tuple(figures), figures[-1].end)
    where = places(characters, row, len(slots), separator) if layout == "grid" else None
    if where is None:
        seen = tuple(token.text for token in figures)
        return [ambiguous(slot, label, header, layout, seen) for slot in slots]
    found = dict(zip(where, figures, strict=True))
    return [
        printed(slot, label, header, found[place], layout) if place in found else blank(slot, label, header, layout)
        for place, slot in enumerate(slots)
    ]


def _separator(characters: str, figures: Sequence[Token]) -> Separator:
    rows = [RowSpan(figures[0].start, tuple(figures), figures[-1].end)] if figures else []
    return separator_of(characters, rows, len(figures))


def _unstopped(characters: str, found: Sequence[Found[str]]) -> Iterator[list[Found[str]]]:
    """The labels between which no sentence is told: 收到行政复议1件,结果维持 holds labels and is no header."""
    part: list[Found[str]] = []
    for label in found:
        if part and STOPS.search(characters, part[-1].end, label.start):
            yield part
            part = []
        part.append(label)
    yield part


def _variety(found: Sequence[Found[str]]) -> int:
    return len({label.key for label in found})


def _runs(characters: str, start: int, end: int, wanted: int, *, with_units: bool) -> list[Run]:
    """Figures with the words before each run of them. A count with its unit mostly stands in prose."""
    runs: list[Run] = []
    words = ""
    count = 0
    for token in tokens(characters, start, end):
        if token.kind == "words":
            words += token.text
        elif token.kind in ("number", "dash") and (with_units or not token.unit):
            if words or not runs:
                runs.append(Run(words, []))
                words = ""
            runs[-1].figures.append(token)
            count += 1
            if count == wanted:
                break
    return runs


def _torn_pairs(table: CompiledTable, runs: Sequence[Run], figures: Sequence[Token]) -> list[tuple[Slot, Token]] | None:
    """The figures by the one order of columns that the words before each run and the sums allow."""
    orders = [order for order in table.table.orders if _is_named(order, table, runs)]
    return best_order(table.rows[0].slots, figures, orders, table.sums)


def _is_named(order: Sequence[int], table: CompiledTable, runs: Sequence[Run]) -> bool:
    """Whether the words before every run hold the headings of the columns that `order` gives it."""
    read = 0
    for run in runs:
        columns = order[read : read + len(run.figures)]
        read += len(run.figures)
        needed = Counter("".join(table.column_labels[column - 1] for column in columns))
        if needed - Counter(run.words):
            return False
    return True
