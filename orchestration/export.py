"""The command `gongkai export`: published tables as files that open right in Excel, with Chinese headers.

Belongs here: finding the tables, and the form of CSV files. Does not: the form of a workbook (`workbook.py`), or the
release (`models/publication.py`).

Excel takes a file for UTF-8 by its byte order mark, and a text that begins with = for a formula: such texts get an
apostrophe in front. Figures stay figures.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from models.publication import DATABASE
from models.sheets import inert
from models.warehouse import Warehouse
from orchestration.settings import Settings
from orchestration.workbook import Sheet, write_workbook

CHINESE = re.compile(r"[一-鿿][^。；，]*")
MEANINGS = """
    select schema_name as schema, table_name as name, column_name as column, comment
    from duckdb_columns()
    where not internal and table_name = $table and schema_name = case $schema
        when '' then (
            select min(schema_name) from duckdb_columns() where not internal and table_name = $table
        )
        else $schema
    end
    order by column_index
"""


def export(settings: Settings, names: Sequence[str], folder: Path, form: Literal["csv", "xlsx"]) -> int:
    """Write the named tables; returns 1 if one of them does not exist or does not fit."""
    path = settings.published / f"{DATABASE}.duckdb"
    if not path.exists():
        print(f"gongkai: nothing is published in {settings.published} yet; run `gongkai build`", file=sys.stderr)
        return 1
    published = Warehouse(path, read_only=True)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if form == "xlsx":
            _write_workbook(published, names, folder / f"{DATABASE}.xlsx")
        else:
            _write_csv(published, names, folder)
    except ValueError as error:
        print(f"gongkai: {error}", file=sys.stderr)
        return 1
    return 0


def _write_csv(published: Warehouse, names: Sequence[str], folder: Path) -> None:
    for name in names:
        table, meanings = _table(published, name)
        file = folder / f"{name}.csv"
        file.write_bytes(csv_for_excel(table, meanings))
        print(f"{file}: {table.height:,} rows")


def _write_workbook(published: Warehouse, names: Sequence[str], file: Path) -> None:
    sheets = []
    for name in names:
        table, meanings = _table(published, name)
        titles = [header(column, meanings[column]) for column in table.columns]
        sheets.append(Sheet(name, table, titles, meanings))
    if cut := write_workbook(file, sheets):
        print(f"gongkai: {cut:,} texts are longer than a cell of Excel may be and are cut, with … at the end")
    print(f"{file}: " + ", ".join(f"{sheet.name} {sheet.table.height:,} rows" for sheet in sheets))


def _table(published: Warehouse, name: str) -> tuple[pl.DataFrame, dict[str, str]]:
    """A published table and what its columns mean; ValueError if there is none of this name."""
    schema, _, table = name.rpartition(".")
    meanings = published.query(MEANINGS, {"schema": schema, "table": table})
    if meanings.is_empty():
        raise ValueError(f"there is no table {name}")
    said = dict(zip(meanings["column"], meanings["comment"].fill_null(""), strict=True))
    return published.query(f'from "{meanings["schema"][0]}"."{table}"'), said


def csv_for_excel(table: pl.DataFrame, meanings: Mapping[str, str | None]) -> bytes:
    """A table as the bytes of a CSV file.

    >>> csv_for_excel(pl.DataFrame({"title": ["=1+1"], "year": [2019]}), {"title": "Title. 标题。"}).decode("utf-8-sig")
    "标题 title,year\\r\\n'=1+1,2019\\r\\n"
    """
    renamed = inert(table).rename({name: header(name, meanings.get(name)) for name in table.columns})
    return renamed.write_csv(include_bom=True, line_terminator="\r\n").encode("utf-8")


def header(name: str, meaning: str | None) -> str:
    """What a column means in Chinese, as far as that is said, and its name, which keeps headers apart."""
    chinese = CHINESE.search(meaning or "")
    return f"{chinese[0]} {name}" if chinese else name
