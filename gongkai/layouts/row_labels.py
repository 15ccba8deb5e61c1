"""Where the rows of a form stand in a text: their labels, and the figures that belong to each.

Each label of the form that is found opens a row; what stands before the next label is its cells. What the figures
of a row say of its cells is told by `rows`.
"""

import re

import msgspec

from gongkai.forms import CompiledRow, CompiledTable
from gongkai.labels import Found, with_ordinal
from gongkai.layouts.scrambled import may_be_torn
from gongkai.layouts.separators import RowSpan
from gongkai.layouts.tokens import Token, plain_row, tokens
from gongkai.layouts.wrapped import FigureLines

# Rows of one table follow each other within so many characters, notes and blank lines included.
ROW_REACH = 240
# Between such signs stand cells: words behind one are no longer the label before it.
CELL_BREAKS = "\n\t|"
# A note that belongs to its label, with a line break before or within it, which parts no cells.
BROKEN_NOTE = re.compile(r" ?(?:\n ?\(|\([^()\d]*\n)[^()\d]*\)")
# A figure and the space around it, where a heap of them follows the last label.
FIGURE_REACH = 12


RowLabel = Found[tuple[int, ...]]  # a label with the rows of one table it may stand for
Strangers = tuple[tuple[Token, tuple[Token, ...]], ...]  # rows the form does not know: label and figures


class FoundRow(msgspec.Struct, frozen=True, gc=False):
    """A row of the form in the text: where its label begins, with and without ordinal, and what it holds."""

    compiled: CompiledRow
    start: int
    core: int
    span: RowSpan
    strangers: Strangers

    @property
    def end(self) -> int:
        return self.span.label_end

    @property
    def values(self) -> tuple[Token, ...]:
        return self.span.figures

    def with_figures(self, figures: tuple[Token, ...]) -> "FoundRow":
        """The same row with other figures."""
        return msgspec.structs.replace(self, span=msgspec.structs.replace(self.span, figures=figures))


def _assign_rows(found: list[RowLabel], table: CompiledTable) -> list[tuple[RowLabel, CompiledRow]]:
    """Labels that stand for several rows take the next one in printed order; repetitions fall away."""
    taken: set[int] = set()
    last = -1
    assigned = []
    for label in found:
        free = [row for row in label.key if row not in taken] if len(label.key) > 1 else label.key
        if len(free) > 1:
            free = [row for row in free if row > last] or free
        if free and free[0] not in taken:
            last = free[0]
            taken.add(last)
            assigned.append((label, table.rows[last]))
    return assigned


def found_rows(
    characters: str, labels: list[RowLabel], table: CompiledTable, lines: FigureLines | None
) -> list[FoundRow]:
    """The rows of `table` that the labels open, in text order."""
    grown = []
    floor = 0
    for label, compiled in _assign_rows(labels, table):
        label = with_ordinal(characters, label, compiled.ordinal, floor)
        grown.append((label, compiled))
        floor = label.end
    ends = [label.start for label, _ in grown[1:]]
    rows = [
        (lines and _wrapped_row(characters, label, compiled, end, lines))
        or _found_row(characters, label, compiled, end)
        for (label, compiled), end in zip(grown, ends, strict=False)
    ]
    empty = sum(not row.values for row in rows)
    heap = len(table.rows) * len(table.column_labels) * FIGURE_REACH if may_be_torn(empty, len(rows)) else 0
    last = lines and _wrapped_row(characters, *grown[-1], grown[-1][0].end, lines)
    return [*rows, last or _last_row(characters, *grown[-1], heap)]


def _wrapped_row(
    characters: str, label: RowLabel, compiled: CompiledRow, end: int, lines: FigureLines
) -> FoundRow | None:
    """A row whose figures stand on a line between the pieces of its label."""
    line = lines.within(label.core, label.end)
    if line is None:
        return None
    figures = tuple(token for token in tokens(characters, *line) if token.kind in ("number", "dash"))
    figures = tuple(_without_code(list(figures), compiled))
    first_piece = label.core + len(characters[label.core : line[0]].rstrip())
    return FoundRow(compiled, label.start, label.core, RowSpan(first_piece, figures, end), ())


def _found_row(characters: str, label: RowLabel, compiled: CompiledRow, end: int) -> FoundRow:
    plain = plain_row(characters, label.end, end, len(compiled.slots), compiled.row.code)
    if plain:
        return FoundRow(compiled, label.start, label.core, RowSpan(label.end, plain, end), ())
    values, strangers = _split(characters, label.end, end, compiled)
    note = BROKEN_NOTE.match(characters, label.end, end)
    label_end = note.end() if note else label.end
    return FoundRow(compiled, label.start, label.core, RowSpan(label_end, values, end), strangers)


def _last_row(characters: str, label: RowLabel, compiled: CompiledRow, heap: int) -> FoundRow:
    """The last row: its figures end where words begin again, unless these are rows of the site's own.

    A heap of all the figures of the form, of `heap` characters, may follow it.
    """
    values, strangers = _split(characters, label.end, label.end + ROW_REACH, compiled)
    if heap and len(values) > len(compiled.slots):
        values, strangers = _split(characters, label.end, label.end + heap, compiled)
    stop = values[-1].end if values else label.end
    rows = tuple(pair for pair in strangers if _has_unit(characters, pair[0].end, pair[1][0].start))
    return FoundRow(compiled, label.start, label.core, RowSpan(label.end, values, stop), rows)


def _has_unit(characters: str, start: int, end: int) -> bool:
    """A unit cell tells a row that follows the form from prose that follows it."""
    return any(token.kind == "unit" for token in tokens(characters, start, end))


def _split(characters: str, start: int, end: int, compiled: CompiledRow) -> tuple[tuple[Token, ...], Strangers]:
    """The figures of a row, and rows with labels of their own that stand before the next label."""
    values: list[Token] = []
    strangers: list[tuple[Token, list[Token]]] = []
    pending: Token | None = None
    read = start
    for token in tokens(characters, start, end):
        if token.kind == "words":
            broke = any(sign in characters[read : token.start] for sign in CELL_BREAKS)
            if values or (broke and token.text not in compiled.label):
                pending = token if broke else _joined(characters, pending, token)
                read = token.end
        elif token.kind in ("number", "dash"):
            if pending is None:
                values.append(token)
            elif strangers and strangers[-1][0] == pending:
                strangers[-1][1].append(token)
            else:
                strangers.append((pending, [token]))
    return tuple(_without_code(values, compiled)), tuple((label, tuple(figures)) for label, figures in strangers)


def _joined(characters: str, before: Token | None, token: Token) -> Token:
    start = before.start if before else token.start
    return Token("words", characters[start : token.end], start, token.end)


def _without_code(values: list[Token], compiled: CompiledRow) -> list[Token]:
    """Drop the row code that some forms print before the figures."""
    code = compiled.row.code
    return values[1:] if code and len(values) > 1 and values[0].text == code else values
