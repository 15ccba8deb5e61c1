"""Records and rows as frames that a contract accepts.

Belongs here: turning what the reader returns into columns. There is no mapping to maintain: the fields of a record
are the columns of its table. Does not: checking values, which the contract does at the door.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import polars as pl

from gongkai.records import Record

if TYPE_CHECKING:  # readers need frames and no contracts, which take a second to load
    from models.contract import Table

_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode  # made once: `json.dumps` makes one per value


def frame_of_records(schema: pl.Schema, records: Iterable[Record]) -> pl.DataFrame:
    """Records as a frame; a mapping (the dimensions of an observation) becomes JSON with sorted keys."""
    columns = list(zip(*map(msgspec.structs.astuple, records), strict=True))
    if not columns:
        return pl.DataFrame(schema=schema)
    named = {name: _storable(column) for name, column in zip(schema, columns, strict=True)}
    return pl.DataFrame(named, schema=schema)


def frame_of_rows(table: "type[Table]", rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame; every row must have exactly the promised columns."""
    schema = table.polars_schema()
    for row in rows:
        if row.keys() != schema.keys():
            odd = ", ".join(sorted(row.keys() ^ schema.keys()))
            raise ValueError(f"{table.address()}: a row and the contract differ in: {odd}")
    return pl.DataFrame({name: [row[name] for row in rows] for name in schema}, schema=schema)


def _storable(column: Sequence[Any]) -> Sequence[Any]:
    if isinstance(column[0], dict):
        return list(map(_json, column))
    return column
