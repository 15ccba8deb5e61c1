"""Account for every number of a document that became no observation.

Each is given the first class of `codebook/leftovers.yml` whose words stand right behind it, or else
right before it; a number without such words is `unexplained`. Nothing is dropped.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from gongkai.records import Document, Leftover
from gongkai.text import Text
from gongkai.vocabulary import LeftoverClass

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# No pattern looks farther back than this.
REACH = 24
CONTEXT = 12
# What stands in another cell says nothing of a number.
CELL_BREAKS = "\n\t|"
UNEXPLAINED = "unexplained"


class LeftoverFinder:
    """All classes in two patterns, for what stands before and behind a number."""

    def __init__(self, classes: Sequence[LeftoverClass]) -> None:
        before = [(pattern, entry.number_class) for entry in classes for pattern in entry.before]
        after = [(pattern, entry.number_class) for entry in classes for pattern in entry.after]
        self._before, self._after = _either(before, "$"), _either(after, "")
        self._class_before = [number_class for _, number_class in before]
        self._class_after = [number_class for _, number_class in after]

    def find(self, document: Document, text: Text, taken: Mapping[int, int]) -> Iterator[Leftover]:
        """A record for every number that lies in none of `taken`, spans of the normalized text."""
        covered = [*sorted(taken.items()), (len(text.characters), len(text.characters))]
        place = 0
        begin, end = covered[0]
        for match in NUMBER.finditer(text.characters):
            first, last = match.span()
            while end <= first:
                place += 1
                begin, end = covered[place]
            if first < begin:
                yield self._leftover(document, text, first, last)

    def classify(self, characters: str, start: int, end: int) -> str:
        """The class of the number `characters[start:end]`."""
        if match := self._after.match(characters, end):
            return self._class_after[(match.lastindex or 1) - 1]
        near = characters[max(0, start - REACH) : start]
        match = self._before.search(near) if near and near[-1] not in CELL_BREAKS else None
        return self._class_before[(match.lastindex or 1) - 1] if match else UNEXPLAINED

    def _leftover(self, document: Document, text: Text, first: int, last: int) -> Leftover:
        start, end = text.source_span(first, last)
        context = document.text[max(0, start - CONTEXT) : end + CONTEXT]
        kind = self.classify(text.characters, first, last)
        return Leftover(document.document_id, kind, document.text[start:end], start, end, context)


def _either(patterns: Sequence[tuple[str, str]], end: str) -> re.Pattern[str]:
    """One empty group behind each pattern tells which matched; a group around it would hide how it begins."""
    return re.compile("|".join(f"(?:{pattern}){end}()" for pattern, _ in patterns) or "(?!)")
