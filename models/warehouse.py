"""The one door to DuckDB: tables are read, replaced and published through it.

Belongs here: every connection, and every statement Python sends to the warehouse. Does not: what a table promises
(the contracts), the form of a release (`publication.py`), or how facts are computed (`dbt_project/`).

The file is open only while it is used, so that dbt, a process of its own, can take the lock between two steps.
Python's tables are stored in small row groups: DuckDB keeps several of them in memory, and a document is long. A writer
has a limit on its memory; what does not fit is put into a folder beside the file.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from models.contract import Address, ContractError, Table, broken_promises
from models.pieces import Pieces
from models.publication import Release, publish
from models.sql import Bounds, comment, quoted, text

ROW_GROUP_ROWS = 8192
BATCH_ROWS = 50_000
MEMORY_MIB = 1000


class WarehouseBusyError(RuntimeError):
    """Another process has the file open; DuckDB allows one at a time."""


class Warehouse:
    """A DuckDB file whose tables all have contracts."""

    def __init__(self, path: Path, *, read_only: bool = False, memory_mib: int = MEMORY_MIB) -> None:
        self.path = path.absolute()
        bounds: Bounds = {"memory_limit": f"{memory_mib}MiB", "temp_directory": f"{self.path}.tmp"}
        self.bounds = {} if read_only else bounds
        self._options = "read_only" if read_only else f"row_group_size {ROW_GROUP_ROWS}"

    def read(self, table: type[Table]) -> pl.DataFrame:
        """The whole table."""
        return pl.concat([pl.DataFrame(schema=table.polars_schema()), *self.read_batches(table)])

    def read_batches(self, table: type[Table], rows: int = BATCH_ROWS) -> Iterator[pl.DataFrame]:
        """The table in pieces; never more than a few of them in memory."""
        with self._connected() as connection:
            for batch in connection.query(f"from {quoted(table.address())}").to_arrow_reader(rows):
                yield _frame(batch)

    def write(self, table: type[Table], frame: pl.DataFrame) -> int:
        """Replace the table by one frame."""
        return self.replace(table, [frame])

    def replace(self, table: type[Table], batches: Iterable[Any]) -> int:
        """Replace the table by batches (Polars frames or Arrow); returns the number of rows."""
        with self.replacing(table) as replacement:
            for batch in batches:
                replacement.append(table, batch)
        return replacement.rows[table]

    @contextlib.contextmanager
    def replacing(self, *tables: type[Table]) -> Iterator["Replacement"]:
        """Replace several tables side by side; all of them change at once at the end, or none does."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._connected() as connection:
            replacement = Replacement(connection, tables)
            try:
                yield replacement
                replacement.commit()
            finally:
                replacement.discard()

    @contextlib.contextmanager
    def changing(self, *tables: type[Table]) -> Iterator[Pieces]:
        """Change several tables piece by piece; what was kept stays, whatever happens after it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._connected() as connection:
            changes = Pieces(connection, tables)
            try:
                yield changes
                changes.keep()
            finally:
                changes.discard()

    def broken_promises(self, table: type[Table]) -> list[str]:
        """What is wrong with a stored table, its key included; for tables that others write."""
        with self._connected() as connection:
            broken = _broken_key(connection, table, table.address())
            for batch in self.read_batches(table):
                if found := broken_promises(table, batch):
                    return found + broken
        return broken

    def publish(
        self, tables: Sequence[type[Table]], folder: Path, versions: Mapping[str, str] | None = None
    ) -> Release:
        """Copy tables to files in `folder`, in place of those published before, with the versions they come from."""
        with self._connected() as connection:
            return publish(connection, tables, folder, versions or {})

    def row_count(self, address: Address) -> int:
        """How many rows a table has."""
        return int(self.query(f"select count(*) from {quoted(address)}").item())

    def preview(self, address: Address, rows: int = 5) -> pl.DataFrame:
        """A few rows to look at."""
        return self.query(f"from {quoted(address)} limit {rows}")

    def query(
        self,
        sql: str,
        parameters: Mapping[str, object] | None = None,
        frames: Mapping[str, pl.DataFrame] | None = None,
    ) -> pl.DataFrame:
        """The answer to a question in SQL, which may name frames as tables."""
        with self._connected() as connection:
            for name, frame in (frames or {}).items():
                connection.register(name, frame)
            return _frame(connection.execute(sql, parameters or {}).to_arrow_table())

    def damage(self) -> str | None:
        """Why the file is no warehouse; None if it is one, if there is none yet, or if it may not be opened."""
        if not os.access(self.path, os.R_OK | os.W_OK):
            return None
        try:
            self.query("select 1")
        except WarehouseBusyError:
            raise
        except duckdb.Error as error:
            return str(error)
        return None

    def set_aside(self) -> None:
        """Give the file and its log other names, so that a new one takes their place."""
        for name in (self.path.name, f"{self.path.name}.wal"):
            with contextlib.suppress(FileNotFoundError):
                self.path.with_name(name).replace(self.path.with_name(f"{name}.damaged"))

    @contextlib.contextmanager
    def kept_open(self) -> Iterator[None]:
        """Keep the file open over several questions: opening it takes longer than most answers."""
        with self._connected():
            yield

    @contextlib.contextmanager
    def _connected(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection; those of this process share one instance, which closes with the last of them."""
        connection = duckdb.connect(f":memory:{self.path}", config=self.bounds)
        try:
            catalog = self.path.stem
            connection.execute(f'attach if not exists {text(self.path)} as "{catalog}" ({self._options})')
            connection.execute(f'use "{catalog}"')
            yield connection
        except duckdb.IOException as error:
            if "lock" in str(error):
                raise WarehouseBusyError(f"{self.path} is open in another process; wait for it: {error}") from error
            raise
        finally:
            connection.close()


class Replacement:
    """New versions of some tables, filled batch by batch and invisible until `commit`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Sequence[type[Table]]) -> None:
        self.rows = dict.fromkeys(tables, 0)
        self._connection = connection
        for table in tables:
            connection.execute(f'create schema if not exists "{table.address().schema}"')
            connection.register("batch", pl.DataFrame(schema=table.polars_schema()))
            connection.execute(f"create or replace table {quoted(_incoming(table))} as from batch")

    def append(self, table: type[Table], batch: Any) -> None:
        """Add a batch that keeps the table's promise; refuse one that does not."""
        frame = batch if isinstance(batch, pl.DataFrame) else _frame(batch)
        if broken := broken_promises(table, frame):
            raise ContractError("\n".join(broken))
        self._connection.register("batch", frame)
        self._connection.execute(f"insert into {quoted(_incoming(table))} by name from batch")
        self._connection.unregister("batch")
        self.rows[table] += frame.height

    def commit(self) -> None:
        """Check the keys across batches, then put all new tables in the place of the old ones."""
        if broken := [line for table in self.rows for line in _broken_key(self._connection, table, _incoming(table))]:
            raise ContractError("\n".join(broken))
        self._connection.begin()
        for table in self.rows:
            stored = quoted(table.address())
            self._connection.execute(f"drop table if exists {stored}")
            self._connection.execute(f'alter table {quoted(_incoming(table))} rename to "{table.address().table}"')
            comment(self._connection, stored, table.to_schema().description or "", table.column_descriptions())
        self._connection.commit()

    def discard(self) -> None:
        """Leave nothing behind of what was not committed."""
        with contextlib.suppress(duckdb.TransactionException):  # none is open unless `commit` broke off
            self._connection.rollback()
        for table in self.rows:
            self._connection.execute(f"drop table if exists {quoted(_incoming(table))}")


def _incoming(table: type[Table]) -> Address:
    schema, name = table.address()
    return Address(schema, f"{name}__incoming")


def _frame(arrow: Any) -> pl.DataFrame:
    frame = pl.from_arrow(arrow)
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()


def _broken_key(connection: duckdb.DuckDBPyConnection, table: type[Table], stored: Address) -> list[str]:
    """The first key that names two rows, as a line of complaint."""
    if not table.key():
        return []
    columns = ", ".join(f'"{column}"' for column in table.key())
    twice = connection.execute(
        f"select {columns} from {quoted(stored)} group by all having count(*) > 1 order by all limit 1"
    ).fetchone()
    return [f"{table.address()}: two rows have the key ({columns}) = {twice}"] if twice else []
