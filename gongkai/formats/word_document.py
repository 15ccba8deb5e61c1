"""DOCX: paragraphs and tables in the order of the document.

Belongs here: what of `word/document.xml` is text and what is a cell. Does not: headers, footers, comments, notes, and
text that a tracked change deleted: they are not read. Numbers that Word counts itself are not in the file.
"""

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.formats.refusals import Limits, UnreadableError, beyond
from gongkai.formats.rendering import Cell, Rendered, Rendering

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN_PART = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same elements, as few programs write them
# What is not read: the older of two forms of one drawing, deleted text, properties.
SKIPPED = frozenset((f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}tblPr", f"{W}sectPr"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = f"{W}txbxContent"
BREAKS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
LONG_CELL = 600  # characters of a cell that lays out a page and is no cell of a table


def render_word(archive: zipfile.ZipFile, limits: Limits) -> Rendered:
    """What a document says. Raises UnreadableError beyond a limit."""
    out = Rendering(limits)
    root = parse_part(archive, MAIN_PART, limits)
    for body in root.iter(f"{W}body"):
        _blocks(body, out)
        break
    return out.rendered()


def parse_part(archive: zipfile.ZipFile, name: str, limits: Limits) -> "_Element":
    """A part of an Office file as XML, without entities, network, or more depth than the parser allows."""
    from lxml import etree  # loaded only when an Office file comes

    if archive.getinfo(name).file_size > limits.file_mib << 20:
        raise beyond("file_mib", limits.file_mib, f"{name} in it unpacks to too many MiB", "save it as text")
    with archive.open(name) as part:  # what the archive says of a size may be a lie
        data = part.read((limits.file_mib << 20) + 1)
    if len(data) > limits.file_mib << 20:
        raise beyond("file_mib", limits.file_mib, f"{name} in it unpacks to too many MiB", "save it as text")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.replace(STRICT.encode(), W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        reason = "it nests too deep" if "depth" in str(error).lower() else f"{name} in it is damaged ({error.msg})"
        raise UnreadableError("unreadable", f"{reason}; open it in a word processor and save it again") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("unsupported", f"{name} in it defines entities, as no Office program does; save it again")
    return root


def _blocks(parent: "_Element", out: Rendering) -> None:
    """Paragraphs and tables, whatever wraps them."""
    for child in parent:
        if child.tag == f"{W}p":
            _paragraph(child, out)
        elif child.tag == f"{W}tbl":
            _table(child, out)
        elif child.tag not in SKIPPED and child.tag != FALLBACK:
            _blocks(child, out)


def _paragraph(paragraph: "_Element", out: Rendering) -> None:
    """A paragraph line by line, then what its text boxes say."""
    for line in "".join(_texts(paragraph)).split("\n"):
        out.line(line)
    for box in _boxes(paragraph):
        _blocks(box, out)


def _boxes(parent: "_Element") -> Iterator["_Element"]:
    for child in parent:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag not in SKIPPED and child.tag != FALLBACK:
            yield from _boxes(child)


def _texts(parent: "_Element") -> Iterator[str]:
    """The texts of a paragraph without those of its text boxes."""
    for child in parent:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag not in SKIPPED and child.tag not in (FALLBACK, TEXT_BOX):
            yield from _texts(child)


def _table(table: "_Element", out: Rendering) -> None:
    """A table of figures row by row; one that lays out a page cell by cell."""
    rows = [list(_within(row, "tc")) for row in _within(table, "tr")]
    if any(_lays_out(cell) for row in rows for cell in row) or max(map(len, rows), default=0) < 2:
        for row in rows:
            for cell in row:
                _blocks(cell, out)
        return
    out.table([list(_cells(row, cells)) for row, cells in zip(_within(table, "tr"), rows, strict=True)])


def _within(parent: "_Element", name: str) -> Iterator["_Element"]:
    """The rows of a table or the cells of a row, also those in controls and tracked insertions."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag not in SKIPPED and child.tag not in (f"{W}tbl", f"{W}tc", f"{W}trPr"):
            yield from _within(child, name)


def _lays_out(cell: "_Element") -> bool:
    """Whether a cell holds a part of the page: a table of several cells, or paragraphs."""
    nested = [table for table in cell.iter(f"{W}tbl") if len(list(table.iter(f"{W}tc"))) > 1]
    return bool(nested) or sum(len(text.text or "") for text in cell.iter(f"{W}t")) > LONG_CELL


def _cells(row: "_Element", cells: list["_Element"]) -> Iterator[Cell]:
    """The cells of a row; one that goes on from the row above is blank, and columns left out before stay so."""
    for skipped in row.iterfind(f"{W}trPr/{W}gridBefore"):
        yield Cell("", _number(skipped))
    for cell in cells:
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        text = " ".join("".join(_texts(paragraph)) for paragraph in cell.iter(f"{W}p"))
        yield Cell("" if goes_on else text, 1 if span is None else _number(span))


def _number(element: "_Element") -> int:
    digits = element.get(f"{W}val", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
