"""Figures and zeros that prose states, by the phrases of `codebook/phrases.yml`.

A quantity is explained by the words before it, nearest first; a quantity that nothing explains is no
claim and stays a leftover. Plans, comparisons and other business are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongkai.quantities import Quantity, missing_numbers, quantities
from gongkai.records import Approximation, Scope, ValueStatus
from gongkai.sentences import Sentence, clause, clause_end, prose, sentences_of, squeezed
from gongkai.vocabulary import Phrase, Phrases, ZeroObject

YEAR = re.compile(r"(20\d{2})年")
IN_BRACKETS = re.compile(r"\([^()]*\)")
# A sentence that divides what the one before it told.
GOES_ON = re.compile(r"\s*其中")
# So much of the text before a figure may tell what its sentence is about, and so much behind it.
CONTEXT_REACH, BEHIND_REACH = 160, 60
# So many wordings before figures are remembered with the phrases they fit.
REMEMBERED = 20_000
ZERO = Decimal(0)


class Found(NamedTuple):
    """A claim in the normalized text: the figure (or the words of the zero) and what it counts."""

    start: int
    end: int
    measure: str
    dimensions: dict[str, str]
    value: Decimal | None
    status: ValueStatus
    approximation: Approximation
    counter: str
    scope: Scope | None
    period: str
    rule: str
    phrase: Phrase | None


class CompiledPhrase(NamedTuple):
    """A phrase with its patterns."""

    phrase: Phrase
    near: re.Pattern[str]
    context: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    behind: re.Pattern[str] | None

    def is_told_by(self, context: str, behind: str) -> bool:
        """Whether the sentence and the words behind the figure say what the phrase asks for."""
        return not (
            (self.behind and not self.behind.search(behind)) or (self.context and not self.context.search(context))
        )


class Claimant:
    """All phrases, compiled once and sorted by counter word."""

    def __init__(self, phrases: Phrases) -> None:
        self._by_counter: dict[str, list[CompiledPhrase]] = {}
        for phrase in phrases.phrases:
            compiled = _compiled(phrase)
            for counter in phrase.counters:
                self._by_counter.setdefault(counter, []).append(compiled)
        self._fitting = lru_cache(maxsize=REMEMBERED)(self._phrases_for)
        # Empty groups say which one matched: a group around the words would hide how they begin.
        self._scopes = re.compile("|".join(f"(?:{each.words})(?P<{each.scope}>)" for each in phrases.scopes))
        self._fillers = re.compile(phrases.fillers)
        self._splits = re.compile(phrases.splits)
        self._future = re.compile(phrases.future)
        self._comparison = re.compile(phrases.comparison)
        self._other_business = re.compile(phrases.other_business)
        self._denial = re.compile(f"(?!{phrases.zeros.unless})(?:{phrases.zeros.denial})")
        self._nought = re.compile(phrases.zeros.nought)
        self._objects = [(each, re.compile(each.object), _maybe(each.unless)) for each in phrases.zeros.objects]
        self._subjects = [(each, re.compile(each.subject or each.object)) for each in phrases.zeros.objects]

    def claims(self, characters: str, year: int | None, tables: Sequence[tuple[int, int]]) -> Iterator[Found]:
        """The claims of a text outside its tables; a figure of another year than `year` is none."""
        for start, end in prose(len(characters), tables):
            sentences = list(sentences_of(characters, start, end))
            yield from self._zeros(characters, sentences)
            yield from self._noughts(characters, sentences)
            yield from self._figures(characters, sentences, year)
            yield from self._missing(characters, sentences, year)

    def _missing(self, characters: str, sentences: Sequence[Sentence], year: int | None) -> Iterator[Found]:
        """Figures announced without their number; a denial before them is a zero and told by its words."""
        place = 0
        for quantity in missing_numbers(characters, sentences[0].start, sentences[-1].end):
            while sentences[place].end <= quantity.start:
                place += 1
            sentence = sentences[place]
            if not self._denial.search(characters, sentence.start, quantity.start):
                found = self._figure(characters, sentence, quantity, sentence.start, None, year)
                if found:
                    yield found

    def _figures(self, characters: str, sentences: Sequence[Sentence], year: int | None) -> Iterator[Found]:
        before: Found | None = None
        place = read = 0
        for quantity in quantities(characters, sentences[0].start, sentences[-1].end):
            if sentences[place].end <= quantity.start:
                while sentences[place].end <= quantity.start:
                    place += 1
                if not GOES_ON.match(characters, sentences[place].start):
                    before = None
            found = self._figure(characters, sentences[place], quantity, read, before, year)
            read = quantity.stop
            if found:
                before = found
                yield found

    def _figure(
        self, characters: str, sentence: Sentence, quantity: Quantity, read: int, before: Found | None, year: int | None
    ) -> Found | None:
        """The claim that a quantity makes, if its words tell one."""
        near = clause(characters[max(read, sentence.start) : quantity.start])
        fitting = self._fitting(quantity.counter, near)
        is_part = before and quantity.counter == before.counter and self._splits.match(self._fillers.sub("", near))
        if not fitting and not is_part:
            return None
        reach = quantity.start - CONTEXT_REACH
        said = squeezed(characters[max(sentence.start, reach) : quantity.start])
        if self._future.search(said) or _is_other_year(said, year):
            return None
        context = squeezed(characters[max(sentence.paragraph, reach) : quantity.start])
        behind = squeezed(characters[quantity.stop : min(sentence.end, quantity.stop + BEHIND_REACH)])
        for compiled, members in fitting:
            if compiled.is_told_by(context, behind):
                return _claim(quantity, compiled.phrase, members, self._scope(said))
        return _part(quantity, before, self._scope(near)) if before and is_part else None

    def _phrases_for(self, counter: str, near: str) -> list[tuple[CompiledPhrase, dict[str, str]]]:
        """The phrases that the words before a figure fit, with their members. The same words come often."""
        if self._comparison.search(near) or self._other_business.search(near):
            return []
        bare = self._fillers.sub("", near)
        return self._told_by(counter, near) + (self._told_by(counter, bare) if bare != near else [])

    def _told_by(self, counter: str, near: str) -> list[tuple[CompiledPhrase, dict[str, str]]]:
        found: list[tuple[CompiledPhrase, dict[str, str]]] = []
        for compiled in self._by_counter.get(counter, ()):
            match = compiled.near.search(near)
            if match and not (compiled.unless and compiled.unless.search(near)):
                found.append((compiled, _members(compiled.phrase, match)))
        return found

    def _scope(self, words: str) -> Scope | None:
        """The scope of the last word that names one."""
        found: Scope | None = None
        for match in self._scopes.finditer(words):
            found = match.lastgroup  # type: ignore[assignment]
        return found

    def _zeros(self, characters: str, sentences: Sequence[Sentence]) -> Iterator[Found]:
        place = read = 0
        for denial in self._denial.finditer(characters, sentences[0].start, sentences[-1].end):
            if denial.start() < read:
                continue
            while sentences[place].end <= denial.start():
                place += 1
            read = clause_end(characters, denial.end(), sentences[place].end)
            words = squeezed(characters[denial.start() : read])
            scope = self._scope(squeezed(characters[sentences[place].start : denial.start()]))
            for entry, pattern, unless in self._objects:
                if pattern.search(words) and not (unless and unless.search(words)):
                    yield _zero(denial.start(), read, entry, scope)

    def _noughts(self, characters: str, sentences: Sequence[Sentence]) -> Iterator[Found]:
        """What is said to be nought without a counter word: 行政复议、行政诉讼均为0."""
        place = read = 0
        for nought in self._nought.finditer(characters, sentences[0].start, sentences[-1].end):
            while sentences[place].end <= nought.start():
                place += 1
            first = max(read, sentences[place].start)
            start = characters.rfind("\n", first, nought.start()) + 1 or first
            read = nought.end()
            words = squeezed(characters[start : nought.start()])
            for entry, subject in self._subjects:
                if subject.search(words) and not (entry.unless and re.search(entry.unless, words)):
                    yield _zero(start, read, entry, self._scope(words))


def _compiled(phrase: Phrase) -> CompiledPhrase:
    return CompiledPhrase(
        phrase, re.compile(phrase.near), _maybe(phrase.context), _maybe(phrase.unless), _maybe(phrase.behind)
    )


def _maybe(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


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


def _members(phrase: Phrase, match: re.Match[str]) -> dict[str, str]:
    """The members of a phrase; `$1` stands for the words of its first group."""
    return {name: match.expand(member.replace("$", "\\")) for name, member in phrase.dimensions.items()}


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


def _zero(start: int, end: int, entry: ZeroObject, scope: Scope | None) -> Found:
    return Found(start, end, entry.measure, {}, ZERO, "zero_stated", "exact", "", scope, "report_year", "denial", None)


def _is_other_year(sentence: str, year: int | None) -> bool:
    """Whether the last year named before a figure is not the one reported on; what brackets add does not count."""
    named = YEAR.findall(IN_BRACKETS.sub("", sentence))
    return bool(named and year and int(named[-1]) != year)
