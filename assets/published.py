"""The release: what is given to people and to BI tools.

Belongs here: copying finished tables to `published/`. Does not: changing them. Readers never open the warehouse;
they open these files, which are replaced by renaming, so that an open reader keeps what it has.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from assets.description import OWNERS, markdown
from models.changes import side_by_side
from models.contract import tables
from models.releases import CONTENTS, previous
from models.sql import Bounds
from models.versions import Versions
from models.warehouse import Warehouse

SCHEMAS = ("marts", "reference")


@dg.asset(
    key=["published", "release"],
    deps=[dg.AssetKey(list(table.address())) for table in tables(*SCHEMAS)],
    group_name="published",
    kinds={"duckdb", "parquet"},
    tags={"layer": "published"},
    owners=OWNERS,
)
def release(warehouse: dg.ResourceParam[Warehouse]) -> dg.MaterializeResult[Any]:
    """Marts and reference tables as one DuckDB file and a Parquet file each; the same input gives the same tables."""
    folder = warehouse.path.parent / "published"
    before = hashes(folder)
    made = warehouse.publish(tables(*SCHEMAS), folder, made_with(warehouse))["tables"]
    rows = "\n".join(f"| {name} | {each['rows']:,} | {each['file']} |" for name, each in made.items())
    return dg.MaterializeResult(
        metadata={
            "folder": dg.MetadataValue.path(folder),
            "tables": len(made),
            "changes": dg.MetadataValue.md(changes(folder, before, made, warehouse.bounds)),
            "preview": dg.MetadataValue.md("| table | rows | file |\n| --- | --- | --- |\n" + rows),
        }
    )


def made_with(warehouse: Warehouse) -> dict[str, str]:
    """The versions that the release records."""
    return {row["part"]: row["version"] for row in warehouse.read(Versions).iter_rows(named=True)}


def hashes(folder: Path) -> dict[str, Any]:
    """What the release in a folder says of its tables; nothing if there is none."""
    path = folder / CONTENTS
    return dict(json.loads(path.read_text(encoding="utf-8"))["tables"]) if path.exists() else {}


def changes(folder: Path, before: Mapping[str, Any], made: Mapping[str, Any], bounds: Bounds | None = None) -> str:
    """How many rows were added, removed and changed since the release before, for tables whose files differ.

    Other versions that make the same tables are no other release (`models/releases.py`).
    """
    if not before:
        return "the first release"
    differing = [
        table
        for table in tables(*SCHEMAS)
        if table is not Versions and before.get(str(table.address())) != made[str(table.address())]
    ]
    if not differing:
        return "none"
    with side_by_side(previous(folder), folder, bounds) as releases:
        return markdown(releases.tables(differing))
