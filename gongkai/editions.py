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


class EditionRecognizer:
    """Knows the words that only one edition prints."""

    def __init__(self, editions: Sequence[CompiledEdition]) -> None:
        self._editions = editions
        self._finder = LabelFinder(
            (word, (number, word)) for number, edition in enumerate(editions) for word in edition.recognize
        )

    def recognize(self, characters: str) -> EditionFinding | None:
        """The edition with the most words of its own in the text; None if there is none of any."""
        words = {found.key for found in self._finder.find(characters)}
        counts = Counter(number for number, _ in words)
        return EditionFinding(self._editions[counts.most_common(1)[0][0]], "form") if counts else None


def edition_of_year(year: int | None, editions: Sequence[CompiledEdition]) -> EditionFinding | None:
    """The edition in use for a reporting year, for reports without any form."""
    for edition in editions:
        first, last = edition.edition.first_year, edition.edition.last_year
        if year is not None and first <= year and (last is None or year <= last):
            return EditionFinding(edition, "report_year")
    return None
