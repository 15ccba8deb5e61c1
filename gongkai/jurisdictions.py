"""Administrative divisions by name and year.

Belongs here: finding the names of divisions in a short string, and telling places of one name apart by
what else is named. Does not: reading their lists (`divisions.py`), which place of a report is the one that
reports (`identity/issuers.py`), how names are shortened (`identity/shortening.py`), and making the list
(`orchestration/divisions.py`).

A lookup answers with candidates. Where a name belongs to several places and nothing decides, all of
them come back; nobody here guesses.
"""

import re
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from gongkai.divisions import SHORTEST, Division, DivisionsError, read_divisions
from gongkai.identity.shortening import Shortener
from gongkai.identity.words import DivisionWords, read_entries

CLEARLY_MORE = 3  # so many times as often must one candidate's surroundings be named as any other's
LONGEST_SHORT = 5


Candidates = tuple[Division, ...]
Index = dict[str, Candidates]


class Place(NamedTuple):
    """A name found in a string, and every division that bears or bore it."""

    start: int
    end: int
    candidates: Candidates


class Gazetteer:
    """All divisions, by name and by code.

    >>> gazetteer = load_divisions(Path("codebook"))
    >>> [place.candidates[0].division_code for place in gazetteer.places("上饶市信州区人民政府")]
    ['361100', '361102']
    """

    __slots__ = (
        "_abbreviations",
        "_codes",
        "_ends",
        "_lengths",
        "_names",
        "_ordinary",
        "_shorts",
        "_townships",
        "divisions",
    )

    def __init__(self, divisions: Iterable[Division], words: DivisionWords) -> None:
        self.divisions = tuple(divisions)
        self._abbreviations = words.abbreviations
        self._ordinary = frozenset(words.ordinary)
        self._townships = re.compile(words.townships)
        self._codes: Index = {}
        self._names: Index = {}
        self._shorts: Index = {}
        self._index(Shortener(words), words.aliases)
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[-SHORTEST:], set()).add(len(name))
        self._lengths = {ending: tuple(sorted(known, reverse=True)) for ending, known in lengths.items()}
        self._ends = re.compile(f"[{''.join(sorted({ending[-1] for ending in lengths}))}]")

    def places(self, text: str, anchors: Sequence[int] = (0,)) -> tuple[Place, ...]:
        """The divisions named in a short string, left to right; the longest name wins.

        Short forms (广东, 武汉) count only at an anchor and right behind another division, and so do names
        that are ordinary words too (老城区).
        """
        found: list[Place] = []
        for match in self._ends.finditer(text):
            place = self._ending_at(text, match.end(), {*anchors, found[-1].end if found else -1})
            if place is None:
                continue
            while found and found[-1].start >= place.start:
                found.pop()
            if not found or found[-1].end <= place.start:
                found.append(place)
        return self._with_shorts(text, found, anchors) if found or anchors else ()

    def place_before(self, text: str) -> Place | None:
        """The division whose full name the string ends with."""
        return self._ending_at(text, len(text), set())

    def settle(self, places: Sequence[Place], year: int | None, document: str) -> Candidates:
        """Which division the last of the places is: the places before it decide, then the document."""
        candidates = self._in_or_near(places[-1].candidates, year)
        for place in places[-2::-1] if len(candidates) > 1 else ():
            inside = tuple(one for one in candidates if set(self._codes_above(one)) & set(_codes(place.candidates)))
            candidates = inside or candidates
        if len(candidates) > 1:
            candidates = self._by_surroundings(candidates, document)
        return candidates

    def in_year(self, division: Division, year: int | None) -> Division:
        """The same place as it stood in `year`, followed through new names and codes; itself if unknown."""
        if division.is_valid(year) or not division.division_code:
            return division
        spells = [*self._codes[division.division_code]]
        spells += [other for other in self.divisions if other.successor_code == division.division_code]
        spells += self._codes.get(division.successor_code or "", ())
        return next((spell for spell in spells if spell.is_valid(year)), division)

    def by_code(self, code: str, year: int | None = None) -> Division | None:
        """The division that bears a code in `year`, or the latest that did."""
        spells = self._codes.get(code, ())
        return next((spell for spell in spells if spell.is_valid(year)), spells[-1] if spells else None)

    def above(self, division: Division, year: int | None = None) -> Candidates:
        """The divisions that contain this one, the nearest first."""
        parent = self.by_code(division.parent_code, year) if division.parent_code else None
        return (parent, *self.above(parent, year)) if parent else ()

    def _index(self, shortener: Shortener, aliases: dict[str, str]) -> None:
        """Fill the indexes; a full name is never taken over by a shorter form of another."""
        names: Index = {}
        for division in self.divisions:
            _add(self._names, division.name_zh, division)
            _add(self._codes, division.division_code, division)
        for division in self.divisions:
            is_autonomous = division.name_zh.endswith(shortener.autonomous)
            if is_autonomous or division.is_zone:
                for name in self._other_names(division, shortener):
                    _add(names, name, division)
            short = shortener.short_name(division.name_zh) if division.level != "county" else None
            if not (is_autonomous and short in self._shorts):
                _add(self._shorts, short, division)
        for alias, name in aliases.items():
            if name not in self._names:
                raise DivisionsError(f"identity.yml: entry divisions: field aliases: {alias}: no division {name}")
            names[alias] = self._names[name]
        self._names = names | self._names

    def _other_names(self, division: Division, shortener: Shortener) -> Iterable[str]:
        if not division.is_zone:
            return shortener.autonomous_names(division.name_zh)
        return shortener.zone_names(division.name_zh, [place.name_zh for place in reversed(self.above(division))])

    def _ending_at(self, text: str, end: int, anchors: Set[int]) -> Place | None:
        """The longest division name that ends at `end`."""
        for length in self._lengths.get(text[max(0, end - SHORTEST) : end], ()):
            start = end - length
            candidates = self._names.get(text[start:end]) if start >= 0 else None
            if candidates and (start in anchors or self._stands_alone(text, start, end)):
                return Place(start, end, candidates)
        return None

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        """Whether a name in running text is no part of another word: 赵县, but not 人和县."""
        if text[start:end] in self._ordinary:
            return False
        return end - start > SHORTEST or start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff"

    def _with_shorts(self, text: str, found: list[Place], anchors: Sequence[int]) -> tuple[Place, ...]:
        """The places with the short forms that stand at an anchor or behind a place that contains them."""
        places = list(found)
        starts = [*((anchor, None) for anchor in anchors), *((place.end, place) for place in found)]
        for start, above in starts:
            if all(start != place.start for place in found) and (short := self._short_at(text, start, above, places)):
                places.append(short)
        return tuple(sorted(places, key=lambda place: place.start))

    def _short_at(self, text: str, start: int, above: Place | None, others: Sequence[Place]) -> Place | None:
        """The longest short form at a place: 玉溪, but not in 玉溪镇; behind another place only one that lies in it."""
        for end in range(start + LONGEST_SHORT, start + SHORTEST - 1, -1):
            candidates = self._shorts.get(text[start:end], ())
            if above:
                codes = set(_codes(above.candidates))
                candidates = tuple(one for one in candidates if codes.intersection(self._codes_above(one)))
            is_taken = self._townships.match(text, end) or any(start < one.end and one.start < end for one in others)
            if candidates and not is_taken:
                return Place(start, end, candidates)
        return None

    def _in_or_near(self, candidates: Candidates, year: int | None) -> Candidates:
        """Those that stood in `year`, else those nearest to it; one spell of each place."""
        if len(candidates) == 1:
            return candidates
        if year is not None:
            nearest = min(candidate.distance(year) for candidate in candidates)
            candidates = tuple(one for one in candidates if one.distance(year) == nearest)
        latest = {one.division_code or one.name_zh: one for one in candidates}
        return tuple(latest.values())

    def _codes_above(self, division: Division) -> list[str]:
        """Codes of the places that contain a division."""
        return _codes(self.above(division, division.valid_to))

    def _by_surroundings(self, candidates: Candidates, document: str) -> Candidates:
        """The candidate whose surroundings the document names, or all if several are named as often."""
        for count in (self._mentions_above, self._document_numbers, self._mentions_beside):
            counts = [count(candidate, document) for candidate in candidates]
            best = max(counts)
            if best and sum(number * CLEARLY_MORE > best for number in counts) == 1:
                return (candidates[counts.index(best)],)
            if best and (found := self._told_by_parent(candidates, document)):
                return (found,)
        return candidates

    def _told_by_parent(self, candidates: Candidates, document: str) -> Division | None:
        """The only candidate of which the place right above is named: a province they share tells nothing."""
        above = [next(iter(self.above(candidate, candidate.valid_to)), None) for candidate in candidates]
        named = [bool(place and self._short(place) in document) for place in above]
        return candidates[named.index(True)] if sum(named) == 1 else None

    def _mentions_above(self, division: Division, document: str) -> int:
        """How often the places that contain it are named, in full or in short."""
        return sum(document.count(self._short(place)) for place in self.above(division, division.valid_to))

    def _document_numbers(self, division: Division, document: str) -> int:
        """How many document numbers begin with the character of its province: 皖政办[2012]5号."""
        province = f"{(division.division_code or division.parent_code or '')[:2]}0000"
        signs = "".join(sign for sign, code in self._abbreviations.items() if code == province)
        return len(re.findall(rf"[(《\s,。、][{signs}][\u4e00-\u9fff]{{1,6}}\[20\d\d\]", document)) if signs else 0

    def _mentions_beside(self, division: Division, document: str) -> int:
        """How many of its neighbours under the same parent are named."""
        names = {one.name_zh for one in self.divisions if one.parent_code == division.parent_code} - {division.name_zh}
        return sum(name in document for name in names if len(name) > SHORTEST)

    def _short(self, division: Division) -> str:
        """The name without its ending, if it is long enough to be told in running text."""
        shorter = division.name_zh[:-1]
        return shorter if len(shorter) >= SHORTEST else division.name_zh


def load_divisions(folder: Path) -> Gazetteer:
    """The gazetteer of a codebook; a row of `divisions_extra.csv` with the code, name and first year of
    a row of `divisions.csv` stands in its place."""
    rows = read_divisions(folder / "divisions.csv")
    extra = read_divisions(folder / "divisions_extra.csv")
    replaced = {(row.division_code, row.name_zh, row.valid_from) for row in extra}
    kept = [row for row in rows if (row.division_code, row.name_zh, row.valid_from) not in replaced]
    return Gazetteer([*kept, *extra], read_entries(folder / "identity.yml").divisions)


def _add(index: Index, key: str | None, division: Division) -> None:
    if key:
        index[key] = (*index.get(key, ()), division)


def _codes(divisions: Iterable[Division]) -> list[str]:
    return [division.division_code for division in divisions if division.division_code]
