"""Texts of documents and names of files as a terminal may show them.

Belongs here: what must not reach a terminal. Does not: what a spreadsheet would obey (`models/sheets.py`).
"""

import json
import unicodedata

from rich.markup import escape


def inert(text: str) -> str:
    """The text with everything that moves a cursor, turns a line around or hides made visible or dropped.

    >>> inert("1\\t2\\x1b[31m3\\u202e4\\u200b")
    '1  2␛[31m3�4�'
    """
    return "".join(map(_inert, text))


def shown(text: str) -> str:
    """A name or a text of a document as Rich is to print it: it may be made of anything, its mark-up too."""
    return escape(inert(text))


def _inert(sign: str) -> str:
    if sign.isprintable() or sign == "\u3000":
        return sign
    if sign in "\t\n":
        return "  " if sign == "\t" else " "
    if sign < " ":
        return chr(0x2400 + ord(sign))
    return " " if unicodedata.category(sign) == "Zs" else "�"


def escaped(document: str) -> str:
    """A JSON document in which what a terminal would obey, such as \\x9b or U+202E, is written as JSON writes it."""
    return "".join(sign if sign in "\n\u3000" or sign.isprintable() else json.dumps(sign)[1:-1] for sign in document)
