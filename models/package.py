"""A release described for others: `datapackage.json` after the Data Package standard (frictionless).

Belongs here: translating tables and what was said of them. Does not: writing files (`publication.py`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from models.contract import Table

Meaning = tuple[str, Mapping[str, str]]


def data_package(
    release: Mapping[str, Any], meanings: Mapping[str, Meaning], tables: Sequence[type[Table]]
) -> dict[str, Any]:
    """The content of datapackage.json: a resource per table, with types, meanings, key and hash; no date, no place."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "gongkai",
        "title": "Government information disclosure annual reports of China / 政府信息公开工作年度报告",
        "resources": [
            _resource(table, release["tables"][str(table.address())], meanings[str(table.address())])
            for table in tables
        ],
    }


def _resource(table: type[Table], published: Mapping[str, Any], meaning: Meaning) -> dict[str, Any]:
    about, columns = meaning
    schema, name = table.address()
    return {
        "name": f"{schema}-{name}".replace("_", "-"),
        "path": published["file"],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "hash": f"sha256:{published['sha256']}",
        "description": about,
        "schema": {
            "fields": [
                {"name": column, "type": _type(kind), "description": columns.get(column, "")}
                for column, kind in table.polars_schema().items()
            ],
            "primaryKey": table.key(),
        },
    }


def _type(kind: pl.DataType) -> str:
    if kind.is_integer():
        return "integer"
    if kind.is_numeric():
        return "number"
    return {pl.Boolean: "boolean", pl.Date: "date"}.get(type(kind), "string")
