"""Columns that tables of what was read share: which document, where in it, and how something is known.

Belongs here: a column that several tables of `staging.py` have. Does not: a table.
"""

from typing import Any

import pandera.polars as pa
import polars as pl

from models.contract import Table, row_rule
from models.raw import DOCUMENT_ID

CELL = "table [0-9]+, row [0-9]+, cell [0-9]+"
PLACE = rf"^(line [0-9]+, column [0-9]+|page [0-9]+(, {CELL})?|{CELL})$"


def document() -> Any:
    """The column every table of this layer has."""
    return pa.Field(str_matches=DOCUMENT_ID, description="The document it was read from")


def basis(of: str) -> Any:
    """How something is known, for example the words it was taken from."""
    return pa.Field(nullable=True, description=f"How {of} is known; null if it is not")


def source_start() -> Any:
    """Begin of a span."""
    return pa.Field(ge=0, description="Offset of the first character in the document text")


def source_end() -> Any:
    """End of a span."""
    return pa.Field(ge=0, description="Offset after the last character in the document text")


def place() -> Any:
    """Where a person finds it; several tables of marts promise the same."""
    return pa.Field(
        str_matches=PLACE,
        description="Where in the original: line and column of a text, or page, or table, row and cell, counted from 1",
    )


class Spans(Table):
    """What all tables share whose rows stand somewhere in a text."""

    @row_rule
    def span_is_ordered(cls) -> pl.Expr:
        """A span is half-open: it may be empty, it never runs backwards."""
        return pl.col("source_start") <= pl.col("source_end")
