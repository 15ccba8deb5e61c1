"""Rows whose cells were glued together: `新收申请数量3100004` is 3, 1, 0, 0, 0, 0 and 4.

Some converters drop what stood between the cells. No number begins with a zero, and the sums of a row hold: where that
leaves one way to part the digits, the row is read so; else it stays as it was found, one figure for many cells.
"""

from collections.abc import Iterator
from itertools import islice

from gongkai.layouts.interrupted import Sums, adds_up
from gongkai.layouts.row_labels import FoundRow
from gongkai.layouts.separators import SIGNS
from gongkai.layouts.tokens import Token

# So many rows of a table must be glued for one of them to be parted.
ENOUGH_ROWS = 5
# A longer run of digits has too many ways to part it, and no cell holds a longer number.
LONGEST_RUN, LONGEST_NUMBER = 40, 7


def unglued(characters: str, rows: list[FoundRow], columns: int, sums: Sums) -> list[FoundRow]:
    """The rows, with those parted that were glued, if most of the table was."""
    glued = [row for row in rows if len(row.values) == 1 and is_glued(characters, row.values[0], columns)]
    if len(glued) < ENOUGH_ROWS:
        return rows
    parted = {row.core: parts(row.values[0], columns, sums) for row in glued}
    return [row.with_figures(parted.get(row.core) or row.values) for row in rows]


def is_glued(characters: str, figure: Token, columns: int) -> bool:
    """Whether a figure has digits for several cells and stands right behind its label."""
    is_long = figure.text.isdecimal() and 1 < columns <= len(figure.text) <= LONGEST_RUN
    return is_long and characters[figure.start - 1 : figure.start] not in SIGNS


def parts(figure: Token, columns: int, sums: Sums) -> tuple[Token, ...] | None:
    """The figures of the cells glued together, if there is but one way to part them.

    >>> [part.text for part in parts(Token("number", "3100004", 0, 7), 7, [((1, 2, 3, 4, 5, 6), 7)])]
    ['3', '1', '0', '0', '0', '0', '4']
    >>> [part.text for part in parts(Token("number", "120315", 0, 6), 4, [((1, 2, 3), 4)])]
    ['12', '0', '3', '15']
    >>> parts(Token("number", "2115", 0, 4), 3, [])
    """
    ways = list(islice(_ways(figure.text, columns, sums, ()), 2))
    if len(ways) != 1:
        return None
    tokens, start = [], figure.start
    for number in ways[0]:
        tokens.append(Token("number", number, start, start + len(number)))
        start += len(number)
    return tuple(tokens)


def _ways(digits: str, columns: int, sums: Sums, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every way to part digits into the numbers that still lack, each as long as the sums hold."""
    lacking = columns - len(before)
    if lacking == 0:
        if not digits:
            yield before
        return
    longest = 1 if digits[:1] == "0" else min(len(digits) - lacking + 1, LONGEST_NUMBER)
    for length in range(1, longest + 1):
        numbers = (*before, digits[:length])
        if _may_hold(numbers, sums):
            yield from _ways(digits[length:], columns, sums, numbers)


def _may_hold(numbers: tuple[str, ...], sums: Sums) -> bool:
    """Whether the sums that end with the last number hold."""
    ending = [(addends, whole) for addends, whole in sums if whole == len(numbers) and max(addends) < whole]
    return not ending or all(adds_up(list(map(int, numbers)), *each) for each in ending)
