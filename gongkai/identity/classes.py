"""Whether a text is an annual report, or another text on the same subject.

Belongs here: telling reports from notices, regulations, guides, blank forms, news and half-year
bulletins. Does not: finding the title (`titles.py`). A report that lost its title is still a report, so
sections count as much as titles; a text that prescribes the form has the sections too, so its headline
and its orders count against it.

`class_reason` is `<reason>: <evidence>`. Reasons for a report: `title`, `sections`, `form`. Reasons
against one: the kinds of `codebook/identity.yml` (`blank_form`, `half_year`, `evaluation`, `training`,
`guide`, `regulation`, `notice`, `news`, `other_report`), `title_only` and `no_sign`.
"""

import re
from typing import NamedTuple

from gongkai.identity.titles import PROSE, Title
from gongkai.identity.words import ClassWords
from gongkai.records import DocumentClass

HEAD = 2500  # characters in which a headline stands
SUBSTANCE = 400  # a text that is shorter and has no sections is a title without its report
ENOUGH_SECTIONS = 4
ENOUGH_ROWS = 2
ARTICLES = re.compile(r"^\s*第[一二三四五六七八九十]+条", re.MULTILINE)
ENOUGH_ARTICLES = 4
ANY_YEAR = re.compile(r"20[0-4]\d\s*年|二[〇○零]")


class Verdict(NamedTuple):
    """The class of a document and why."""

    document_class: DocumentClass
    reason: str


class Classifier:
    """Judges texts by the words of the codebook; `mark` is the word that all texts on the subject share."""

    def __init__(self, words: ClassWords, mark: str) -> None:
        self._words = words
        self._mark = mark
        self._kinds = [
            (each, re.compile("|".join(re.escape(word) for word in each.words))) for each in words.kinds
        ]

    def judge(self, text: str, title: Title | None) -> Verdict:
        """The class of a text whose best title is known."""
        present = [any(word in text for word in group) for group in self._words.sections]
        sections = sum(present)
        if title and title.is_proper:
            return self._judge_title(text, title, sections)
        other = self._other_text(text, title, sections)
        if other:
            return Verdict("not_a_report", other)
        if sections and not ANY_YEAR.search(text):
            return Verdict("not_a_report", "blank_form: no year is stated")
        if sections >= ENOUGH_SECTIONS and present[self._words.telling]:
            return Verdict("report", f"sections: {sections} of {len(present)}")
        rows = sum(row in text for row in self._words.form_rows)
        if rows >= ENOUGH_ROWS:
            return Verdict("report", f"form: {rows} of its rows")
        return Verdict("not_a_report", "no_sign: neither title, sections nor form of a report")

    def _judge_title(self, text: str, title: Title, sections: int) -> Verdict:
        """A text with a proper title is a report unless the title or the lack of content says otherwise."""
        kind = self._kind(title.words.replace(title.who, ""), sections) or self._kind(title.who, sections, in_name=True)
        if kind:
            return Verdict("not_a_report", kind)
        if not title.is_named:
            other = self._headline(text[: title.line_start], sections)
            if other:
                return Verdict("not_a_report", other)
        if not sections and len(text) < SUBSTANCE:
            return Verdict("not_a_report", f"title_only: {title.words}")
        return Verdict("report", f"title: {title.words}")

    def _other_text(self, text: str, title: Title | None, sections: int) -> str | None:
        """What shows that a text without a proper title is of another kind."""
        kind = self._headline(text[:HEAD], sections)
        if kind:
            return kind
        order = next((order for order in self._words.orders if order in text), None)
        if order:
            return f"notice: {order}"
        articles = len(ARTICLES.findall(text))
        return f"regulation: {articles} articles" if articles >= ENOUGH_ARTICLES else None

    def _headline(self, head: str, sections: int) -> str | None:
        """The kind that a line of the head, longer than an item of a menu, says the text is of."""
        for line in head.split("\n"):
            if self._mark in line:
                squeezed = "".join(line.split())
                if self._words.headline_from <= len(squeezed) <= PROSE and "。" not in squeezed:
                    kind = self._kind(squeezed, sections)
                    if kind:
                        return kind
        return None

    def _kind(self, headline: str, sections: int, *, in_name: bool = False) -> str | None:
        """The first kind of other text whose words a headline, or the name of an organ in it, has."""
        for each, words in self._kinds:
            found = words.search(headline) if each.in_names or not in_name else None
            if found and not (each.kind == "news" and sections >= self._words.news_below_sections):
                return f"{each.kind}: {found[0]}"
        return None
