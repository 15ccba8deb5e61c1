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
HEADING = re.compile(r"([一二三四五六七八九十](?<![^\s。;].)[一二三四五六七八九十]?)\s*[、.](?=([^\n。;]{2,44}))")
TABLE_HEADING = re.compile(r"统\s*计\s*(?:报\s*)?表[ \t]*(?=\n|$)")
TABLE_HEADING_LENGTH = 40
PROSE = re.compile(r"[。,、]")
NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}


class Heading(NamedTuple):
    """A heading and the section it opens."""

    section: str
    start: int
    end: int
    number: int | None = None


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
            heading_number=heading.number,
            source_start=start,
            source_end=stop,
        )

    def _headings(self, characters: str) -> Iterator[Heading]:
        expected = 1
        table = _table_heading(characters)
        for match in HEADING.finditer(characters, 0, table.start if table else len(characters)):
            number = _ordinal(match[1])
            if not expected <= number <= expected + 2:
                continue
            section = self.kind_of(match[2])
            if section:
                expected = number + 1
                yield Heading(section, match.start(), match.end(2), number)
        if table:
            yield table

    def kind_of(self, words: str) -> str | None:
        """The section of the most particular phrase in a heading."""
        found = self._phrases.findall("".join(words.split()))
        return self._section_of[min(found, key=self._order.__getitem__)] if found else None


def _table_heading(characters: str) -> Heading | None:
    """The line that names the statistics table, not before the first quarter of the text."""
    for match in TABLE_HEADING.finditer(characters, len(characters) // 4):
        start = characters.rfind("\n", 0, match.start()) + 1
        line = characters[start : match.end()]
        if len(line) <= TABLE_HEADING_LENGTH and not PROSE.search(line):
            return Heading("statistics_table", start, match.end())
    return None


def _ordinal(numeral: str) -> int:
    if len(numeral) == 1:
        return NUMERALS[numeral]
    return 10 + NUMERALS[numeral[1]] if numeral[0] == "十" else 0
