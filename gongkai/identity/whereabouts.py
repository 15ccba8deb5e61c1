"""Which organ a report is of and which division that organ belongs to.

Belongs here: choosing among what title, form, signature and text name, and settling names that several
places bear. Does not: parsing a name (`issuers.py`) and looking places up (`gongkai/jurisdictions.py`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.divisions import Division
from gongkai.identity.dates import DateReader
from gongkai.identity.issuers import IssuerReader, Organ
from gongkai.identity.titles import Title
from gongkai.jurisdictions import Gazetteer, Place
from gongkai.records import Level

SIGNATURE = 40  # the longest name in a signature
TAIL = 300  # characters at the end in which a name on a line of its own signs the text


class Found(NamedTuple):
    """The organ that reports, the division it belongs to, and how both are known."""

    organ: Organ | None = None
    organ_basis: str | None = None
    candidates: tuple[Division, ...] = ()
    place_basis: str | None = None

    @property
    def division(self) -> Division | None:
        """The division, if only one remains."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def level(self) -> Level | None:
        """The level of the organ; that of a zone in no list is not known."""
        if self.organ and self.organ.is_township:
            return "township"
        if self.organ and self.organ.is_national:
            return "national"
        levels: set[Level] = {candidate.level for candidate in self.candidates}
        listed = not (self.organ and self.organ.is_zone) or all(candidate.is_zone for candidate in self.candidates)
        return levels.pop() if len(levels) == 1 and listed else None


class Whereabouts:
    """Finds the organ and its place in one document; a name is parsed once however often it is printed."""

    def __init__(self, text: str, issuers: IssuerReader, dates: DateReader, gazetteer: Gazetteer) -> None:
        self._text = text
        self._issuers = issuers
        self._dates = dates
        self._gazetteer = gazetteer
        self._parsed: dict[str, Organ | None] = {"": None}

    def is_name(self, phrase: str) -> bool:
        """Whether a phrase is the name of an organ or a place."""
        return self._parse(phrase) is not None

    def find(self, title: Title | None, outside: Sequence[tuple[str, str]], year: int | None) -> Found:
        """The organ and its division, the surest source first; names outside the text come with where they stand."""
        organ, basis = self._named(title) if title else (None, None)
        if organ and (organ.places or organ.is_national or self._issuers.is_unlisted(organ)):
            return self._settled(organ, basis, year)
        located, located_basis = self._elsewhere(organ, outside)
        if located and (organ is None or located.name.endswith(organ.name)):
            return self._settled(located, located_basis, year)
        places, place_basis = (located.places, located_basis) if located else self._most_named()
        placed = self._issuers.placed(organ, places, self._gazetteer) if organ else None
        if placed:
            return self._settled(placed, place_basis, year)
        candidates = self._gazetteer.settle(places, year, self._text) if places else ()
        open_or_known = place_basis if len(candidates) <= 1 else "ambiguous"
        return Found(organ, basis if organ else None, candidates, open_or_known)

    def full_name(self, found: Found, year: int | None) -> str | None:
        """The organ's name with the places above it, as far as the document puts them before it."""
        if not found.organ:
            return None
        full = name = found.organ.name
        if found.division and found.organ.places:
            prefix = ""
            for place in self._gazetteer.above(found.division, year):
                prefix = place.name_zh + prefix
                if not name.startswith(prefix) and prefix + name in self._text:
                    full = prefix + name
        return full

    def _parse(self, phrase: str) -> Organ | None:
        if phrase not in self._parsed:
            self._parsed[phrase] = self._issuers.parse(phrase, self._gazetteer)
        return self._parsed[phrase]

    def _named(self, title: Title) -> tuple[Organ | None, str | None]:
        """The organ of a title, with the place that the text gives it if the title has none."""
        organ = self._parse(title.who)
        basis = "body" if title.is_mention else "title"
        if organ and not organ.places and not organ.is_national:
            qualified = self._issuers.qualified(organ, self._text, self._gazetteer)
            return (qualified, "body") if qualified else (None if title.is_mention else organ, basis)
        return organ, basis

    def _elsewhere(self, organ: Organ | None, outside: Sequence[tuple[str, str]]) -> tuple[Organ | None, str | None]:
        """An organ with a place that is said to be the document's own; for a known organ only its place counts."""
        for found, basis in self._sources():
            if found.places or (found.is_national and organ is None):
                return found, basis
        for name, basis in outside:
            named = self._parse(name)
            if named and named.places:
                return named, basis
        return None, None

    def _sources(self) -> Iterator[tuple[Organ, str]]:
        """The organs that form, sentences, signature and page name, and which of them does."""
        yield from ((organ, "table") for organ in self._issuers.in_forms(self._text, self._gazetteer))
        yield from ((organ, "body") for organ in self._issuers.in_sentences(self._text, self._gazetteer))
        yield from ((organ, "signature") for organ in self._signatures())
        yield from ((organ, "body") for organ in self._issuers.on_page(self._text, self._gazetteer))

    def _signatures(self) -> Iterator[Organ]:
        """The organs that stand before a date at the end of a line, on the line above, or alone near the end."""
        for signature in self._dates.signatures(self._text, 0):
            line = self._text[signature.line_start : signature.start].strip()
            above = self._text[max(0, signature.line_start - SIGNATURE) : signature.line_start].strip().split("\n")[-1]
            organ = self._issuers.at(line or above.strip(), self._gazetteer)
            if organ:
                yield organ
        for line in reversed(self._text[-TAIL:].split("\n")):
            organ = self._parse("".join(line.split())) if len(line) <= SIGNATURE else None
            if organ and self._issuers.is_organ(organ.name):
                yield organ

    def _most_named(self) -> tuple[tuple[Place, ...], str | None]:
        """The place that the document names most."""
        place = self._issuers.most_named(self._text, self._gazetteer)
        return ((place,), "inferred") if place else ((), None)

    def _settled(self, organ: Organ, basis: str | None, year: int | None) -> Found:
        """The organ with its division, told from others of the name by the document if need be."""
        if not organ.places:
            return Found(organ, basis)
        alone = self._gazetteer.settle(organ.places, year, "")
        candidates = alone if len(alone) == 1 else self._gazetteer.settle(organ.places, year, self._text)
        if len(candidates) > 1:
            return Found(organ, basis, candidates, "ambiguous")
        return Found(organ, basis, candidates, basis if len(alone) == 1 else "inferred")
