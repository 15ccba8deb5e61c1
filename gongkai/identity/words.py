"""The words of `codebook/identity.yml` as frozen, checked objects.

Belongs here: the shape of the file and loading it. What the words mean is compiled by the modules that
read (`titles`, `issuers`, `dates`, `classes`) and by `gongkai/jurisdictions.py`.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
import yaml


class IdentityError(ValueError):
    """`identity.yml` cannot be used; the message names file, entry and field."""


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every entry: frozen, and a field nobody knows is an error."""


class TitleWords(Words, frozen=True):
    """What a title consists of and what a page puts around it."""

    mark: str
    topics: tuple[str, ...]
    reports: tuple[str, ...]
    leads: tuple[str, ...]
    trails: tuple[str, ...]
    separators: tuple[str, ...]
    openers: tuple[str, ...]
    file_endings: tuple[str, ...]
    yearly: str


class SharedWord(Words, frozen=True):
    """`word` belongs to the topic of a title and, after `before`, to the name of the organ too."""

    before: str
    word: str


class IssuerWords(Words, frozen=True):
    """How organs are named, and where a text names the organ that made it."""

    government: tuple[str, ...]
    committees: tuple[str, ...]
    implied: dict[str, str]
    place_endings: tuple[str, ...]
    implied_zone: str
    implied_other: str
    shared: SharedWord
    departments: tuple[str, ...]
    townships: tuple[str, ...]
    zones: tuple[str, ...]
    away: str
    offices: tuple[str, ...]
    clear_endings: tuple[str, ...]
    placeless: tuple[str, ...]
    selves: tuple[str, ...]
    generic: tuple[str, ...]
    national: tuple[str, ...]
    compilers: tuple[str, ...]
    publishers: tuple[str, ...]
    form_labels: tuple[str, ...]


class DateWords(Words, frozen=True):
    """The words before a period and before the dates that a report states of itself."""

    period_marks: tuple[str, ...]
    fill_labels: tuple[str, ...]
    publication_labels: tuple[str, ...]
    sign_offs: tuple[str, ...]
    publication_within_years: int


class Kind(Words, frozen=True):
    """A kind of text that is no report by the words of its headline; `in_names` if no organ is named so.

    A headline that `hands_on` may stand over the report itself.
    """

    kind: str
    words: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    in_names: bool = False
    hands_on: bool = False


class ClassWords(Words, frozen=True):
    """What tells a report from other texts on the same subject."""

    sections: tuple[tuple[str, ...], ...]
    telling: int
    form_rows: tuple[str, ...]
    kinds: tuple[Kind, ...]
    papers: tuple[Kind, ...]
    handed_on_from_sections: int
    headline_from: int
    menus: tuple[str, ...]
    orders: tuple[str, ...]
    placeholders: tuple[str, ...]
    zeros: tuple[str, ...]


class DivisionWords(Words, frozen=True):
    """How the names of divisions are shortened."""

    autonomous: dict[str, tuple[str, ...]]
    plain: tuple[str, ...]
    peoples: tuple[str, ...]
    aliases: dict[str, str]
    zones: dict[str, tuple[str, ...]]
    ordinary: tuple[str, ...]
    townships: str
    abbreviations: dict[str, str]


class IdentityEntries(Words, frozen=True):
    """The whole of `identity.yml`."""

    title: TitleWords
    issuers: IssuerWords
    dates: DateWords
    classes: ClassWords
    divisions: DivisionWords


def read_entries(path: Path) -> IdentityEntries:
    """Read and check `identity.yml`; an IdentityError names file, entry and field."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        entries = msgspec.convert(content, type=IdentityEntries)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise IdentityError(f"{path}: {error}") from error
    for problem in _empty_words(content):
        raise IdentityError(f"{path}: {problem}")
    return entries


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a look at the first character comes first."""
    ordered = sorted(words, key=len, reverse=True)
    first = "".join(sorted({re.escape(word[0]) for word in ordered}))
    return f"(?=[{first}])(?:{'|'.join(map(re.escape, ordered))})"


def _empty_words(content: dict[str, dict[str, object]]) -> list[str]:
    """Lists with an empty word in them: such a word would be found everywhere."""
    return [
        f"entry {entry}: field {field}: an empty word"
        for entry, fields in content.items()
        for field, words in fields.items()
        if isinstance(words, list) and any(word in ("", None) for word in words)
    ]
