"""Split what stands between two labels of a form into figures, strokes, units, notes and words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

TokenKind = Literal["number", "dash", "unit", "note", "words"]

UNITS = "人次|万元|亿元|千元|元|条|件|宗|次|篇|个|人|名|项|期|份|册|张|家|场|起"
# A figure may carry a sign, thousands separators and its unit; a number before a stop and words is
# the ordinal of a label, one before 年, 月, 日, 号 or % is no count.
DIGITS = r"\d(?>(?:\d{0,2}(?:,\d{3})+(?!\d)|\d*)(?:\.\d+)?)"
BEHIND_FIGURE = r"(?!\s*[年月日号%])(?![.、)]\s*[\u4e00-\u9fff\"“《(])" rf"(?:\s?({UNITS})(?![\u4e00-\u9fff]))?"
# What may stand between two labels, and its kind; the group of an attached unit follows that of its figure. What
# is met most comes first, and each begins with a character wherever it can, so that the others are passed over at
# once. A note may count (计1条); brackets with other figures in them are a label that wraps around its row.
PIECES: tuple[tuple[str, tuple[TokenKind | None, ...]], ...] = (
    (f"{DIGITS}(){BEHIND_FIGURE}", ("number", "number")),
    (r"[\u4e00-\u9fffA-Za-z“《\"](?<![第无增减人万亿千元条件宗次篇个名项期份册张家场起])[^\s\d|—–(]*()", ("words",)),
    (r"(?<=\n)[ \t]*[-—–]+ *\d{1,3} *[-—–]+[ \t]*(?=\r?\n|$)()", (None,)),  # the number of a page
    (r"第\s*\d{1,3}\s*页(?:\s*[,/]?\s*共\s*\d{1,3}\s*页)?()", (None,)),
    (rf"[+\-增减](?=\d){DIGITS}(){BEHIND_FIGURE}", ("number", "number")),
    (r"\((?=[^)]*[\u4e00-\u9fff])[^()\d]{1,80}(?:\d+[条次件个][^()\d]{0,40})?\)()", ("note",)),
    (rf"(?:{UNITS})(?![\u4e00-\u9fff])()", ("unit",)),
    (r"(?:[/\\](?=[/\\])|(?<=[/\\])[/\\])()", ("dash",)),  # of cells glued together
    (r"(?:[—–]+|(?<![^\s|])-{1,2}(?![^\s|])|(?<![^\s|])[/\\](?![^\s|])|(?<![^\s|])无(?![^\s|]))()", ("dash",)),
    (r"[\u4e00-\u9fffA-Za-z“《\"(][^\s\d|—–(]*()", ("words",)),
)
TOKEN = re.compile("|".join(pattern for pattern, _ in PIECES))
KIND_OF_GROUP = (None, *(kind for _, kinds in PIECES for kind in kinds))


class Token(msgspec.Struct, frozen=True, gc=False):
    """A piece of the normalized text. `unit` is the unit printed right behind a figure."""

    kind: TokenKind
    text: str
    start: int
    end: int
    unit: str | None = None


def tokens(characters: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of `characters[start:end]`, in order."""
    for match in TOKEN.finditer(characters, start, end):
        first, last = match.span()
        group = match.lastindex or 0
        kind = KIND_OF_GROUP[group]
        attached = match[group] or None
        if attached:
            last = match.end(group - 1)
        if kind:
            yield Token(kind, characters[first:last], first, last, attached)


@cache
def _plain_pattern(columns: int, code: str) -> re.Pattern[str]:
    figure = r"[\s|]+(-?\d+)"
    note = r"(?:\s*\((?=[^)]*[\u4e00-\u9fff])[^()\d]{1,80}(?:\d[条次件个][^()\d]{0,40})?\))?"
    unit = rf"[\s|]*(?:{UNITS})?"
    coded = rf"(?:[\s|]*{code}{unit})?" if code else ""
    return re.compile(rf"数?{note}{unit}{coded}{figure * columns}[\s|]*")


def plain_row(characters: str, start: int, end: int, columns: int, code: str) -> tuple[Token, ...]:
    """The figures of a complete row in which only its unit and code stand; none if it is not so plain.

    Most rows are: one match finds what `tokens` would find piece by piece.
    """
    match = _plain_pattern(columns, code).fullmatch(characters, start, end)
    if not match:
        return ()
    return tuple(
        Token("number", figure, first, last)
        for figure, (first, last) in zip(match.groups(), match.regs[1:], strict=True)
    )
