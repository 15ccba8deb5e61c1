"""A comparison of two sums of printed figures: whether it holds, and how it is written out.

Belongs here: the verdict and the formula. Does not: which figures are compared (`forms.py`, `years.py`).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.checks.results import Operand, Status
from gongkai.records import Observation
from gongkai.vocabulary import Operator

BROKEN: dict[Operator, str] = {"=": " ≠ ", "<=": " > ", ">=": " < "}
KEPT: dict[Operator, str] = {"=": " = ", "<=": " ≤ ", ">=": " ≥ "}


class Verdict(NamedTuple):
    """Whether it holds, how it is written, and left side minus right side if all figures are known."""

    status: Status
    formula: str
    difference: Decimal | None


def judge(operands: Sequence[Operand], operator: Operator) -> Verdict:
    """The verdict on a comparison. A blank leaves it open, even if it would hold with a nought there."""
    left, right = ([operand for operand in operands if operand.side == side] for side in ("left", "right"))
    usable = [operand.usability for operand in operands]
    # Blanks are left out, which is what they would do to the balance if they were noughts.
    balance = _sum(left) - _sum(right)
    status = _status(usable, _holds(balance, operator))
    left_value, right_value = (None if _is_open(side) else _sum(side) for side in (left, right))
    relation = BROKEN[operator] if status == "fail" else KEPT[operator]
    closes = status == "pass" and operator == "="
    left_result = "" if len(left) == 1 or left_value is None or (closes and len(right) == 1) else _result(left_value)
    right_result = "" if len(right) < 2 or right_value is None or closes else f"{plain_number(right_value)} = "
    formula = f"{_written(left)}{left_result}{relation}{right_result}{_written(right)}"
    known = left_value is not None and right_value is not None
    return Verdict(status, formula, left_value - right_value if known else None)  # type: ignore[operator]


def marked_of(operands: Sequence[Operand], operator: Operator) -> tuple[Observation, ...]:
    """The figures to look at first: what is too large and what it exceeds, or the sum of the others.

    They are of this year; those of the year before follow them.
    """
    sides = [[each for each in operands if each.side == side] for side in ("right", "left")]
    alone = [side[0] for side in (sides if operator == "=" else reversed(sides)) if len(side) == 1]
    ordered = sorted((*alone, *operands), key=lambda each: each.is_last_year)
    known = list(dict.fromkeys(each.observation.observation_id for each in ordered if each.observation))
    found = {each.observation.observation_id: each.observation for each in operands if each.observation}
    return tuple(found[name] for name in known[: max(1, len(alone))])


def plain_number(value: Decimal) -> str:
    """A decimal as people write it.

    >>> [plain_number(Decimal(text)) for text in ("127.000000", "0.50", "-3", "1E+2", "-0.0")]
    ['127', '0.5', '-3', '100', '0']
    """
    text = f"{value or Decimal(0):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(operand: Operand) -> str:
    """A figure as a formula has it: □ is a blank, — a stroke, ? what is no exact figure."""
    found = operand.observation
    if operand.usability == "exact" and operand.value is not None:
        return f"({plain_number(operand.value)})" if operand.value < 0 else plain_number(operand.value)
    if found and found.value_status in ("blank", "dash"):
        return "□" if found.value_status == "blank" else "—"
    return found.value_text if found and found.value is not None and found.value_text is not None else "?"


def _status(usable: Sequence[str], holds: bool) -> Status:
    blanks = usable.count("blank")
    if "unusable" in usable or blanks == len(usable):
        return "not_assessable"
    if not blanks:
        return "pass" if holds else "fail"
    return "pass_if_blank_is_zero" if holds else "not_assessable"


def _holds(balance: Decimal, operator: Operator) -> bool:
    return balance == 0 if operator == "=" else balance <= 0 if operator == "<=" else balance >= 0


def _is_open(side: Sequence[Operand]) -> bool:
    return any(operand.value is None for operand in side)


def _sum(side: Sequence[Operand]) -> Decimal:
    return sum((operand.coefficient * operand.value for operand in side if operand.value is not None), Decimal(0))


def _written(side: Sequence[Operand]) -> str:
    """The terms of a side with their signs; a side without terms is the constant nought."""
    if not side:
        return "0"
    factors = ("" if abs(each.coefficient) == 1 else f"{abs(each.coefficient)} × " for each in side)
    terms = [
        f"{' − ' if each.coefficient < 0 else ' + '}{factor}{shown(each)}"
        for each, factor in zip(side, factors, strict=True)
    ]
    text = "".join(terms)
    return text[3:] if text.startswith(" + ") else f"−{text[3:]}"


def _result(value: Decimal) -> str:
    return f" = {plain_number(value)}"
