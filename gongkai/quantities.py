"""Quantities in prose: a number, how exact it is, its scale and its counter word.

`12.85万条`, `200余人次`, `100多万元`, `两次`. What is counted is told by the words around (`claims.py`);
here only what is printed is read. Chinese numerals count events and people; before other words they
mostly number lists (五条, 三个方面).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gongkai.numerals import LONGEST
from gongkai.records import Approximation

COUNTERS = "人次|件次|条次|场次|条|件|项|宗|起|次|个|例|期|份|册|场|篇|人|名|家|张|元|批|封|处|部|页|%"
SCALES = {"": 1, "千": 1000, "万": 10_000, "亿": 100_000_000}
FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# A number that no other one runs into, and behind it its scale and its counter word.
QUANTITY = re.compile(
    r"[\d两一二三四五六七八九十](?<![第一二三四五六七八九十百千.\d].)(?<!\d,.)"
    r"(?>(?:[\d,.]*\d)?(?:(?<=[两一二三四五六七八九十])[一二三四五六七八九十]{0,2}(?=次|场|期|名|件|宗))?)"
    r"(?P<behind_number>)\s*+(?P<scale>[万亿]?)\s*+(?P<more>[余多几来]?)\s*+(?P<scale2>[万亿]?)\s*+"
    rf"(?P<counter>{COUNTERS})(?P<behind>以上|左右)?"
)
# Numbers of a list that share the counter word of the last one: 分别为30、12、4件.
LISTED = re.compile(r"(?<![第\d.,])(?:\d[\d,]*(?:\.\d+)?[、和]){1,8}$")
LIST_REACH = 60
# The end of a line of prose that breaks a number in two; in a shorter line stands a cell.
BROKEN = re.compile(r"[^\n\t|]{10,}?(?<![\d,.])(?P<number>\d[\d,.]*)[ \t]*\r?\n[ \t\u3000]*,?")
UNSURE = re.compile(r"[\u4e00-\u9fff][^\n\t|]*\d[ \t]*\r?\n[ \t\u3000]*,?$")
LINE_REACH = 120
# Thousands parted by spaces: 1 163.
GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
GROUPS_REACH = 12
# What may stand before a number that goes on in a new line.
INDENT = " \t\u3000,"
SIGNS_BEFORE = ("接近", "近", "大约", "约", "约为", "约有", "超过", "超", "突破", "逾", "不足", "不少于", "至少")
BEFORE_REACH = 5
MISSING = re.compile(r"[息请开共计议讼到理布][ \u3000]*(?P<counter>条|件)(?=\s*[,。;、])")
DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SAID: tuple[tuple[frozenset[str | None], Approximation], ...] = (
    (frozenset({*"余多几来", "超过", "超", "突破", "逾", "不少于", "至少", "以上"}), "at_least"),
    (frozenset({"接近", "近", "不足"}), "at_most"),
    (frozenset({"约", "大约", "约为", "约有", "左右"}), "about"),
)


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A printed quantity. `start` to `end` is the number as printed, `stop` lies behind the counter."""

    start: int
    end: int
    stop: int
    value: Decimal | None  # null where the number is missing
    counter: str
    approximation: Approximation


def quantities(characters: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities of `characters[start:end]`, in order.

    >>> [(q.value, q.counter, q.approximation) for q in quantities("共12.85万条,200余人次", 0, 15)]
    [(Decimal('128500.00'), '条', 'rounded'), (Decimal('200'), '人次', 'at_least')]
    >>> [q.value for q in quantities("发布12 345条,另有7 12条", 0, 16)]  # spaces part thousands and nothing else
    [Decimal('12345')]
    """
    read = start
    for match in QUANTITY.finditer(characters, start, end):
        first, last = match.start(), match.start("behind_number")
        if first - read > 1 and characters[first - 1] in "、和" and characters[first - 2].isdigit():
            yield from _listed(characters, max(read, first - LIST_REACH), first, match["counter"])
        read = match.end()
        if first > start and characters[first - 1] in "\n ,\t":
            above = _start_above(characters, start, first)
            if above is None:
                continue
            first = above
        value = number_of("".join(characters[first:last].split()))
        if value is None:
            continue
        scale_before, more, scale_behind, counter, behind = match.group("scale", "more", "scale2", "counter", "behind")
        scale = SCALES[scale_before] * SCALES[scale_behind]
        last = first + len(characters[first : match.start("counter")].rstrip())
        signs = more, behind, _sign_before(characters, first)
        yield Quantity(first, last, match.end(), value * scale, counter, _approximation(signs, scale))


def _listed(characters: str, start: int, first: int, counter: str) -> Iterator[Quantity]:
    """The numbers of a list that ends at `first`, which are counted by the word behind its last number."""
    listed = LISTED.search(characters[start:first])
    for number in FIGURE.finditer(listed.group()) if listed else ():
        begin, end = start + listed.start() + number.start(), start + listed.start() + number.end()  # type: ignore[union-attr]
        if (value := number_of(number.group())) is not None:
            yield Quantity(begin, end, end + 1, value, counter, "exact")


def _start_above(characters: str, start: int, first: int) -> int | None:
    """Where a number begins that a space or the end of a line of prose breaks before `first`; `first` if none is.

    None where it cannot be told whether the digits before belong to it: those of a short line, or of no thousands.
    """
    before = characters[max(start, first - LINE_REACH) : first].rstrip(INDENT)
    if before[-1:].isdigit():
        grouped = GROUPS.search(characters, max(start, first - GROUPS_REACH), first + 4)
        return grouped.start() if grouped and grouped.end() == first + 3 else None
    if not before.endswith("\n"):
        return first
    line = max(characters.rfind("\n", start, characters.rfind("\n", start, first)) + 1, start, first - LINE_REACH)
    broken = BROKEN.fullmatch(characters, line, first)
    if broken:
        return broken.start("number")
    return None if UNSURE.search(characters[line:first]) else first


def missing_numbers(characters: str, start: int, end: int) -> Iterator[Quantity]:
    """Counter words without their number (公开信息条); the span is that of the counter word."""
    for match in MISSING.finditer(characters, start, end):
        first, last = match.span("counter")
        yield Quantity(first, last, last, None, match["counter"], "exact")


def _sign_before(characters: str, first: int) -> str | None:
    near = characters[max(0, first - BEFORE_REACH) : first].rstrip()
    return next((sign for sign in SIGNS_BEFORE if near.endswith(sign)), None) if near.endswith(SIGNS_BEFORE) else None


def number_of(printed: str) -> Decimal | None:
    """An Arabic number with separators, or a Chinese one up to 99; None if it is neither or longer than any figure.

    >>> number_of("1,234"), number_of("两"), number_of("二十"), number_of("十二")
    (Decimal('1234'), Decimal('2'), Decimal('20'), Decimal('12'))
    """
    if len(printed) > LONGEST:
        return None
    if printed.isdecimal():
        return Decimal(printed)
    if printed[0].isdigit():
        return Decimal(printed.replace(",", "")) if FIGURE.fullmatch(printed) else None
    if "十" not in printed:
        return Decimal(DIGITS[printed]) if len(printed) == 1 else None
    tens, _, ones = printed.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return Decimal(DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0))


def _approximation(signs: tuple[str | None, ...], scale: int) -> Approximation:
    if any(signs):
        for said, approximation in SAID:
            if not said.isdisjoint(signs):
                return approximation
    return "rounded" if scale > 1 else "exact"
