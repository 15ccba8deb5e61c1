"""Arithmetic between the reports of two years, from its short notation to signed measures.

`previous requests_carried_out = requests_carried_in`: a term is a measure, `previous` says that it stands in the report
of the year before. Arithmetic within one form is in `identities.py`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gongkai.identities import OPERATOR, OPERATORS
from gongkai.vocabulary import Dimension, Measure, Operator, YearlyCheck

TERM = re.compile(r"\s*([+-]?)\s*(previous )?(\w+)")


class YearlyTerm(NamedTuple):
    """A measure in the report of this year, or of so many years before, with its sign."""

    side: str
    coefficient: int
    measure: str
    years_back: int


class YearlyFormula(NamedTuple):
    """A parsed formula."""

    terms: tuple[YearlyTerm, ...]
    operator: Operator


def parse_yearly(check: YearlyCheck) -> YearlyFormula:
    """Parse the short notation; ValueError says what cannot be read.

    >>> rule = dict(severity="error", label_zh="", label_en="")
    >>> [tuple(term) for term in parse_yearly(YearlyCheck(check="Y", formula="previous a - b = c", **rule)).terms]
    [('left', 1, 'a', 1), ('left', -1, 'b', 0), ('right', 1, 'c', 0)]
    """
    sides = OPERATOR.split(check.formula)
    if len(sides) != 3:
        raise ValueError(f"formula {check.formula!r} needs exactly one of =, <=, >=")
    left, sign, right = sides
    terms = (*_terms("left", left), *_terms("right", right))
    return YearlyFormula(terms, OPERATORS[sign])


def _terms(side: str, text: str) -> Iterator[YearlyTerm]:
    place = 0
    while place < len(text.rstrip()):
        term = TERM.match(text, place)
        if not term or bool(term[1]) == (place == 0):
            raise ValueError(f"term {text[place:]!r} is no measure with its sign")
        yield YearlyTerm(side, -1 if term[1] == "-" else 1, term[3], 1 if term[2] else 0)
        place = term.end()


def dangling_yearly(
    checks: tuple[YearlyCheck, ...], measures: Mapping[str, Measure], dimensions: Mapping[str, Dimension]
) -> Iterator[str]:
    """A message for every check that cannot be read or names a measure or dimension that does not exist."""
    for check in checks:
        where = f"yearly.yml: entry {check.check}"
        try:
            unknown = [term.measure for term in parse_yearly(check).terms if term.measure not in measures]
        except ValueError as error:
            yield f"{where}: field formula: {error}"
            continue
        for measure in unknown:
            yield f"{where}: field formula: no measure {measure}"
        if check.each and check.each not in dimensions:
            yield f"{where}: field each: no dimension {check.each}"
