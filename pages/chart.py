"""A line per place over the years, as coordinates for an SVG picture.

Belongs here: scales, and where a line may be drawn. Does not: questions (`panel.py`), or the picture
(`templates/chart.svg`).

A line joins two years that follow each other and have a figure. Between two editions it is broken: dashed where the
crosswalk says that they compare roughly, absent where it says that they do not. Nothing is drawn across a missing year.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Row = dict[str, Any]

WIDTH, HEIGHT = 980, 370
LEFT, RIGHT, TOP, BOTTOM = 76, 30, 62, 44
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Band:
    """The years of an edition, and how far its figures compare."""

    edition: str
    grade: str
    reason: str
    x: float
    width: float


@dataclass(frozen=True)
class Point:
    """A figure of a place in a year."""

    x: float
    y: float
    row: Row


@dataclass(frozen=True)
class Segment:
    """A piece of a line: plain, or rough between two forms that compare roughly."""

    start: Point
    end: Point
    kind: str


@dataclass(frozen=True)
class Line:
    """A place."""

    name: str
    number: int
    points: list[Point]
    segments: list[Segment]


@dataclass(frozen=True)
class Chart:
    """The whole picture."""

    bands: list[Band]
    lines: list[Line]
    years: list[tuple[int, float]]
    levels: list[tuple[float, float]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def chart(lines: Sequence[tuple[str, Sequence[Row]]], editions: Sequence[Row], first: int, last: int) -> Chart:
    """The picture of places with their rows in order of years; `editions` have years, `grade` and `reason`."""
    values = [float(row["value"]) for _, rows in lines for row in rows if row["value"] is not None]
    levels = nice_levels(min([0.0, *values]), max([0.0, *values]))
    across = (WIDTH - LEFT - RIGHT) / (last - first + 1)

    def x(year: float) -> float:
        return round(LEFT + (year - first + 0.5) * across, 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - levels[0]) / (levels[-1] - levels[0]) * (HEIGHT - BOTTOM - TOP), 1)

    every = max(1, math.ceil((last - first + 1) / 20))
    return Chart(
        bands=[_band(row, first, last, x) for row in editions if _in_view(row, first, last)],
        lines=[_line(number, name, rows, x, y) for number, (name, rows) in enumerate(lines)],
        years=[(year, x(year)) for year in range(first, last + 1, every)],
        levels=[(level, y(level)) for level in levels],
    )


def nice_levels(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round levels that hold all values.

    >>> nice_levels(0, 130), nice_levels(-3, 7), nice_levels(0, 0)
    ([0, 50, 100, 150], [-4, -2, 0, 2, 4, 6, 8], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
    """
    span = (high - low) or 1.0
    size = 10 ** math.floor(math.log10(span / wanted))
    step = next(size * factor for factor in STEPS if size * factor * wanted >= span)
    first, last = math.floor(low / step), math.ceil((high if high > low else low + 1) / step)
    return [round(number * step, 9) for number in range(first, last + 1)]


def _in_view(edition: Row, first: int, last: int) -> bool:
    return edition["first_year"] <= last and (edition["last_year"] or last) >= first


def _band(edition: Row, first: int, last: int, x: Any) -> Band:
    begin, end = max(edition["first_year"], first), min(edition["last_year"] or last, last)
    left = x(begin - 0.5)
    return Band(edition["edition"], edition["grade"], edition["reason"], left, round(x(end + 0.5) - left, 1))


def _line(number: int, name: str, rows: Sequence[Row], x: Any, y: Any) -> Line:
    points = [Point(x(row["report_year"]), y(float(row["value"])), row) for row in rows if row["value"] is not None]
    joined = [(start, end, joint(start.row, end.row)) for start, end in pairwise(points)]
    return Line(name, number, points, [Segment(start, end, kind) for start, end, kind in joined if kind != "none"])


def joint(before: Row, after: Row) -> str:
    """How two figures of a place are joined: plain, rough, or not at all.

    >>> a = {"report_year": 2018, "edition": "E2014", "grade": "approximate"}
    >>> b = {"report_year": 2019, "edition": "E2019", "grade": "same"}
    >>> joint(a, b), joint(a, a | {"report_year": 2019}), joint(a, b | {"grade": "break"}), joint(a, b | a)
    ('rough', 'plain', 'none', 'none')
    """
    if after["report_year"] != before["report_year"] + 1 or "break" in (before["grade"], after["grade"]):
        return "none"
    same_form = before["edition"] == after["edition"] or before["grade"] == after["grade"] == "same"
    return "plain" if same_form else "rough"
