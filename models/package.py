"""A release described for others: a data package after the standard of that name (frictionless), a page for people.

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


def dictionary(meanings: Mapping[str, Meaning], tables: Sequence[type[Table]]) -> str:
    """Every table and column with its meaning, in the languages it is described in; what people query comes first."""
    lines = ["# Data dictionary / 数据字典", ""]
    for table in sorted(tables, key=lambda table: table.address().schema != "marts"):
        about, columns = meanings[str(table.address())]
        lines += [f"## {table.address()}", "", about, "", "| column | type | meaning |", "| --- | --- | --- |"]
        for column, kind in table.polars_schema().items():
            lines.append(f"| {column} | {_type(kind)} | {columns.get(column, '').replace('|', '/')} |")
        lines.append("")
    return "\n".join(lines)


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
