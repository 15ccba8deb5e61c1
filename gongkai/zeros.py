"""Zeros in words: what a sentence denies, and what it says is nought."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from gongkai.records import Scope
from gongkai.sentences import Sentence, clause_end, sentence_at, squeezed
from gongkai.stated import Found
from gongkai.vocabulary import ZeroObject, Zeros

ZERO = Decimal(0)


class ZeroFinder:
    """The words of `codebook/phrases.yml` that say that nothing happened, compiled once."""

    def __init__(self, zeros: Zeros, scope_of: Callable[[str], Scope | None]) -> None:
        self._scope_of = scope_of
        self._denial = re.compile(zeros.denial)
        self._no_denial = re.compile(zeros.unless)
        self._of_some = re.compile(zeros.of_some)
        self._nought = re.compile(zeros.nought)
        self._objects = [
            (each, re.compile(each.object), re.compile(each.subject or each.object), re.compile(each.unless or "(?!)"))
            for each in zeros.objects
        ]

    def is_denied(self, characters: str, start: int, end: int) -> bool:
        """Whether there is a denial in `characters[start:end]`."""
        return any(self._denials(characters, start, end))

    def _denials(self, characters: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Words that deny; looked at one by one, because a pattern that begins with an exception is slow."""
        for match in self._denial.finditer(characters, start, end):
            if not self._no_denial.match(characters, match.start()):
                yield match

    def denied(
        self, characters: str, sentences: Sequence[Sentence], is_other_time: Callable[[str], bool]
    ) -> Iterator[Found]:
        """What a sentence denies: 没有收到政府信息公开申请; not of some only, nor of another time."""
        read = 0
        for denial in self._denials(characters, sentences[0].start, sentences[-1].end):
            if denial.start() < read:
                continue
            sentence = sentence_at(sentences, denial.start())
            read = clause_end(characters, denial.end(), sentence.end)
            words = squeezed(characters[denial.start() : read])
            said = squeezed(characters[sentence.start : denial.start()])
            if self._of_some.search(said) or is_other_time(said):
                continue
            scope = self._scope_of(said)
            for entry, object_, _, unless in self._objects:
                if object_.search(words) and not unless.search(words):
                    yield _zero(denial.start(), read, entry, scope)

    def noughts(self, characters: str, sentences: Sequence[Sentence]) -> Iterator[Found]:
        """What is said to be nought without a counter word: 行政复议、行政诉讼均为0."""
        read = 0
        for nought in self._nought.finditer(characters, sentences[0].start, sentences[-1].end):
            first = max(read, sentence_at(sentences, nought.start()).start)
            start = characters.rfind("\n", first, nought.start()) + 1 or first
            read = nought.end()
            words = squeezed(characters[start : nought.start()]).rpartition(",")[2]
            for entry, _, subject, unless in self._objects:
                if subject.search(words) and not unless.search(words):
                    yield _zero(start, read, entry, self._scope_of(words))


def _zero(start: int, end: int, entry: ZeroObject, scope: Scope | None) -> Found:
    return Found(start, end, entry.measure, {}, ZERO, "zero_stated", "exact", "", scope, "report_year", "denial", None)
