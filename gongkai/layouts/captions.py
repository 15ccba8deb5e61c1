"""Several small tables under captions, each with a few rows and columns.

Text is read as runs of figures, each explained by the labels before it: a row label with as many
figures as its table has columns, or a heap with one figure for every row of the columns named. A
run that neither explains leaves its row ambiguous.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from gongkai.forms import CaptionTables, CompiledTable, Mark
from gongkai.labels import Found
from gongkai.layouts.glued import is_glued, parts
from gongkai.layouts.reading import Reading, ambiguous, blank, printed
from gongkai.layouts.separators import SIGNS, RowSpan, layout_between, places, separator_of
from gongkai.layouts.tokens import Token, tokens
from gongkai.records import Layout

# Figures so far behind the last label belong to prose.
RUN_REACH = 160

Label = Found[tuple[Mark, ...]]
Cell = tuple[int, int, int]  # table, row, column, all from 0


class Run(NamedTuple):
    """Figures without a label between them, and the labels since the run before."""

    labels: tuple[Label, ...]
    figures: tuple[Token, ...]
    stop: int  # where the next label begins


def find_captions(characters: str, captions: CaptionTables, end: int) -> list[Label]:
    """The labels from the first caption on, before `end`; none where no caption stands."""
    found = captions.finder.find(characters, 0, end)
    first = next((index for index, label in enumerate(found) if label.key[0].kind == "caption"), len(found))
    return found[first:]


def read_captions(characters: str, captions: CaptionTables, labels: Sequence[Label], end: int) -> list[Reading]:
    """Every value cell of the tables whose labels stand between the first label and `end`."""
    cells: dict[Cell, Token] = {}
    unsure: dict[Cell, tuple[str, ...]] = {}
    layouts: dict[int, Layout] = {}
    caption: int | None = None
    for run in _runs(characters, labels, end):
        caption = _caption(run, caption)
        run = _parted(characters, captions, run)
        explained = _explain(characters, captions, run, caption, cells)
        if explained is None:
            continue
        addresses, layout = explained
        layouts.setdefault(addresses[0][0], layout)
        if len(addresses) == len(run.figures) and not any(address in cells for address in addresses):
            cells.update(zip(addresses, run.figures, strict=True))
        else:
            seen = tuple(token.text for token in run.figures)
            unsure.update((address, seen) for address in addresses if address not in cells)
    return list(_readings(characters, captions, labels, cells, unsure, layouts))


def _caption(run: Run, before: int | None) -> int | None:
    """The table under whose caption a run stands: the last one named."""
    tables = [label.key[0].table for label in run.labels if label.key[0].kind == "caption"]
    return tables[-1] if tables else before


def _runs(characters: str, labels: Sequence[Label], end: int) -> Iterator[Run]:
    waiting: list[Label] = []
    ends = [*(label.start for label in labels[1:]), end]
    for label, stop in zip(labels, ends, strict=True):
        waiting.append(label)
        reach = min(stop, label.end + RUN_REACH)
        figures = _figures(tokens(characters, label.end, reach))
        if figures:
            yield Run(tuple(waiting), figures, stop)
            waiting = []


def _figures(between: Iterable[Token]) -> tuple[Token, ...]:
    """The figures up to the words that follow them: what stands behind is no longer the table."""
    figures: list[Token] = []
    for token in between:
        if token.kind in ("number", "dash"):
            figures.append(token)
        elif token.kind == "words" and figures:
            break
    return tuple(figures)


def _explain(
    characters: str, captions: CaptionTables, run: Run, caption: int | None, cells: dict[Cell, Token]
) -> tuple[list[Cell], Layout] | None:
    """The cells of the figures of a run, one each; or the cells of the row that stays unexplained."""
    rows = _trailing_rows(run)
    size = len(run.figures)
    if rows:
        table, last = rows[-1]
        width = len(captions.tables[table].column_labels)
        block = [address for address in rows if address[0] == table] if size > width else [(table, last)]
        span = RowSpan(run.labels[-1].end, run.figures, run.stop)
        if size == width * len(block):
            layout = layout_between(characters, span.label_end, run.figures[0].start)
            return [(*row, column) for row in block for column in range(width)], layout
        separator = separator_of(characters, [span], width)
        where = places(characters, span, width, separator)
        if where is not None:
            return [(table, last, column) for column in where], separator.layout
    heap = _heap(characters, captions, run, caption)
    if heap:
        return heap, "scrambled"
    if not rows or (*rows[-1], 0) in cells:
        return None
    return [(*rows[-1], column) for column in range(len(captions.tables[rows[-1][0]].column_labels))], "inline"


def _parted(characters: str, captions: CaptionTables, run: Run) -> Run:
    """The run, with its figure parted where words touch it on both sides and it holds the cells of a row."""
    rows = _trailing_rows(run)
    if len(run.figures) != 1 or not rows:
        return run
    (figure,), table = run.figures, captions.tables[rows[-1][0]]
    width = len(table.column_labels)
    if not is_glued(characters, figure, width) or characters[figure.end : figure.end + 1] in SIGNS:
        return run
    return run._replace(figures=parts(figure, width, table.sums) or run.figures)


def _trailing_rows(run: Run) -> list[tuple[int, int]]:
    """Row labels since the run before; headings of columns may stand between them and the figures."""
    return [(mark.table, mark.place) for label in run.labels for mark in label.key[:1] if mark.kind == "row"]


def _heap(characters: str, captions: CaptionTables, run: Run, caption: int | None) -> list[Cell]:
    """One figure for every row of the columns named before the run, row by row."""
    if caption is None:
        return []
    table = captions.tables[caption]
    named = {mark.place for label in run.labels for mark in label.key if (mark.kind, mark.table) == ("column", caption)}
    rows = range(len(table.rows))
    if len(run.figures) == len(rows) * len(named):
        return [(caption, row, column) for row in rows for column in sorted(named)]
    others = [label.end for label in run.labels if label.key[0].kind != "column"]
    torn = "".join(characters[others[-1] if others else run.labels[0].start : run.figures[0].start].split())
    for columns in _torn_columns(torn, table):
        if len(run.figures) == len(rows) * len(columns):
            return [(caption, row, column) for row in rows for column in columns]
    return []


def _torn_columns(torn: str, table: CompiledTable) -> Iterator[tuple[int, ...]]:
    """Columns whose headings, torn into pieces, are made of just these characters."""
    pieces = sorted(torn)
    for size in range(1, len(table.column_labels) + 1):
        for columns in combinations(range(len(table.column_labels)), size):
            if sorted("".join(table.column_labels[column] for column in columns)) == pieces:
                yield columns


def _readings(
    characters: str,
    captions: CaptionTables,
    labels: Sequence[Label],
    cells: dict[Cell, Token],
    unsure: dict[Cell, tuple[str, ...]],
    layouts: dict[int, Layout],
) -> Iterator[Reading]:
    """The cells in the order of the form; a row that is named without figures is blank."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for label in labels:
        for mark in label.key[:1]:
            if mark.kind == "row":
                spans.setdefault((mark.table, mark.place), (label.core, label.end))
    for number, table in enumerate(captions.tables):
        layout = layouts.get(number, "inline")
        for index, row in enumerate(table.rows):
            for column, slot in enumerate(row.slots):
                address = (number, index, column)
                token = cells.get(address)
                span = spans.get((number, index), (token.start, token.start) if token else None)
                if span is None:
                    continue
                label_text = characters[span[0] : span[1]]
                if token:
                    yield printed(slot, label_text, span, token, layout)
                elif address in unsure:
                    yield ambiguous(slot, label_text, span, layout, unsure[address])
                else:
                    yield blank(slot, label_text, span, layout)
