"""Figures and zeros that prose states, by the phrases of `codebook/phrases.yml`.

A quantity is explained by the words before it, nearest first; a quantity that nothing explains is no
claim and stays a leftover. Plans, comparisons and other business are left alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.phrasebook import Fitting, PhraseBook, condition
from gongkai.quantities import Quantity, missing_numbers, quantities
from gongkai.records import Scope
from gongkai.sentences import Sentence, clause, each_of, noun, prose, sentence_at, sentences_of, shares, squeezed
from gongkai.stated import WHOLES, Found, ScopeFinder
from gongkai.vocabulary import Phrase, Phrases
from gongkai.zeros import ZeroFinder

YEAR = re.compile(r"(20\d{2})年")
# Years that say nothing of the figures behind them: in brackets, in names of documents, in comparisons and in what is
# said of one thing (2003年以来的文件), and where cases come from and go to.
NO_YEAR = re.compile(
    r"\([^()]*\)|《[^《》]*》|[比较与]20\d{2}年|[转延跨][^,。;\d]{0,3}20\d{2}年|20\d{2}年度?(?:未办结|结?转)|"
    r"20\d{2}年[^,。;\d]{0,8}(?:以来|以前|之前|前)[^,。;\d]{0,8}的|"
    r"[由从]20\d{2}年[^,。;\d]{0,6}\d[\d.,万]*[^,。;\d]{1,3}(?=[增升降减上下提])"
)
# A figure of the year before, told to compare.
LAST_YEAR = condition(
    r"^\D*?(?:去年|上年|上一年度?)(?:同期\D*0|(?!度?(?:末|底)?(?:未办结|结转|转))\D{0,16}0.*今年)|"
    r"^(?:去年|上年度?|上一年度?)(?:全年|共)*(?:公开|发布|收到|受理|召开|举办|培训)"
)
# A list of parts, behind which the sentence goes on with the whole: 其中乡镇11个、县级71个.
PARTS = re.compile(
    r"其中[:,]?(?:[、,和及]?[^,。;、\d]{1,12}\d[\d.,]*[万余多]{0,2}[^\W\d_](?:[^\W\d_]?(?=[、,])|(?=[、,]))){2,}"
)
# A figure of the year before and what it became: 由上年的143件增至186件.
FROM_BEFORE = re.compile(r"[由从](?:(?:去年|上年|上一年度?|20\d{2}年)度?(?:同期)?的?)?$")
BECAME = re.compile(r"(?:上升|增加|增长|提高|提升|下降|减少|降低|增|升|降|减)(?:至|到|为)")
CHANGES = ("增", "升", "降", "减", "上升", "下降", "提")
# Signs of a figure that is not exact name nothing.
ABOUT = "约近逾超"
DIGIT = re.compile(r"\d")
PART = "其中"
# What has not happened since a year has not happened in this one.
WHILE = ("以来", "至今")
# Cases go from one year to the next, which may be named by its number.
CARRIED, LAST, NEXT = "转", "上年", "下年"
# A heading on a line of its own, of a section or of a part of one; one that names problems tells how things are.
NUMERAL = "[一二三四五六七八九十]{1,3}"
SECTION = re.compile(rf"\n[ \t]*{NUMERAL}、[^\n。,;:]{{2,30}}(?=\n)")
HEADING = re.compile(rf"\n[ \t]*(?:(?P<section>{NUMERAL}、)|\({NUMERAL}\))[^\n。,;:]{{2,30}}(?=\n)")
PROBLEMS = re.compile("问题|不足|情况|困难")
# So much of the text before a figure may tell what its sentence is about, and so much behind it.
CONTEXT_REACH, BEHIND_REACH = 160, 60


class Claimant:
    """Finds the figures and zeros that prose states."""

    def __init__(self, phrases: Phrases, labels: Iterable[Phrase] = ()) -> None:
        self._book = PhraseBook(phrases, labels)
        self.scope_of = ScopeFinder(phrases.scopes).of
        self._zeros = ZeroFinder(phrases.zeros, self.scope_of)
        self._addressed = re.compile(phrases.addressed)
        self._splits = re.compile(phrases.splits)
        self._divides = re.compile(rf"\s*(?:{phrases.divides})")
        self._future = condition(phrases.future)
        self._plans = re.compile(phrases.plans)
        self._tells = re.compile(phrases.tells)
        self._since = re.compile(phrases.since)

    def claims(self, characters: str, year: int | None, tables: Sequence[tuple[int, int]]) -> Iterator[Found]:
        """The claims of a text outside its tables; a figure of another year than `year` is none."""
        for start, end in prose(len(characters), [*tables, *self._planned(characters)]):
            sentences = list(sentences_of(characters, start, end))
            yield from self._zeros.denied(characters, sentences, lambda said: _is_other_year(said, year, WHILE))
            yield from self._zeros.noughts(characters, sentences)
            yield from self._figures(characters, sentences, year)
            yield from self._missing(characters, sentences, year)

    def _planned(self, characters: str) -> Iterator[tuple[int, int]]:
        """The sections that only say what is to be done, each to the next heading of its kind."""
        for heading in HEADING.finditer(characters):
            line = heading.group()
            if self._plans.search(line) and not PROBLEMS.search(line):
                ends = SECTION if heading["section"] else HEADING
                following = ends.search(characters, heading.end())
                yield heading.start(), following.start() if following else len(characters)

    def _missing(self, characters: str, sentences: Sequence[Sentence], year: int | None) -> Iterator[Found]:
        """Figures announced without their number; a denial before them is a zero and told by its words."""
        for quantity in missing_numbers(characters, sentences[0].start, sentences[-1].end):
            sentence = sentence_at(sentences, quantity.start)
            if not self._zeros.is_denied(characters, sentence.start, quantity.start):
                near = clause(characters[sentence.start : quantity.start])
                found = self._figure(characters, sentence, quantity, near, None, year)
                if found:
                    yield found

    def _figures(self, characters: str, sentences: Sequence[Sentence], year: int | None) -> Iterator[Found]:
        before: Found | None = None
        wholes: dict[str, Found] = {}  # of each counter word, the first claim since a sentence that divides none
        is_divided = False
        shared: list[str] = []
        foreign, last = False, ""
        sentence = sentences[0]
        read = 0
        for quantity in quantities(characters, sentences[0].start, sentences[-1].end):
            if sentence.end <= quantity.start:
                sentence = sentence_at(sentences, quantity.start)
                shared, foreign = [], False
                is_divided = self._divides.match(characters, sentence.start) is not None
                if is_divided:
                    before = None
                elif sentence.listed == sentence.start:
                    before, wholes = None, {}
            near = clause(characters[max(read, sentence.start) : quantity.start])
            near = _relative(near, year) if year and CARRIED in near else near
            shared = shares(near) if near.strip(ABOUT) else shared
            near = shared.pop(0) if shared else near
            last = near = FROM_BEFORE.sub("", last) if BECAME.fullmatch(near) else near
            read = quantity.stop
            if foreign and self._book.goes_on(near):
                continue
            foreign = self._book.is_other_business(near)
            for each in each_of(near):
                first = wholes.get(quantity.counter) if is_divided or sentence.start != sentence.listed else None
                is_of_first = first and (not before or (before.start < sentence.start and self._is_split(each)))
                whole = first if is_of_first else _whole(quantity, each, before, wholes.get(quantity.counter))
                found = self._figure(characters, sentence, quantity, each, whole, year)
                if found:
                    if first and not found.scope and first.scope in WHOLES:
                        found = found._replace(scope=first.scope)
                    before, foreign = found, False
                    wholes.setdefault(quantity.counter, found)
                    yield found

    def _is_split(self, near: str) -> bool:
        """Whether the words before a figure name only whom it counts."""
        return self._splits.match(self._book.bare(near)) is not None

    def _scope_told(self, said: str) -> Scope | None:
        """Whom the words of a sentence before a figure name as those it counts; its parts and objects are not they."""
        said = PARTS.sub("", said)
        return self.scope_of(said) and self.scope_of(self._addressed.sub("", said))

    def _behind(self, characters: str, sentence: Sentence, quantity: Quantity) -> str:
        """The words behind a figure, to the end of its sentence or of the one that divides what it told."""
        end = quantity.stop + BEHIND_REACH
        if end > sentence.end and not self._divides.match(characters, sentence.end):
            end = sentence.end
        return squeezed(characters[quantity.stop : end])

    def _figure(
        self, characters: str, sentence: Sentence, quantity: Quantity, near: str, before: Found | None, year: int | None
    ) -> Found | None:
        """The claim that a quantity makes, if the words before it, `near`, or its sentence tell one."""
        counter = quantity.counter
        fitting = self._book.fitting(counter, near, before is not None and self._book.is_list_of(before.measure))
        is_part = before and counter == before.counter and self._is_split(near)
        behind = self._behind(characters, sentence, quantity)
        named: Fitting = []
        if self._book.is_verb(near) or not self._book.core(near):
            named = self._book.fitting(counter, self._book.bare(near) + noun(behind))
        if not fitting and not is_part and not named:
            return None
        is_divided = before and before.start < sentence.start and self._divides.match(characters, sentence.start)
        inherited = before.scope if before and is_divided else None
        reach = quantity.start - CONTEXT_REACH
        said = squeezed(characters[max(sentence.start, reach) : quantity.start])
        planned = squeezed(characters[max(sentence.listed, reach) : quantity.start])
        if self._future.holds(planned) or _is_of_before(near, behind):
            return None
        is_other_time = _is_other_year(said, year) or self._since.search(said)
        context = squeezed(characters[max(sentence.paragraph, reach) : quantity.start])
        if self._tells.search(sentence.heading):
            context = f"{sentence.heading}。{context}"
        for compiled, members in [*fitting, *named]:
            if is_other_time and compiled.phrase.period != "cumulative":
                continue
            if _is_listed(compiled.phrase, before) or compiled.is_told_by(context, behind):
                return _claim(quantity, compiled.phrase, members, self._scope_told(said) or inherited)
        if not before or not is_part or is_other_time:
            return None
        return _part(quantity, before, self.scope_of(DIGIT.split(said)[-1]))


def _is_listed(phrase: Phrase, before: Found | None) -> bool:
    """Whether a figure goes on a list of which the one before told what it is a list of."""
    return phrase.goes_on and before is not None and before.measure == phrase.measure


def _part(quantity: Quantity, whole: Found, scope: Scope | None) -> Found:
    """A part behind 其中 counts what the whole counts, for some of those counted."""
    return whole._replace(
        start=quantity.start,
        end=quantity.end,
        dimensions=whole.dimensions | _members_of(whole.phrase, scope),
        value=quantity.value,
        approximation=quantity.approximation,
        scope=scope or whole.scope,
        rule="phrase/part",
    )


def _members_of(phrase: Phrase | None, scope: Scope | None) -> dict[str, str]:
    """Members that follow from whom a figure counts."""
    if phrase is None or scope is None:
        return {}
    return {name: by_scope[scope] for name, by_scope in phrase.scope_dimensions.items() if scope in by_scope}


def _claim(quantity: Quantity, phrase: Phrase, members: dict[str, str], scope: Scope | None) -> Found:
    return Found(
        quantity.start,
        quantity.end,
        phrase.measure,
        members | _members_of(phrase, scope),
        quantity.value / 100 if quantity.value is not None and quantity.counter == "%" else quantity.value,
        "reported" if quantity.value is not None else "missing_number",
        quantity.approximation,
        quantity.counter,
        scope or phrase.scope,
        phrase.period,
        "phrase",
        phrase,
    )


def _relative(words: str, year: int) -> str:
    """Words with the years before and after that of the report called so: 结转2019年 tells one from the other."""
    return YEAR.sub(lambda named: {year - 1: LAST, year + 1: NEXT}.get(int(named[1]), named[0]), words)


def _whole(quantity: Quantity, near: str, before: Found | None, first: Found | None) -> Found | None:
    """What a figure behind 其中 is a part of: what was counted before, or at first, if it is too great for that."""
    if before and first and near.startswith(PART) and _is_less(before, quantity) and not _is_less(first, quantity):
        return first
    return before


def _is_less(one: Found, another: Quantity) -> bool:
    return one.value is not None and another.value is not None and one.value < another.value


def _is_of_before(near: str, behind: str) -> bool:
    """Whether the words around a figure say that it is of the year before and told to compare."""
    return LAST_YEAR.holds(f"{near}0{behind}") or (behind.startswith(CHANGES) and FROM_BEFORE.search(near) is not None)


def _is_other_year(sentence: str, year: int | None, unless: tuple[str, ...] = ()) -> bool:
    """Whether the last year named before a figure is another than that reported on; some years say nothing of it."""
    if (
        not year
        or any(word in sentence for word in unless)
        or all(int(named) == year for named in YEAR.findall(sentence))
    ):
        return False
    said = YEAR.findall(NO_YEAR.sub("", sentence))
    return bool(said) and int(said[-1]) != year
