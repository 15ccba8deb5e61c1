"""The text that pages and documents are read as: a line a paragraph, a line a row, tabs between its cells.

Belongs here: the form of the text and the marks by which a person finds an offset in the original. Does not: any
format. What stands between two tabs is a cell as printed, without line ends, so that row and cell of an offset
follow from the text itself; only where tables and pages begin and end has to be remembered.
"""

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.formats.refusals import Limits, beyond


class Cell(NamedTuple):
    """A cell of a table: its text, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


class Rendered(NamedTuple):
    """A file as text. `locators`: see `gongkai.places`; `aside`: what was left out of the text."""

    text: str
    locators: str = ""
    aside: str = ""
    attachments: str = ""


class Rendering:
    """Collects lines and tables in the order of reading."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pieces: list[str] = []
        self._marks: list[str] = []
        self._written = self._cells = self._tables = self._page_start = 0

    def line(self, text: str) -> None:
        """A paragraph; nothing if it is empty."""
        if text := " ".join(text.split(" ")).strip():
            self._write(text)

    def table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """A table; a cell that covers several columns or rows is printed once, in the first of them."""
        self.grid(self.spread(rows))

    def grid(self, rows: Sequence[Sequence[str]]) -> None:
        """A table whose rows have a text for every column; rows and columns that are empty throughout are kept."""
        start = self._written
        for row in rows:
            self._write("\t".join(map(flat, row)))
        self._tables += 1
        self._marks.append(f"table:{self._tables}:{start}:{self._written}")

    def page(self, number: int) -> None:
        """The end of a page."""
        self._marks.append(f"page:{number}:{self._page_start}:{self._written}")
        self._page_start = self._written

    def spread(self, rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
        """The grid of cells that cover several columns or rows."""
        grid: list[list[str]] = []
        covered: dict[int, int] = {}  # column -> for how many rows more it is covered from above
        for cells in rows:
            line: list[str] = []
            for cell in cells:
                self._fill(line, covered)
                width = max(1, min(cell.columns, self._limits.columns - len(line)))
                for column in range(len(line), len(line) + width):
                    if cell.rows > 1:
                        covered[column] = min(cell.rows, len(rows))
                line += [cell.text, *[""] * (width - 1)]
            self._fill(line, covered)
            covered = {column: left - 1 for column, left in covered.items() if left > 1}
            self._cells += len(line)
            if self._cells > self._limits.cells:
                raise beyond("cells", self._limits.cells, f"its tables have {self._cells:,} cells", "split it")
            grid.append(line)
        return grid

    def _fill(self, line: list[str], covered: dict[int, int]) -> None:
        while len(line) in covered:
            line.append("")

    def rendered(self, aside: str = "", attachments: str = "") -> Rendered:
        """All of it."""
        return Rendered("".join(self._pieces), " ".join(self._marks), aside, attachments)

    def _write(self, line: str) -> None:
        self._pieces += (line, "\n")
        self._written += len(line) + 1


def flat(text: str) -> str:
    """The text of a cell in one line: what stood on several is separated by a space."""
    return " ".join(text.split())
