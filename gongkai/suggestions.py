"""The faulty cell of a table that breaks its arithmetic, named if only one explanation is left.

Belongs here: comparing what a table prints with what its form prescribes, and the records of what may be wrong. Does
not: what may have happened to a figure (`repairs.py`). Nothing is corrected: a suggestion stands beside the figures.

A figure may have any other value, so that under the assumption of one wrong figure the true one is always among the
explanations, and the only one left is it. Only rules of severity `error` are used: the others have exceptions.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from gongkai.identities import Equation, equations
from gongkai.records import Cell, Observation, SlipRule, Suggestion
from gongkai.repairs import Repair, Values, holds, may_hold, neighbours, rows, single_figures
from gongkai.vocabulary import Edition, Measure, Table


class Arithmetic(NamedTuple):
    """What a form prescribes for a table, its addresses row by row, and those that hold money."""

    table: str
    equations: tuple[Equation, ...]
    by_address: dict[str, tuple[Equation, ...]]
    rows: tuple[tuple[str, ...], ...]
    pairs: tuple[tuple[str, str], ...]
    money: frozenset[str]


class Suggester:
    """Knows the arithmetic of every table and names what would repair one that breaks it."""

    def __init__(self, editions: Iterable[Edition], measures: Mapping[str, Measure]) -> None:
        self._tables = {
            table.table: _arithmetic(table, own, measures)
            for edition in editions
            for table in edition.tables
            if (own := tuple(equations(table)))
        }

    def suggest(
        self, tables: Iterable[str], cells: Sequence[Cell], observations: Sequence[Observation]
    ) -> tuple[Suggestion, ...]:
        """For every cell of the only explanation of a table's failures, the figure it would have."""
        known = [self._tables[table] for table in tables if table in self._tables]
        if not known:
            return ()
        values = {found.table_ref: found.value for found in observations if found.table_ref}
        found: list[Suggestion] = []
        for arithmetic in known:
            failing = [equation for equation in arithmetic.equations if holds(equation, values) is False]
            repair = _only_repair(arithmetic, failing, values) if any(map(_is_exact, failing)) else None
            if repair:
                found += _suggestions(arithmetic, repair, values, observations)
        if None in values.values() and any(each.value_status == "ambiguous" for each in observations):
            for arithmetic in known:
                for repair in _row_repairs(arithmetic, values, cells):
                    found += _suggestions(arithmetic, repair, values, observations)
        return tuple(found)


def _arithmetic(table: Table, own: tuple[Equation, ...], measures: Mapping[str, Measure]) -> Arithmetic:
    places = range(len(table.columns))
    addresses = tuple(tuple(table.reference(row, place + 1) for place in places) for row in table.value_rows)
    in_order = [address for row in addresses for address in row] if len(places) == 1 else None
    pairs = tuple(pairwise(in_order)) if in_order else tuple(pair for row in addresses for pair in pairwise(row))
    money = {
        table.reference(row, place + 1)
        for row in table.value_rows
        for place in places
        if (code := table.measure_code(row, place)) and measures[code].value_type == "money_cny"
    }
    by_address: dict[str, list[Equation]] = {}
    for equation in own:
        for address in (*equation.left, *equation.right):
            by_address.setdefault(address, []).append(equation)
    joined = {address: tuple(found) for address, found in by_address.items()}
    return Arithmetic(table.table, own, joined, addresses, pairs, frozenset(money))


def _is_exact(equation: Equation) -> bool:
    """Whether it says what a figure would have to be; a figure that exceeds another only has to be smaller."""
    return equation.operator == "="


def _only_repair(arithmetic: Arithmetic, failing: Sequence[Equation], values: Values) -> Repair | None:
    """The one repair that leaves nothing of the table failing; None if there is none or several.

    Any other figure to close a single sum is too little to go by: the form may have been misunderstood.
    """
    repairs = []
    for repair in _possible(arithmetic, failing, values):
        repaired = {**values, **repair.figures}
        if all(holds(equation, repaired) is not False for equation in _concerned(arithmetic, repair)) and all(
            holds(equation, repaired) for equation in failing
        ):
            repairs.append(repair)
        if len(repairs) > 1:
            return None
    return repairs[0] if repairs and (len(failing) > 1 or repairs[0].rule != "other_figure") else None


def _possible(arithmetic: Arithmetic, failing: Sequence[Equation], values: Values) -> Iterator[Repair]:
    yield from single_figures(failing, values, arithmetic.money)
    yield from neighbours(arithmetic.pairs, failing, values)


def _concerned(arithmetic: Arithmetic, repair: Repair) -> Iterator[Equation]:
    for address in repair.figures:
        yield from arithmetic.by_address.get(address, ())


def _row_repairs(arithmetic: Arithmetic, values: Values, cells: Sequence[Cell]) -> Iterator[Repair]:
    """For each row whose figures are one too few or too many, the only way to place them, if it is a slip."""
    seen = {cell.table_ref: cell.candidates for cell in cells if cell.mapping == "ambiguous"}
    for row in arithmetic.rows:
        printed = json.loads(next(filter(None, map(seen.get, row)), None) or "[]")
        if abs(len(printed) - len(row)) != 1 or not all(map(str.isdecimal, printed)):
            continue
        concerned = {equation for address in row for equation in arithmetic.by_address.get(address, ())}
        possible: dict[tuple[Decimal | None, ...], SlipRule | None] = {}
        for rule, figures in rows(row, printed):
            tried = {**values, **dict(zip(row, figures, strict=True))}
            if all(may_hold(equation, tried) for equation in concerned):
                possible[figures] = rule
        if len(possible) == 1:
            ((figures, rule),) = possible.items()
            placed = {address: value for address, value in zip(row, figures, strict=True) if value is not None}
            if rule and any(holds(equation, {**values, **placed}) for equation in concerned):
                yield Repair(rule, placed)


def _suggestions(
    arithmetic: Arithmetic, repair: Repair, values: Values, observations: Sequence[Observation]
) -> Iterator[Suggestion]:
    """A record per cell whose figure would change."""
    repaired = {**values, **repair.figures}
    closing = {equation.name for equation in _concerned(arithmetic, repair) if holds(equation, repaired)}
    opened = {equation.name for equation in arithmetic.equations if holds(equation, values)}
    checks = json.dumps(sorted(closing - opened))
    for found in observations:
        if found.table_ref in repair.figures and found.value != (value := repair.figures[found.table_ref]):
            yield Suggestion(
                found.document_id, f"{found.observation_id}/suggestion", found.observation_id,
                arithmetic.table, found.table_ref, repair.rule, found.value, found.value_text,
                value, found.unit, checks, found.source_start, found.source_end,
            )  # fmt: skip
