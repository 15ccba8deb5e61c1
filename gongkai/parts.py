"""A delivered file as the reports in it: a compilation, two years in one file, a page with another appended.

Belongs here: cutting a decoded text where another report begins. Does not: decoding it (`formats/`), and
saying who reports (`identify.py`), which reads every part like a text of its own.

A single report must never be cut. Therefore a cut needs a line that is the title of a report of another
organ or another year, and a text that is a report by itself on either side of it. What stands before the
first report stays with it, unless it lists the titles that follow: then it is a part of its own.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import msgspec

from gongkai.identify import IdentityWords
from gongkai.identity.issuers import Organ
from gongkai.identity.titles import Title
from gongkai.jurisdictions import Gazetteer
from gongkai.normalize import Normalizer
from gongkai.records import Document

LINE = 120  # characters of the longest line, spaces included, that is a title
BEHIND = 40  # characters behind the title in its line: a year in brackets, the date of the page
IN_SENTENCES = "。，,"  # no title has such signs; the line below it may: 现将有关情况报告如下：
ABOVE, BELOW = 100, 60  # characters around a line in which its title may begin or go on
BODY = 100  # characters, spaces not counted, of the shortest report
OPENING = 500  # characters behind a title in which running text begins
SENTENCES = 2  # so many stops show running text; the cells of a form have none
GROUPS = 3  # so many of the sections that the Regulation asks for make a report
MOST = 2000  # titles that are looked at; no compilation known has more reports
DENSEST = 8  # one in so many characters ends a word for report at most, even in a list of titles
LISTED = 3  # so many titles in front of the first report are a table of contents
STOPS = re.compile("[,。;]")
NUMBER = re.compile(
    r"\s*(?:附件?\s*[\d一二三四五六七八九十]{0,3}[:.、 ]|\(?[\d一二三四五六七八九十]{1,3}(?:\)|[.、:]))\s*"
)
FIRST_NUMBER = re.compile(r"^[ \t]*(?:\(|第)?([一二三四五六七八九十]+)(?:、|\)|部分|章)", re.MULTILINE)


class Heading(NamedTuple):
    """A line that is a title: where it begins, and whose report of which year it heads."""

    start: int
    title: Title
    organ: Organ | None


class Stretch(NamedTuple):
    """The text from one heading to the next of another report."""

    heading: Heading
    end: int


class Splitter:
    """Cuts documents by the words of the codebook that make up titles and sections."""

    def __init__(self, identity: IdentityWords, gazetteer: Gazetteer, normalizer: Normalizer) -> None:
        self._identity = identity
        self._gazetteer = gazetteer
        self._normalizer = normalizer
        scripts = normalizer.traditional_of
        signs = {sign: f"[{sign}{scripts.get(sign, '')}]" for word in identity.titles.endings for sign in word[-2:]}
        endings = sorted({word[-2:] for word in identity.titles.endings})
        self._ending = re.compile("|".join(rf"{signs[word[0]]}[ \t\u3000]?{signs[word[1]]}\Z" for word in endings))
        last = sorted({sign for word in endings for sign in signs[word[1]].strip("[]")})
        self._last_signs = {sign: re.compile(sign) for sign in last}  # one by one: a scan for one sign is the fastest

    def split(self, document: Document) -> tuple[Document, ...]:
        """The document itself if it is one report or none, else a document for each part."""
        lines = self._lines(document.text)
        ends = [*(start for start, _ in lines[1:]), len(document.text)]
        far = [line for line, end in zip(lines, ends, strict=False) if end - line[0] > BODY]
        headings = list(self._headings(document.text, far[:MOST])) if len(far) > 1 else []
        reports = list(self._reports(document.text, headings)) if len(headings) > 1 else []
        if len(reports) < 2:
            return (document,)
        starts = [report.heading.start for report in reports]
        if sum(start < starts[0] for start, _ in lines) < LISTED:
            starts[0] = 0
        return tuple(_cut(document, starts if starts[0] == 0 else [0, *starts]))

    def _lines(self, text: str) -> list[tuple[int, int]]:
        """The short lines that hold a word for report, in which alone a title can end."""
        lines: list[tuple[int, int]] = []
        if sum(text.count(sign) for sign in self._last_signs) * DENSEST > len(text):
            return lines
        read_to = -1
        for place in sorted(found.start() for sign in self._last_signs.values() for found in sign.finditer(text)):
            if place < read_to or not self._ending.search(text, max(0, place - 2), place + 1):
                continue
            start = text.rfind("\n", max(0, place - LINE), place) + 1
            end = text.find("\n", place)
            read_to = end = end if end >= 0 else len(text)
            is_short = end - start <= LINE and end - place <= BEHIND and (start or place < LINE)
            if is_short and not any(sign in text[start:end] for sign in IN_SENTENCES):
                lines.append((start, end))
                if len(lines) == MOST * LISTED:
                    break
        return lines

    def _headings(self, text: str, lines: list[tuple[int, int]]) -> Iterator[Heading]:
        """The lines that are titles and say of whom or of which year."""
        for start, end in lines:
            before = text.find("\n", start - ABOVE, start - 1) + 1 if start > ABOVE else 0
            before = before if before or start <= ABOVE else start
            above, line, below = (
                self._normalizer.normalize(piece).text
                for piece in (text[before:start], text[start:end], text[end : end + BELOW])
            )
            number = NUMBER.match(line.characters)
            heading = line.characters[number.end() :] if number else line.characters
            window = f"{above.characters}{heading}{below.characters}"
            title = self._identity.titles.heading(window, len(above.characters), self._is_name)
            if title and (title.is_named or not (title.who or number)):
                joined = title.line_start < len(above.characters)
                begin = before + above.source_offset(title.line_start) if joined else start
                yield Heading(begin, title, self._organ(title.who))

    def _reports(self, text: str, headings: list[Heading]) -> Iterator[Stretch]:
        """The headings of reports that differ from all before them, with where their text ends."""
        others = headings[:1] + [heading for before, heading in pairwise(headings) if self._is_other(before, heading)]
        known: list[Heading] = []
        for heading, end in zip(others, [*(other.start for other in others[1:]), len(text)], strict=True):
            is_new = all(self._is_other(one, heading) for one in known)
            if is_new and self._is_report(text[heading.start : end], heading):
                known.append(heading)
                yield Stretch(heading, end)

    def _is_report(self, text: str, heading: Heading) -> bool:
        """Whether a text reads like a report from its beginning: a part of one goes on with its second section."""
        characters = self._normalizer.normalize(text).text.characters
        body = characters[len(heading.title.words) :]
        numbered = FIRST_NUMBER.search(body)
        return (
            len("".join(body[: 4 * BODY].split())) >= BODY
            and len(STOPS.findall(body, 0, OPENING)) >= SENTENCES
            and (numbered is None or numbered[1] == "一")
            and self._identity.classes.groups(body) >= GROUPS
        )

    def _is_other(self, one: Heading, another: Heading) -> bool:
        """Whether two titles are of different reports; what a title leaves out may be that of the other."""
        if one.title.year and another.title.year and one.title.year != another.title.year:
            return True
        return one.organ is not None and another.organ is not None and not self._is_same(one.organ, another.organ)

    def _is_same(self, one: Organ, another: Organ) -> bool:
        """Whether two names are of one organ: 财政局 and 武汉市财政局, 延边州 and 延边朝鲜族自治州人民政府."""
        if one.name.endswith(another.name) or another.name.endswith(one.name):
            return True
        are_places = all(organ.issuer_type == "government" and not organ.is_township for organ in (one, another))
        if not (one.places and another.places) or not (are_places or one.rest == another.rest):
            return False
        divisions, others = (set(self._gazetteer.settle(organ.places, None, "")) for organ in (one, another))
        return not divisions.isdisjoint(others)

    def _is_name(self, phrase: str) -> bool:
        return self._organ(phrase) is not None

    def _organ(self, phrase: str) -> Organ | None:
        return self._identity.issuers.parse(phrase, self._gazetteer) if phrase else None


def _cut(document: Document, starts: list[int]) -> Iterator[Document]:
    """A document for each part, numbered from 1."""
    locators, above = document.locators, 0
    for part, (start, end) in enumerate(pairwise([*starts, len(document.text)]), 1):
        document_id = f"{document.document_id}.{part}"
        text = document.text[start:end]
        lines = f"{locators} lines:{above}:0:0"
        yield msgspec.structs.replace(
            document, document_id=document_id, part=part, part_start=start, text=text, locators=lines.strip()
        )
        above += text.count("\n")
