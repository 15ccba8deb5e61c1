"""What a printed figure may stand for, as `dbt_project/macros/bounds.sql` has it.

Rounded and 约: one unit of the last digit that is not nought, since figures are cut off as often as rounded. 余, 多: up
to one unit of the first digit more (200余 is no 300). 近: half of one less (近100 is more than 50).
"""

from decimal import Decimal

from gongkai.checks.arithmetic import plain_number
from gongkai.records import Approximation

STORED = Decimal("0.000001")  # figures are compared with so many decimals


def lowest(value: Decimal, approximation: Approximation) -> Decimal:
    """The least that a figure may mean.

    >>> [str(lowest(Decimal(12800), word)) for word in ("exact", "about", "at_most")]
    ['12800.000000', '12700.000000', '7800.000000']
    """
    below = {"rounded": _last_unit, "about": _last_unit, "at_most": _half_of_first_unit}
    return (value - (below[approximation](value) if approximation in below else 0)).quantize(STORED)


def highest(value: Decimal, approximation: Approximation) -> Decimal:
    """The most that a figure may mean.

    >>> [str(highest(Decimal(200), word)) for word in ("exact", "rounded", "at_least")]
    ['200.000000', '300.000000', '300.000000']
    """
    above = {"rounded": _last_unit, "about": _last_unit, "at_least": _first_unit}
    return (value + (above[approximation](value) if approximation in above else 0)).quantize(STORED)


def _last_unit(value: Decimal) -> Decimal:
    if value == 0:
        return Decimal(1)
    whole, _, fraction = plain_number(value).partition(".")
    return Decimal(1).scaleb(-len(fraction) if fraction else len(whole) - len(whole.rstrip("0")))


def _half_of_first_unit(value: Decimal) -> Decimal:
    return _first_unit(value) / 2


def _first_unit(value: Decimal) -> Decimal:
    return Decimal(1) if abs(value) < 1 else Decimal(1).scaleb(value.adjusted())
