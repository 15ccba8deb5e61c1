"""Tables that are changed piece by piece, each piece for good: what a killed run has kept need not be done again.

Belongs here: appending, removing and keeping. Does not: replacing whole tables (`Replacement` in `warehouse.py`), or
deciding what is to be changed (`assets/`).
"""

import contextlib
from collections.abc import Sequence

import duckdb
import polars as pl

from models.contract import ContractError, Table, broken_promises
from models.sql import comment, quoted


class Pieces:
    """Changes of some tables that belong together; nobody sees any of them before `keep`.

    `rows` counts what was appended. If a table is missing or has other columns than promised, all are begun anew: what
    they would hold can be made again.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Sequence[type[Table]]) -> None:
        self.rows = dict.fromkeys(tables, 0)
        self._connection = connection
        are_promised = all(self._schema(table) == table.polars_schema() for table in tables)
        connection.begin()
        if not are_promised:
            self.empty()
        self.keep()

    def append(self, table: type[Table], frame: pl.DataFrame) -> None:
        """Add rows that keep the table's promise; refuse others."""
        if broken := broken_promises(table, frame):
            raise ContractError("\n".join(broken))
        self._with(frame, f"insert into {quoted(table.address())} by name from batch")
        self.rows[table] += frame.height

    def remove(self, table: type[Table], named: pl.DataFrame) -> None:
        """Remove the rows that have the values of a row of this frame in its columns."""
        columns = ", ".join(f'"{column}"' for column in named.columns)
        self._with(named, f"delete from {quoted(table.address())} where ({columns}) in (select ({columns}) from batch)")

    def empty(self) -> None:
        """Begin all tables anew."""
        for table in self.rows:
            stored = quoted(table.address())
            self._connection.execute(f'create schema if not exists "{table.address().schema}"')
            self._with(pl.DataFrame(schema=table.polars_schema()), f"create or replace table {stored} as from batch")
            comment(self._connection, stored, table.to_schema().description or "", table.column_descriptions())

    def keep(self) -> None:
        """Make the changes so far last."""
        self._connection.commit()
        self._connection.begin()

    def discard(self) -> None:
        """Forget what was not kept."""
        with contextlib.suppress(duckdb.TransactionException):
            self._connection.rollback()

    def _with(self, batch: pl.DataFrame, statement: str) -> None:
        self._connection.register("batch", batch)
        self._connection.execute(statement)
        self._connection.unregister("batch")

    def _schema(self, table: type[Table]) -> pl.Schema | None:
        """Columns and types as they are stored; None if the table is missing."""
        try:
            stored = self._connection.execute(f"from {quoted(table.address())} limit 0").to_arrow_table()
        except duckdb.CatalogException:
            return None
        return pl.DataFrame(stored).schema
