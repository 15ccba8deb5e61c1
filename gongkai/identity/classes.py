"""Whether a text is an annual report, or another text on the same subject.

Belongs here: telling reports from notices, regulations, guides, blank forms, news and half-year
bulletins. Does not: finding the title (`titles.py`). A report that lost its title is still a report, so
sections count as much as titles; a text that prescribes the form has the sections too, so its headline
and its orders count against it.

`class_reason` is `<reason>: <evidence>`. Reasons for a report: `title`, `sections`, `form`, and `wording`
where there are no headings, which counts only if organ and year can be told. Reasons against one: the
kinds of `codebook/identity.yml`, `title_only` and `no_sign`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from gongkai.identity.titles import Title
from gongkai.identity.words import ClassWords, Kind, any_of
from gongkai.records import DocumentClass

HEAD = 2500  # characters in which a headline stands
WORDING = "wording"
SUBSTANCE = 400  # a text that is shorter and has no sections is a title without its report
FAR = 300  # a title further down heads what follows only if that is more than a list of links
ENOUGH_SECTIONS = 4
ENOUGH_ROWS = 2
ENOUGH_HEADINGS = 2
MOST_HEADINGS = 200  # that are looked at
LISTED = 4  # so many titles and hardly a sentence are a list of reports
BESIDE = 3  # headlines stand in the first lines, or in the last ones before the running text
FIRST_ARTICLES = [re.compile(rf"^[ \t]*第{number}条(?!第)", re.MULTILINE) for number in "一二三"]
MENU_MARKS, MENU_ITEMS = 3, 5
LATIN = "\u2e80"  # words in Latin letters come before it, and are divided by blanks in any line
RUNNING = re.compile("[,。;]")
SENTENCE = "。"
BRACKETS = re.compile(r"(?:\([^()]*\)|[)》”\"])+$")
ANY_YEAR = re.compile(r"2\s*0\s*[0-4]\s*\d\s*年|二\s*[〇○零Oo]")
FIGURE = re.compile(r"(?<![\d第(._-])\d{1,6}(?![\d年月日./)、:_-])")


class Verdict(NamedTuple):
    """The class of a document and why."""

    document_class: DocumentClass
    reason: str

    def with_identity(self, *, is_known: bool) -> "Verdict":
        """The verdict once organ and year have been looked for: wording alone makes no report."""
        if is_known or not self.reason.startswith(WORDING):
            return self
        return Verdict("not_a_report", f"no_sign: {self.reason}, but neither organ nor year")


class _Patterns(NamedTuple):
    """A kind of text with the patterns of its words and of the ends of its headlines."""

    kind: Kind
    words: re.Pattern[str]
    ends: re.Pattern[str]

    def search(self, headline: str) -> str | None:
        """The kind and the word that shows it, if a headline has one."""
        found = self.words.search(headline) or self.ends.search(BRACKETS.sub("", headline))
        return f"{self.kind.kind}: {found[0]}" if found else None


class Classifier:
    """Judges texts by the words of the codebook; `mark` is the word that all texts on the subject share."""

    def __init__(self, words: ClassWords, mark: str, reports: Sequence[str]) -> None:
        self._words = words
        self._mark = mark
        subjects = any_of(word for group in words.sections for word in group)
        self._headings = re.compile(rf"[一二三四五六七八九]、\s?[^,。\n]{{0,20}}?({subjects})")
        self._kinds = [_Patterns(each, _pattern(each.words), _pattern(each.ends, end="$")) for each in words.kinds]
        self._papers = [_Patterns(each, _pattern(each.words), _pattern(each.ends, end="$")) for each in words.papers]
        self._endings = tuple({word[-2:] for word in reports})
        self._menus = re.compile(any_of(words.menus))
        self._listed = re.compile(rf"^[^\n,。;]{{6,60}}(?:{any_of(self._endings)})[^\n,。;]{{0,20}}$", re.MULTILINE)

    def judge(self, text: str, title: Title | None) -> Verdict:
        """The class of a text whose best title is known."""
        if title and title.is_proper and self._heads_text(title, text):
            return self._judge_title(text, title)
        other = self._other_text(text)
        if other:
            return Verdict("not_a_report", other)
        sections = self._sections(text)
        if sum(sections) >= ENOUGH_SECTIONS and sections[self._words.telling]:
            headings = self._count_headings(text)
            reason = "sections" if headings >= ENOUGH_HEADINGS else WORDING
            return Verdict("report", f"{reason}: words of {sum(sections)} sections, {headings} headings")
        rows = self._rows(text)
        if rows >= ENOUGH_ROWS:
            return Verdict("report", f"form: {rows} of its rows")
        return Verdict("not_a_report", "no_sign: neither title, sections nor form of a report")

    def groups(self, text: str) -> int:
        """How many of the sections of a report a text has the words of."""
        return sum(self._sections(text))

    def _sections(self, text: str) -> list[bool]:
        """Which sections a text has the words of."""
        return [any(word in text for word in group) for group in self._words.sections]

    def _rows(self, text: str) -> int:
        """How many of the telling rows of the forms a text has."""
        return sum(row in text for row in self._words.form_rows)

    def _heads_text(self, title: Title, text: str) -> bool:
        """Whether a title has its text below it, and is no link under another text."""
        return title.line_start < FAR or self.groups(text[title.line_start :]) >= ENOUGH_ROWS

    def _judge_title(self, text: str, title: Title) -> Verdict:
        """A text with a proper title is a report unless the title or the lack of content says otherwise."""
        words = title.words.replace(title.who, "") if title.is_named else title.words
        other = self._kind(words, text) or self._kind(title.who, text, in_name=True)
        other = other or self._kind(title.lead, text, in_name=True)
        if not other and not title.is_named:
            other = self._headline(text[: title.line_start], text)
        other = other or self._unfilled(text) or self._list_of_reports(text)
        if other:
            return Verdict("not_a_report", other)
        if len(text) < SUBSTANCE and not any(self._sections(text)):
            return Verdict("not_a_report", f"title_only: {title.words}")
        return Verdict("report", f"title: {title.words}")

    def _other_text(self, text: str) -> str | None:
        """What shows that a text without a proper title is of another kind."""
        if kind := self._headline(text[:HEAD], text):
            return kind
        order = next((order for order in self._words.orders if order in text), None)
        if order:
            return f"notice: {order}"
        if all(article.search(text) for article in FIRST_ARTICLES):
            return "regulation: its first three articles"
        if unfilled := self._unfilled(text) or self._list_of_reports(text):
            return unfilled
        is_report = self._rows(text) >= ENOUGH_ROWS or self._has_headings(text)
        return "blank_form: no year is stated" if is_report and not ANY_YEAR.search(text) else None

    def _unfilled(self, text: str) -> str | None:
        """What shows that a form or a model of a report was never filled in."""
        asked = next((words for words in self._words.placeholders if words in text), None)
        if asked:
            return f"blank_form: {asked}"
        is_empty = self._rows(text) >= ENOUGH_ROWS and not FIGURE.search(text)
        is_empty = is_empty and not any(word in text for word in self._words.zeros)
        return "blank_form: no figure in the form" if is_empty else None

    def _list_of_reports(self, text: str) -> str | None:
        """What shows that a text does no more than list reports."""
        if sum(text.count(ending) for ending in self._endings) < LISTED or len(text) > HEAD * LISTED:
            return None
        listed = {"".join(line.split()) for line in self._listed.findall(text)}
        if len(listed) < LISTED or text.count(SENTENCE) >= len(listed) or self._rows(text) >= ENOUGH_ROWS:
            return None
        return None if self._has_headings(text) else f"catalogue: {len(listed)} titles"

    def _headline(self, head: str, text: str) -> str | None:
        """The kind that a line above the running text says the text is of."""
        lines = list(self._headlines(head))
        marked = [line for line in lines if self._mark in line]
        for line in marked:
            if len(line) >= self._words.headline_from or len(marked) == 1:
                kind = self._kind(line, text)
                if kind:
                    return kind
        unmarked = [line for line in dict.fromkeys((*lines[:BESIDE], *lines[-BESIDE:])) if self._mark not in line]
        return next((kind for line in unmarked for each in self._papers if (kind := each.search(line))), None)

    def _headlines(self, head: str) -> Iterator[str]:
        """The lines above the running text, without spaces; those that lead through a site are left out."""
        for line in head.split("\n"):
            if RUNNING.search(line):
                return
            squeezed = "".join(line.split())
            if squeezed and not self._is_menu(line):
                yield squeezed

    def _is_menu(self, line: str) -> bool:
        """Whether a line lists the pages of a site or leads to one: 公开指南 公开目录 公开年报 通知公告."""
        return (
            line.count(self._mark) >= MENU_MARKS
            or sum(item > LATIN for item in line.split()) >= MENU_ITEMS
            or self._menus.search(line) is not None
        )

    def _kind(self, headline: str, text: str, *, in_name: bool = False) -> str | None:
        """The first kind of other text whose words a headline, or the name of an organ in it, has."""
        for each in self._kinds:
            kind = each.search(headline) if each.kind.in_names or not in_name else None
            if kind and not (each.kind.hands_on and self._hands_on(text)):
                return kind
        return None

    def _hands_on(self, text: str) -> bool:
        """Whether a text with the headline of news or of a notice is so complete that it holds the report itself."""
        return self.groups(text) >= self._words.handed_on_from_sections and self._has_headings(text)

    def _has_headings(self, text: str) -> bool:
        """Whether numbered headings announce some of the sections."""
        return self._count_headings(text) >= ENOUGH_HEADINGS

    def _count_headings(self, text: str) -> int:
        """How many sections numbered headings announce."""
        return len({found[1] for found in islice(self._headings.finditer(text), MOST_HEADINGS)})


def _pattern(words: Sequence[str], end: str = "") -> re.Pattern[str]:
    """A pattern for any of the words, which finds nothing if there are none."""
    return re.compile(any_of(words) + end if words else "(?!)")
