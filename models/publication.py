"""Finished tables as files for people: one DuckDB file, a Parquet file per table, and what they are.

Belongs here: the form of a release. Does not: opening the warehouse (`warehouse.py`).

The same tables give the same Parquet files, byte for byte: rows are ordered by their key, and one thread writes them.
The DuckDB file holds the same rows in the same order, but DuckDB leaves chance in the places of nulls, so that its
bytes differ from run to run and no hash of it is kept. Where a release lies, and how it takes the place of the last
one, is said in `releases.py`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from models.contract import Table
from models.package import data_package, dictionary
from models.releases import CONTENTS, new_folder, put_in_place
from models.sql import comment, quoted, text

DATABASE = "gongkai"
PACKAGE = "datapackage.json"
DICTIONARY = "dictionary.md"
STORAGE = "storage_version 'v1.2.0', row_group_size 8192"  # texts in zstd, a few of them in memory at a time

Release = dict[str, Any]


def publish(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[type[Table]], folder: Path, versions: Mapping[str, str]
) -> Release:
    """Write the tables and let `folder` lead to them instead of what it led to; returns the content of release.json."""
    new = new_folder(folder)
    with_threads = connection.execute("select current_setting('threads')").fetchone()
    connection.execute("set threads = 1")
    try:
        _write_database(connection, tables, new / f"{DATABASE}.duckdb")
        rows = {str(table.address()): _write_parquet(connection, table, new) for table in tables}
    finally:
        connection.execute(f"set threads = {with_threads[0] if with_threads else 1}")
    release = _describe(new, tables, rows, versions)
    meanings = {str(table.address()): _comments(connection, table) for table in tables}
    _write(new / PACKAGE, data_package(release, meanings, tables))
    (new / DICTIONARY).write_text(dictionary(meanings, tables), encoding="utf-8")
    put_in_place(new, folder)
    return release


def _write_database(connection: duckdb.DuckDBPyConnection, tables: Sequence[type[Table]], path: Path) -> None:
    connection.execute(f'attach {text(path)} as "{DATABASE}" ({STORAGE})')
    try:
        connection.begin()
        for table in tables:
            copy = f'"{DATABASE}".{quoted(table.address())}'
            connection.execute(f'create schema if not exists "{DATABASE}"."{table.address().schema}"')
            connection.execute(f"create table {copy} as {_ordered(table)}")
            comment(connection, copy, *_comments(connection, table))
        connection.commit()
    finally:
        connection.execute(f'detach "{DATABASE}"')


def _write_parquet(connection: duckdb.DuckDBPyConnection, table: type[Table], folder: Path) -> int:
    """One file, with what the table and its columns mean in its metadata."""
    path = folder / _parquet(table)
    path.parent.mkdir(exist_ok=True)
    about, columns = _comments(connection, table)
    meaning = f"description: {text(about)}, columns: {text(json.dumps(columns, ensure_ascii=False))}"
    form = f"format parquet, compression zstd, kv_metadata {{{meaning}}}"
    written = connection.execute(f"copy ({_ordered(table)}) to {text(path)} ({form})")
    return int((written.fetchone() or (0,))[0])


def _ordered(table: type[Table]) -> str:
    columns = ", ".join(f'"{name}"' for name in table.polars_schema())
    order = ", ".join(f'"{name}"' for name in table.key()) or "all"
    return f"select {columns} from {quoted(table.address())} order by {order}"


def _comments(connection: duckdb.DuckDBPyConnection, table: type[Table]) -> tuple[str, dict[str, str]]:
    """What the writer of a table said about it and its columns: Python from the contract, dbt from its YAML."""
    where = "database_name = current_database() and schema_name = $schema and table_name = $table"
    address = table.address()._asdict()
    tables = f"select comment from duckdb_tables() where {where} union all select comment from duckdb_views() where "
    about = connection.execute(tables + where.replace("table_name", "view_name"), address).fetchone()
    columns = connection.execute(f"select column_name, comment from duckdb_columns() where {where}", address).fetchall()
    return (about and about[0]) or "", {name: said or "" for name, said in columns}


def _describe(
    folder: Path, tables: Sequence[type[Table]], rows: dict[str, int], versions: Mapping[str, str]
) -> Release:
    """Write release.json: what it was made with; per table its rows, its Parquet file and the hash of that; no date."""
    names = {str(table.address()): _parquet(table) for table in tables}
    release: Release = {
        "database": f"{DATABASE}.duckdb",
        "versions": dict(versions),
        "tables": {
            name: {"rows": rows[name], "file": file, "sha256": _sha256(folder / file)} for name, file in names.items()
        },
    }
    _write(folder / CONTENTS, release)
    return release


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _parquet(table: type[Table]) -> str:
    schema, name = table.address()
    return f"{schema}/{name}.parquet"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
