"""What a generated text states: the figures a reader must find, and nothing else.

Belongs here: the records and their numbering. How figures are worded is in `numbers.py`.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from tests.generator.marks import marked


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, a zero in words or a missing number; `place` is where it is printed (several if repeated)."""

    number: int
    measure: str | None  # for a cell None: it is known by its reference
    table_ref: str | None
    value: Decimal | None
    status: str
    printed: str  # the digits; for a zero in words the empty string, its place is the sentence
    approximation: str = "exact"
    scope: str | None = None  # None where the words leave it open
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Ledger:
    """The facts of one text as they are printed into it."""

    facts: list[Fact] = field(default_factory=list)

    def claim(
        self,
        measure: str,
        value: Decimal | None,
        status: str,
        words: str,
        printed: str,
        approximation: str = "exact",
        scope: str | None = None,
        dimensions: tuple[tuple[str, str], ...] = (),
    ) -> str:
        """Note a claim and return its words with marks."""
        number = len(self.facts)
        self.facts.append(Fact(number, measure, None, value, status, printed, approximation, scope, dimensions))
        return marked(number, words)

    def cell(self, table_ref: str, printed: str | None) -> str:
        """Note a value cell and return what is printed in it, with marks."""
        number = len(self.facts)
        value = Decimal(printed.replace(",", "")) if printed else None
        self.facts.append(Fact(number, None, table_ref, value, "reported" if printed else "blank", printed or ""))
        return marked(number, printed) if printed else ""
