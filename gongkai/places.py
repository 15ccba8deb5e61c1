"""Where in the original a person finds what stands at an offset: line and column, table, row and cell, or page.

Belongs here: reading the locators of a document. Does not: making them (`formats/rendering.py`).

Locators are words `kind:number:start:end`: a table or a page with the offsets of its text in that of the file.
Row and cell need no locator: a row is a line, and tabs stand between its cells.
"""

from gongkai.records import Document


def place_of(document: Document, offset: int) -> str:
    """The place of the character at an offset of a document, in words.

    >>> place_of(Document("0", "0", "a.txt", "text", "utf-8", "一、概述\\n收到申请3件"), 9)
    'line 2, column 5'
    >>> page = Document("0", "0", "a.html", "html", "utf-8", "附表\\n收到\\t3\\n", locators="table:1:3:8")
    >>> place_of(page, 6)
    'table 1, row 1, cell 2'
    """
    text, offset = document.text, document.part_start + offset
    words = [locator.split(":") for locator in document.locators.split()]
    found = [(kind, number, int(start)) for kind, number, start, end in words if int(start) <= offset < int(end)]
    pages = [f"page {number}" for kind, number, _ in found if kind == "page"]
    start_of_line = text.rfind("\n", 0, offset - document.part_start) + 1
    for kind, number, start in found:
        if kind == "table":
            begin = max(0, start - document.part_start)
            row = text.count("\n", begin, offset - document.part_start) + 1
            cell = text.count("\t", start_of_line, offset - document.part_start) + 1
            return ", ".join([*pages, f"table {number}", f"row {row}", f"cell {cell}"])
    if pages:
        return pages[0]
    above = sum(int(number) for kind, number, *_ in words if kind == "lines")
    line = above + text.count("\n", 0, offset - document.part_start) + 1
    return f"line {line}, column {offset - document.part_start - start_of_line + 1}"
