"""Rows whose cells were glued together: `新收申请数量3100004` is 3, 1, 0, 0, 0, 0 and 4.

Some converters drop what stood between the cells. No number begins with a zero, and the sums of a row hold: where that
leaves one way to part the digits, the row is read so; else it stays as it was found, one figure for many cells.
"""

from collections.abc import Iterator
from itertools import islice

from gongkai.layouts.interrupted import Sums
from gongkai.layouts.row_labels import FoundRow
from gongkai.layouts.separators import SIGNS
from gongkai.layouts.tokens import Token

# So many rows of a table must be glued for one of them to be parted.
ENOUGH_ROWS = 5
# No row has a longer run of digits, and no cell a longer number.
LONGEST_RUN, LONGEST_NUMBER = 40, 7
# So many numbers are tried before a run is left as it is: a long one without zeros has millions of ways to part it.
MOST_TRIES = 3000


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
    tries = iter(range(MOST_TRIES))
    ways = list(islice(_ways(figure.text, columns, sums, (), tries), 2))
    if len(ways) != 1 or next(tries, None) is None:
        return None
    tokens, start = [], figure.start
    for number in ways[0]:
        tokens.append(Token("number", number, start, start + len(number)))
        start += len(number)
    return tuple(tokens)


def _ways(
    digits: str, columns: int, sums: Sums, before: tuple[str, ...], tries: Iterator[int]
) -> Iterator[tuple[str, ...]]:
    """Every way to part digits into the numbers that still lack, as long as the sums hold and there are tries."""
    if len(before) == columns:
        if not digits:
            yield before
        return
    for number in _next(digits, columns - len(before), sums, before):
        if next(tries, None) is not None:
            yield from _ways(digits[len(number) :], columns, sums, (*before, number), tries)


def _next(digits: str, lacking: int, sums: Sums, before: tuple[str, ...]) -> Iterator[str]:
    """What digits may begin with: the one number that the sums ask for, else any that leaves enough for the others."""
    place = len(before) + 1
    asked = {sum(int(before[part - 1]) for part in parts) for parts, whole in sums if whole == place > max(parts)}
    if asked:
        number = str(min(asked))
        if len(asked) == 1 and digits.startswith(number):
            yield number
        return
    shortest = max(1, len(digits) - (lacking - 1) * LONGEST_NUMBER)
    longest = 1 if digits[:1] == "0" else min(len(digits) - lacking + 1, LONGEST_NUMBER)
    for length in range(shortest, longest + 1):
        yield digits[:length]
