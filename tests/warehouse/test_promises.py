"""That a table which dbt wrote wrongly is noticed: by its contract, by dbt before it is written, by the test of keys.

Keys, required columns and lists of words stand in the contracts alone (`models/`), not in dbt's own tests; so every
table is damaged here in each of these ways.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from models.contract import Table, broken_promises, tables
from models.warehouse import Warehouse
from tests.warehouse.conftest import DBT_PROJECT


@pytest.fixture(scope="module")
def stored(warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A copy of the warehouse with the examples, to be damaged; its views are tables."""
    copy = Warehouse(tmp_path_factory.mktemp("damaged") / "warehouse.duckdb")
    shutil.copy(warehouse.path, copy.path)
    with duckdb.connect(str(copy.path)) as connection:
        views = "select schema_name || '.' || view_name from duckdb_views() where schema_name = 'marts'"
        for (view,) in connection.sql(views).fetchall():
            connection.execute(f"create table {view}_stored as from {view}; drop view {view}")
            connection.execute(f"alter table {view}_stored rename to {view.split('.')[1]}")
    return copy


WRITTEN_BY_DBT = tables("intermediate", "marts")


def test_a_key_names_one_row(stored: Warehouse) -> None:
    with duckdb.connect(str(stored.path)) as connection:
        for table in WRITTEN_BY_DBT:
            connection.execute(f"insert into {table.address()} from {table.address()} limit 1")
    for table in WRITTEN_BY_DBT:
        assert any("two rows have the key" in line for line in stored.broken_promises(table)), table


@pytest.mark.parametrize("table", WRITTEN_BY_DBT, ids=lambda table: str(table.address()))
def test_keys_are_given_and_words_are_those_of_their_lists(warehouse: Warehouse, table: type[Table]) -> None:
    columns = table.to_schema().columns
    lists = {name for name, column in columns.items() if any(check.name == "isin" for check in column.checks)}
    words = [name for name in lists if columns[name].dtype.type == pl.String and name not in table.key()]
    frame = warehouse.preview(table.address()).with_columns(
        *(pl.lit(None, columns[name].dtype.type).alias(name) for name in table.key()),
        *(pl.lit("anything").alias(name) for name in words),
    )
    broken = broken_promises(table, frame)
    for name, check in [*((name, "not_nullable") for name in table.key()), *((name, "isin") for name in words)]:
        assert any(line.startswith(f"{table.address()}.{name}: {check}") for line in broken), (name, broken)


def test_dbt_refuses_other_types_and_unknown_keys(stored: Warehouse, tmp_path: Path) -> None:
    project = tmp_path / "dbt_project"
    shutil.copytree(DBT_PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    described = project / "models" / "marts" / "jurisdiction_panel.yml"
    as_date = described.read_text("utf-8").replace("report_year, data_type: bigint", "report_year, data_type: date")
    described.write_text(as_date, "utf-8")
    editions = project / "models" / "marts" / "dim_editions.sql"
    editions.write_text("{{ config(materialized='view') }}\n" + editions.read_text("utf-8"), "utf-8")
    with duckdb.connect(str(stored.path)) as connection:
        connection.execute("update marts.fct_revisions set best_report_id = 'nobody'")
    command = [Path(sys.executable).with_name("dbt"), "build", "--project-dir", project, "--profiles-dir", project]
    chosen = ["--select", "jurisdiction_panel", "dim_editions", "keys_are_known"]
    places = {"GONGKAI_WAREHOUSE": stored.path, "DBT_TARGET_PATH": tmp_path / "target", "DBT_LOG_PATH": tmp_path}
    environment = os.environ | {name: str(path) for name, path in places.items()}
    run = subprocess.run([*command, *chosen], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout
    assert re.search(r"report_year +\| bigint +\| date +\| data type mismatch", run.stdout)
    assert "Got 1 result, configured to fail if != 0" in run.stdout
    comments = "select view_name, comment from duckdb_views() where view_name = 'dim_editions'"
    [(_, comment)] = stored.query(comments).rows()
    assert comment.startswith("Editions")
