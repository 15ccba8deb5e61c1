"""How Python writes names and texts into SQL.

Belongs here: quoting, and the one statement that describes a table. Does not: opening a connection (`warehouse.py`).
"""

from collections.abc import Mapping

import duckdb

from models.contract import Address

Bounds = dict[str, str | bool | int | float | list[str]]  # settings of DuckDB, as its `connect` takes them


def quoted(address: Address) -> str:
    """An address as SQL writes it: `"marts"."fct_requests"`."""
    return f'"{address.schema}"."{address.table}"'


def text(value: object) -> str:
    """A value as an SQL string, for statements that take no parameters."""
    return "'" + str(value).replace("'", "''") + "'"


def comment(connection: duckdb.DuckDBPyConnection, stored: str, about: str, columns: Mapping[str, str]) -> None:
    """Store what a table and its columns mean beside them, where BI tools show it."""
    connection.execute(f"comment on table {stored} is {text(about)}")
    for name, meaning in columns.items():
        connection.execute(f'comment on column {stored}."{name}" is {text(meaning)}')
