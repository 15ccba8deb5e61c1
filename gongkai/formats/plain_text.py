"""Plain text in the encodings Chinese sites use.

A byte order mark decides; otherwise each encoding is tried on the whole file, and where both of the
old Chinese ones fit, the one whose characters are common in these reports wins.
"""

import codecs

from gongkai.formats.refusals import UnreadableError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Characters of every report in both scripts: they tell GB18030 from Big5.
COMMON = frozenset("的公开信息政府年度报告申请情况和条例公開資訊報告申請情況與條中一不为為在是工作")
CONTROL = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f\v\x1a\x1b\x1c\x1d\x1e\x1f")
# A truncated file may end inside a character; more than that is damage.
TAIL = 4


def decode_text(data: bytes, file_name: str) -> tuple[str, str]:
    """The text and the encoding that gave it. Raises UnreadableError if no encoding does."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"), encoding, file_name)
    text = _decoded(data, "utf-8")
    if text is not None:
        return _checked(text, "utf-8", file_name)
    candidates = [(text, name) for name in ("gb18030", "big5") if (text := _decoded(data, name)) is not None]
    if not candidates:
        raise UnreadableError(
            "unreadable", f"{file_name}: no Chinese encoding fits the bytes; it is damaged or no text, get it again"
        )
    text, encoding = max(candidates, key=lambda candidate: _commonness(candidate[0]))
    return _checked(text, encoding, file_name)


def _decoded(data: bytes, encoding: str) -> str | None:
    """`data` decoded strictly, but for a character cut off at the very end."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(data) - TAIL:
            return None
        return data[: error.start].decode(encoding)


def _commonness(text: str) -> float:
    return sum(character in COMMON for character in text) / len(text)


def _checked(text: str, encoding: str, file_name: str) -> tuple[str, str]:
    """Refuse what decodes but is no text: control characters give it away."""
    if CONTROL.intersection(text):
        raise UnreadableError(
            "unreadable", f"{file_name}: it holds control characters as programs and pictures do; it is no text file"
        )
    return text, encoding
