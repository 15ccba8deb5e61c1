"""Account for every number of a document that became no observation.

Each is given the first class of `codebook/leftovers.yml` whose words stand right behind it, or else
right before it; a number without such words is `unexplained`. Number words (三个, 第十二条) are known by their
patterns. Nothing is dropped: where a text holds more numbers than any report, the rest is counted in one record.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from gongkai.places import Places
from gongkai.records import Leftover
from gongkai.text import Text
from gongkai.vocabulary import LeftoverClass

WORD_BEGINS = re.compile("[第〇零一二两三四五六七八九十百千]")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# No pattern looks farther back than this, or farther ahead than twice as far.
REACH = 24
CONTEXT = 12
# No report has so many numbers; of a text that has more, the rest is counted, not listed.
MOST_LISTED = 10_000
# What stands in another cell says nothing of a number.
CELL_BREAKS = "\n\t|"
UNEXPLAINED = "unexplained"
NOT_LISTED = "not_listed"


class LeftoverFinder:
    """All classes in three patterns: what stands before a number, what stands behind it, and number words."""

    def __init__(self, classes: Sequence[LeftoverClass]) -> None:
        before = [(pattern, entry.number_class) for entry in classes for pattern in entry.before]
        after = [(pattern, entry.number_class) for entry in classes for pattern in entry.after]
        words = [(pattern, entry.number_class) for entry in classes for pattern in entry.words]
        self._before, self._after, self._words = _either(before, "$"), _either(after, ""), _either(words, "")
        self._class_in_words = [number_class for _, number_class in words]
        self._class_before = [number_class for _, number_class in before]
        self._class_after = [number_class for _, number_class in after]

    def find(self, places: Places, text: Text, taken: Mapping[int, int]) -> Iterator[Leftover]:
        """A record for every number that lies in none of `taken`, spans of the normalized text."""
        characters = text.characters
        for matches, class_of in ((NUMBER.finditer(characters), self._class), (self._words_at(characters), self._word)):
            found = _outside(matches, taken)
            for match in islice(found, MOST_LISTED):
                yield _leftover(text, places, *match.span(), class_of(match))
            for match in found:
                count = 1 + sum(1 for _ in found)
                context = f"the first of {count:,} numbers that are not listed: no report has more than {MOST_LISTED:,}"
                yield msgspec.structs.replace(_leftover(text, places, *match.span(), NOT_LISTED), context=context)

    def _words_at(self, characters: str) -> Iterator[re.Match[str]]:
        """The number words of a text; patterns are tried only where one may begin."""
        read = 0
        for begin in WORD_BEGINS.finditer(characters):
            if begin.start() >= read and (match := self._words.match(characters, begin.start())):
                read = match.end()
                yield match

    def _word(self, match: re.Match[str]) -> str:
        return self._class_in_words[(match.lastindex or 1) - 1]

    def _class(self, number: re.Match[str]) -> str:
        characters, (start, end) = number.string, number.span()
        if match := self._after.match(characters, end, end + 2 * REACH):
            return self._class_after[(match.lastindex or 1) - 1]
        near = characters[max(0, start - REACH) : start]
        match = self._before.search(near) if near and near[-1] not in CELL_BREAKS else None
        return self._class_before[(match.lastindex or 1) - 1] if match else UNEXPLAINED


def _outside(found: Iterator[re.Match[str]], taken: Mapping[int, int]) -> Iterator[re.Match[str]]:
    """What is found outside of `taken`."""
    covered = iter([*sorted(taken.items()), (sys.maxsize, sys.maxsize)])
    begin, end = next(covered)
    for match in found:
        first = match.start()
        while end <= first:
            begin, end = next(covered)
        if first < begin:
            yield match


def _leftover(text: Text, places: Places, first: int, last: int, kind: str) -> Leftover:
    document = places.document
    start, end = text.source_span(first, last)
    context = document.text[max(0, start - CONTEXT) : end + CONTEXT]
    return Leftover(document.document_id, kind, document.text[start:end], start, end, context, places.words(start))


def _either(patterns: Sequence[tuple[str, str]], end: str) -> re.Pattern[str]:
    """One empty group behind each pattern tells which matched; a group around it would hide how it begins."""
    return re.compile("|".join(f"(?:{pattern}){end}()" for pattern, _ in patterns) or "(?!)")
