"""Figures of one report held against each other: text against table, part against whole, scope within scope.

Belongs here: which figures are accounts of the same thing or contain each other, and whether they can all be true
(`marts.fct_comparisons`). Does not: sums that a form prescribes (`forms.py`). Nothing is added up here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from gongkai.checks.bounds import highest, lowest
from gongkai.checks.results import Operand, Result, Status
from gongkai.codebook import Codebook
from gongkai.records import Observation, Report
from gongkai.reference import FIXED_DIMENSIONS
from gongkai.vocabulary import Dimension, Measure, Severity

Kind = Literal["restated", "narrower_scope", "part", "of_which"]
Key = tuple[str, str, str, str]  # period, scope, measure, member of its detail
DEEPEST = 10  # no form and no breakdown nests so deep: a circle in the codebook ends here


class Pair(NamedTuple):
    """Two figures and why they are compared: the second is the other account, or what holds the first."""

    one: Observation
    other: Observation
    kind: Kind


def compare_figures(report: Report, codebook: Codebook) -> Iterator[Result]:
    """The verdict on every two figures of a report that say something of each other."""
    accounts = _accounts(report.observations)
    preferred = {key: found[0] for key, found in accounts.items()}
    pairs = [*_restated(accounts.values()), *_ordered(preferred, codebook)]
    for pair in pairs:
        yield _result(pair, codebook.measures)


def detail(found: Observation) -> tuple[str | None, str]:
    """The dimension in which the report breaks a measure down, and the member; a figure has one at most."""
    names = [name for name in found.dimensions if name not in FIXED_DIMENSIONS]
    return (min(names), found.dimensions[min(names)]) if names else (None, "total")


def _accounts(observations: Sequence[Observation]) -> dict[Key, list[Observation]]:
    """The accounts of every figure that the prose may speak of, the one that counts first.

    Tables are compared with themselves by the arithmetic of their form. Rows of a form that count the same measure,
    such as grounds that only this form has, are no accounts of each other.
    """
    told = {found.period for found in observations if found.source == "narrative"}
    accounts: dict[Key, list[Observation]] = {}
    for found in observations:
        if found.period in told:
            accounts.setdefault((found.period, found.scope, found.measure_code, detail(found)[1]), []).append(found)
    for key, group in accounts.items():
        rows = sum(found.source == "table" for found in group)
        kept = [found for found in group if found.source == "narrative" or rows == 1]
        accounts[key] = sorted(kept, key=_precedence)
    return {key: group for key, group in accounts.items() if group}


def _precedence(found: Observation) -> tuple[bool, bool, bool, int, str]:
    """A figure before none, the table before prose, an exact one before an approximate, what comes first."""
    return (
        found.value is None,
        found.source != "table",
        found.approximation != "exact",
        found.source_start,
        found.observation_id,
    )


def _restated(accounts: Iterable[Sequence[Observation]]) -> Iterator[Pair]:
    for first, *others in accounts:
        for other in others if first.value is not None else ():
            if other.value is not None or other.source == "table":
                yield Pair(first, other, "restated")


def _ordered(preferred: Mapping[Key, Observation], codebook: Codebook) -> Iterator[Pair]:
    """Every figure with those that hold it: its whole, or the same of a wider scope."""
    known = {key: found for key, found in preferred.items() if found.value is not None}
    for (period, scope, measure, member), found in known.items():
        wholes = list(_wholes(measure, member, detail(found)[0], codebook))
        for wider in (scope, *codebook.checks.wider_scopes.get(scope, ())):
            for whole_measure, whole_member, kind in wholes:
                whole = known.get((period, wider, whole_measure, whole_member))
                if whole and (wider != scope or kind != "narrower_scope") and _is_told(found, whole):
                    yield Pair(found, whole, kind)


def _is_told(one: Observation, other: Observation) -> bool:
    return "narrative" in (one.source, other.source)


def _wholes(measure: str, member: str, dimension: str | None, codebook: Codebook) -> Iterator[tuple[str, str, Kind]]:
    """The measures and members whose figure holds that of a measure and member, itself included."""
    measures, dimensions = codebook.measures, codebook.dimensions
    members = dict.fromkeys((member, "total", *_above(member, dimension, dimensions)))
    for whole in _nested(measure, measures):
        for whole_member in members:
            yield whole, whole_member, "narrower_scope" if (whole, whole_member) == (measure, member) else "part"
    parent = measures[measure].parent
    if parent and measures[measure].parent_relation == "of_which" and member == "total":
        yield parent, "total", "of_which"


def _nested(measure: str | None, measures: Mapping[str, Measure]) -> Iterator[str]:
    """A measure and those that it is part of, from the nearest."""
    for _ in range(DEEPEST + 1):
        if measure is None:
            return
        yield measure
        measure = measures[measure].parent if measures[measure].parent_relation == "part" else None


def _above(member: str, dimension: str | None, dimensions: Mapping[str, Dimension]) -> Iterator[str]:
    known = dimensions.get(dimension or "")  # some dimensions of prose have no list of members
    parents = {each.member: each.parent for each in known.members} if known else {}
    for _ in range(DEEPEST):
        above = parents.get(member)
        if above is None:
            return
        yield above
        member = above


def _result(pair: Pair, measures: Mapping[str, Measure]) -> Result:
    one, other, kind = pair
    status = _status(pair)
    exact = one.approximation == other.approximation == "exact" and other.value is not None
    difference = one.value - other.value if one.value is not None and other.value is not None else None
    return Result(
        document_id=one.document_id,
        result_id=f"{one.observation_id} {other.observation_id}",
        family="comparison",
        rule=kind,
        instance=f"{one.observation_id} {other.observation_id}",
        instance_label_zh=measures[one.measure_code].label_zh,
        severity=_severity(pair, exact),
        status=status,
        operands=(
            Operand("left", 1, measures[one.measure_code].label_zh, one),
            Operand("right", 1, measures[other.measure_code].label_zh, other),
        ),
        formula=f"{_shown(one)}{_relation(kind, status, difference == 0)}{_shown(other)}",
        difference=difference,
        source_start=one.source_start,
        source_end=one.source_end,
    )


def _status(pair: Pair) -> Status:
    one, other, kind = pair
    if one.value is None or other.value is None:
        return "not_assessable"
    fits = lowest(one.value, one.approximation) <= highest(other.value, other.approximation)
    if kind == "restated":
        fits = fits and lowest(other.value, other.approximation) <= highest(one.value, one.approximation)
    return "pass" if fits else "fail"


def _severity(pair: Pair, exact: bool) -> Severity:
    """Prose states the same measure for what it does not name more often than it contradicts itself, and a part may
    count what its whole leaves out: only a figure of the form against the same one in words is an error."""
    if not exact:
        return "information"
    return "error" if pair.kind == "restated" and pair.one.source == "table" else "warning"


def _relation(kind: Kind, status: Status, equal: bool) -> str:
    if status == "not_assessable":
        return " ? "
    if kind != "restated":
        return " > " if status == "fail" else " ≤ "
    return " ≠ " if status == "fail" else " = " if equal else " ≈ "


def _shown(found: Observation) -> str:
    return "□" if found.value_text is None else found.value_text
