"""How figures compare between forms: grades of measures, series that run through the years, and rates made of them.

Belongs here: what `codebook/crosswalk.yml` and `codebook/indicators.yml` hold, and reading their formulas. Does not:
computing anything, which is done in SQL from the rows of `reference.py`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from gongkai.vocabulary import Dimension, Edition, Entry, Measure

Grade = Literal["same", "approximate", "break"]
GRADES: tuple[Grade, ...] = ("same", "approximate", "break")  # from best to worst
TERM = re.compile(r"\s*([+-]?)\s*(\w+)(?:@(\w+))?\s*")


class Reason(Entry, frozen=True):
    """Why figures of two forms compare as they do."""

    reason: str
    reason_zh: str
    reason_en: str


class MeasureGrade(Entry, frozen=True):
    """Measures that compare in these editions otherwise than their rows would have it."""

    measures: tuple[str, ...]
    editions: tuple[str, ...]
    grade: Grade
    reason: str


class SeriesPart(Entry, frozen=True):
    """A series in some editions; without a grade, the worst of its measures."""

    editions: tuple[str, ...]
    formula: str
    grade: Grade | None = None
    reason: str | None = None


class Series(Entry, frozen=True):
    """What can be followed over the years: one formula for all editions that allow it, or one for each of `parts`."""

    series: str
    label_zh: str
    label_en: str
    unit: str
    formula: str | None = None
    editions: tuple[str, ...] = ()
    parts: tuple[SeriesPart, ...] = ()


class CrosswalkEntries(Entry, frozen=True):
    """The file `crosswalk.yml`."""

    local_forms: tuple[str, ...]
    reasons: tuple[Reason, ...]
    measures: tuple[MeasureGrade, ...]
    series: tuple[Series, ...]


class Indicator(Entry, frozen=True):
    """A rate: sums of series, multiplied by `per`; below `least` cases it is marked as a small number."""

    indicator: str
    variant: str
    label_zh: str
    label_en: str
    numerator: str
    denominator: str
    least: int
    per: int = 1


class Term(NamedTuple):
    """A measure (or series) of a formula with its sign, and the member of a dimension it is taken at."""

    coefficient: int
    name: str
    member: str


class Graded(NamedTuple):
    """How far something compares, and the reason."""

    grade: Grade
    reason: str


class GradedFormula(NamedTuple):
    """A series in one edition."""

    terms: tuple[Term, ...]
    graded: Graded


def parse_formula(text: str) -> tuple[Term, ...]:
    """The terms of a sum; ValueError says what cannot be read.

    >>> [tuple(term) for term in parse_formula("received@natural_person - repeated")]
    [(1, 'received', 'natural_person'), (-1, 'repeated', 'total')]
    """
    terms: list[Term] = []
    place = 0
    while place < len(text):
        found = TERM.match(text, place)
        if not found or bool(found[1]) == (not terms):
            raise ValueError(f"{text[place:]!r} is no term with its sign")
        terms.append(Term(-1 if found[1] == "-" else 1, found[2], found[3] or "total"))
        place = found.end()
    return tuple(terms)


class Crosswalk:
    """The grades of every measure and series in every edition, and the rates of series."""

    def __init__(
        self, entries: CrosswalkEntries, editions: Mapping[str, Edition], indicators: tuple[Indicator, ...]
    ) -> None:
        self.reasons = {reason.reason: reason for reason in entries.reasons}
        self.series = entries.series
        self.indicators = indicators
        self._local_forms = entries.local_forms
        self._printed = {name: frozenset(_printed(edition)) for name, edition in editions.items()}
        self._listed = {
            (measure, edition): Graded(entry.grade, entry.reason)
            for entry in entries.measures
            for measure in entry.measures
            for edition in entry.editions
        }

    def is_printed(self, measure: str, edition: str) -> bool:
        """Whether the form of an edition has a row for a measure."""
        return measure in self._printed[edition]

    def grade(self, measure: str, edition: str) -> Graded:
        """How far the figures of a measure in an edition compare with the definition of today."""
        if listed := self._listed.get((measure, edition)):
            return listed
        if not self.is_printed(measure, edition):
            return Graded("break", "no_row")
        if edition in self._local_forms:
            return Graded("approximate", "local_forms")
        return Graded("same", "printed")

    def worst_grade(self, measure: str) -> Grade:
        """How far a measure compares over all editions whose forms print it; break if none does."""
        printed = (self.grade(measure, edition).grade for edition in self._printed if self.is_printed(measure, edition))
        return max(printed, key=GRADES.index, default="break")

    def formulas(self, series: Series) -> dict[str, GradedFormula]:
        """The formula of a series in every edition in which it exists, with its grade."""
        formulas = {}
        parts = series.parts or (SeriesPart(series.editions or tuple(self._printed), series.formula or ""),)
        for part in parts:
            terms = parse_formula(part.formula)
            for edition in part.editions:
                graded = self._graded(part, terms, edition)
                if graded.grade != "break":
                    formulas[edition] = GradedFormula(terms, graded)
        return formulas

    def _graded(self, part: SeriesPart, terms: tuple[Term, ...], edition: str) -> Graded:
        if part.grade and part.reason:
            return Graded(part.grade, part.reason)
        return max((self.grade(term.name, edition) for term in terms), key=lambda each: GRADES.index(each.grade))


def _printed(edition: Edition) -> Iterator[str]:
    for table in edition.tables:
        for row in table.rows:
            for number, column in enumerate(table.columns):
                if column.read and not row.header and (code := table.measure_code(row, number)):
                    yield code


def dangling_crosswalk(
    entries: CrosswalkEntries,
    measures: Mapping[str, Measure],
    editions: Mapping[str, Edition],
    dimensions: Mapping[str, Dimension],
) -> Iterator[str]:
    """A message for every reason, measure, member or edition that the codebook does not have."""
    reasons = {reason.reason for reason in entries.reasons}
    members = {member.member for dimension in dimensions.values() for member in dimension.members} | {"total"}
    for entry in entries.measures:
        where = f"crosswalk.yml: entry {', '.join(entry.measures)}"
        yield from _unknown(where, "measures", entry.measures, measures)
        yield from _unknown(where, "editions", entry.editions, editions)
        yield from _unknown(where, "reason", [entry.reason], reasons)
    for series in entries.series:
        where = f"crosswalk.yml: entry {series.series}"
        if bool(series.formula) == bool(series.parts):
            yield f"{where}: either a formula or parts"
        for part in (*series.parts, *([SeriesPart(series.editions, series.formula)] if series.formula else [])):
            yield from _unknown(where, "editions", part.editions, editions)
            yield from _unknown(where, "reason", filter(None, [part.reason]), reasons)
            if bool(part.grade) != bool(part.reason):
                yield f"{where}: grade and reason go together"
            yield from _of_formula(where, part.formula, measures, members)


def dangling_indicators(indicators: Collection[Indicator], crosswalk: CrosswalkEntries) -> Iterator[str]:
    """A message for every indicator that names a series that does not exist."""
    series = {entry.series for entry in crosswalk.series}
    for entry in indicators:
        for formula in (entry.numerator, entry.denominator):
            yield from _of_formula(
                f"indicators.yml: entry {entry.indicator}.{entry.variant}", formula, series, {"total"}
            )


def _of_formula(where: str, formula: str, names: Collection[str], members: Collection[str]) -> Iterator[str]:
    try:
        terms = parse_formula(formula)
    except ValueError as error:
        yield f"{where}: {error}"
        return
    yield from _unknown(where, "formula", [term.name for term in terms], names)
    yield from _unknown(where, "formula", [term.member for term in terms], members)


def _unknown(where: str, field: str, names: Collection[str] | Iterator[str], known: Collection[str]) -> Iterator[str]:
    yield from (f"{where}: field {field}: no {name}" for name in names if name not in known)
