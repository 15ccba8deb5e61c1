"""What an engine hands out: the verdict of a rule on a report, and the figures it was reached with."""

from decimal import Decimal
from typing import Literal

from gongkai.records import Observation, Record, ValueStatus
from gongkai.rules import Family
from gongkai.vocabulary import Severity

Status = Literal["pass", "fail", "pass_if_blank_is_zero", "not_assessable"]

Usability = Literal["exact", "blank", "unusable"]


class Operand(Record, frozen=True):
    """A figure in a comparison; without an observation the report has no such cell."""

    side: str
    coefficient: int
    label_zh: str
    observation: Observation | None
    is_last_year: bool = False

    @property
    def value(self) -> Decimal | None:
        """The figure, if there is one."""
        return self.observation.value if self.observation else None

    @property
    def value_status(self) -> ValueStatus | Literal["not_in_report"]:
        """How the figure is stated."""
        return self.observation.value_status if self.observation else "not_in_report"

    @property
    def usability(self) -> Usability:
        """Whether it can be computed with, would have to be taken for nought, or neither."""
        found = self.observation
        if found and found.value is not None and found.approximation == "exact":
            return "exact"
        return "blank" if found and found.value_status in ("blank", "dash") else "unusable"


class Result(Record, frozen=True):
    """The verdict of one rule on one report; `instance` is the column, row, section or pair it is about.

    The offsets are those of the figure or words to look at, null if there are none.
    """

    document_id: str
    result_id: str  # as in the marts: <document_id>/<rule>/<instance>, of a comparison the ids of both figures
    family: Family
    rule: str
    instance: str
    instance_label_zh: str | None
    severity: Severity
    status: Status
    operands: tuple[Operand, ...] = ()
    marked: tuple[Observation, ...] = ()  # of the operands those to look at first
    formula: str | None = None
    difference: Decimal | None = None
    expected: str | None = None
    found: str | None = None
    other_document_id: str | None = None
    source_start: int | None = None
    source_end: int | None = None
