"""Which phrases the words before a figure fit.

Besides the phrases of `codebook/phrases.yml` there are the labels of the forms: prose repeats them word by word
(其中按时办结数4件). A label counts where it means one thing in all editions.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from gongkai.labels import bare_label
from gongkai.literals import needed_words
from gongkai.normalize import Normalizer
from gongkai.vocabulary import Edition, Measure, Phrase, Phrases

# So many wordings before figures are remembered with the phrases they fit.
REMEMBERED = 20_000
# Words are looked up by so many characters of their beginning.
INDEXED = 2
# A shorter label is an ordinary word too.
SHORTEST_LABEL = 4
# Attendances and repetitions of what a shorter word counts, and local words for a case.
SAME_COUNTERS = {"条次": "条", "件次": "件", "场次": "场", "宗": "件", "起": "件", "例": "件"}
ANYTHING = re.compile("")
IN_BRACKETS = re.compile(r"\([^()]*\)$")
# What stands around a label in a sentence.
AROUND_LABEL = re.compile(r"^(?:其中:?)?(?:\d[.、])?|(?:的|为|有|共)+$")


class Condition(NamedTuple):
    """A pattern, and words of which every match holds one: looking for those first is many times faster."""

    pattern: re.Pattern[str]
    words: frozenset[str]

    def holds(self, words: str) -> bool:
        """Whether the pattern is found in the words."""
        if self.words and not any(word in words for word in self.words):
            return False
        return self.pattern.search(words) is not None


class CompiledPhrase(NamedTuple):
    """A phrase with its patterns."""

    phrase: Phrase
    near: re.Pattern[str]
    context: Condition | None
    unless: re.Pattern[str] | None
    behind: Condition | None

    def is_told_by(self, context: str, behind: str) -> bool:
        """Whether the sentence and the words behind the figure say what the phrase asks for."""
        return not (
            (self.behind and not self.behind.holds(behind)) or (self.context and not self.context.holds(context))
        )


WordIndex = dict[str, list[tuple[str, int]]]  # the beginning of a word -> words and the rank of who needs them
Fitting = list[tuple[CompiledPhrase, dict[str, str]]]


class PhraseBook:
    """All phrases, compiled once and sorted by counter word."""

    def __init__(self, phrases: Phrases, labels: Iterable[Phrase]) -> None:
        self._phrases = [_compiled(phrase) for phrase in phrases.phrases]
        self._listed = {phrase.measure for phrase in phrases.phrases if phrase.goes_on}
        self._by_word: dict[str, WordIndex] = {}  # of each counter, the phrases that need a word
        for rank, phrase in enumerate(phrases.phrases):
            words = needed_words(phrase.near) or {""}
            for counter in phrase.counters:
                for word in words:
                    self._by_word.setdefault(counter, {}).setdefault(word[:INDEXED], []).append((word, rank))
        self._labels = {
            (counter, phrase.near): CompiledPhrase(phrase, ANYTHING, None, None, None)
            for phrase in labels
            for counter in phrase.counters
        }
        self._fillers = re.compile(phrases.fillers)
        self._leading = re.compile(phrases.leading)
        self._comparison = re.compile(phrases.comparison)
        self._other_business = re.compile(phrases.other_business)
        self._disclosed = re.compile(phrases.disclosed)
        self._outcomes = re.compile(phrases.outcomes)
        self._verbs = re.compile(phrases.verbs)
        remembered = lru_cache(maxsize=REMEMBERED)  # the same words come often
        self.fitting = remembered(self._fitting)
        self.bare = remembered(self._bare)
        self.core = remembered(self._core)
        self.is_other_business = remembered(self._is_other_business)
        self.is_verb = remembered(self._is_verb)

    def _bare(self, near: str) -> str:
        """The words before a figure without the fillers at their end."""
        return self._fillers.sub("", near)

    def _core(self, near: str) -> str:
        """The words before a figure without the fillers at their end and what dates or joins them before."""
        return self._leading.sub("", self.bare(near))

    def _is_other_business(self, near: str) -> bool:
        """Whether the words before a figure speak of what is no disclosure."""
        return bool(self._other_business.search(near)) and not self._disclosed.search(near)

    def goes_on(self, near: str) -> bool:
        """Whether the words before a figure tell what became of those counted before, and name no others."""
        return bool(self._outcomes.fullmatch(self.core(near)))

    def _is_verb(self, near: str) -> bool:
        """Whether the words before a figure say what was done and not yet with what."""
        return bool(self._verbs.search(near))

    def is_list_of(self, measure: str) -> bool:
        """Whether figures of a measure make lists of which each item may be of whatever kind."""
        return measure in self._listed

    def _fitting(self, counter: str, near: str, is_item: bool = False) -> Fitting:
        """The phrases that the words before a figure fit, with their members, the first the best.

        An item of a list may bear the name of other business: 行政许可23条.
        """
        counter = SAME_COUNTERS.get(counter, counter)
        if self._comparison.search(near):
            return []
        label = self._labels.get((counter, bare_label(AROUND_LABEL.sub("", self.bare(near)))))
        labelled: Fitting = [(label, label.phrase.dimensions)] if label else []
        if not is_item and self.is_other_business(near):
            return labelled
        bare = self.bare(near)
        wordings = dict.fromkeys((near, bare, self.core(near), self.core(IN_BRACKETS.sub("", bare))))
        return [told for wording in wordings for told in self._told_by(counter, wording)] + labelled

    def _told_by(self, counter: str, near: str) -> Fitting:
        found: Fitting = []
        index = self._by_word.get(counter, {})
        beginnings = {near[start : start + size] for size in range(INDEXED + 1) for start in range(len(near))} | {""}
        possible = {rank for each in beginnings for word, rank in index.get(each, ()) if word in near}
        for compiled in map(self._phrases.__getitem__, sorted(possible)):
            match = compiled.near.search(near)
            if match and not (compiled.unless and compiled.unless.search(near)):
                found.append((compiled, _members(compiled.phrase, match)))
        return found


def label_phrases(
    editions: Iterable[Edition],
    measures: dict[str, Measure],
    counters: dict[str, tuple[str, ...]],
    normalizer: Normalizer,
) -> Iterator[Phrase]:
    """The labels of all forms as phrases, bare as `near`; `counters` are the words a unit goes by in prose."""
    meanings: dict[str, set[tuple[str, tuple[tuple[str, str], ...]]]] = {}
    for edition in editions:
        for table in edition.tables:
            for row in table.rows:
                for label in (row.label, *row.also) if row.measure else ():
                    bare = bare_label(normalizer.label(label))
                    meanings.setdefault(bare, set()).add((row.measure or "", tuple(sorted(row.dimensions.items()))))
    for label, means in meanings.items():
        ((measure, dimensions), *others) = means
        if len(label) >= SHORTEST_LABEL and not others and (own := counters.get(measures[measure].unit)):
            yield Phrase(measure=measure, counters=own, near=label, examples=(), dimensions=dict(dimensions))


def condition(pattern: str) -> Condition:
    """A pattern with the words it needs."""
    return Condition(re.compile(pattern), needed_words(pattern))


def _compiled(phrase: Phrase) -> CompiledPhrase:
    return CompiledPhrase(
        phrase,
        re.compile(phrase.near),
        condition(phrase.context) if phrase.context else None,
        re.compile(phrase.unless) if phrase.unless else None,
        condition(phrase.behind) if phrase.behind else None,
    )


def _members(phrase: Phrase, match: re.Match[str]) -> dict[str, str]:
    """The members of a phrase; `$1` stands for the words of its first group."""
    return {name: match.expand(member.replace("$", "\\")) for name, member in phrase.dimensions.items()}
