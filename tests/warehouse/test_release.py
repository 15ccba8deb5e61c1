"""What a release says of itself: meanings in Parquet, a data package, and the same bytes for the same tables."""

import json
from pathlib import Path

import duckdb

from assets.published import made_with
from models.contract import tables
from models.warehouse import Warehouse

PUBLISHED = tables("marts", "reference")


def test_a_release_describes_itself_and_is_the_same_again(warehouse: Warehouse, tmp_path: Path) -> None:
    versions = made_with(warehouse)
    first, second = (warehouse.publish(PUBLISHED, tmp_path / name, versions) for name in ("first", "second"))
    assert first == second  # hashes of all Parquet files
    assert sorted(first["versions"]) == ["codebook", "models", "reader"]
    package = json.loads((tmp_path / "first" / "datapackage.json").read_text(encoding="utf-8"))
    assert package == json.loads((tmp_path / "second" / "datapackage.json").read_text(encoding="utf-8"))
    page = (tmp_path / "first" / "dictionary.md").read_text(encoding="utf-8")
    assert all(f"| {name} |" in page for table in PUBLISHED for name in table.polars_schema())
    assert len(package["resources"]) == len(PUBLISHED)
    for resource, table in zip(package["resources"], PUBLISHED, strict=True):
        path = tmp_path / "first" / resource["path"]
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == list(table.polars_schema())
        assert all(field["description"] for field in fields.values())
        said = f"select decode(key), decode(value) from parquet_kv_metadata('{path}')"
        metadata = dict(duckdb.sql(said).fetchall())
        assert json.loads(metadata["columns"]) == {name: field["description"] for name, field in fields.items()}
    kinds = {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}
    assert set(kinds.values()) <= {"string", "integer", "number", "boolean", "date"}
