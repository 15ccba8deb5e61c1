"""One administrative division, and the lists of them: `codebook/divisions.csv` and `divisions_extra.csv`.

Belongs here: what a division is and reading a list of them. Does not: finding their names in a text
(`jurisdictions.py`).
"""

import csv
import re
from pathlib import Path
from typing import Annotated, Literal

import msgspec

Code = Annotated[str, msgspec.Meta(pattern="^[1-9][0-9]{5}$")]
Year = Annotated[int, msgspec.Meta(ge=1900, le=2100)]
ZONE_CODES = ("71", "79")  # first and last third pair of the statistical codes of zones
SHORTEST = 2  # characters of the shortest name


class DivisionsError(ValueError):
    """A list of divisions cannot be used; the message names file, entry and field."""


class Division(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A division under one code, name and parent, with the years in which it was so.

    `division_code` is null for zones without a code, `valid_from` where the beginning is not known;
    `valid_to` is null for what still stands. `successor_code` is the code under which the place goes on.
    """

    division_code: Code | None
    name_zh: Annotated[str, msgspec.Meta(min_length=SHORTEST)]
    level: Literal["province", "prefecture", "county"]
    parent_code: Code | None
    valid_from: Year | None
    valid_to: Year | None
    successor_code: Code | None
    source: str

    def is_valid(self, year: int | None) -> bool:
        """Whether the division stood at the end of `year`; any year will do where none is known."""
        if year is None:
            return True
        return (self.valid_from is None or self.valid_from <= year) and (self.valid_to is None or year <= self.valid_to)

    def distance(self, year: int) -> int:
        """How many years lie between `year` and the years of this spell."""
        return max((self.valid_from or year) - year, year - (self.valid_to or year), 0)

    @property
    def is_zone(self) -> bool:
        """Whether this is a development zone or new area, run by a committee."""
        coded = self.division_code is None or ZONE_CODES[0] <= self.division_code[4:] <= ZONE_CODES[1]
        return coded and self.level != "province"


def read_divisions(path: Path) -> list[Division]:
    """The rows of one list."""
    rows = _rows(path)
    try:
        return msgspec.convert(rows, type=list[Division], strict=False)
    except msgspec.ValidationError as error:
        place = re.search(r"\[(\d+)\]", str(error))
        line = f":{int(place[1]) + 2}: entry {rows[int(place[1])].get('name_zh')}" if place else ""
        raise DivisionsError(f"{path}{line}: {error}") from error


def _rows(path: Path) -> list[dict[str, str | None]]:
    """The lines of a list by the names of its columns; what is empty is null."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            table = list(csv.reader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise DivisionsError(f"{path}: {error}") from error
    columns = table[0] if table else []
    for number, row in enumerate(table, 1):
        if len(row) != len(columns):
            raise DivisionsError(f"{path}:{number}: entry {' '.join(row[:2])}: {len(row)} fields, not {len(columns)}")
    return [dict(zip(columns, [value or None for value in row], strict=True)) for row in table[1:]]
