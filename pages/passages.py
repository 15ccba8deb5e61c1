"""A text cut at its figures: lines and rows of pieces, each piece plain or part of a marked place.

Belongs here: arithmetic on offsets. Does not: what a mark means (`report.py`), or how it looks (`templates/`).
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["line", "heading", "table", "stack"]

FEWEST_ROWS = 2  # lines with tabs that make a table
FEWEST_CELLS = 6  # short lines that make a stack: a form with one cell a line
LONGEST_CELL = 24
LONGEST_HEADING = 60  # a longer line goes on behind its heading


@dataclass(frozen=True)
class Place:
    """A stretch of the text with what stands there; stretches never overlap."""

    start: int
    end: int
    key: str
    kind: str
    tip: str = ""
    is_failing: bool = False
    is_selected: bool = False


@dataclass(frozen=True)
class Piece:
    """Characters of one line, all of them in the same place or in none."""

    text: str
    place: Place | None = None
    is_first: bool = False


@dataclass(frozen=True)
class Block:
    """A line of prose, a heading, a table of rows of cells, or a stack: a row of lines that are cells."""

    kind: Kind
    rows: list[list[list[Piece]]]
    anchors: tuple[str, ...] = ()


def disjoint(places: Sequence[Place]) -> list[Place]:
    """Places in order, without those that overlap an earlier one of the sequence.

    >>> [p.key for p in disjoint([Place(4, 6, "b", ""), Place(0, 2, "a", ""), Place(5, 9, "c", "")])]
    ['a', 'b']
    """
    kept: list[Place] = []
    for place in places:
        index = bisect_right(kept, place.start, key=lambda each: each.start)
        free_before = index == 0 or kept[index - 1].end <= place.start
        if free_before and (index == len(kept) or place.end <= kept[index].start):
            kept.insert(index, place)
    return kept


def blocks(text: str, places: Sequence[Place], headings: dict[int, str]) -> list[Block]:
    """The text in order, empty lines left out; `headings` are the anchors of lines by where they begin."""
    cutter = _Cutter(text, places)
    lines = [(start, line, _anchors(start, line, headings)) for start, line in _lines(text) if line.strip()]
    found: list[Block] = []
    for kind, group in itertools.groupby(lines, key=lambda each: _kind(each[1], each[2])):
        run = list(group)
        if kind == "table" and len(run) >= FEWEST_ROWS:
            found.append(Block("table", [_cells(cutter, start, line) for start, line, _ in run]))
        elif kind == "stack" and len(run) >= FEWEST_CELLS:
            found.append(Block("stack", [[cutter.pieces(start, start + len(line)) for start, line, _ in run]]))
        else:
            own: Kind = "heading" if kind == "heading" else "line"
            found += [Block(own, [[cutter.pieces(start, start + len(line))]], at) for start, line, at in run]
    return found


def _anchors(start: int, line: str, headings: dict[int, str]) -> tuple[str, ...]:
    return tuple(anchor for place, anchor in headings.items() if start <= place < start + len(line))


def _kind(line: str, anchors: tuple[str, ...]) -> Kind:
    if anchors:
        return "heading" if len(line) <= LONGEST_HEADING else "line"
    if "\t" in line:
        return "table"
    return "stack" if len(line) <= LONGEST_CELL else "line"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line.rstrip("\r\n")
        start += len(line)


def _cells(cutter: "_Cutter", start: int, line: str) -> list[list[Piece]]:
    cells = []
    for cell in line.split("\t"):
        cells.append(cutter.pieces(start, start + len(cell)))
        start += len(cell) + 1
    return cells


class _Cutter:
    def __init__(self, text: str, places: Sequence[Place]) -> None:
        self._text = text
        self._places = places
        self._starts = [place.start for place in places]

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The stretch as pieces; an empty place is a piece without characters."""
        found: list[Piece] = []
        at = start
        for place in self._places[max(bisect_right(self._starts, start) - 1, 0) :]:
            if place.start > end:
                break
            first, last = max(place.start, at), min(place.end, end)
            if first > last or (first == last and place.start != place.end):
                continue
            if first > at:
                found.append(Piece(self._text[at:first]))
            found.append(Piece(self._text[first:last], place, place.start >= start))
            at = last
        if at < end:
            found.append(Piece(self._text[at:end]))
        return found
