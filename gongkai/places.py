"""Where in the original a person finds what stands at an offset: line and column, table, row and cell, or page.

Belongs here: reading the locators of a document. Does not: making them (`formats/rendering.py`).

Locators are words `kind:number:start:end`: a table or a page with the offsets of its text in that of the file.
Row and cell need no locator: a row is a line, and tabs stand between its cells.
"""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from gongkai.records import Document


class Place(NamedTuple):
    """Where a character stands, counted from 1: table, row and cell, or page, or line and column of a text."""

    line: int | None = None
    column: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None


class Stretch(NamedTuple):
    """A table or a page: its offsets in the document, and its number in the file."""

    start: int
    end: int
    number: int


class Places:
    """The places in a document: its lines are counted once, however often it is asked."""

    def __init__(self, document: Document) -> None:
        words = [locator.split(":") for locator in document.locators.split()]
        self.document = document
        self._starts = [0, *accumulate(len(line) + 1 for line in document.text.split("\n"))]
        self._above = sum(int(number) for kind, number, *_ in words if kind == "lines")
        self._tables, self._pages = (
            sorted(
                Stretch(int(start) - document.part_start, int(end) - document.part_start, int(number))
                for kind, number, start, end in words
                if kind == wanted
            )
            for wanted in ("table", "page")
        )

    def at(self, offset: int) -> Place:
        """The place of the character at an offset of the document."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        page = _around(self._pages, offset)
        if table := _around(self._tables, offset):
            row = line - bisect_right(self._starts, max(0, table.start)) + 1
            cell = self.document.text.count("\t", start, offset) + 1
            return Place(page=page and page.number, table=table.number, row=row, cell=cell)
        if page:
            return Place(page=page.number)
        return Place(line=self._above + line, column=offset - start + 1)

    def words(self, offset: int) -> str:
        """The place in words.

        >>> Places(Document("0", "0", "a.txt", "text", "utf-8", "一、概述\\n收到申请3件")).words(9)
        'line 2, column 5'
        >>> page = Document("0", "0", "a.html", "html", "utf-8", "附表\\n收到\\t3\\n", locators="table:1:3:8")
        >>> Places(page).words(6)
        'table 1, row 1, cell 2'
        """
        if not (self._tables or self._pages):  # most texts: a place for each of their hundreds of numbers
            line = bisect_right(self._starts, offset)
            return f"line {self._above + line}, column {offset - self._starts[line - 1] + 1}"
        place = self.at(offset)
        if place.line is not None:
            return f"line {place.line}, column {place.column}"
        page = f"page {place.page}" if place.page is not None else ""
        cell = f"table {place.table}, row {place.row}, cell {place.cell}" if place.table is not None else ""
        return ", ".join(filter(None, (page, cell)))


def _around(stretches: list[Stretch], offset: int) -> Stretch | None:
    """The stretch that holds an offset; tables do not overlap, nor do pages."""
    place = bisect_right(stretches, offset, key=lambda each: each.start) - 1
    return stretches[place] if place >= 0 and offset < stretches[place].end else None
