"""Web pages as a tree that can be walked in plain loops, however they are written.

Belongs here: parsing HTML, and the limits that keep a page from costing more than a page may. Does not: what of it is
read (`web_page.py`). The parser mends what is broken, and takes a time that grows with the square of nesting and of
attributes; both are counted before it sees the page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.formats.refusals import Limits, beyond

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
ATTRIBUTE = re.compile(r"[\s/]+")
# Elements that end by themselves, so that they do not nest however often they are begun.
FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr tbody thead tfoot dd dt "
    "option optgroup colgroup body html head".split()
)
# What is left open of these is opened again in every block that follows.
REOPENED = frozenset("a b big code em font i nobr s small strike strong tt u".split())
# The attributes of these are looked at; to fetch those of all elements would double the time.
TELLING = frozenset("div ul ol dl table section p span a td th header article form main body h1 h2 h3".split())
INVISIBLE = frozenset("script style noscript template iframe svg head select textarea button object -comment".split())


class Node:
    """An element: its tag, attributes, children (elements and texts), and how much text and link text it holds."""

    __slots__ = ("attributes", "characters", "children", "link_characters", "links", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []
        self.characters = self.link_characters = self.links = 0

    def below(self) -> "Iterator[Node]":
        """The elements in it, in no particular order."""
        waiting = [child for child in self.children if isinstance(child, Node)]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in node.children if isinstance(child, Node)]


def parse_page(page: str, limits: Limits) -> Node:
    """The tree of a page without what a browser never shows. Raises UnreadableError beyond a limit."""
    from selectolax.lexbor import LexborHTMLParser  # loaded only when a web page comes

    _guard(page, limits)
    root = Node("body", {})
    body = LexborHTMLParser(page).body
    waiting: list[tuple[Any, Node]] = [(body, root)] if body is not None else []
    order: list[tuple[Node, Node]] = []
    while waiting:
        element, parent = waiting.pop()
        child = element.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                parent.children.append(child.text_content or "")
            elif tag not in INVISIBLE:
                node = Node(tag, child.attributes if tag in TELLING else {})
                parent.children.append(node)
                order.append((node, parent))
                waiting.append((child, node))
            child = child.next
    _measure(order, root)
    return root


def _measure(order: list[tuple[Node, Node]], root: Node) -> None:
    """Add up the text of every element from the inside out."""
    for node, parent in [*((node, parent) for node, parent in reversed(order)), (root, root)]:
        node.characters += sum(len(child.strip()) for child in node.children if isinstance(child, str))
        if node.tag == "a":
            node.links, node.link_characters = 1, node.characters
        if parent is not node:
            parent.characters += node.characters
            parent.links += node.links
            parent.link_characters += node.link_characters


def _guard(page: str, limits: Limits) -> None:
    """Refuse what would take the parser longer than pages take."""
    for tag in LONG_TAG.finditer(page):
        if len(ATTRIBUTE.findall(QUOTED.sub(" ", tag[0]))) > limits.attributes:
            raise beyond("attributes", limits.attributes, "an element has too many attributes", "get the page again")
    if page.count("<") < limits.nesting:
        return
    open_tags: Counter[str] = Counter()
    depth = reopened = elements = 0
    for slash, name in TAG.findall(page):
        tag = name.lower()
        if slash:
            if open_tags[tag]:
                open_tags[tag] -= 1
                depth -= 1
                reopened -= tag in REOPENED
            continue
        elements += 1 + reopened
        if tag in FLAT:
            continue
        open_tags[tag] += 1
        depth += 1
        reopened += tag in REOPENED
        if depth > limits.nesting:
            raise beyond("nesting", limits.nesting, "its elements lie too deep in each other", "save its text")
    if elements > limits.elements:
        raise beyond("elements", limits.elements, f"it has {elements:,} elements", "save its text")
