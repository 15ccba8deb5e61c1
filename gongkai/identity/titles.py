"""The title of a report among the lines of a page.

Belongs here: finding the line that is a title of such a report and taking it apart: who, which year,
what follows. Does not: parsing the issuer's name (`issuers.py`) and judging whether the text below is a
report (`classes.py`). Lines are compared without spaces; a title keeps the offsets of its characters,
so that it can be given back as the document prints it.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from gongkai.identity.dates import YEAR_WORDS, title_year
from gongkai.identity.words import TitleWords, any_of

HEAD = 4000  # characters in which a title is looked for, chrome included
LINE = 240  # characters of a line, without spaces, that are looked at
WIDTH = 600  # the same with spaces
LEAD = 45  # the longest name before the topic
PROSE = 70  # a longer line with a full stop is running text
NAME = re.compile(r"[\u4e00-\u9fff]{5,}")  # an organ on a line of its own: what is shorter is an item of a menu
SHORT = 32  # a line that goes on in the next one is no longer than that
TIES = 250  # of equal titles the later one counts if it is so few characters further
PUNCTUATION = '。,;!?《》“”"、<'
MARKUP = "#*=~-"  # signs of a heading, at the beginning of its line
QUOTES = "《》"
INTRODUCTION = 9  # characters before a colon that introduce a title: 一图读懂
YEAR_BEHIND = 6  # characters behind a title in which its year may follow
JOINTS = ":_>|#*=~"  # these divide a line; they do not make the name before a topic part of a sentence
SCORES = {"year": 4, "who": 3, "yearly": 2, "alone": 2, "file": -3, "mention": -20}
PERFECT = sum(score for score in SCORES.values() if score > 0)


class Line(NamedTuple):
    """A line: where it begins and ends, and its characters without spaces."""

    start: int
    end: int
    squeezed: str


class Title(NamedTuple):
    """A title or, if `is_mention`, the name of a report in running text.

    `who` is what stands before the topic, without the year; `words` is the title without spaces. The
    title begins `skipped` characters behind the offset `line_start`, spaces not counted.
    """

    line_start: int
    skipped: int
    words: str
    who: str
    year: int | None
    score: int
    is_mention: bool
    is_alone: bool
    is_named: bool
    lead: str = ""  # what introduces it in its line: 一图读懂:

    @property
    def is_proper(self) -> bool:
        """Whether it is a title that says of whom or of which year the report is."""
        return not self.is_mention and (self.year is not None or self.is_named)

    def beats(self, other: "Title | None") -> bool:
        """Whether it is better, or as good and repeats the other below it, as pages do over the text itself."""
        if other is None or self.score > other.score:
            return True
        return self.score == other.score and self.line_start - other.line_start < TIES

    def span(self, text: str) -> tuple[int, int]:
        """Its offsets in the text it was found in."""
        printed = (place for place in range(self.line_start, len(text)) if not text[place].isspace())
        places = list(islice(printed, self.skipped, self.skipped + len(self.words)))
        return places[0], places[-1] + 1


class TitleReader:
    """Finds titles by the words of the codebook; `is_name` tells the name of an organ or place."""

    def __init__(self, words: TitleWords) -> None:
        self._yearly = words.yearly
        self.endings = words.reports
        self._mark = re.compile(r"\s*".join(words.mark))
        joints = any_of((*words.separators, *words.file_endings))
        cut = f"{PUNCTUATION}{JOINTS}"
        self._title = re.compile(
            rf"(?:{any_of(words.topics)})[^{cut}]{{0,14}}?(?P<report>{any_of(words.reports)})(?P<bracket>\([^()]{{1,20}}\))?"
        )
        self._joint = re.compile(rf"[{JOINTS}]|{joints}")
        self._boundary = re.compile(rf"[{cut}.A-NP-WYZa-np-wyz]|{joints}")
        self._lead = re.compile(rf"(?:{any_of(words.leads)}|\[[^\[\]]{{1,6}}\]|[·•\d.()-])+")
        self._trail = tuple(words.trails)
        self._after = re.compile(rf"$|[{cut}\[(-]|\d{{4}}[-年]|{joints}|{any_of(words.openers)}")
        self._file = re.compile(any_of(words.file_endings))

    def find(self, text: str, is_name: Callable[[str], bool]) -> Title | None:
        """The best title in the head of a text; of equal ones the last before the running text."""
        best: Title | None = None
        head = text[:HEAD]
        read_to = -1
        for mark in self._mark.finditer(head):
            if mark.start() < read_to:
                continue
            line = _line_around(head, mark.start())
            read_to = line.end
            is_prose = len(line.squeezed) > PROSE and "。" in line.squeezed
            if is_prose and best and best.score == PERFECT:
                break
            for title in self._titles_of(head, line, is_name):
                if title.beats(best):
                    best = title
            if is_prose and best and not best.is_mention:
                break
        return best

    def heading(self, text: str, position: int, is_name: Callable[[str], bool]) -> Title | None:
        """The title with which the line at a position, or the one that it goes on, begins."""
        line = _line_around(text, position)
        above = _line_above(text, line)
        lines = [line] if self._mark.search(text, line.start, line.end) or above is None else [above]
        titles = (title for each in lines for title in self._titles_of(text, each, is_name))
        return next((title for title in titles if title.is_proper and (title.is_alone or not title.skipped)), None)

    def read(self, words: str, is_name: Callable[[str], bool]) -> Title | None:
        """The best title in a single line, such as the name of a file."""
        titles = self._titles_of(words, _line_around(words, 0), is_name)
        return max(titles, key=lambda title: title.score, default=None)

    def _titles_of(self, head: str, line: Line, is_name: Callable[[str], bool]) -> Iterator[Title]:
        """The titles that begin in a line; a short line may go on in the next."""
        found = list(self._title.finditer(line.squeezed, 0, LINE))
        if not found and len(line.squeezed) <= SHORT:
            following = _line_below(head, line)
            if following and len(following.squeezed) <= SHORT:
                line = Line(line.start, following.end, line.squeezed + following.squeezed)
                found = list(self._title.finditer(line.squeezed))
        low, words = 0, ""
        for match in found:
            if match[0] == words:
                continue
            title = self._title_of(match, low, line, is_name)
            low, words = match.end(), match[0]
            if title is None:
                continue
            yield _joined(_continued(title, head, line, is_name), head, line, is_name) if title.is_alone else title

    def _title_of(self, match: re.Match[str], low: int, line: Line, is_name: Callable[[str], bool]) -> Title | None:
        """The title around a topic and a word for report, back to the boundary before them.

        Nothing for what stands between quotes in a sentence: that is another paper.
        """
        start, cut = max(low, match.start() - LEAD), ""
        for boundary in self._boundary.finditer(line.squeezed, start, match.start()):
            start, cut = boundary.end(), boundary[0]
        if cut and not line.squeezed[:start].strip(MARKUP):
            cut = ""
        ends = match.end() == len(line.squeezed)
        quoted = cut == QUOTES[0] and start == 1 and line.squeezed[match.end() :] == QUOTES[1]
        if cut == QUOTES[0] and not quoted:
            return None
        is_prose = bool(cut) and not quoted and not self._joint.fullmatch(cut)
        is_mention = is_prose or not self._after.match(line.squeezed, match.end())
        who = self._who(line.squeezed[start : match.start()]) or self._who((match["bracket"] or "").strip("()"))
        year = title_year(line.squeezed[start : match.end() + YEAR_BEHIND])
        is_named = not is_mention and is_name(who)
        score = SCORES["mention"] if is_mention else SCORES["who"] if is_named else 0
        score += SCORES["year"] if year else 0
        score += SCORES["yearly"] if self._yearly in match["report"] else 0
        score += SCORES["alone"] if ends and not cut else 0
        score += SCORES["file"] if self._file.match(line.squeezed, match.end()) else 0
        words = line.squeezed[start : match.end()]
        lead = line.squeezed[max(0, start - INTRODUCTION) : start - 1] if cut == ":" else ""
        is_alone = quoted or (ends and not cut)
        return Title(line.start, start, words, who, year, score, is_mention, is_alone, is_named, lead)

    def _who(self, lead: str) -> str:
        """What stands before the topic, without the year and words that introduce a title."""
        begun = self._lead.match(lead)
        who = YEAR_WORDS.sub("", lead[begun.end() :] if begun and not title_year(begun[0]) else lead)
        begun = self._lead.match(who)
        who = who[begun.end() :] if begun else who
        while who.endswith(self._trail):
            who = next(who.removesuffix(word) for word in self._trail if who.endswith(word))
        return who


def _continued(title: Title, head: str, line: Line, is_name: Callable[[str], bool]) -> Title:
    """The title with the year and the organ that stand on lines of their own below it."""
    for _ in range(2):
        below = _line_below(head, line) if title.year is None or not title.who else None
        if below is None or len(below.squeezed) > SHORT:
            break
        words = title.words + below.squeezed
        if title.year is None and YEAR_WORDS.fullmatch(below.squeezed):
            year = title_year(below.squeezed)
            title = title._replace(words=words, year=year, score=title.score + SCORES["year"])
        elif not title.who and NAME.fullmatch(below.squeezed) and is_name(below.squeezed):
            score = title.score + SCORES["who"]
            title = title._replace(words=words, who=below.squeezed, score=score, is_named=True)
        else:
            break
        line = below
    return title


def _joined(title: Title, head: str, line: Line, is_name: Callable[[str], bool]) -> Title:
    """The title with the organ, and the year, that stand on lines of their own above it."""
    for _ in range(0 if title.is_named else 2):
        above = _line_above(head, line)
        if above is None or len(above.squeezed) > SHORT:
            break
        name = YEAR_WORDS.sub("", above.squeezed)
        if name and (title.who or not is_name(name)):
            break
        year = title.year or title_year(above.squeezed)
        score = title.score + (SCORES["who"] if name else 0) + (SCORES["year"] if year and not title.year else 0)
        words = above.squeezed + title.words
        title = title._replace(
            line_start=above.start, skipped=0, words=words, who=name, year=year, score=score, is_named=bool(name)
        )
        line = above
        if name:
            break
    return title


def _line_around(text: str, position: int) -> Line:
    """The line that holds a position."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    return Line(start, end, "".join(text[start : min(end, start + WIDTH)].split()))


def _line_above(text: str, line: Line) -> Line | None:
    """The line above that is not blank."""
    end = len(text[: line.start].rstrip())
    return _line_around(text, end - 1) if end else None


def _line_below(text: str, line: Line) -> Line | None:
    """The line below that is not blank."""
    start = line.end
    while start < len(text) and text[start].isspace():
        start += 1
    return _line_around(text, start) if start < len(text) else None
