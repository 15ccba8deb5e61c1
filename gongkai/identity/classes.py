"""Whether a text is an annual report, or another text on the same subject.

Belongs here: telling reports from notices, regulations, guides, blank forms, news and half-year
bulletins. Does not: finding the title (`titles.py`). A report that lost its title is still a report, so
sections count as much as titles; a text that prescribes the form has the sections too, so its headline
and its orders count against it.

`class_reason` is `<reason>: <evidence>`. Reasons for a report: `title`, `sections`, `form`, and `wording`
where there are no headings, which counts only if organ and year can be told. Reasons against one: the
kinds of `codebook/identity.yml` (`blank_form`, `half_year`, `evaluation`, `training`, `guide`,
`regulation`, `notice`, `news`, `other_report`), `title_only` and `no_sign`.
"""

import re
from typing import NamedTuple

from gongkai.identity.titles import Title
from gongkai.identity.words import ClassWords, any_of
from gongkai.records import DocumentClass

HEAD = 2500  # characters in which a headline stands
WORDING = "wording"
SUBSTANCE = 400  # a text that is shorter and has no sections is a title without its report
ENOUGH_SECTIONS = 4
ENOUGH_ROWS = 2
ENOUGH_HEADINGS = 2
FIRST_ARTICLES = re.compile(r"^\s*(第[一二三]条)(?!第)", re.MULTILINE)
MENU_MARKS, MENU_ITEMS = 3, 5
RUNNING = re.compile("[,。;]")
ANY_YEAR = re.compile(r"20[0-4]\d\s*年|二[〇○零]")


class Verdict(NamedTuple):
    """The class of a document and why."""

    document_class: DocumentClass
    reason: str

    def with_identity(self, *, is_known: bool) -> "Verdict":
        """The verdict once organ and year have been looked for: wording alone makes no report."""
        if is_known or not self.reason.startswith(WORDING):
            return self
        return Verdict("not_a_report", f"no_sign: {self.reason}, but neither organ nor year")


class Classifier:
    """Judges texts by the words of the codebook; `mark` is the word that all texts on the subject share."""

    def __init__(self, words: ClassWords, mark: str) -> None:
        self._words = words
        self._mark = mark
        subjects = any_of(word for group in words.sections for word in group)
        self._headings = re.compile(rf"[一二三四五六七八九]、\s?[^,。\n]{{0,20}}?({subjects})")
        self._kinds = [(each, re.compile(any_of(each.words))) for each in words.kinds]

    def judge(self, text: str, title: Title | None) -> Verdict:
        """The class of a text whose best title is known."""
        if title and title.is_proper:
            return self._judge_title(text, title)
        other = self._other_text(text)
        if other:
            return Verdict("not_a_report", other)
        sections = self._sections(text)
        if sum(sections) >= ENOUGH_SECTIONS and sections[self._words.telling]:
            headings = len(set(self._headings.findall(text)))
            reason = "sections" if headings >= ENOUGH_HEADINGS else WORDING
            return Verdict("report", f"{reason}: words of {sum(sections)} sections, {headings} headings")
        rows = sum(row in text for row in self._words.form_rows)
        if rows >= ENOUGH_ROWS:
            return Verdict("report", f"form: {rows} of its rows")
        return Verdict("not_a_report", "no_sign: neither title, sections nor form of a report")

    def groups(self, text: str) -> int:
        """How many of the sections of a report a text has the words of."""
        return sum(self._sections(text))

    def _sections(self, text: str) -> list[bool]:
        """Which sections a text has the words of."""
        return [any(word in text for word in group) for group in self._words.sections]

    def _judge_title(self, text: str, title: Title) -> Verdict:
        """A text with a proper title is a report unless the title or the lack of content says otherwise."""
        other = self._kind(title.words.replace(title.who, ""), text) or self._kind(title.who, text, in_name=True)
        if not other and not title.is_named:
            other = self._headline(text[: title.line_start], text)
        if other:
            return Verdict("not_a_report", other)
        if len(text) < SUBSTANCE and not any(self._sections(text)):
            return Verdict("not_a_report", f"title_only: {title.words}")
        return Verdict("report", f"title: {title.words}")

    def _other_text(self, text: str) -> str | None:
        """What shows that a text without a proper title is of another kind."""
        kind = self._headline(text[:HEAD], text)
        if kind:
            return kind
        order = next((order for order in self._words.orders if order in text), None)
        if order:
            return f"notice: {order}"
        if len(articles := set(FIRST_ARTICLES.findall(text))) == 3:
            return f"regulation: {'、'.join(sorted(articles))}"
        return "blank_form: no year is stated" if any(self._sections(text)) and not ANY_YEAR.search(text) else None

    def _headline(self, head: str, text: str) -> str | None:
        """The kind that a line above the running text, longer than an item of a menu, says the text is of."""
        for line in head.split("\n"):
            squeezed = "".join(line.split())
            if RUNNING.search(squeezed):
                break
            if self._mark in squeezed and len(squeezed) >= self._words.headline_from and not self._is_menu(line):
                kind = self._kind(squeezed, text, is_line=True)
                if kind:
                    return kind
        return None

    def _is_menu(self, line: str) -> bool:
        """Whether a line lists the pages of a site: 公开指南 公开目录 公开年报 通知公告."""
        return line.count(self._mark) >= MENU_MARKS or len(line.split()) >= MENU_ITEMS

    def _kind(self, headline: str, text: str, *, in_name: bool = False, is_line: bool = False) -> str | None:
        """The first kind of other text whose words a headline, or the name of an organ in it, has."""
        for each, words in self._kinds:
            found = words.search(headline) if each.in_names or not in_name else None
            if found and is_line and each.kind in self._words.endings and not headline.rstrip(")").endswith(each.words):
                found = None
            if found and not (each.kind == "news" and self._hands_on(text)):
                return f"{each.kind}: {found[0]}"
        return None

    def _hands_on(self, text: str) -> bool:
        """Whether a text with the headline of news is so complete that it holds the report itself."""
        return sum(self._sections(text)) >= self._words.news_below_sections
