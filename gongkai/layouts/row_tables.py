"""Which form's rows a text holds, and which of them.

Forms share many labels, and prose names the same things: the fullest form that stands together in one place is read.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.forms import CompiledTable, RowTables
from gongkai.labels import Found, clusters
from gongkai.layouts.numbered import without_numbers
from gongkai.layouts.row_labels import CELL_BREAKS, ROW_REACH, FoundRow, RowLabel, found_rows
from gongkai.layouts.tokens import UNITS
from gongkai.layouts.wrapped import FigureLines, without_figure_lines

REPETITION = re.compile(r"[\s|]*\(?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?\s*[)、.]*\s*[“\"]?")  # with its ordinal
CLAUSE_END = re.compile(rf"\s?(?:{UNITS})?\s?[,;。、]")
# A sentence names a figure and goes on: 其中网上申请数3件,当面申请数2件。
IN_PROSE = re.compile(
    r" ?[为共有达约]{0,2} ?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d)[余多]?"
    rf"(?: ?(?:{UNITS}) ?[,;。、]|[,;。](?!\d))"
    # or the figure came before it: 3件同意公开,1件信息不存在。
    rf"|[;。]|,(?!(?:{UNITS})?[,\s])(?:\d+ ?(?:{UNITS}))?[\u4e00-\u9fff]"
)
# So does one that tells of nothing: 全年无行政复议. A comma or stop, with no ordinal before it, and words lead to it.
CLAUSE_BEFORE = re.compile(r"(?<![\d一二三四五六七八九十)])[,;。、][\u4e00-\u9fff]{0,20}$")
CLAUSE_REACH = 24

TablesLabel = Found[tuple[tuple[int, ...], ...]]  # a label with the rows of each table it may stand for

# A form is there as a whole if so many of a hundred of its rows are.
WHOLE = 90


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

    Where that form has several columns and the text shows but one, a form of one column is read.
    """
    everywhere = forms.finder.find(characters)
    rows = _rows_of_fullest(characters, forms, everywhere, range(len(forms.tables)))
    if rows is None or len(rows.table.column_labels) == 1 or _shows_columns(characters, rows):
        return rows
    narrow = [place for place, table in enumerate(forms.tables) if len(table.column_labels) == 1]
    return _rows_of_fullest(characters, forms, everywhere, narrow) or rows


def _shows_columns(characters: str, rows: Rows) -> bool:
    """Whether the text announces the columns of a form or has more than one figure in most of its rows."""
    if rows.table.column_finder.find(characters):
        return True
    filled = [row for row in rows.found if row.values]
    return sum(len(row.values) > 1 for row in filled) * 2 >= len(filled)


def _rows_of_fullest(
    characters: str, forms: RowTables, everywhere: list[TablesLabel], places: Sequence[int]
) -> Rows | None:
    """The rows of the fullest of the tables in some places of `forms`.

    Labels that wrap around their figures are looked for only where rows are missing.
    """
    chosen = _fullest(characters, forms, everywhere, places)
    lines: FigureLines | None = None
    if (chosen is None or _variety(chosen[1]) < len(chosen[0].rows)) and (lines := without_figure_lines(characters)):
        around = list(map(lines.in_text, forms.finder.find(lines.text.characters)))
        fuller = _fullest(characters, forms, around, places)
        if fuller and (chosen is None or _variety(fuller[1]) > _variety(chosen[1])):
            chosen = fuller
        else:
            lines = None
    if chosen is None:
        return None
    table, found = chosen
    rows = found_rows(characters, _from_last_beginning(found), table, lines)
    rows = without_numbers(rows, len(table.column_labels))
    figures = sum(len(row.values) for row in rows)
    if figures < table.table.minimum_figures or _is_prose(characters, rows):
        return None
    return Rows(table, tuple(rows))


def _fullest(
    characters: str, forms: RowTables, everywhere: list[TablesLabel], places: Sequence[int]
) -> tuple[CompiledTable, list[RowLabel]] | None:
    """The most complete of the tables in `places` with its labels: local forms share many of them."""
    candidates = []
    outside = [label for label in everywhere if not _is_in_sentence(characters, label)]
    for place in places:
        table = forms.tables[place]
        own = [Found(label.key[place], label.start, label.core, label.end) for label in outside if label.key[place]]
        found = max(clusters(own, ROW_REACH), key=_variety, default=[])
        if _variety(found) >= table.table.minimum_rows:
            candidates.append((table, found))
    if not candidates:
        return None
    table, found = max(candidates, key=lambda candidate: _fulness(*candidate))
    return table, _unrepeated(characters, found)


def _fulness(table: CompiledTable, found: Sequence[RowLabel]) -> tuple[bool, int]:
    """A form that is there as a whole comes before one that has more rows in common with the text by having more."""
    variety = _variety(found)
    return variety * 100 >= len(table.rows) * WHOLE, variety


def _is_in_sentence(characters: str, label: TablesLabel) -> bool:
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
