"""What prose states, as it is found: a figure or a zero, and whose it is."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.records import Approximation, Scope, ValueStatus
from gongkai.vocabulary import Phrase, ScopeWords

WHOLE: Scope = "jurisdiction_aggregate"
# Whose figures the items of a list go on with, if they name nobody.
WHOLES: tuple[Scope, ...] = (WHOLE, "system_wide")
# What joins two words that say whom a figure counts.
JOINED = re.compile(r"[^,。;:]{0,14}[、和及与]各?(?:\d+个)?")
# Between the whole and the first of its parts, and between two of them: 全县19个乡镇、48个县直单位.
FIRST_PART, NEXT_PART = re.compile(r"的?各?(?:\d+个)?"), re.compile(r"[、和及与]各?(?:\d+个)?")


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
        """The scope of the last word that names one; a list that begins with the whole names the whole.

        全区各部门、各镇街 are all of the district.
        """
        found: Scope | None = None
        end, is_first = 0, False
        for match in self._scopes.finditer(words):
            start = match.start()
            if is_first and NEXT_PART.fullmatch(words, end, start):
                found = WHOLE
            elif found != WHOLE or not JOINED.fullmatch(words, end, start):
                is_first = found == WHOLE and FIRST_PART.fullmatch(words, end, start) is not None
                found = match.lastgroup  # type: ignore[assignment]
            end = match.end()
        return found
