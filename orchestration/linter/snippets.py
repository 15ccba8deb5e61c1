"""A line of a report with a mark under some of its characters.

Belongs here: what fits, and how wide it is. Does not: colours (`text.py`), and what a terminal would obey (`inert.py`).
"""

from typing import NamedTuple

from rich.cells import cell_len

from orchestration.inert import inert

ELLIPSIS = "…"
LEAST_BEFORE = 12  # columns of the line that stay in front of the mark, so that one sees what it belongs to


class Snippet(NamedTuple):
    """A printed line, and the columns that its mark covers."""

    line: str
    before: int
    width: int


def snippet(text: str, start: int, end: int, width: int) -> Snippet:
    """The line around `text[start:end]` in so many columns; the mark ends with the line.

    >>> snippet("第一行\\n收到申请 29 件\\n", 9, 11, 40)
    Snippet(line='收到申请 29 件', before=9, width=2)
    >>> snippet("甲乙丙丁戊己庚辛壬癸" * 4 + "29" + "件" * 40, 40, 42, 30)
    Snippet(line='…戊己庚辛壬癸29件件件件件件件…', before=13, width=2)
    """
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    last = len(text) if last < 0 else last - text.endswith("\r", first, last)
    before, marked, behind = (
        inert(piece)
        for piece in (text[first:start], text[start : min(end, last)], text[min(end, last) : last].rstrip())
    )
    before, marked = before.lstrip(), _first(marked, max(1, width - LEAST_BEFORE))
    room = max(width - cell_len(marked), LEAST_BEFORE)
    if cell_len(before) + cell_len(marked) + cell_len(behind) > width:
        before = _last(before, max(room // 2, room - cell_len(behind)))
        behind = _first(behind, room - cell_len(before))
    return Snippet(f"{before}{marked}{behind}", cell_len(before), max(1, cell_len(marked)))


def _first(text: str, width: int) -> str:
    """As much of the beginning as fits."""
    if cell_len(text) <= width:
        return text
    kept, used = [], cell_len(ELLIPSIS)
    for sign in text:
        used += cell_len(sign)
        if used > width:
            break
        kept.append(sign)
    return "".join(kept) + ELLIPSIS


def _last(text: str, width: int) -> str:
    """As much of the end as fits."""
    return _first(text[::-1], width)[::-1]
