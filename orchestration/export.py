"""The command `gongkai export`: published tables as CSV files that open right in Excel, with Chinese headers.

Belongs here: the form of these files. Does not: the tables (`dbt_project/`), or the release (`models/publication.py`).

Excel takes a file for UTF-8 by its byte order mark, and a text that begins with = for a formula: such texts get an
apostrophe in front. Figures stay figures.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from models.publication import DATABASE
from models.warehouse import Warehouse
from orchestration.settings import Settings

FORMULA = r"^[=+\-@\t\r]"
CHINESE = re.compile(r"[一-鿿][^。；，]*")
MEANINGS = """
    select schema_name as schema, table_name as name, column_name as column, comment
    from duckdb_columns() where not internal and table_name = $table order by schema, column_index
"""


def export(settings: Settings, names: Sequence[str], folder: Path) -> int:
    """Write a CSV file for each of the named tables; returns 1 if one of them does not exist."""
    path = settings.published / f"{DATABASE}.duckdb"
    if not path.exists():
        print(f"gongkai: nothing is published in {settings.published} yet; run `gongkai build`", file=sys.stderr)
        return 1
    published = Warehouse(path, read_only=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        meanings = published.query(MEANINGS, {"table": name})
        if meanings.is_empty():
            print(f"gongkai: there is no table {name}", file=sys.stderr)
            return 1
        headers = dict(zip(meanings["column"], meanings["comment"], strict=True))
        table = published.query(f'from "{meanings["schema"][0]}"."{name}"')
        file = folder / f"{name}.csv"
        file.write_bytes(csv_for_excel(table, headers))
        print(f"{file}: {table.height:,} rows")
    return 0


def csv_for_excel(table: pl.DataFrame, meanings: dict[str, str | None]) -> bytes:
    """A table as the bytes of a CSV file.

    >>> csv_for_excel(pl.DataFrame({"title": ["=1+1"], "year": [2019]}), {"title": "Title. 标题。"}).decode("utf-8-sig")
    "标题 title,year\\r\\n'=1+1,2019\\r\\n"
    """
    inert = table.with_columns(pl.col(pl.String).str.replace(f"({FORMULA})", "'$1"))
    renamed = inert.rename({name: header(name, meanings.get(name)) for name in table.columns})
    return renamed.write_csv(include_bom=True, line_terminator="\r\n").encode("utf-8")


def header(name: str, meaning: str | None) -> str:
    """What a column means in Chinese, as far as that is said, and its name, which keeps headers apart."""
    chinese = CHINESE.search(meaning or "")
    return f"{chinese[0]} {name}" if chinese else name
