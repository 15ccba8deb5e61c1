"""PDF with a text layer: lines in the order of reading, and tables by their ruled lines.

Belongs here: the pages of a PDF as lines and tables. Does not: recognizing characters in pictures; a scan is refused.

A full line goes on in the next one, as paragraphs do. A table that goes on over the page loses the header that is
printed again, so that its rows follow each other.
"""

import io
import logging
from collections.abc import Iterator
from typing import Any

from gongkai.formats.refusals import Limits, UnreadableError, beyond
from gongkai.formats.rendering import Rendered, Rendering
from gongkai.normalize import RADICALS

# Fonts share a glyph between a character and its radical, and a PDF may name the radical; the page shows the character.
CHARACTERS = str.maketrans(RADICALS)
Block = str | list[list[str]]
FEWEST = 20  # characters of a page, on average, below which it is a picture
SHORT = 1.5  # times its height, by which a line may end before the others and still be full
ENDS = ("。", "；", "：", ":", ";")  # what no sentence goes on behind, even where the line is full
HEAD = 4  # rows of a table that may be printed again on the next page


def render_pdf(data: bytes, limits: Limits) -> Rendered:
    """What a PDF says. Raises UnreadableError if it is locked, damaged, scanned or beyond a limit."""
    import pdfplumber  # loaded only when a PDF comes
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > limits.pages:
                raise beyond("pages", limits.pages, f"it has {len(pdf.pages):,} pages", "split it")
            out = Rendering(limits)
            head: list[list[str]] = []
            for number, page in enumerate(pdf.pages, 1):
                for place, block in enumerate(_blocks(page)):
                    if isinstance(block, str):
                        out.line(block.translate(CHARACTERS))
                    else:
                        out.grid(block if place else _without_head(block, head))
                        head = block[:HEAD]
                out.page(number)
                page.close()
            return _unless_scanned(out.rendered(), len(pdf.pages))
    except UnreadableError:
        raise
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        locked = isinstance(error.__cause__ or error, PDFPasswordIncorrect) or isinstance(
            next(iter(error.args), None), PDFPasswordIncorrect
        )
        reason = (
            "it is locked with a password; save it without" if locked else f"it is damaged ({error!r}); get it again"
        )
        raise UnreadableError("unsupported" if locked else "unreadable", reason) from error


def _unless_scanned(rendered: Rendered, pages: int) -> Rendered:
    if len(rendered.text) < FEWEST * max(1, pages):
        raise UnreadableError(
            "unsupported", "its pages are pictures without text, a scan; have its characters recognized (OCR) first"
        )
    return rendered


def _blocks(page: Any) -> Iterator[Block]:
    """The tables of a page and the paragraphs between them, from top to bottom."""
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    rest = page
    for table in tables:
        rest = rest.outside_bbox(table.bbox, strict=False)
    lines = rest.extract_text_lines(strip=True, return_chars=False)
    right = max((line["x1"] for line in lines), default=0)
    placed = [*((line["top"], line) for line in lines), *((table.bbox[1], table) for table in tables)]
    paragraph = ""
    for _, block in sorted(placed, key=lambda each: each[0]):
        if not isinstance(block, dict):
            yield from filter(None, (paragraph, _grid(block)))
            paragraph = ""
            continue
        paragraph += block["text"]
        is_full = block["x1"] > right - SHORT * (block["bottom"] - block["top"])
        if not is_full or paragraph.endswith(ENDS):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _grid(table: Any) -> list[list[str]]:
    """The cells of a table; a line that breaks within a cell was one word in Chinese."""
    return [["".join((cell or "").split("\n")).translate(CHARACTERS) for cell in row] for row in table.extract()]


def _without_head(rows: list[list[str]], head: list[list[str]]) -> list[list[str]]:
    """The rows of a table that goes on over the page, without those of its head that are printed again."""
    again = next((number for number, (row, above) in enumerate(zip(rows, head, strict=False)) if row != above), 0)
    return rows[again:] if again < len(rows) else rows
