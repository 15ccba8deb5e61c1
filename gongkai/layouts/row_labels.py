"""Where the rows of a form stand in a text: their labels, and the figures that belong to each.

Each label of the form that is found opens a row; what stands before the next label is its cells. What the figures
of a row say of its cells is told by `rows`.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from gongkai.forms import CompiledRow, CompiledTable, RowTables
from gongkai.labels import Found, clusters, with_ordinal
from gongkai.layouts.scrambled import may_be_torn
from gongkai.layouts.separators import RowSpan
from gongkai.layouts.tokens import UNITS, Token, plain_row, tokens
from gongkai.layouts.wrapped import FigureLines, without_figure_lines

# Rows of one table follow each other within so many characters, notes and blank lines included.
ROW_REACH = 240
# Between such signs stand cells: words behind one are no longer the label before it.
CELL_BREAKS = "\n\t|"
REPETITION = re.compile(r"[\s|]*\(?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?\s*[)、.]*\s*[“\"]?")  # with its ordinal
CLAUSE_END = re.compile(rf"\s?(?:{UNITS})?\s?[,;。、]")
# A sentence names a figure and goes on: 其中网上申请数3件,当面申请数2件。
IN_PROSE = re.compile(
    r" ?[为共有达约]{0,2} ?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d)[余多]?"
    rf"(?: ?(?:{UNITS}) ?[,;。、]|[,;。](?!\d))"
)
# So does one that tells of nothing: 全年无行政复议. A comma or stop, with no ordinal before it, and words lead to it.
CLAUSE_BEFORE = re.compile(r"(?<![\d一二三四五六七八九十)])[,;。、][\u4e00-\u9fff]{0,20}$")
CLAUSE_REACH = 24
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


class Rows(NamedTuple):
    """The rows of one table in text order."""

    table: CompiledTable
    found: tuple[FoundRow, ...]

    @property
    def start(self) -> int:
        return self.found[0].start

    @property
    def end(self) -> int:
        last = self.found[-1]
        return last.values[-1].end if last.values else last.end


def find_rows(characters: str, forms: RowTables) -> Rows | None:
    """The rows of the one table of `forms` that the text holds most of, or None if it holds none.

    Labels that wrap around their figures are looked for only where rows are missing.
    """
    chosen = _fullest(characters, forms, forms.finder.find(characters))
    lines: FigureLines | None = None
    if (chosen is None or _variety(chosen[1]) < len(chosen[0].rows)) and (lines := without_figure_lines(characters)):
        around = _fullest(characters, forms, list(map(lines.in_text, forms.finder.find(lines.text.characters))))
        if around and (chosen is None or _variety(around[1]) > _variety(chosen[1])):
            chosen = around
        else:
            lines = None
    if chosen is None:
        return None
    table, found = chosen
    assigned = _assign_rows(_from_last_beginning(found), table)
    rows = _found_rows(characters, assigned, table, lines)
    figures = sum(len(row.values) for row in rows)
    if figures < table.table.minimum_figures or _is_prose(characters, rows):
        return None
    return Rows(table, tuple(rows))


def _fullest(
    characters: str, forms: RowTables, everywhere: list[Found[tuple[tuple[int, ...], ...]]]
) -> tuple[CompiledTable, list[RowLabel]] | None:
    """The most complete table with its labels: local forms share many of them."""
    candidates = []
    outside = [label for label in everywhere if not _is_in_sentence(characters, label)]
    for place, table in enumerate(forms.tables):
        own = [Found(label.key[place], label.start, label.core, label.end) for label in outside if label.key[place]]
        found = max(clusters(own, ROW_REACH), key=_variety, default=[])
        if _variety(found) >= table.table.minimum_rows:
            candidates.append((table, found))
    if not candidates:
        return None
    table, found = max(candidates, key=lambda candidate: _variety(candidate[1]))
    return table, _unrepeated(characters, found)


def _is_in_sentence(characters: str, label: Found[tuple[tuple[int, ...], ...]]) -> bool:
    """Whether a label is none but words of a sentence; before most stands white space or the sign of a list."""
    before = characters[label.core - 1 : label.core]
    if (before >= "\u4e00" or before in ",;。") and CLAUSE_BEFORE.search(
        characters, label.core - CLAUSE_REACH, label.core
    ):
        return True
    return IN_PROSE.match(characters, label.end) is not None


def _unrepeated(characters: str, found: list[RowLabel]) -> list[RowLabel]:
    """A cell that spans several columns may be printed once for each of them: that is one label."""
    labels = found[:1]
    for label in found[1:]:
        last = labels[-1]
        if label.key == last.key and REPETITION.fullmatch(characters, last.end, label.start):
            labels[-1] = Found(last.key, last.start, last.core, label.end)
        else:
            labels.append(label)
    return labels


def _variety(found: Sequence[RowLabel]) -> int:
    return len({label.key for label in found})


def _is_prose(characters: str, rows: Sequence[FoundRow]) -> bool:
    """Whether most figures are followed by a comma or stop: sentences name the same things as a form."""
    figures = [token for row in rows for token in row.values]
    open_ended = [token for token in figures if characters[token.end : token.end + 1] not in CELL_BREAKS]
    return sum(bool(CLAUSE_END.match(characters, token.end)) for token in open_ended) * 2 > len(figures)


def _from_last_beginning(found: list[RowLabel]) -> list[RowLabel]:
    """Leave out prose that names the same things before the table begins."""
    first = min(label.key for label in found)
    beginnings = [index for index, label in enumerate(found) if label.key == first]
    rest = found[beginnings[-1] :]
    return rest if _variety(rest) * 5 >= _variety(found) * 4 else found


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


def _found_rows(
    characters: str, assigned: list[tuple[RowLabel, CompiledRow]], table: CompiledTable, lines: FigureLines | None
) -> list[FoundRow]:
    grown = []
    floor = 0
    for label, compiled in assigned:
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
