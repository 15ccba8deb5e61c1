"""Which official form a report uses, judged by the words of the form that is there."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.forms import CompiledEdition
from gongkai.labels import LabelFinder


class EditionFinding(NamedTuple):
    """An edition and how it is known: by its `form` or by the `report_year`."""

    edition: CompiledEdition
    basis: str


# So many more of its words must a text have for an edition than for that of its year: prose has a few of them too.
WORDS_AGAINST_YEAR = 2
# So many for an edition that was made after its year, which can only be if the year is read wrong.
WORDS_BEFORE_FIRST_YEAR = 6


class EditionRecognizer:
    """Knows the words that only one edition prints, or two, and the years of each."""

    def __init__(self, editions: Sequence[CompiledEdition]) -> None:
        self._editions = editions
        printed_by: dict[str, list[int]] = {}
        for number, edition in enumerate(editions):
            for word in edition.recognize:
                printed_by.setdefault(word, []).append(number)
        self._finder = LabelFinder((word, (word, tuple(numbers))) for word, numbers in printed_by.items())

    def recognize(self, characters: str, year: int | None) -> EditionFinding | None:
        """The edition with the most words of its own in the text, else that of the reporting year, if known."""
        words = {found.key for found in self._finder.find(characters)}
        counts = Counter(number for _, numbers in words for number in numbers)
        of_year = next((number for number, edition in enumerate(self._editions) if _is_in_use(edition, year)), None)
        against = 0 if of_year is None else counts[of_year]
        for number, count in sorted(counts.items(), key=lambda own: (-own[1], own[0] != of_year)):
            if number == of_year or count - against >= self._words_needed(number, year):
                return EditionFinding(self._editions[number], "form")
        return EditionFinding(self._editions[of_year], "report_year") if of_year is not None else None

    def _words_needed(self, number: int, year: int | None) -> int:
        if year is None:
            return 1
        return WORDS_BEFORE_FIRST_YEAR if year < self._editions[number].edition.first_year else WORDS_AGAINST_YEAR


def _is_in_use(edition: CompiledEdition, year: int | None) -> bool:
    first, last = edition.edition.first_year, edition.edition.last_year
    return year is not None and first <= year and (last is None or year <= last)
