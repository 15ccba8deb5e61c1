"""Account for every number of a document that became no observation.

Each is given the first class of `codebook/leftovers.yml` whose words stand right behind it, or else
right before it; a number without such words is `unexplained`. Nothing is dropped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.records import Document, Leftover
from gongkai.text import Text
from gongkai.vocabulary import LeftoverClass

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# No pattern looks farther back than this.
REACH = 24
CONTEXT = 12
UNEXPLAINED = "unexplained"


class LeftoverFinder:
    """All classes in two patterns, for what stands before and behind a number."""

    def __init__(self, classes: Sequence[LeftoverClass]) -> None:
        self._names = [entry.number_class for entry in classes]
        self._before = re.compile(_either([entry.before for entry in classes], "(?:{})$"))
        self._after = re.compile(_either([entry.after for entry in classes], "(?:{})"))

    def find(self, document: Document, text: Text, taken: Iterable[tuple[int, int]]) -> Iterator[Leftover]:
        """A record for every number outside `taken`, spans of the document."""
        ends = dict(taken)
        covered_to = 0
        for match in NUMBER.finditer(text.characters):
            start, end = text.source_span(*match.span())
            covered_to = max(covered_to, ends.get(start, 0))
            if start >= covered_to:
                yield self._leftover(document, start, end, self.classify(text.characters, *match.span()))

    def classify(self, characters: str, start: int, end: int) -> str:
        """The class of the number `characters[start:end]`."""
        match = self._after.match(characters, end) or self._before.search(characters[max(0, start - REACH) : start])
        return self._names[(match.lastindex or 1) - 1] if match else UNEXPLAINED

    @staticmethod
    def _leftover(document: Document, start: int, end: int, number_class: str) -> Leftover:
        return Leftover(
            document_id=document.document_id,
            number_class=number_class,
            value_text=document.text[start:end],
            source_start=start,
            source_end=end,
            context=document.text[max(0, start - CONTEXT) : end + CONTEXT],
        )


def _either(patterns: Sequence[Sequence[str]], frame: str) -> str:
    """One group per class, so that the number of the group is the rank of the class."""
    return "|".join(f"({frame.format('|'.join(own))})" if own else "((?!))" for own in patterns)
