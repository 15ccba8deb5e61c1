"""Figures for a form that satisfy its arithmetic, drawn from a seeded generator.

Belongs here: numbers only. How a form prints them is in `layouts.py`, what surrounds it in `reports.py`.
"""

import random
from collections.abc import Callable

Figures = dict[str, str | None]  # address of a value cell -> what is printed there; None for a blank

APPLICANTS = 6
T3_SHAPES = {"E2019/T3": (21, 22, 23), "E2021/T3": (23, 24, 25)}  # last outcome, total, carried out


def draw(form: str, dice: random.Random) -> Figures:
    """Figures for every value cell of `form`."""
    if form in T3_SHAPES:
        return _requests(form, dice)
    if form.endswith("/T4"):
        return _reviews(form, dice)
    return _SMALL[form](dice)


def _requests(form: str, dice: random.Random) -> Figures:
    """Outcomes first; received and carried over follow from them, column by column."""
    last, total, carried_out = T3_SHAPES[form]
    cells = {(row, column): 0 for row in range(1, carried_out + 1) for column in range(1, APPLICANTS + 1)}
    size = dice.choice((0, 2, 30, 900))
    for column in range(1, APPLICANTS + 1):
        for row in range(3, last + 1):
            cells[row, column] = dice.randint(0, size) if dice.random() < (0.7 if column == 1 else 0.25) else 0
        cells[total, column] = sum(cells[row, column] for row in range(3, last + 1))
        cells[carried_out, column] = dice.randint(0, 3) if size else 0
        cells[2, column] = dice.randint(0, min(3, cells[total, column] + cells[carried_out, column]))
        cells[1, column] = cells[total, column] + cells[carried_out, column] - cells[2, column]
    for row in range(1, carried_out + 1):
        cells[row, APPLICANTS + 1] = sum(cells[row, column] for column in range(1, APPLICANTS + 1))
    return {f"{form}/r{row:02d}/c{column:02d}": str(value) for (row, column), value in sorted(cells.items())}


def _reviews(form: str, dice: random.Random) -> Figures:
    values: list[int] = []
    for _ in range(3):
        parts = [dice.choice((0, 0, 0, 1, 2, 14)) for _ in range(4)]
        values += [*parts, sum(parts)]
    return {f"{form}/r01/c{column:02d}": str(value) for column, value in enumerate(values, 1)}


def _grid(
    form: str, rows: int, columns: int, draw_one: Callable[[random.Random, int], int]
) -> Callable[[random.Random], Figures]:
    """A small table whose columns are drawn one by one; one column has no column address."""

    def drawn(dice: random.Random) -> Figures:
        return {
            f"{form}/r{row:02d}" + (f"/c{column:02d}" if columns > 1 else ""): str(draw_one(dice, column))
            for row in range(1, rows + 1)
            for column in range(1, columns + 1)
        }

    return drawn


def _documents(dice: random.Random, column: int) -> int:
    return dice.randint(0, 20) if column < 3 else dice.randint(40, 600)


def _matters(dice: random.Random, column: int) -> int:
    return dice.randint(-30, 30) if column == 2 else dice.randint(31, 5000)


def _decisions(dice: random.Random, column: int) -> int:
    return dice.choice((0, dice.randint(1, 99), dice.randint(1000, 250000)))


def _national(dice: random.Random) -> Figures:
    """The form of 2014: parts first, totals after them."""
    value = {row: dice.choice((0, dice.randint(1, 40), dice.randint(100, 9000))) for row in range(1, 66)}
    for row in (19, 20, 23, 24, 25, 26, 28, *range(31, 34), *range(35, 45), *range(46, 49), *range(50, 53), 59, 60):
        value[row] = dice.choice((0, 0, dice.randint(1, 30)))
    value[2] = sum(value[row] for row in range(6, 11))
    value[4] = value[3] = min(value[2], dice.randint(0, 30))
    value[15], value[17] = min(value[14], 2), min(value[16], 2)
    value[12] = value[19] + value[20]
    value[34] = sum(value[row] for row in range(35, 41))
    value[30] = sum(value[row] for row in (31, 32, 33, 34, 41, 42, 43, 44))
    value[22] = value[27] = value[30]
    value[23], value[24], value[25], value[26] = value[30], 0, 0, 0
    value[28], value[29] = value[30], 0
    value[45] = sum(value[row] for row in (46, 47, 48))
    value[49] = sum(value[row] for row in (50, 51, 52))
    value[58] = value[59] + value[60]
    headings = {1, 5, 11, 13, 21, 55, 62}
    return {f"E2014/T14/r{row:02d}": str(number) for row, number in value.items() if row not in headings}


def _two_columns(form: str, rows: int) -> Callable[[random.Random], Figures]:
    """Two value columns, of which the second contains the first; sums over rows are not kept here."""

    def drawn(dice: random.Random) -> Figures:
        figures: Figures = {}
        for row in range(1, rows + 1):
            part = dice.choice((0, dice.randint(1, 50), dice.randint(100, 3000)))
            figures[f"{form}/r{row:02d}/c01"] = str(part)
            figures[f"{form}/r{row:02d}/c02"] = str(part + dice.randint(0, 500))
        return figures

    return drawn


def _jiangxi(dice: random.Random) -> Figures:
    value = {row: dice.choice((0, 0, dice.randint(1, 60))) for row in range(1, 18)}
    value[4] = sum(value[row] for row in range(5, 10))
    value[10] = sum(value[row] for row in range(11, 15))
    value[2], value[3] = dice.randint(0, 900), dice.randint(0, 90)
    value[1] = value[2] + value[3]
    return {f"E2008.JX17/r{row:02d}": str(number) for row, number in value.items()}


def _local(dice: random.Random) -> Figures:
    """A form of some place: rows that many of them share."""
    value = {row: dice.choice((0, 0, dice.randint(1, 90))) for row in (3, 4, 8, 9, 10, 15, 16, 17, *range(22, 28))}
    value[2] = dice.randint(1, 4000)
    value[1] = value[2] + value[3] + value[4]
    value[7], value[14] = value[8] + value[9] + value[10], value[15] + value[16] + value[17]
    left_out = set(dice.sample((3, 4, 16, 22, 23, 24, 25, 26, 27), dice.randint(0, 5)))
    return {f"E2008.LOCAL/r{row:02d}": str(number) for row, number in sorted(value.items()) if row not in left_out}


_SMALL: dict[str, Callable[[random.Random], Figures]] = {
    "E2014/T14": _national,
    "E2008.SH54": _two_columns("E2008.SH54", 54),
    "E2008.GS35": _two_columns("E2008.GS35", 35),
    "E2008.FJ17": _two_columns("E2008.FJ17", 17),
    "E2008.JX17": _jiangxi,
    "E2008.LOCAL": _local,
    "E2019/A20_1": _grid("E2019/A20_1", 2, 3, _documents),
    "E2019/A20_5": _grid("E2019/A20_5", 2, 3, _matters),
    "E2019/A20_6": _grid("E2019/A20_6", 2, 3, _matters),
    "E2019/A20_8": _grid("E2019/A20_8", 1, 2, _matters),
    "E2019/A20_9": _grid("E2019/A20_9", 1, 2, _decisions),
    "E2021/A20_1": _grid("E2021/A20_1", 2, 3, _documents),
    "E2021/A20_5": _grid("E2021/A20_5", 1, 1, _decisions),
    "E2021/A20_6": _grid("E2021/A20_6", 2, 1, _decisions),
    "E2021/A20_8": _grid("E2021/A20_8", 1, 1, _decisions),
}
