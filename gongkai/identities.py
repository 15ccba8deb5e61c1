"""The arithmetic a form prescribes, from its short notation to the cells it compares.

`r1 + r2 = r22 + r23` for each column, `c1..c6 = c7` for each row, `r2c2 <= r2c3`, `each r6..r10 <= r2`.
`..` runs over the value rows of the form in printed order.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.vocabulary import Identity, Operator, Row, Table

Cell = tuple[int | None, int | None]  # row and column number; None where the identity runs over all
TERM = re.compile(r"^(?:r(\d+))?(?:c(\d+))?(?:\.\.(?:r(\d+))?(?:c(\d+))?)?$")
OPERATORS: dict[str, Operator] = {"=": "=", "<=": "<=", ">=": ">="}
OPERATOR = re.compile(r"\s*(<=|>=|=)\s*")


class Formula(NamedTuple):
    """A parsed formula: the terms of both sides; `alternatives`: one instance per left term."""

    left: tuple[Cell, ...]
    operator: Operator
    right: tuple[Cell, ...]
    alternatives: bool


class Operand(NamedTuple):
    """A cell in one instance of an identity."""

    side: str
    reference: str
    label_zh: str


class Instance(NamedTuple):
    """One comparison: an identity for one column, one row, or as it stands."""

    instance: str
    label_zh: str
    operator: Operator
    operands: tuple[Operand, ...]


class Equation(NamedTuple):
    """One comparison with the addresses of its terms; `name` is check and instance."""

    name: str
    left: tuple[str, ...]
    operator: Operator
    right: tuple[str, ...]


def parse_formula(text: str, table: Table) -> Formula:
    """Parse the short notation; ValueError names the term that cannot be read."""
    sides = OPERATOR.split(text)
    if len(sides) != 3:
        raise ValueError(f"{table.table}: formula {text!r} needs exactly one of =, <=, >=")
    left, sign, right = sides
    alternatives = left.startswith("each ")
    return Formula(
        tuple(_terms(left.removeprefix("each "), table)),
        OPERATORS[sign],
        tuple(_terms(right, table)),
        alternatives,
    )


def instances(identity: Identity, table: Table) -> Iterator[Instance]:
    """Every comparison an identity asks for on its table."""
    formula = parse_formula(identity.formula, table)
    if identity.each == "column":
        for number, column in enumerate(table.columns, 1):
            yield _instance(table, formula, f"c{number:02d}", column.label, None, number)
    elif identity.each == "row":
        for row in table.value_rows:
            yield _instance(table, formula, f"r{row.row:02d}", row.label, row.row, None)
    elif formula.alternatives:
        for row_number, column_number in formula.left:
            one = formula._replace(left=((row_number, column_number),))
            yield _instance(table, one, f"r{row_number:02d}", _row(table, row_number or 1).label, None, None)
    else:
        yield _instance(table, formula, "all", table.name_zh, None, None)


def equations(table: Table) -> Iterator[Equation]:
    """The comparisons without exceptions that a table must satisfy, ready to be computed."""
    for identity in table.identities:
        for instance in instances(identity, table) if identity.severity == "error" else ():
            left, right = (
                tuple(operand.reference for operand in instance.operands if operand.side == side)
                for side in ("left", "right")
            )
            yield Equation(f"{identity.check}/{instance.instance}", left, instance.operator, right)


def _instance(table: Table, formula: Formula, name: str, label: str, row: int | None, column: int | None) -> Instance:
    operands = [
        Operand(side, *_cell(table, term_row or row or 1, term_column or column or 1))
        for side, terms in (("left", formula.left), ("right", formula.right))
        for term_row, term_column in terms
    ]
    return Instance(name, label, formula.operator, tuple(operands))


def _cell(table: Table, row_number: int, column: int) -> tuple[str, str]:
    row = _row(table, row_number)
    heading = table.columns[column - 1]
    label = "/".join(filter(None, [heading.group, heading.label] if table.reading == "header" else [row.label]))
    return table.reference(row, column), label


def _row(table: Table, number: int) -> Row:
    for row in table.value_rows:
        if row.row == number:
            return row
    raise ValueError(f"{table.table}: no value row {number}")


def _terms(side: str, table: Table) -> Iterator[Cell]:
    for term in side.split(" + "):
        if term.strip() == "0":
            continue
        match = TERM.match(term.strip())
        if not match or not any(match.groups()):
            raise ValueError(f"{table.table}: term {term!r} is no row, column or range")
        yield from _range(table, *(int(number) if number else None for number in match.groups()))


def _range(
    table: Table, row: int | None, column: int | None, last_row: int | None, last_column: int | None
) -> Iterator[Cell]:
    if last_row:
        for each in table.value_rows:
            if (row or 0) <= each.row <= last_row:
                yield each.row, column or last_column
    elif last_column:
        yield from ((row, number) for number in range(column or 1, last_column + 1))
    else:
        yield row, column
