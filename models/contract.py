"""The base of every contract: an address, typed and described columns, and rules that a row must meet.

Belongs here: what is true of all tables. Does not: any particular table (`raw.py`, `reference.py`,
`staging.py`, `intermediate.py`, `marts.py`), and storing one (`warehouse.py`).

    class Cells(Table):
        \"\"\"A printed value cell of a form.\"\"\"

        cell_id: pl.String = pa.Field(description="...")
        value: Amount = pa.Field(nullable=True, description="...")

        class Config:
            name = "staging.cells"
            unique = ("cell_id",)

        @row_rule
        def span_is_ordered(cls) -> pl.Expr:
            \"\"\"A span is half-open and may be empty, never reversed.\"\"\"
            return pl.col("source_start") <= pl.col("source_end")
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Annotated, Any, NamedTuple

import pandera.polars as pa
import polars as pl
from pandera.engines import polars_engine

import models

Quantity = Annotated[polars_engine.Decimal, 38, 6]
"""A figure: decimal(38,6), never a float."""


class ContractError(ValueError):
    """A table does not keep its promise; the message names table, column and rule."""


class Address(NamedTuple):
    """Where a table lives: the same two words in DuckDB, Dagster and dbt."""

    schema: str
    table: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.table}"


class Table(pa.DataFrameModel):
    """A table's promise. Exactly these columns, of exactly these types; nothing is coerced."""

    class Config:
        """Every contract adds `name` (its address) and, for its grain, `unique`."""

        strict = True
        coerce = False

    @classmethod
    def address(cls) -> Address:
        """`Config.name` taken apart."""
        schema, table = str(cls.to_schema().name).split(".")
        return Address(schema, table)

    @classmethod
    def key(cls) -> list[str]:
        """The columns that together name a row: the grain."""
        return list(cls.to_schema().unique or [])

    @classmethod
    def polars_schema(cls) -> pl.Schema:
        """Column names and types, in order."""
        return pl.Schema({name: column.dtype.type for name, column in cls.to_schema().columns.items()})

    @classmethod
    def column_descriptions(cls) -> dict[str, str]:
        """Column names and what they mean."""
        return {name: column.description or "" for name, column in cls.to_schema().columns.items()}


def row_rule(condition: Callable[[Any], pl.Expr]) -> Any:
    """Make a method of a contract a row rule: it returns what must be true of every row.

    A null counts as broken, so that a rule says itself what it means for missing values.
    The docstring is the reason and is shown with the rows that break the rule.
    """

    def check(cls: Any, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(condition(cls).fill_null(value=False))

    functools.update_wrapper(check, condition, assigned=("__name__", "__qualname__", "__doc__", "__module__"))
    return pa.dataframe_check(check)


def tables(*schemas: str) -> list[type[Table]]:
    """Every promised table (of these schemas), found by walking the modules of this package."""
    found = [table for module in pkgutil.iter_modules(models.__path__) for table in _tables_of(module.name)]
    return [table for table in found if not schemas or table.address().schema in schemas]


@functools.cache
def _tables_of(module_name: str) -> tuple[type[Table], ...]:
    return tuple(_contracts_in(module_name))


def _contracts_in(module_name: str) -> Iterator[type[Table]]:
    module = importlib.import_module(f"{models.__name__}.{module_name}")
    for value in vars(module).values():
        is_contract = isinstance(value, type) and issubclass(value, Table) and value.__module__ == module.__name__
        if is_contract and "." in str(value.to_schema().name):  # a class without an address is a base of others
            yield value


def broken_promises(table: type[Table], frame: pl.DataFrame) -> list[str]:
    """What is wrong with a frame, one line per column and rule, all at once; empty if nothing is."""
    try:
        table.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases.group_by("column", "check", maintain_order=True).agg(
            pl.col("failure_case").first(), pl.len().alias("rows")
        )
        return [_in_words(table, case) for case in cases.iter_rows(named=True)]
    return []


def _in_words(table: type[Table], case: dict[str, Any]) -> str:
    check, found, address = str(case["check"]), str(case["failure_case"])[:200], table.address()
    column = f"{address}.{case['column']}"
    if check == "column_in_schema":
        return f"{address}: column {found} is not promised"
    if check == "column_in_dataframe":
        return f"{address}: column {found} is missing"
    if check.startswith("dtype("):
        return f"{column}: type is {found}, promised {check[len('dtype(') : -1]}"
    rows = f"{case['rows']} row(s), first: {found}"
    if case["column"] == str(address):
        reason = getattr(table, check, None).__doc__ if hasattr(table, check) else None
        return f"{address}: {check} broken in {rows}" + (f" ({reason.strip()})" if reason else "")
    return f"{column}: {check} broken in {rows}"
