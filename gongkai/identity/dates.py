"""Years, periods and dates that a report states of itself.

Belongs here: reading them from normalized characters, with the damage seen in real reports (lost 年 and
月, stray spaces, Chinese numerals). Does not: deciding which of several years the report is on
(`gongkai/identify.py`). A year is taken from words about years, never from a bare number in running
text, so document numbers such as [2019]60号 are no years.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gongkai.identity.words import DateWords, any_of

DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
CHINESE_YEAR = r"(?!\d{4})[二2][〇○零Oo0][〇○零Oo一二三四0-4][〇○零Oo一二三四五六七八九0-9]"
TITLE_YEAR = re.compile(
    rf"(?<![\d.\[-])(20[0-4]\d)(?![\d.\]])(?!年?\d{{1,2}}月)(?!-\d)|({CHINESE_YEAR})(?!\d)(?![一二三四五六七八九十])"
)
YEAR_WORDS = re.compile(rf"\(?(?:(?<!\d)20[0-4]\d(?!\d)|{CHINESE_YEAR})(?:年|度)*\)?")
STATED_YEAR = re.compile(r"(?<!\d)(20[0-4]\d) ?年(?! ?\d)")
FORM_YEAR = re.compile(r"\((20[0-4]\d)年度?\)")
# 2019 年 1 月 1 日; with 年 or 月 lost: 20201月1日, 2018年1231日. Without 日 it would be any number.
DAMAGED_DATE = r"(20[0-4]\d)\s*年?\s*(\d{1,2}?)\s*月?\s*(\d{1,2})\s*日"
PERIOD = re.compile(DAMAGED_DATE + r"起?,?(?:(?:至|到|[-—~]+)(?:(20[0-4]\d)年?)?(\d{1,2}?)月?(\d{1,2})日)?")
DATE = re.compile(r"\s*(20[0-4]\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)")
DATE_WITHOUT_SIGNS = re.compile(r"\s*" + DAMAGED_DATE)
CHINESE_DATE = re.compile(rf"({CHINESE_YEAR})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日")
SIGNED = re.compile(r"20[0-4]\d *年 *\d{1,2} *月 *\d{1,2} *日?(?=\s*?(?:\n|$))")
SIGNED_IN_WORDS = re.compile(CHINESE_DATE.pattern + r"(?=\s*?(?:\n|$))")
CHINESE_CENTURY = re.compile("二[〇○零Oo0]")
NUMBERS = re.compile(r"\d+")
SIGNED_REACH = 6000  # characters of forms, one cell a line, that may follow a signature
HEAD, TAIL = 1500, 700  # characters in which a page states its dates
PERIOD_REACH = 40  # characters from a word about the period to its date
YEAR_NAMED = 2  # a year is the subject of a text that names it so often


class Period(NamedTuple):
    """The days a report covers, both included."""

    start: date
    end: date


class Signature(NamedTuple):
    """A date that ends a line, and where its line begins."""

    value: date
    line_start: int
    start: int


class DateReader:
    """Reads the dates of a report by the words before them.

    >>> title_year("二〇一二年度报告"), title_year("年度报告(2019年度)"), title_year("国办函[2019]60号")
    (2012, 2019, None)
    """

    def __init__(self, words: DateWords) -> None:
        self._words = words
        self._marks = re.compile(any_of(words.period_marks))

    def period(self, head: str) -> Period | None:
        """The period that the head of a text, without spaces, says its figures are on."""
        for found in PERIOD.finditer(head):
            period = _period(found)
            if period and self._marks.search(head, max(0, found.start() - PERIOD_REACH), found.start()):
                return period
        return None

    def fill_date(self, text: str) -> date | None:
        """The date that the form says it was filled in on."""
        return next((found for label in self._words.fill_labels for found in _labelled(text, label)), None)

    def publication_date(self, text: str, year: int | None) -> date | None:
        """The date that the page says the report was published on, if it can be one of this report."""
        ends = f"{text[:HEAD]}\n{text[max(HEAD, len(text) - TAIL) :]}"
        dates = (found for label in self._words.publication_labels for found in _labelled(ends, label))
        return next((found for found in dates if self.is_plausible(found, year)), None)

    def signatures(self, text: str, start: int) -> Iterator[Signature]:
        """Dates at the end of a line behind `start`, the last one first."""
        start = max(start, len(text) - SIGNED_REACH)
        found = [(match.start(), arabic_date(*NUMBERS.findall(match[0]))) for match in SIGNED.finditer(text, start)]
        if CHINESE_CENTURY.search(text, start):
            in_words = SIGNED_IN_WORDS.finditer(text, start)
            found += [(match.start(), chinese_date(*match.groups())) for match in in_words]
        for place, value in sorted(found, key=lambda pair: -pair[0]):
            if value:
                yield Signature(value, text.rfind("\n", 0, place) + 1, place)

    def is_signed_off(self, text: str, year: int | None, filled: date | None) -> bool:
        """Whether the fill date, under the names of those who filled the form in, closes the report."""
        return self.is_plausible(filled, year) and any(word in text[-TAIL // 4 :] for word in self._words.sign_offs)

    def is_plausible(self, value: date | None, year: int | None) -> bool:
        """Whether a report on `year` can be of this date; a later one is the stamp of a copy."""
        if value is None:
            return False
        return year is None or year <= value.year <= year + self._words.publication_within_years


def title_year(title: str) -> int | None:
    """The year in the words of a title."""
    found = TITLE_YEAR.search(title)
    return int(found[1] or found[2].translate(DIGITS)) if found else None


def stated_year(text: str) -> int | None:
    """The year that a text without a title is about: the one it names most, if it does so again and again."""
    years = Counter(STATED_YEAR.findall(text)).most_common(2)
    if not years or years[0][1] < YEAR_NAMED or (len(years) > 1 and years[1][1] == years[0][1]):
        return None
    return int(years[0][0])


def form_year(head: str) -> int | None:
    """The year in brackets under the name of a form: (2015年度)."""
    found = FORM_YEAR.search(head)
    return int(found[1]) if found else None


def arabic_date(year: str, month: str, day: str) -> date | None:
    """The date, or nothing if the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def chinese_date(year: str, month: str, day: str) -> date | None:
    """二〇一三年三月二十日 -> 2013-03-20."""
    return arabic_date(year.translate(DIGITS), str(_up_to_99(month)), str(_up_to_99(day)))


def whole_year(year: int) -> Period:
    """The period of a report that says no more than its year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def _up_to_99(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (int(tens.translate(DIGITS) or 1) * 10 if ten else 0) + int(ones.translate(DIGITS) or 0)


def _labelled(text: str, label: str) -> Iterator[date]:
    """The dates right behind a label, the last one first: a form stands at the end."""
    start = text.rfind(label)
    while start >= 0:
        after = start + len(label)
        while after < len(text) and text[after] in ": ])":
            after += 1
        found = DATE.match(text, after) or DATE_WITHOUT_SIGNS.match(text, after)
        value = arabic_date(*found.groups()) if found else None
        if value is None and (words := CHINESE_DATE.match(text, after)):
            value = chinese_date(*words.groups())
        if value:
            yield value
        start = text.rfind(label, 0, start)


def _period(found: re.Match[str]) -> Period | None:
    """2008年5月1日至12月31日, or 截至2012年12月31日: that year."""
    year, month, day, end_year, end_month, end_day = found.groups()
    first = arabic_date(year, month, day)
    if first is None:
        return None
    if end_month is None:
        return whole_year(first.year) if (first.month, first.day) == (12, 31) else None
    last = arabic_date(end_year or year, end_month, end_day)
    return Period(first, last) if last and first <= last else None
