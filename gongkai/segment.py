"""Cut a report into its sections by the numbered headings that announce them.

The sections of a document cover it without gaps: what stands before the first heading is
`front_matter`, and once the statistics table begins, nothing after it is a heading.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.normalize import Normalizer
from gongkai.records import Section
from gongkai.text import Text
from gongkai.vocabulary import SectionKind

# A heading is numbered in Chinese and short; in a text without line breaks a space or stop precedes it.
HEADING = re.compile(r"(?:^|(?<=[\s。;]))([一二三四五六七八九十]{1,2})\s*[、.](?=([^\n。;]{2,44}))")
TABLE_HEADING = re.compile(r"(?:^|\n)[^\n。,、]{0,30}?统\s*计\s*(?:报\s*)?表\s*(?=\n|$)")
NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}


class Heading(NamedTuple):
    """A heading and the section it opens."""

    section: str
    start: int
    end: int


class Segmenter:
    """Finds sections by the phrases of `codebook/sections.yml`."""

    def __init__(self, kinds: Sequence[SectionKind], normalizer: Normalizer) -> None:
        phrases = [(normalizer.label(phrase), kind.section) for kind in kinds for phrase in kind.headings]
        self._section_of = dict(reversed(phrases))
        self._phrases = re.compile("|".join(re.escape(phrase) for phrase, _ in phrases))
        self._order = {phrase: rank for rank, (phrase, _) in enumerate(phrases)}

    def sections(self, document_id: str, text: Text) -> tuple[Section, ...]:
        """The sections of a document, in order and without gaps."""
        headings = list(self._headings(text.characters))
        bounds = [Heading("front_matter", 0, 0), *headings]
        ends = [*(heading.start for heading in headings), len(text.characters)]
        found: list[Section] = []
        for heading, end in zip(bounds, ends, strict=True):
            if heading.start < end:
                found.append(self._section(document_id, len(found), text, heading, end))
        return tuple(found)

    def _section(self, document_id: str, index: int, text: Text, heading: Heading, end: int) -> Section:
        start = 0 if index == 0 else text.source_offset(heading.start)
        stop = text.source_length if end == len(text.characters) else text.source_offset(end)
        printed = text.characters[heading.start : heading.end].strip() or None
        return Section(
            document_id=document_id,
            section_index=index,
            section=heading.section,
            heading_zh=printed,
            source_start=start,
            source_end=stop,
        )

    def _headings(self, characters: str) -> Iterator[Heading]:
        expected = 1
        table = TABLE_HEADING.search(characters, len(characters) // 4)
        limit = table.start() if table else len(characters)
        for match in HEADING.finditer(characters, 0, limit):
            number = _ordinal(match[1])
            section = self.kind_of(match[2]) if expected <= number <= expected + 2 else None
            if section:
                expected = number + 1
                yield Heading(section, match.start(), match.end(2))
        if table:
            yield Heading("statistics_table", table.start(), table.end())

    def kind_of(self, words: str) -> str | None:
        """The section of the most particular phrase in a heading."""
        found = self._phrases.findall("".join(words.split()))
        return self._section_of[min(found, key=self._order.__getitem__)] if found else None


def _ordinal(numeral: str) -> int:
    if len(numeral) == 1:
        return NUMERALS[numeral]
    return 10 + NUMERALS[numeral[1]] if numeral[0] == "十" else 0
