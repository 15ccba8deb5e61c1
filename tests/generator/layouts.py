"""Print a form as web pages, converters and copying leave it: one function per way.

Each takes the lines of a form with its figures and returns text. What a layout cannot show (a blank
cell in a run of figures) the caller must not ask for: see `SHOWS_BLANKS`.
"""

import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.generator.figures import Figures
from tests.generator.marks import MARKS

Form = dict[str, Any]
Row = tuple[str, list[str | None]]  # a label and its cells; no cells for a heading
SHOWS_BLANKS = {"tabs", "merged_tabs", "pipes", "lines", "airy_lines", "broken_lines"}


class Printed(NamedTuple):
    """A form with its figures: what stands over it, its header line by line, its rows, what stands below it."""

    before: list[str]
    head: list[list[str]]
    rows: list[Row]
    behind: list[str]


@cache
def forms() -> dict[str, Form]:
    """The forms as printed, by their address."""
    return yaml.load((Path(__file__).parent / "forms.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def print_form(layout: str, form: str, figures: Figures, dice: random.Random) -> str:
    """A form with its figures in a layout. Headers, wordings of labels and what stands around it vary."""
    shape = forms()[form]
    rows = _rows(form, figures, layout != "heap", dice) if "rows" in shape else [_line_of_values(figures)]
    before = [shape["title"]] if "title" in shape else []
    before += [line for line in shape.get("before", ()) if dice.random() < 0.5]
    behind = [line for line in shape.get("behind", ()) if dice.random() < 0.3]
    return LAYOUTS[layout](Printed(before, dice.choice(shape["heads"]), rows, behind), dice)


def _rows(form: str, figures: Figures, with_units: bool, dice: random.Random) -> list[Row]:
    """The rows of a form that have figures, and its headings; the unit and code columns come before the values."""
    rows: list[Row] = []
    for line in forms()[form]["rows"]:
        label = dice.choice(line["label"]) if isinstance(line["label"], list) else line["label"]
        unit = [line["unit"]] if with_units and line.get("unit") else []
        if "ref" not in line:
            rows.append((label, [*unit]))
            continue
        prefix = f"{form}/r{line['ref']:02d}"
        values = [value for address, value in figures.items() if address == prefix or address.startswith(prefix + "/")]
        if values:
            rows.append((label, [*([line["code"]] if "code" in line else []), *unit, *values]))
    return rows


def _line_of_values(figures: Figures) -> Row:
    """The one row of a form whose header names every cell."""
    first, *others = figures.values()
    return first or "", others


def _tabs(form: Printed, dice: random.Random) -> str:
    rows = ["\t".join((label, *_cells(cells))) for label, cells in form.rows]
    return "\n".join((*form.before, *("\t".join(line) for line in form.head), *rows, *form.behind))


def _merged_tabs(form: Printed, dice: random.Random) -> str:
    """Headings in a column of their own, merged over the rows of their group."""
    rows: list[Row] = []
    heading = ""
    for label, cells in form.rows:
        if cells:
            rows.append((f"{heading}\t{label}" if heading else label, cells))
            heading = ""
        else:
            heading = f"{heading}\t{label}" if heading else label
    return _tabs(form._replace(rows=rows), dice)


def _pipes(form: Printed, dice: random.Random) -> str:
    lines = [*form.head, *([label, *_cells(cells)] for label, cells in form.rows)]
    return "\n".join((*form.before, *(f"| {' | '.join(line)} |" for line in lines), *form.behind))


def _spaces(form: Printed, dice: random.Random) -> str:
    rows = [" ".join((label, *_cells(cells))) for label, cells in form.rows]
    return "\n".join((*form.before, *(" ".join(line) for line in form.head), *rows, *form.behind))


def _lines(form: Printed, dice: random.Random) -> str:
    return "\n".join(_pieces(form, form.rows))


def _airy_lines(form: Printed, dice: random.Random) -> str:
    return "\n\n".join(_pieces(form, form.rows))


def _broken_lines(form: Printed, dice: random.Random) -> str:
    """A cell a line, and labels broken over lines."""
    return "\n".join(_pieces(form, [(_broken(label, "\n", dice), cells) for label, cells in form.rows]))


def _paragraph(form: Printed, dice: random.Random) -> str:
    """Everything in one line, and words broken where lines ended."""
    return " ".join((*_pieces(form, [(_broken(label, " ", dice), cells) for label, cells in form.rows]), ""))


def _heap(form: Printed, dice: random.Random) -> str:
    """All labels, then all figures, as some converters order the boxes of a page."""
    labels = [_broken(label, " ", dice) for label, _ in form.rows]
    figures = [cell for _, cells in form.rows for cell in _cells(cells)]
    return " ".join((*form.before, *(cell for line in form.head for cell in line), *labels, *figures, *form.behind, ""))


def _pieces(form: Printed, rows: Sequence[Row]) -> list[str]:
    """Everything printed, cell by cell."""
    cells = [cell for label, own in rows for cell in (label, *_cells(own))]
    return [*form.before, *(cell for line in form.head for cell in line if cell), *cells, *form.behind]


def _cells(cells: Sequence[str | None]) -> list[str]:
    return [cell or "" for cell in cells]


def _broken(label: str, sign: str, dice: random.Random) -> str:
    if len(label) < 8 or dice.random() < 0.5 or MARKS.search(label):
        return label
    place = dice.randint(4, len(label) - 2)
    return f"{label[:place]}{sign}{label[place:]}"


LAYOUTS: dict[str, Callable[[Printed, random.Random], str]] = {
    "tabs": _tabs,
    "merged_tabs": _merged_tabs,
    "pipes": _pipes,
    "lines": _lines,
    "airy_lines": _airy_lines,
    "broken_lines": _broken_lines,
    "spaces": _spaces,
    "paragraph": _paragraph,
    "heap": _heap,
}
