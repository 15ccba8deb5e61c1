"""Web pages: what a reader of the page reads, and beside it what the site prints around it.

Belongs here: what of a page is text, table, link or surroundings. Does not: parsing (`markup.py`).

Lists of links, menus and what is hidden are left out of the text and kept aside. What is in doubt stays in the text:
a menu among the lines does less harm than a report without its date.
"""

import json
import re
from collections.abc import Iterator

from gongkai.formats.markup import Node, parse_page
from gongkai.formats.refusals import Limits, beyond
from gongkai.formats.rendering import Cell, Rendered, Rendering, flat

MARKUP = re.compile(r"\s*<(?:!doctype html|html|head|body|table|div|p|meta|\?xml|!--)[\s>/]?", re.IGNORECASE)
WITHIN = re.compile(r"<html[\s>]|<body[\s>]|<table[\s>]", re.IGNORECASE)
HEAD = 4096  # characters in which a page shows that it is one
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]*>([^<]{1,300})</title>", re.IGNORECASE)
NAMED_TITLE = re.compile(r"<meta\s[^>]*name=[\"']ArticleTitle[\"'][^>]*content=[\"']([^\"'<>]{1,300})", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\n\f]+")
BLOCKS = frozenset(
    "address article blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr legend li main nav ol p pre section table tbody td tfoot th thead tr ul aside caption details "
    "summary".split()
)
SURROUNDING_TAGS = frozenset(("nav", "footer", "aside"))
SURROUNDING_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|foot|footer|breadcrumb|crumb|sidebar|share|copyright|toolbar|search|banner|login)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CONTAINERS = frozenset(("div", "ul", "ol", "dl", "table", "section", "header", "form"))
LINKS, LINK_SHARE = 4, 0.6  # so many links, and so much of the text in links, make a list of links
MAIN_SHARE = 0.5  # what holds more of the page than this is no surroundings, whatever it is called
LONG_CELL = 600  # characters of a cell that lays out a page and is no cell of a table
ATTACHMENT = re.compile(r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd|et)(?:$|[?#])", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text is the source of a web page."""
    head = text[:HEAD]
    return "<" in head and (MARKUP.match(head) is not None or WITHIN.search(head) is not None)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page says it is in."""
    found = CHARSET.search(data, 0, HEAD)
    return found[1].decode("ascii") if found else None


def render_page(page: str, limits: Limits) -> Rendered:
    """What a page says. Raises UnreadableError beyond a limit."""
    if len(page) > limits.html_mib << 20:
        raise beyond("html_mib", limits.html_mib, f"the page has {len(page) >> 20} million characters", "save its text")
    root = parse_page(page, limits)
    reading = _Reading(Rendering(limits), root.characters)
    title = NAMED_TITLE.search(page) or TITLE.search(page)
    reading.body(root, title[1] if title else "")
    attachments = json.dumps(reading.attachments, ensure_ascii=False) if reading.attachments else ""
    return reading.out.rendered("\n".join(filter(None, map(flat, reading.aside))), attachments)


class _Reading:
    """Walks a tree in the order of reading."""

    def __init__(self, out: Rendering, characters: int) -> None:
        self.out = out
        self.aside: list[str] = []
        self.attachments: list[list[str]] = []
        self._most = MAIN_SHARE * characters
        self._line: list[str] = []

    def body(self, root: Node, title: str) -> None:
        """The whole page; its title first, unless the page itself begins with it."""
        words = flat(re.split(r"[_|]| - ", title)[0])
        if words and words not in "".join(_texts(root)):
            self.out.line(words)
        self._walk(root)

    def _walk(self, root: Node) -> None:
        """The content of an element. Loops, because pages nest deeper than calls may."""
        waiting: list[Node | str | None] = [*reversed(root.children)]
        while waiting:
            node = waiting.pop()
            if node is None:
                self._break()
            elif isinstance(node, str):
                self._line.append(node)
            elif node.tag == "br":
                self._break()
            elif self._is_aside(node):
                self._break()
                self.aside.append("".join(_texts(node)))
            elif node.tag == "table":
                self._break()
                self._table(node, waiting)
            else:
                self._note_link(node)
                is_block = node.tag in BLOCKS
                if is_block:
                    self._break()
                waiting += [None, *reversed(node.children)] if is_block else reversed(node.children)
        self._break()

    def _break(self) -> None:
        if self._line:
            self.out.line(SPACES.sub(" ", "".join(self._line)))
            self._line = []

    def _note_link(self, node: Node) -> None:
        target = node.attributes.get("href") if node.tag == "a" else None
        if target and ATTACHMENT.search(target):
            self.attachments.append([flat("".join(_texts(node))), target])

    def _is_aside(self, node: Node) -> bool:
        """Whether an element is hidden, or surrounds what the page is about."""
        if node.tag in SURROUNDING_TAGS:
            return node.characters <= self._most
        if not node.attributes and not node.links:
            return False
        if "hidden" in node.attributes or HIDDEN.search(node.attributes.get("style") or ""):
            return True
        if node.tag not in CONTAINERS or node.characters > self._most:
            return False
        if node.links >= LINKS and node.link_characters >= LINK_SHARE * node.characters:
            return True
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        return SURROUNDING_NAMES.search(names) is not None

    def _table(self, table: Node, waiting: "list[Node | str | None]") -> None:
        """A table of figures row by row; one that lays out a page cell by cell."""
        rows = [[cell for cell in row.children if isinstance(cell, Node)] for row in _rows(table)]
        captions = [child for child in table.children if isinstance(child, Node) and child.tag == "caption"]
        if any(map(_lays_out, (cell for row in rows for cell in row))) or max(map(len, rows), default=0) < 2:
            cells = [cell for row in rows for cell in row]
            waiting += [piece for cell in reversed([*captions, *cells]) for piece in (None, *reversed(cell.children))]
            return
        for caption in captions:
            self.out.line(_cell_text(caption))
        for each in table.below():
            self._note_link(each)
        self.out.table([[_cell(cell) for cell in row] for row in rows])


def _rows(table: Node) -> Iterator[Node]:
    """The rows of a table, not those of tables in it."""
    for child in table.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            elif child.tag in ("tbody", "thead", "tfoot"):
                yield from (row for row in child.children if isinstance(row, Node) and row.tag == "tr")


def _lays_out(cell: Node) -> bool:
    """Whether a cell holds a part of the page: a table of several cells, or paragraphs."""
    return cell.characters > LONG_CELL or any(
        each.tag == "table" and sum(len(row.children) for row in _rows(each)) > 1 for each in cell.below()
    )


def _cell(cell: Node) -> Cell:
    return Cell(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"))


def _span(cell: Node, name: str) -> int:
    """How many columns or rows a cell covers, as far as a number says so."""
    digits = (cell.attributes.get(name) or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 and int(digits) else 1


def _cell_text(cell: Node) -> str:
    return flat("".join(_texts(cell)))


def _texts(root: Node) -> Iterator[str]:
    """The texts in an element in order, with a line end where a block or a line begins and ends."""
    waiting: list[Node | str] = [*reversed(root.children)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield SPACES.sub(" ", node)
        elif node.tag == "br":
            yield "\n"
        elif node.tag in BLOCKS:
            waiting += ["\n", *reversed(node.children), "\n"]
        else:
            waiting += reversed(node.children)
