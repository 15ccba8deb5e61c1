"""The organ that reports, by name: what kind it is and which places its name holds.

Belongs here: parsing the name of an organ (上饶市信州区人民政府, 国家税务总局北京市税务局, 团结乡) and
finding the organ in the text where the title does not say. Does not: the names of places themselves
(`gongkai/jurisdictions.py`) and titles (`titles.py`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.identity.titles import any_of
from gongkai.identity.words import IssuerWords
from gongkai.jurisdictions import Gazetteer, Place
from gongkai.records import IssuerType

REACH = 18  # the longest name of a place before an organ
NAME = 40  # the longest name of an organ
TRIES = 8  # so many mentions of an organ are looked at
HEAD, TAIL = 1500, 800  # characters in which a text names its own place most
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
LABEL_REST = re.compile(r"^(?:\([^()]*\)|:)+")  # 填报单位(盖章):


class Organ(NamedTuple):
    """A parsed name: the full name, the places in it, what the name leaves after them, and its kind."""

    name: str
    places: tuple[Place, ...]
    rest: str
    issuer_type: IssuerType
    is_national: bool = False
    is_township: bool = False
    is_zone: bool = False


class IssuerReader:
    """Parses names of organs by the words of the codebook."""

    def __init__(self, words: IssuerWords) -> None:
        self._words = words
        governments, townships, zones = any_of(words.government), any_of(words.townships), any_of(words.zones)
        self._national = re.compile(any_of(words.national))
        self._township = re.compile(rf".{{1,10}}?{townships}(?P<organ>{governments})?")
        self._zone = re.compile(rf".*{zones}(?P<organ>{any_of(words.committees)})?")
        self._organs = (*words.government, *words.committees, *words.departments)
        self._offices = tuple(sorted(words.offices, key=len, reverse=True))

    def is_organ(self, name: str) -> bool:
        """Whether a name ends like that of an organ."""
        return name.endswith(self._organs)

    def parse(self, phrase: str, gazetteer: Gazetteer) -> Organ | None:
        """The organ that a phrase names, or nothing if it is no name."""
        if not phrase:
            return None
        before, word = self._words.shared.before, self._words.shared.word
        if phrase.endswith((before, word)):
            phrase = phrase.removesuffix(word).removesuffix(before) + before + word
        national = self._national.match(phrase)
        here = phrase.partition(self._words.away)[0]
        places = gazetteer.places(here, range(2, len(here)) if national else (0,))
        rest = phrase[places[-1].end :] if places else phrase
        if rest in self._words.placeless:
            rest = ""
        if not (places or national or rest.endswith(self._organs) or self._township.fullmatch(rest)):
            return None
        return self._organ(phrase, places, rest, national is not None)

    def _organ(self, phrase: str, places: tuple[Place, ...], rest: str, is_national: bool) -> Organ:
        """The kind of organ, and its name with what a short name leaves out."""
        words = self._words
        is_zone = bool(places) and _is_zone(places[-1])
        if rest == words.implied_other:
            return Organ(phrase, places, rest, "government", is_zone=is_zone)
        if not rest:
            name = _full(phrase, places)
            implied = words.implied_zone if is_zone else self._implied(name)
            return Organ(name + implied, places, rest, "government", is_zone=is_zone)
        if township := self._township.fullmatch(rest):
            implied = "" if township["organ"] else self._implied(rest)
            return Organ(phrase + implied, places, rest, "government", is_township=True)
        if zone := self._zone.fullmatch(rest):
            return Organ(phrase + ("" if zone["organ"] else words.implied_zone), places, rest, "government", is_zone=True)
        if rest in words.committees and is_zone:
            return Organ(phrase, places, rest, "government", is_zone=True)
        is_government = rest.endswith(words.government) and words.away not in phrase
        return Organ(phrase, places, rest, "government" if is_government else "department", is_national and not places)

    def _implied(self, name: str) -> str:
        """What a name of a place leaves out: 安源区 -> 人民政府, 望京街道 -> 办事处."""
        return next(
            (suffix for ending, suffix in self._words.implied.items() if name.endswith(ending)), self._words.implied_other
        )

    def qualified(self, organ: Organ, text: str, gazetteer: Gazetteer) -> Organ | None:
        """The organ with its place as the text has it: 政务服务中心 -> 乐山市政务服务中心."""
        first, stem = self._split(organ.name)
        found = text.find(stem)
        for _ in range(TRIES if found >= 0 else 0):
            before = text[max(0, found - REACH) : found]
            place = gazetteer.place_before(before)
            if place and before.endswith(first):
                return self.parse(before[place.start :] + stem, gazetteer)
            found = text.find(stem, found + 1)
            if found < 0:
                break
        return None

    def placed(self, organ: Organ, places: Sequence[Place], gazetteer: Gazetteer) -> Organ | None:
        """The organ with the place that its first character stands for: 市财政局 of 武汉市 -> 武汉市财政局."""
        first, stem = self._split(organ.name)
        names = [candidate.name_zh for place in places for candidate in place.candidates[-1:]]
        name = next((name for name in names if first and name.endswith(first)), None)
        return self.parse(name + stem, gazetteer) if name else None

    def _split(self, name: str) -> tuple[str, str]:
        """The character that stands for the place, and the name behind it."""
        first = next((word for word in self._words.placeless if name.startswith(word)), "")
        return first, name.removeprefix(first)

    def in_text(self, text: str, gazetteer: Gazetteer) -> Iterator[tuple[Organ, str]]:
        """Organs that the text says made it, with how it says so, the surest first."""
        for basis, words in (("table", self._words.form_labels), ("body", self._words.compilers)):
            for word in words:
                found = text.find(word)
                for _ in range(TRIES if found >= 0 else 0):
                    organ = self.at(text[found + len(word) : found + len(word) + NAME], gazetteer)
                    if organ and organ.places:
                        yield organ, basis
                    found = text.find(word, found + 1)
                    if found < 0:
                        break

    def at(self, text: str, gazetteer: Gazetteer) -> Organ | None:
        """The organ that a stretch of text begins with; its office stands for the organ itself."""
        run = CHINESE.match(LABEL_REST.sub("", "".join(text.split("\n")[0].split())))
        name = run[0] if run else ""
        while name and not name.endswith(self._organs):
            name = name[:-1]
        for office in self._offices:
            if name.endswith(office) and name.removesuffix(office).endswith(self._organs):
                name = name.removesuffix(office)
        return self.parse(name, gazetteer) if name else None

    def most_named(self, text: str, gazetteer: Gazetteer) -> Place | None:
        """The place that the head and the tail of a text name most, if one is named more than others."""
        ends = text[:HEAD] + "\n" + text[max(HEAD, len(text) - TAIL) :]
        places = [place for run in CHINESE.findall(ends) for place in gazetteer.places(run, ())]
        counts = Counter(place.candidates[0].name_zh for place in places).most_common(2)
        if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
            return None
        return next(place for place in places if place.candidates[0].name_zh == counts[0][0])


def _full(phrase: str, places: Sequence[Place]) -> str:
    """The phrase with the full name of its last place: 广东 -> 广东省."""
    if not places:
        return phrase
    names = {candidate.name_zh for candidate in places[-1].candidates}
    return phrase[: places[-1].start] + (names.pop() if len(names) == 1 else phrase[places[-1].start : places[-1].end])


def _is_zone(place: Place) -> bool:
    return all(candidate.is_zone for candidate in place.candidates)
