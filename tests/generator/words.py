"""The language of generated reports, read from `language/`: word lists, topics with their skeletons, filler."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGE = Path(__file__).parent / "language"


@dataclass(frozen=True)
class Topic:
    """What a sentence may be about. A report takes one topic of a group; `follows`: only together with that topic."""

    name: str
    section: str
    skeletons: tuple[str, ...]
    group: str
    follows: str | None
    years: tuple[int, int]
    kinds: tuple[str, ...]  # of issuers that may say it; empty for all


@dataclass(frozen=True)
class Words:
    """Word lists, (low, high, may be told approximately) of each measure, topics, and filler by kind."""

    lists: dict[str, list[str]]
    ranges: dict[str, tuple[int, int, bool]]
    topics: tuple[Topic, ...]
    filler: dict[str, list[str]]
    others: dict[str, Any]


@cache
def words() -> Words:
    """The language as one frozen object."""
    sheet = read_language("words.yml")
    ranges = {
        measure: (size["low"], size["high"], size["loose"]) for size in sheet["sizes"] for measure in size["measures"]
    }
    topics = tuple(
        Topic(
            name,
            own["section"],
            tuple(own["skeletons"]),
            own.get("group", name),
            own.get("follows"),
            tuple(own.get("years", (2008, 2030))),
            tuple(own.get("kinds", ())),
        )
        for path in sorted(LANGUAGE.glob("statements_*.yml"))
        for name, own in read_language(path.name).items()
    )
    return Words(sheet["lists"], ranges, topics, read_language("filler.yml"), read_language("others.yml"))


def read_language(name: str) -> Any:
    """A file of the language."""
    return yaml.load((LANGUAGE / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
