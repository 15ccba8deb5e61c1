"""Printed figures as exact numbers.

Most figures of a form are small and come again and again, so they are remembered.
"""

import re
from decimal import Decimal
from functools import lru_cache

FIGURE = re.compile(r"(?P<sign>[+-]|增|减)?\s*(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)")
# Characters of the longest figure; nothing in a report counts as far, and tables hold numbers of 32 digits.
LONGEST = 20


@lru_cache(maxsize=4096)
def parse_figure(text: str) -> Decimal | None:
    """The number a figure states, or None if it is none.

    >>> parse_figure("1,234"), parse_figure("-62"), parse_figure("减62"), parse_figure("00"), parse_figure("7" * 30)
    (Decimal('1234'), Decimal('-62'), Decimal('-62'), Decimal('0'), None)
    """
    if len(text) > LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return Decimal(int(text))
    match = FIGURE.fullmatch(text.strip())
    if not match:
        return None
    number = Decimal(match["digits"].replace(",", ""))
    return -number if match["sign"] in ("-", "减") else number
