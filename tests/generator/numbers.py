"""How offices print a number in prose: digits, Chinese numerals, 万, thousands separators, and how sure it is."""

import random
from decimal import Decimal
from typing import NamedTuple

NUMERALS = "零一二三四五六七八九十"
EVENTS = frozenset("次场期")  # only these are commonly counted in Chinese numerals
BEFORE = {"近": "at_most", "约": "about", "大约": "about", "超过": "at_least", "逾": "at_least"}
BEHIND = {"余": "at_least", "多": "at_least"}


class Wording(NamedTuple):
    """A printed number: what stands before the figure, the figure itself, what follows the counter word."""

    before: str
    figure: str
    digits: str
    after: str
    value: Decimal
    approximation: str


def worded(value: int, counter: str, loose: bool, dice: random.Random) -> Wording:
    """`value` as it may be printed; `loose` measures may be told approximately."""
    if loose and dice.random() < 0.22:
        return _approximate(value, dice)
    if len(counter) == 1 and counter in EVENTS and 1 <= value <= 10 and dice.random() < 0.2:
        numeral = "两" if value == 2 else NUMERALS[value]
        return Wording("", numeral, numeral, "", Decimal(value), "exact")
    digits = f"{value:,}" if value >= 1000 and dice.random() < 0.06 else str(value)
    return Wording("", digits, digits, "", Decimal(value), "exact")


def _approximate(value: int, dice: random.Random) -> Wording:
    if value >= 10_000:
        return _in_ten_thousands(value, dice)
    if value < 10:
        return Wording("", str(value), str(value), "", Decimal(value), "exact")
    step = 10 if value < 300 else 100
    value = value // step * step or value
    digits = str(value)
    way = dice.random()
    if way < 0.5:
        behind = dice.choice(tuple(BEHIND))
        return Wording("", digits + behind, digits, "", Decimal(value), BEHIND[behind])
    if way < 0.85:
        before = dice.choice(tuple(BEFORE))
        return Wording(before, digits, digits, "", Decimal(value), BEFORE[before])
    return Wording("", digits, digits, "以上", Decimal(value), "at_least")


def _in_ten_thousands(value: int, dice: random.Random) -> Wording:
    if dice.random() < 0.6:
        tens = Decimal(value).scaleb(-4).quantize(Decimal(dice.choice(("0.1", "0.01"))))
        return Wording("", f"{tens}万", str(tens), "", tens * 10_000, "rounded")
    whole = str(value // 10_000)
    behind = dice.choice(tuple(BEHIND))
    return Wording("", f"{whole}万{behind}", whole, "", Decimal(whole) * 10_000, BEHIND[behind])
