"""The command `gongkai diff`: which figures differ between two releases, and why.

Belongs here: the form of the answer. Does not: how changes are found (`models/changes.py`).
"""

import enum
import sys
from pathlib import Path
from typing import Literal, TextIO

import duckdb
import polars as pl

from models.changes import side_by_side
from models.contract import tables
from orchestration.query import written

SHOWN = 30
SHORT = ["change", "cause", "report_year", "issuer", "measure_code", "dimensions", "old", "new", "old_role", "new_role"]


class Exit(enum.IntEnum):
    """What the exit status of a comparison says."""

    SAME = 0
    DIFFERENT = 1
    NOT_COMPARED = 2


def diff(old: Path, new: Path, form: Literal["table", "csv", "jsonl"]) -> int:
    """Print every figure that differs; what a program does not read goes to the error output."""
    try:
        with side_by_side(old, new) as releases:
            figures, rows = releases.figures(), releases.tables(tables("marts", "reference"))
    except (OSError, duckdb.Error) as error:
        print(f"gongkai: these cannot be compared: {error}", file=sys.stderr)
        return Exit.NOT_COMPARED
    if figures.is_empty() and form == "table":
        print("No figure differs.")
    elif form == "table":
        print(written(_short(figures.head(SHOWN)), form))
        if figures.height > SHOWN:
            print(f"… and {figures.height - SHOWN:,} more; --format csv or jsonl lists all of them, with their places")
    else:
        print(written(figures, form))
    _summarize(figures, rows, sys.stdout if form == "table" else sys.stderr)
    return Exit.SAME if figures.is_empty() and rows.is_empty() else Exit.DIFFERENT


def _short(figures: pl.DataFrame) -> pl.DataFrame:
    """What fits a terminal: a figure as printed, or why there is none."""
    shown = [pl.coalesce(f"{side}_text", f"{side}_status").alias(side) for side in ("old", "new")]
    return figures.with_columns(shown).select(SHORT)


def _summarize(figures: pl.DataFrame, rows: pl.DataFrame, output: TextIO) -> None:
    """Numbers by cause, by measure and by table, where there are any."""
    kinds = [pl.col("change").eq(kind).sum().alias(kind) for kind in ("added", "removed", "changed")]
    by = {f"Figures by {key}": figures.group_by(key).agg(kinds).sort(key) for key in ("cause", "measure_code")}
    for title, numbers in (by | {"Rows by table": rows}).items():
        if not numbers.is_empty():
            print(f"\n{title}\n{written(numbers, 'table')}", file=output)
