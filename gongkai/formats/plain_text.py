"""Plain text in the encodings Chinese sites use.

A byte order mark decides, then UTF-8, which hardly anything else fits by chance. Otherwise the encoding the file
declares and the old Chinese ones are tried on the whole file, and of those that fit, the one whose characters are
common in these reports wins. A file pasted together from several encodings is decoded line by line.
"""

import codecs
import re
from collections.abc import Iterator

from gongkai.formats.refusals import UnreadableError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Big5 as Hong Kong extends it comes after Big5, some of whose signs it gives other characters.
CHINESE = ("gb18030", "big5", "big5hkscs")
WIDE = ("utf-16-le", "utf-16-be")
# What files call an encoding -> the one that holds all its characters.
DECLARED = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "windows-936", "x-gbk", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cp950", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-16"),
}
# Characters of every report in both scripts: they tell GB18030 from Big5 and either from chance.
COMMON = frozenset("的公开信息政府年度报告申请情况和条例公開資訊報告申請情況與條中一不为為在是工作")
CONTROL = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f\v\x1a\x1b\x1c\x1d\x1e\x1f")
STRAY = 0.01  # share of control characters that slip into a text from programs for writing
DAMAGED = 0.1  # share of the lines with foreign bytes that a text in several encodings may have
SOME_UTF_8 = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|[\xef][\xbc-\xbd][\x80-\xbf]){4}")
# A truncated file may end inside a character; more than that is damage.
TAIL = 4


def decode_text(data: bytes, file_name: str, declared: str | None = None) -> tuple[str, str]:
    """The text and the encoding that gave it. Raises UnreadableError if no encoding does."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"), encoding, file_name)
    text = _decoded(data, "utf-8")
    if text is not None and "\0" not in text:
        return _checked(text, "utf-8", file_name)
    candidates = list(_candidates(data, DECLARED.get((declared or "").strip().lower())))
    if text is not None:  # Latin letters and digits of UTF-16 are valid UTF-8 too, with zeros between them
        candidates.append((text, "utf-8"))
    if SOME_UTF_8.search(data) and (mixed := _by_line(data)) is not None:
        candidates.append((mixed, "mixed"))
    if not candidates:
        raise UnreadableError(
            "unreadable", f"{file_name}: no Chinese encoding fits the bytes; it is damaged or no text, get it again"
        )
    text, encoding = max(candidates, key=_likeness) if len(candidates) > 1 else candidates[0]
    return _checked(text, encoding, file_name)


def _candidates(data: bytes, declared: str | None) -> Iterator[tuple[str, str]]:
    """The texts that the old encodings make of the bytes, the declared one first: it wins where two are alike."""
    is_wide = b"\0" in data  # as every digit and line end of UTF-16 has one
    names = (*CHINESE, *(WIDE if is_wide else ()))
    found: set[str] = set()
    for name in sorted(names, key=lambda name: name != declared):
        if name == "big5hkscs" and "big5" in found:
            continue
        text = _decoded(data, name)
        if text and (name not in WIDE or _is_wide(text, data)):
            found.add(name)
            yield text, name


def _is_wide(text: str, data: bytes) -> bool:
    """Whether UTF-16 makes words of the bytes: Chinese ones, or Latin ones, every second byte of which is zero."""
    return _likeness((text, "")) > 0 or data.count(0) * 4 >= len(data)


def _decoded(data: bytes, encoding: str) -> str | None:
    """`data` decoded strictly, but for a character cut off at the very end."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(data) - TAIL:
            return None
        return data[: error.start].decode(encoding)


def _by_line(data: bytes) -> str | None:
    """Each line in the first encoding that fits; None if more than a few fit none."""
    lines = data.split(b"\n")
    decoded: list[str] = []
    damaged = 0
    for line in lines:
        tries = (_strict(line, name) for name in ("utf-8", "gb18030", "big5hkscs"))
        text = next((text for text in tries if text is not None), None)
        damaged += text is None
        decoded.append(line.decode("utf-8", errors="replace") if text is None else text)
    return "\n".join(decoded) if damaged <= DAMAGED * len(lines) else None


def _strict(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likeness(candidate: tuple[str, str]) -> float:
    """How much a text is like a report: the share of its common characters, less that of its control characters."""
    text, _ = candidate
    return (sum(map(text.count, COMMON)) - sum(map(text.count, CONTROL))) / len(text)


def _checked(text: str, encoding: str, file_name: str) -> tuple[str, str]:
    """Refuse what decodes but is no text: control characters give it away."""
    stray = CONTROL.intersection(text)
    if stray and sum(map(text.count, stray)) > STRAY * len(text):
        raise UnreadableError(
            "unreadable", f"{file_name}: it holds control characters as programs and pictures do; it is no text file"
        )
    return text, encoding
