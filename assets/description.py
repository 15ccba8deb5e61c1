"""How an asset presents itself in Dagster: what its contract says of it, and what a run made of it.

Belongs here: the translation of contracts and stored tables into Dagster's metadata. Does not: any asset.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import dagster as dg
import polars as pl

from models.contract import Address, Table
from models.warehouse import Warehouse

OWNERS = ["team:gongkai"]
LONGEST_CELL = 60


def spec(table: type[Table], deps: Iterable[type[Table]] = ()) -> dg.AssetSpec:
    """A table as an asset: key, description and columns are those of its contract."""
    address, descriptions = table.address(), table.column_descriptions()
    columns = [
        dg.TableColumn(name, str(kind), descriptions[name], dg.TableColumnConstraints(nullable=name not in table.key()))
        for name, kind in table.polars_schema().items()
    ]
    return dg.AssetSpec(
        key=dg.AssetKey(list(address)),
        deps=[dg.AssetKey(list(dep.address())) for dep in deps],
        description=table.to_schema().description,
        group_name=address.schema,
        kinds={"python", "duckdb"},
        tags={"layer": address.schema},
        owners=OWNERS,
        metadata={"dagster/column_schema": dg.TableSchema(columns), "dagster/table_name": str(address)},
    )


def made(warehouse: Warehouse, table: type[Table], **numbers: Any) -> dg.MaterializeResult[Any]:
    """What a run stored in a table."""
    metadata = contents(warehouse, table.address()) | numbers
    return dg.MaterializeResult(asset_key=dg.AssetKey(list(table.address())), metadata=metadata)


def contents(warehouse: Warehouse, address: Address) -> dict[str, Any]:
    """Row count and a few rows of a stored table."""
    with warehouse.kept_open():
        return {
            "dagster/row_count": warehouse.row_count(address),
            "preview": dg.MetadataValue.md(markdown(warehouse.preview(address))),
        }


def markdown(frame: pl.DataFrame) -> str:
    """A frame as a Markdown table; long and many-lined cells are cut so that it stays one."""
    rows = [frame.columns, ["---"] * frame.width, *([_cell(value) for value in row] for row in frame.iter_rows())]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def counts(frame: pl.DataFrame) -> Mapping[str, int]:
    """A frame of two columns, label and number, as metadata."""
    return {str(label): int(number) for label, number in frame.iter_rows()}


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    shown = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
    return shown.replace("|", "\\|").replace("<", "&lt;")  # what reports and file names say is no markup
