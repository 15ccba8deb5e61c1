"""Marks around figures while a text is made, so that their places are known whatever happens to the text.

A mark is a private-use character that carries a number, closed by another one. Layouts and noise see
marks as letters; in the end `unmarked` takes them out and tells where what they enclosed now stands.
"""

import re

FIRST = 0xF0000
CLOSING = "\U000ffffd"
MARKS = re.compile("[\U000f0000-\U000ffffd]")
Places = dict[int, list[tuple[int, int]]]


def marked(number: int, words: str) -> str:
    """`words` between the marks of `number`."""
    return f"{chr(FIRST + number)}{words}{CLOSING}"


def unmarked(text: str) -> tuple[str, Places]:
    """The text without marks, and the places of each number; a repeated passage has several.

    >>> unmarked("共" + marked(7, "12") + "条")
    ('共12条', {7: [(1, 3)]})
    """
    pieces: list[str] = []
    places: Places = {}
    open_marks: list[tuple[int, int]] = []
    read = written = 0
    for mark in MARKS.finditer(text):
        pieces.append(text[read : mark.start()])
        written += mark.start() - read
        read = mark.end()
        if mark[0] != CLOSING:
            open_marks.append((ord(mark[0]) - FIRST, written))
        else:
            number, start = open_marks.pop()
            places.setdefault(number, []).append((start, written))
    bare = "".join((*pieces, text[read:]))
    return bare, {number: [_tight(bare, *place) for place in own] for number, own in places.items()}


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without the white space that got into it at its ends."""
    words = text[start:end]
    if not words.strip():
        return start, end
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
