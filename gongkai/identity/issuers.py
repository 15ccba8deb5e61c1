"""The organ that reports, by name: what kind it is and which places its name holds.

Belongs here: parsing the name of an organ (上饶市信州区人民政府, 国家税务总局北京市税务局, 团结乡) and
finding the organ in the text where the title does not say. Does not: the names of places themselves
(`gongkai/jurisdictions.py`) and titles (`titles.py`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.identity.words import IssuerWords, any_of
from gongkai.jurisdictions import Gazetteer, Place
from gongkai.records import IssuerType

SHORTEST = 2  # a place that no list has is told by its ending only in a longer name
REACH = 18  # the longest name of a place before an organ
NAME = 40  # the longest name of an organ
OFFICE = 7  # the longest name of an office behind its organ: 人民政府政务公开办公室
OFTEN = 3  # a text is about a place that it names so often
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
        self._unlisted = re.compile(rf".{{2,}}?(?:{any_of(words.place_endings)})")
        self._organs = (*words.government, *words.committees, *words.departments)
        clear = (word for word in self._organs if len(word) >= SHORTEST or word in words.clear_endings)
        self._clear = re.compile(any_of(clear))
        self._branches = re.compile(any_of(word for word in self._organs if len(word) == 1))
        self._offices = tuple(sorted(words.offices, key=len, reverse=True))

    def is_organ(self, name: str) -> bool:
        """Whether a name ends like that of an organ."""
        return name.endswith(self._organs)

    def parse(self, phrase: str, gazetteer: Gazetteer) -> Organ | None:
        """The organ that a phrase names, or nothing if it is no name."""
        if not phrase or phrase in self._words.generic:
            return None
        before, word = self._words.shared.before, self._words.shared.word
        if phrase.endswith((before, word)):
            phrase = phrase.removesuffix(word).removesuffix(before) + before + word
        national = self._national.match(phrase)
        here = phrase.partition(self._words.away)[0]
        branches = [national.end(), *(end.end() for end in self._branches.finditer(here))] if national else [0]
        places = gazetteer.places(here, branches)
        rest = phrase[places[-1].end :] if places else phrase
        if rest in self._words.placeless:
            rest = ""
        if not (places or national) and not self._is_placeless_name(rest):
            return None
        return self._organ(phrase, places, rest, national is not None)

    def _is_placeless_name(self, name: str) -> bool:
        """Whether a name without a known place is that of an organ: 政务服务中心, 团结乡, but not 我局."""
        is_place = len(name) > SHORTEST and name.endswith(self._words.place_endings)
        is_organ = is_place or name.endswith(self._organs) or self._township.fullmatch(name) is not None
        return is_organ and not name.startswith(self._words.selves)

    def is_unlisted(self, organ: Organ) -> bool:
        """Whether a name holds a place that no list has (示例市财政局): no other place can stand for it."""
        return not organ.places and not organ.is_zone and self._unlisted.match(organ.rest or organ.name) is not None

    def _organ(self, phrase: str, places: tuple[Place, ...], rest: str, is_national: bool) -> Organ:
        """The kind of organ, and its name with what a short name leaves out."""
        words = self._words
        is_zone = bool(places) and _is_zone(places[-1])
        if rest == words.implied_other:
            return Organ(phrase, places, rest, "government", is_zone=is_zone)
        if not rest or (not places and rest.endswith(words.place_endings) and not self._zone.fullmatch(rest)):
            name = _full(phrase, places)
            implied = words.implied_zone if is_zone else self._implied(name)
            return Organ(name + implied, places, rest, "government", is_zone=is_zone)
        if township := self._township.fullmatch(rest):
            implied = "" if township["organ"] else self._implied(rest)
            return Organ(phrase + implied, places, rest, "government", is_township=True)
        if zone := self._zone.fullmatch(rest):
            return Organ(
                phrase + ("" if zone["organ"] else words.implied_zone), places, rest, "government", is_zone=True
            )
        if rest in words.committees and is_zone:
            return Organ(phrase, places, rest, "government", is_zone=True)
        is_government = rest.endswith(words.government) and words.away not in phrase
        kind: IssuerType = "government" if is_government else "department"
        return Organ(phrase, places, rest, kind, is_national and not places, is_zone=self._zone.match(rest) is not None)

    def _implied(self, name: str) -> str:
        """What a name of a place leaves out: 安源区 -> 人民政府, 望京街道 -> 办事处."""
        return next(
            (suffix for ending, suffix in self._words.implied.items() if name.endswith(ending)),
            self._words.implied_other,
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

    def in_forms(self, text: str, gazetteer: Gazetteer) -> Iterator[Organ]:
        """Organs that a form says it was filled in by."""
        return self._behind(self._words.form_labels, text, gazetteer)

    def in_sentences(self, text: str, gazetteer: Gazetteer) -> Iterator[Organ]:
        """Organs that a sentence says made the report."""
        return self._behind(self._words.compilers, text, gazetteer)

    def on_page(self, text: str, gazetteer: Gazetteer) -> Iterator[Organ]:
        """Organs that the page says published it."""
        return self._behind(self._words.publishers, text, gazetteer)

    def _behind(self, words: Sequence[str], text: str, gazetteer: Gazetteer) -> Iterator[Organ]:
        """The organs with a place right behind one of the words."""
        for word in words:
            found = text.find(word)
            for _ in range(TRIES if found >= 0 else 0):
                organ = self.at(text[found + len(word) : found + len(word) + NAME], gazetteer)
                if organ and organ.places:
                    yield organ
                found = text.find(word, found + 1)
                if found < 0:
                    break

    def at(self, text: str, gazetteer: Gazetteer) -> Organ | None:
        """The organ that a stretch of text begins with; its office stands for the organ itself."""
        run = CHINESE.match(LABEL_REST.sub("", "".join(text.partition("\n")[0].split())))
        name = self._beginning(run[0]) if run else ""
        for office in self._offices:
            if name.endswith(office) and self.is_organ(name.removesuffix(office)):
                name = name.removesuffix(office)
        return self.parse(name, gazetteer) if name else None

    def _beginning(self, run: str) -> str:
        """The name at the beginning of a run of characters: the first organ in it and its own offices."""
        ends = [match.end() for match in self._clear.finditer(run, 1)]
        if not ends:
            return run if self.is_organ(run) and len(run) <= REACH else ""
        last = ends[0]
        for end in ends:
            last = end if end - last <= OFFICE else last
        return run[:last]

    def most_named(self, text: str, gazetteer: Gazetteer) -> Place | None:
        """The place that the head and the tail of a text name most, if one is named more than others."""
        ends = text[:HEAD] + "\n" + text[max(HEAD, len(text) - TAIL) :]
        places = [place for run in CHINESE.findall(ends) for place in gazetteer.places(run, ())]
        counts = Counter(place.candidates[0].name_zh for place in places).most_common(2)
        if not counts or counts[0][1] < OFTEN or (len(counts) > 1 and counts[0][1] == counts[1][1]):
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
