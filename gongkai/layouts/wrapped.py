"""Labels that wrap around their figures, as the text of a PDF page has them.

The page prints the figures of a row beside the middle of its label. Line by line that gives a piece of the label, a
line of nothing but figures, and the rest of the label. Without such lines the label is whole again.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from gongkai.labels import Found
from gongkai.layouts.tokens import UNITS
from gongkai.text import Edit, Text

Key = TypeVar("Key")

FIGURE = r"(?:-?\d[\d,]*(?:\.\d+)?|[—–/-]{1,2})"
# Several figures, or one behind its code and unit: a lone one may be a cell of its own.
FIGURE_LINE = re.compile(
    rf"(?<=\n)[ \t]*(?:(?:\d{{1,2}}[ \t]+)?(?:{UNITS})[ \t]+{FIGURE}|{FIGURE}(?:[ \t]+{FIGURE})+)[ \t]*\r?\n"
)


class FigureLines:
    """The lines of nothing but figures, and the text without them."""

    def __init__(self, characters: str, lines: Sequence[tuple[int, int]]) -> None:
        self._lines = lines
        self._starts = [start for start, _ in lines]
        self.text = Text(characters).edited(Edit(start, end, "", "figure line") for start, end in lines)

    def in_text(self, label: Found[Key]) -> Found[Key]:
        """A label of the text without the lines, where it stands in the text with them."""
        start, end = self.text.source_span(label.start, label.end)
        return Found(label.key, start, start, end)

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """The one line that stands within `start` to `end`, if there is just one."""
        first = bisect_left(self._starts, start)
        inside = [line for line in self._lines[first : first + 2] if line[1] <= end]
        return inside[0] if len(inside) == 1 else None


def without_figure_lines(characters: str) -> FigureLines | None:
    """The text without its lines of figures; None if it has none."""
    lines = [match.span() for match in FIGURE_LINE.finditer(characters)]
    return FigureLines(characters, lines) if lines else None
