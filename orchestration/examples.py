"""The command `gongkai examples`: the questions of `examples/`, each with what its answer means.

Belongs here: the form of these files. Does not: asking them (`query.py`).
"""

from dataclasses import dataclass
from pathlib import Path

from orchestration.settings import EXAMPLES


@dataclass(frozen=True, slots=True)
class Example:
    """A question in SQL, with its title and the meaning of its answer in both languages."""

    name: str
    title_en: str
    title_zh: str
    meaning_en: str
    meaning_zh: str
    sql: str


def examples(folder: Path = EXAMPLES) -> dict[str, Example]:
    """All questions by name."""
    return {path.stem: example(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.sql"))}


def example(name: str, text: str) -> Example:
    """A question from its file; raises ValueError where the comments before it are not as they should be.

    >>> example("held", "-- How many\\n-- 多少\\n--\\n-- Reports\\n-- held.\\n--\\n-- 报告数。\\nselect 1").meaning_en
    'Reports held.'
    """
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    said = [line.removeprefix("--").strip() for line in lines[:start]]
    parts = [part.split("\n") for part in "\n".join(said).split("\n\n")]
    if len(parts) != 3 or len(parts[0]) != 2:
        raise ValueError(
            f"{name}.sql: two titles, then what the answer means in English and in Chinese, an empty -- apart"
        )
    (title_en, title_zh), meaning_en, meaning_zh = parts
    return Example(
        name, title_en, title_zh, " ".join(meaning_en), "".join(meaning_zh), "\n".join(lines[start:]).strip()
    )


def show() -> int:
    """Print every question with what its answer means."""
    for question in examples().values():
        print(f"{question.name}\n  {question.title_en}\n  {question.title_zh}")
    print("\nAsk one with `gongkai query --example NAME`.")
    return 0
