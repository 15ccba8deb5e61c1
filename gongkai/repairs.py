"""Which one slip would explain every failure of a table at once: single figures, neighbours, rows.

Belongs here: what may have happened to a figure, and trying it against the arithmetic of the table. Does not: records
(`suggestions.py`), or what a form prescribes (`identities.py`). A blank is never taken for a zero: an equation with one
can neither fail nor support a repair.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.identities import Equation
from gongkai.records import SlipRule

Values = Mapping[str, Decimal | None]  # address of a cell -> its figure; None where there is none to compute with


Figures = tuple[Decimal | None, ...]


class Repair(NamedTuple):
    """What may have happened, and the figures that the cells would then have."""

    rule: SlipRule
    figures: dict[str, Decimal]


def holds(equation: Equation, values: Values) -> bool | None:
    """Whether the figures satisfy an equation; None if one of them is missing."""
    try:
        left, right = sum(map(values.__getitem__, equation.left)), sum(map(values.__getitem__, equation.right))  # type: ignore[arg-type]
    except (KeyError, TypeError):
        return None
    if equation.operator == "=":
        return left == right
    return left <= right if equation.operator == "<=" else left >= right


def single_figures(failing: Sequence[Equation], values: Values, may_have_decimals: frozenset[str]) -> Iterator[Repair]:
    """A figure that stands in every failing equation, with the one value that closes them."""
    exact = [equation for equation in failing if equation.operator == "="]
    for address in sorted(set.intersection(*({*equation.left, *equation.right} for equation in failing))):
        needed = {_needed(equation, address, values) for equation in exact}
        value = needed.pop()
        if needed or value < 0 or (value % 1 and address not in may_have_decimals):
            continue
        yield Repair(slip(values[address] or Decimal(0), value), {address: value})


def _needed(equation: Equation, address: str, values: Values) -> Decimal:
    """What must stand at an address for an equation to close."""
    left, right = (sum(values[term] or Decimal(0) for term in side) for side in (equation.left, equation.right))
    given = values[address] or Decimal(0)
    return given + (right - left if address in equation.left else left - right)


def slip(printed: Decimal, meant: Decimal) -> SlipRule:
    """How the digits printed differ from those that would close.

    >>> [slip(Decimal(a), Decimal(b)) for a, b in ((12, 21), (12, 112), (112, 12), (13, 12), (5, 40))]
    ['digits_transposed', 'digit_missing', 'digit_extra', 'digit_wrong', 'other_figure']
    """
    before, after = f"{printed:f}", f"{meant:f}"
    if len(before) == len(after):
        places = [place for place, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        if len(places) == 1:
            return "digit_wrong"
        first, last = places[0], places[-1]
        is_exchange = len(places) == 2 and last == first + 1 and before[first] == after[last]
        return "digits_transposed" if is_exchange and before[last] == after[first] else "other_figure"
    if len(after) == len(before) + 1 and before in _without_one(after):
        return "digit_missing"
    return "digit_extra" if len(before) == len(after) + 1 and after in _without_one(before) else "other_figure"


def _without_one(digits: str) -> set[str]:
    return {digits[:place] + digits[place + 1 :] for place in range(len(digits))}


def neighbours(pairs: Iterable[tuple[str, str]], failing: Sequence[Equation], values: Values) -> Iterator[Repair]:
    """Two figures beside each other that were exchanged, or whose digits were parted at the wrong place."""
    terms = [{*equation.left, *equation.right} for equation in failing]
    for one, other in pairs:
        first, second = values.get(one), values.get(other)
        if first is None or second is None or first < 0 or second < 0 or first % 1 or second % 1:
            continue
        if not all(one in each or other in each for each in terms):
            continue
        if first != second:
            yield Repair("figures_exchanged", {one: second, other: first})
        for left, right in _partings(f"{first:f}{second:f}"):
            if left != first:
                yield Repair("digits_shifted", {one: left, other: right})


def _partings(digits: str) -> Iterator[tuple[Decimal, Decimal]]:
    """The ways to part digits into two figures without leading zeros."""
    for place in range(1, len(digits)):
        left, right = digits[:place], digits[place:]
        if (left == "0" or left[0] != "0") and (right == "0" or right[0] != "0"):
            yield Decimal(left), Decimal(right)


def rows(row: Sequence[str], printed: Sequence[str]) -> Iterator[tuple[SlipRule | None, Figures]]:
    """How the figures printed in a row may stand in its cells when they are one too few or one too many.

    One too few: two are glued together, or a cell is blank (None). One too many: one figure was broken in two, or one
    does not belong there. Only what is glued or broken has a rule; the others are what speaks against it.
    """
    figures: Figures = tuple(map(Decimal, printed))
    for place, digits in enumerate(printed):
        before, after = figures[:place], figures[place + 1 :]
        if len(printed) == len(row) - 1:
            for left, right in _partings(digits):
                yield "figures_glued", (*before, left, right, *after)
            yield None, (*before, None, figures[place], *after)
        else:
            yield None, (*before, *after)
            if after and digits != "0":
                yield "figure_broken", (*before, Decimal(digits + printed[place + 1]), *after[1:])
    if len(printed) == len(row) - 1:
        yield None, (*figures, None)


def may_hold(equation: Equation, values: Values) -> bool:
    """Whether an equation holds, or could once its blanks are filled with figures that are not negative."""
    result = holds(equation, values)
    if result is not None:
        return result
    sides = [[values.get(term) for term in side] for side in (equation.left, equation.right)]
    left, right = (sum(value for value in side if value is not None) for side in sides)
    left_is_open, right_is_open = (None in side for side in sides)
    if equation.operator == "=":
        return (right_is_open or left <= right) and (left_is_open or right <= left)
    return left <= right or right_is_open if equation.operator == "<=" else left >= right or left_is_open
