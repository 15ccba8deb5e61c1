"""Which words a pattern cannot match without: a cheap test before the pattern itself is tried."""

import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator, Sequence
from typing import Any

Words = frozenset[str]


def needed_words(pattern: str) -> Words:
    """Words of which every match of `pattern` holds at least one; none where nothing is needed.

    >>> sorted(needed_words("(?:政务|官方)?微博(?:账号)?(?:共)?$")), sorted(needed_words("(?:电话|来电)咨询?"))
    (['微博'], ['来电咨', '电话咨'])
    >>> needed_words("^$")
    frozenset()
    """
    return _needed(parser.parse(pattern).data)


def _needed(items: Sequence[Any]) -> Words:
    """The most telling choice of words in a sequence: long words and few of them."""
    choices = [choice for choice in _choices(items) if choice]
    return max(choices, key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())


def _choices(items: Sequence[Any]) -> Iterator[Words]:
    """The words that each stretch of a sequence needs; neighbours that are plain are put together."""
    stretch: Words = frozenset({""})
    for operation, argument in items:
        plain = _plain(operation, argument)
        if plain:
            stretch = frozenset(before + after for before in stretch for after in plain)
            continue
        yield stretch - {""}
        stretch = frozenset({""})
        if operation is sre.SUBPATTERN:
            yield _needed(argument[3].data)
        elif operation is sre.BRANCH:
            own = [_needed(branch.data) for branch in argument[1]]
            yield frozenset().union(*own) if all(own) else frozenset()
        elif operation is sre.MAX_REPEAT and argument[0] > 0:
            yield _needed(argument[2].data)
    yield stretch - {""}


def _plain(operation: Any, argument: Any) -> Words:
    """All that an operation can match, where that is a few fixed words."""
    if operation is sre.LITERAL:
        return frozenset({chr(argument)})
    if operation is sre.IN and all(kind is sre.LITERAL for kind, _ in argument):
        return frozenset(chr(code) for _, code in argument)
    if operation is sre.SUBPATTERN:
        return _fixed(argument[3].data)
    if operation is sre.BRANCH:
        own = [_fixed(branch.data) for branch in argument[1]]
        return frozenset().union(*own) if all(own) else frozenset()
    return frozenset()


def _fixed(items: Sequence[Any]) -> Words:
    words = frozenset({""})
    for operation, argument in items:
        plain = _plain(operation, argument)
        if not plain:
            return frozenset()
        words = frozenset(before + after for before in words for after in plain)
    return words - {""}
