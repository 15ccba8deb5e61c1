"""Print a form as web pages, converters and copying leave it: one function per way.

Each takes the lines of the form and its figures and returns text. What a layout cannot show (a blank
cell in a run of figures) the caller must not ask for: see `SHOWS_BLANKS`.
"""

import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.generator.figures import Figures

Form = dict[str, Any]
Printed = list[tuple[str, list[str | None]]]  # a label and its cells; no cells for a heading

SEPARATED = ("tabs", "pipes")
SHOWS_BLANKS = {"tabs", "pipes", "lines", "airy_lines"}


@cache
def forms() -> dict[str, Form]:
    """The forms as printed, by their address."""
    return yaml.safe_load((Path(__file__).parent / "forms.yml").read_text(encoding="utf-8"))


def printed_rows(form: str, figures: Figures, units: bool = True) -> Printed:
    """The rows of a form with their cells; the unit and code columns come before the values."""
    rows: Printed = []
    for line in forms()[form]["rows"]:
        if "ref" not in line:
            rows.append((line["label"], [line["unit"]] if units and line.get("unit") else []))
            continue
        prefix = f"{form}/r{line['ref']:02d}"
        values = [value for address, value in figures.items() if address == prefix or address.startswith(prefix + "/")]
        before = [line["code"]] if "code" in line else []
        before += [line["unit"]] if units and line.get("unit") else []
        rows.append((line["label"], [*before, *values]))
    return rows


def print_rows(layout: str, form: str, rows: Printed, dice: random.Random) -> str:
    """The rows of a form under its title and header."""
    head = [str(cell) for cell in forms()[form]["head"]]
    return LAYOUTS[layout](forms()[form].get("title", ""), head, rows, dice).removeprefix("\n")


def _tabs(title: str, head: Sequence[str], rows: Printed, dice: random.Random) -> str:
    lines = [title, "\t".join(["", *head]), *("\t".join([label, *_cells(cells)]) for label, cells in rows)]
    return "\n".join(lines)


def _pipes(title: str, head: Sequence[str], rows: Printed, dice: random.Random) -> str:
    lines = [f"| {' | '.join([label, *_cells(cells)])} |" for label, cells in rows]
    return "\n".join([title, f"| | {' | '.join(head)} |", *lines])


def _lines(title: str, head: Sequence[str], rows: Printed, dice: random.Random) -> str:
    return "\n".join([title, *head, *(cell for label, cells in rows for cell in (label, *_cells(cells)))])


def _airy_lines(title: str, head: Sequence[str], rows: Printed, dice: random.Random) -> str:
    return "\n\n".join([title, *head, *(cell for label, cells in rows for cell in (label, *_cells(cells)))])


def _spaces(title: str, head: Sequence[str], rows: Printed, dice: random.Random) -> str:
    return "\n".join([title, " ".join(head), *(" ".join([label, *_cells(cells)]) for label, cells in rows)])


def _paragraph(title: str, head: Sequence[str], rows: Printed, dice: random.Random) -> str:
    """Everything in one line, and words broken where lines ended."""
    text = " ".join([title, *head, *(cell for label, cells in rows for cell in (_broken(label, dice), *_cells(cells)))])
    return text + " "


def _heap(title: str, head: Sequence[str], rows: Printed, dice: random.Random) -> str:
    """All labels, then all figures, as some converters order the boxes of a page."""
    labels = [_broken(label, dice) for label, _ in rows]
    return " ".join([title, *head, *labels, *(cell for _, cells in rows for cell in _cells(cells))]) + " "


def _cells(cells: Sequence[str | None]) -> list[str]:
    return [cell or "" for cell in cells]


def _broken(label: str, dice: random.Random) -> str:
    if len(label) < 8 or dice.random() < 0.5:
        return label
    place = dice.randint(4, len(label) - 2)
    return f"{label[:place]} {label[place:]}"


LAYOUTS: dict[str, Callable[[str, Sequence[str], Printed, random.Random], str]] = {
    "tabs": _tabs,
    "pipes": _pipes,
    "lines": _lines,
    "airy_lines": _airy_lines,
    "spaces": _spaces,
    "paragraph": _paragraph,
    "heap": _heap,
}


def print_reviews(layout: str, form: str, figures: Figures, dice: random.Random) -> str:
    """The table of reviews and lawsuits: a header of three groups over one line of figures."""
    shape = forms()[form]
    review, suit, direct, after = shape["head"]
    header = [review, suit, *shape["columns"], direct, *shape["columns"], after, *shape["columns"]]
    values = _cells(list(figures.values()))
    if layout in SEPARATED:
        sign = "\t" if layout == "tabs" else " | "
        frame = "{}" if layout == "tabs" else "| {} |"
        return "\n".join([frame.format(sign.join(header)), frame.format(sign.join(values))])
    between = {"lines": "\n", "airy_lines": "\n\n"}.get(layout, " ")
    return between.join([*header, *values]) + between
