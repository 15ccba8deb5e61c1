"""The words of the pages in Chinese and English, and which of the two a reader gets.

Belongs here: choosing and writing words. Does not: the words (`words.yml`), or labels of the codebook, which are
published with the tables.
"""

import functools
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
WORDS = Path(__file__).with_name("words.yml")


@functools.cache
def dictionary() -> dict[str, tuple[str, str]]:
    """Every word of the pages: key to Chinese and English."""
    content = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {f"{group}.{key}": tuple(both) for group, words in content.items() for key, both in words.items()}


class Language:
    """One of the two languages."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._place = LANGUAGES.index(code)

    def __call__(self, key: str, **values: object) -> str:
        """The word of a key, with values in its places.

        >>> Language("en")("list.found", reports=3)
        '3 reports'
        """
        return dictionary()[key][self._place].format(**values)

    def code_name(self, group: str, code: str | None) -> str:
        """The name of a code, or the code itself where it has none."""
        both = dictionary().get(f"{group}.{code}")
        return both[self._place] if both else code or ""

    def place(self, words: str, form: str) -> str:
        """Where a figure stands in a file of a format, in the words of this language.

        >>> Language("zh").place("page 2, table 1, row 5, cell 3", "pdf")
        '第 2 页，表 1 第 5 行第 3 格'
        >>> Language("en").place("line 3, column 9", "text")
        'line 3, character 9'
        """
        numbers = dict(each.split(" ") for each in words.split(", "))
        line = "line" if form == "text" else "text_line"
        kinds = [kind for kind, name in (("page", "page"), ("cell", "table"), (line, "line")) if name in numbers]
        return self("place.and").join(self(f"place.{kind}", **numbers) for kind in kinds)

    def label(self, row: Mapping[str, Any], name: str = "label") -> str:
        """The label of a row in this language, or in the other if there is none."""
        return str(row.get(f"{name}_{self.code}") or row.get(f"{name}_{LANGUAGES[1 - self._place]}") or "")


def preferred(asked: str | None, accepted: str) -> str:
    """The language asked for, or else the first one of the browser's that the pages have, or else Chinese.

    >>> preferred(None, "de-DE,de;q=0.9,en;q=0.8,zh;q=0.7"), preferred("zh", "en"), preferred(None, "")
    ('en', 'zh', 'zh')
    """
    wishes = [asked or "", *(wish.split(";")[0].strip()[:2].lower() for wish in accepted.split(","))]
    return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def number(value: Decimal | int | None) -> str:
    """A figure as people write it; nothing for none.

    >>> number(Decimal("1234567.500000")), number(Decimal("0E-6")), number(None)
    ('1,234,567.5', '0', '')
    """
    if value is None:
        return ""
    whole, _, fraction = f"{value:,f}".partition(".")
    return f"{whole}.{fraction.rstrip('0')}".rstrip(".")
