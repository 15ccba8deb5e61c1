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
        self._names = [entry.number_class for entry in classes]
        self._before = re.compile(_either([entry.before for entry in classes], "(?:{})$"))
        self._after = re.compile(_either([entry.after for entry in classes], "(?:{})"))

    def find(self, document: Document, text: Text, taken: Mapping[int, int]) -> Iterator[Leftover]:
        """A record for every number that lies in none of `taken`, spans of the normalized text."""
        covered = sorted(taken.items())
        covered.append((len(text.characters), len(text.characters)))
        place = 0
        for match in NUMBER.finditer(text.characters):
            first = match.start()
            while covered[place][1] <= first:
                place += 1
            if first < covered[place][0]:
                yield self._leftover(document, text, first, match.end())

    def classify(self, characters: str, start: int, end: int) -> str:
        """The class of the number `characters[start:end]`."""
        match = self._after.match(characters, end)
        if not match and start and characters[start - 1] not in CELL_BREAKS:
            match = self._before.search(characters[max(0, start - REACH) : start])
        return self._names[(match.lastindex or 1) - 1] if match else UNEXPLAINED

    def _leftover(self, document: Document, text: Text, first: int, last: int) -> Leftover:
        start, end = text.source_span(first, last)
        context = document.text[max(0, start - CONTEXT) : end + CONTEXT]
        kind = self.classify(text.characters, first, last)
        return Leftover(document.document_id, kind, document.text[start:end], start, end, context)


def _either(patterns: Sequence[Sequence[str]], frame: str) -> str:
    """One group per class, so that the number of the group is the rank of the class."""
    return "|".join(f"({frame.format('|'.join(own))})" if own else "((?!))" for own in patterns)
