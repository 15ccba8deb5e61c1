"""Split what stands between two labels of a form into figures, strokes, units, notes and words."""

import re
from functools import cache
from typing import Literal

import msgspec

TokenKind = Literal["number", "dash", "unit", "note", "words"]

UNITS = "人次|万元|亿元|千元|元|条|件|宗|次|篇|个|人|名|项|期|份|册|张|家|场|起"
# A figure may carry a sign, thousands separators and its unit; a number before a stop and words is
# the ordinal of a label, one before 年, 月, 日, 号 or % is no count. A note may count (计1条); brackets
# with other figures in them are a label that wraps around its row. Page numbers are no tokens.
TOKEN = re.compile(
    r"(?P<page>(?<=\n)[ \t]*[-—–]+ *\d{1,3} *[-—–]+[ \t]*(?=\r?\n|$)"
    r"|第\s*\d{1,3}\s*页(?:\s*[,/]?\s*共\s*\d{1,3}\s*页)?)"
    r"|(?P<number>(?>(?:[+-](?=\d)|[增减](?=\d))?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?))"
    rf"(?!\s*[年月日号%])(?![.、)]\s*[\u4e00-\u9fff\"“《(])(?:\s?(?P<attached>{UNITS})(?![\u4e00-\u9fff]))?"
    r"|(?P<note>\((?=[^)]*[\u4e00-\u9fff])[^()\d]{1,80}(?:\d+[条次件个][^()\d]{0,40})?\))"
    rf"|(?P<unit>(?:{UNITS})(?![\u4e00-\u9fff]))"
    r"|(?P<dash>[—–]+|(?<![^\s|])-{1,2}(?![^\s|])|(?<![^\s|])[/\\](?![^\s|])|(?<![^\s|])无(?![^\s|]))"
    r"|(?P<words>[\u4e00-\u9fffA-Za-z“《\"(][^\s\d|—–(]*)"
)


class Token(msgspec.Struct, frozen=True, gc=False):
    """A piece of the normalized text. `unit` is the unit printed right behind a figure."""

    kind: TokenKind
    text: str
    start: int
    end: int
    unit: str | None = None


def tokens(characters: str, start: int, end: int) -> list[Token]:
    """The tokens of `characters[start:end]`, in order."""
    found = []
    for match in TOKEN.finditer(characters, start, end):
        kind = match.lastgroup
        if kind == "attached":
            found.append(Token("number", match["number"], *match.span("number"), match["attached"]))
        elif kind != "page":
            found.append(Token(kind, match[0], *match.span()))  # type: ignore[arg-type]
    return found


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
