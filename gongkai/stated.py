"""What prose states, as it is found: a figure or a zero, and whose it is."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.records import Approximation, Scope, ValueStatus
from gongkai.vocabulary import Phrase, ScopeWords


class Found(NamedTuple):
    """A claim in the normalized text: the figure (or the words of the zero) and what it counts."""

    start: int
    end: int
    measure: str
    dimensions: dict[str, str]
    value: Decimal | None
    status: ValueStatus
    approximation: Approximation
    counter: str
    scope: Scope | None
    period: str
    rule: str
    phrase: Phrase | None


class ScopeFinder:
    """Knows the words that say whom a figure counts."""

    def __init__(self, scopes: Sequence[ScopeWords]) -> None:
        # Empty groups say which one matched: a group around the words would hide how they begin.
        self._scopes = re.compile("|".join(f"(?:{each.words})(?P<{each.scope}>)" for each in scopes))

    def of(self, words: str) -> Scope | None:
        """The scope of the last word that names one."""
        found: Scope | None = None
        for match in self._scopes.finditer(words):
            found = match.lastgroup  # type: ignore[assignment]
        return found
