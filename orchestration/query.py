"""The command `gongkai query`: a question to the published file, which nothing can change through it.

Belongs here: the form of the answer. Does not: the tables (`dbt_project/`).
"""

import shutil
import sys
from decimal import Decimal
from typing import Literal

import duckdb
import polars as pl

from models.publication import DATABASE
from models.sheets import inert
from models.warehouse import Warehouse
from orchestration.examples import examples
from orchestration.inert import escaped
from orchestration.settings import Settings

Form = Literal["table", "csv", "jsonl"]
WIDTH_OF_FILES = 160  # columns where output goes to a file and no terminal says how wide it is


def query(settings: Settings, sql: str, form: Form) -> int:
    """Print the answer; returns 1 if there is none."""
    path = settings.published / f"{DATABASE}.duckdb"
    if not path.exists():
        print(f"gongkai: nothing is published in {settings.published} yet; run `gongkai build`", file=sys.stderr)
        return 1
    try:
        answer = Warehouse(path, read_only=True).query(sql)
    except duckdb.Error as error:
        print(f"gongkai: {error}", file=sys.stderr)
        return 1
    print(written(answer, form))
    return 0


def query_example(settings: Settings, name: str, form: Form) -> int:
    """Print a ready-made question with what its answer means, and the answer; only that where a program reads it."""
    known = examples()
    if name not in known:
        print(f"gongkai: there is no example {name}; `gongkai examples` lists them", file=sys.stderr)
        return 1
    question = known[name]
    if form == "table":
        print(f"{question.title_en}\n{question.title_zh}\n\n{question.meaning_en}\n{question.meaning_zh}\n")
    return query(settings, question.sql, form)


def written(answer: pl.DataFrame, form: Form) -> str:
    """An answer as text."""
    if form == "csv":
        return inert(answer).write_csv().rstrip("\n")
    if form == "jsonl":
        return answer.write_ndjson().rstrip("\n")
    width = shutil.get_terminal_size((WIDTH_OF_FILES, 0)).columns
    with pl.Config(
        tbl_rows=-1,
        tbl_cols=-1,
        tbl_width_chars=width,
        fmt_str_lengths=width,
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
    ):
        return escaped(str(answer.with_columns(pl.col(pl.Decimal).map_elements(_plain, return_dtype=pl.String))))


def _plain(number: Decimal) -> str:
    """A figure without the zeros that its column adds behind the point."""
    whole, _, fraction = f"{number:f}".partition(".")
    return f"{whole}.{fraction.rstrip('0')}".rstrip(".")
