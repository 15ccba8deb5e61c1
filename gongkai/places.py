"""Where in the original a person finds what stands at an offset: line and column, table, row and cell, or page.

Belongs here: reading the locators of a document. Does not: making them (`formats/rendering.py`).

Locators are words `kind:number:start:end`: a table or a page with the offsets of its text in that of the file.
Row and cell need no locator: a row is a line, and tabs stand between its cells.
"""

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


def place_of(document: Document, offset: int) -> str:
    """The place of the character at an offset of a document, in words.

    >>> place_of(Document("0", "0", "a.txt", "text", "utf-8", "一、概述\\n收到申请3件"), 9)
    'line 2, column 5'
    >>> page = Document("0", "0", "a.html", "html", "utf-8", "附表\\n收到\\t3\\n", locators="table:1:3:8")
    >>> place_of(page, 6)
    'table 1, row 1, cell 2'
    """
    place = locate(document, offset)
    names = ("page", "table", "row", "cell") if place.line is None else ("line", "column")
    return ", ".join(f"{name} {number}" for name in names if (number := getattr(place, name)) is not None)


def locate(document: Document, offset: int) -> Place:
    """The place of the character at an offset of a document."""
    text, offset = document.text, document.part_start + offset
    words = [locator.split(":") for locator in document.locators.split()]
    found = [(kind, int(number), int(start)) for kind, number, start, end in words if int(start) <= offset < int(end)]
    page = next((number for kind, number, _ in found if kind == "page"), None)
    start_of_line = text.rfind("\n", 0, offset - document.part_start) + 1
    for kind, number, start in found:
        if kind == "table":
            begin = max(0, start - document.part_start)
            row = text.count("\n", begin, offset - document.part_start) + 1
            cell = text.count("\t", start_of_line, offset - document.part_start) + 1
            return Place(page=page, table=number, row=row, cell=cell)
    if page:
        return Place(page=page)
    above = sum(int(number) for kind, number, *_ in words if kind == "lines")
    line = above + text.count("\n", 0, offset - document.part_start) + 1
    return Place(line=line, column=offset - document.part_start - start_of_line + 1)
