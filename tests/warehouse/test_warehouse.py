"""The one door to DuckDB: what it refuses, and that nobody sees half a table."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
import pytest

from assets.dbt import PROJECT_FOLDER
from assets.ready_dbt import PLAIN_DBT
from models.contract import ContractError
from models.raw import Files
from models.staging import Leftovers
from models.warehouse import Warehouse, WarehouseBusyError
from orchestration.resources import warehouse_in_turn
from orchestration.settings import Settings
from orchestration.turns import Turns

LEFTOVER = {
    "document_id": "0123456789abcdef",
    "number_class": "date",
    "value_text": "2012",
    "source_start": 3,
    "source_end": 7,
    "context": "安源区2012年",
    "place": "line 1, column 4",
}


def frame(**changes: object) -> pl.DataFrame:
    return pl.DataFrame(
        {name: [value] for name, value in (LEFTOVER | changes).items()}, schema=Leftovers.polars_schema()
    )


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse.duckdb")


def test_what_is_written_is_read_back(warehouse: Warehouse) -> None:
    assert warehouse.write(Leftovers, frame()) == 1
    assert warehouse.read(Leftovers).to_dicts() == [LEFTOVER]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (frame().with_columns(pl.col("source_start").cast(pl.Int32)), ["staging.leftovers.source_start", "Int32"]),
        (frame().drop("context"), ["staging.leftovers", "context", "missing"]),
        (frame().with_columns(extra=pl.lit(1)), ["staging.leftovers", "extra", "not promised"]),
        (frame(source_start=9), ["staging.leftovers"]),
        (frame(value_text=None), ["staging.leftovers.value_text"]),
    ],
)
def test_a_frame_that_breaks_a_promise_is_refused(warehouse: Warehouse, wrong: pl.DataFrame, words: list[str]) -> None:
    warehouse.write(Leftovers, frame())
    with pytest.raises(ContractError) as refused:
        warehouse.write(Leftovers, wrong)
    for word in words:
        assert word in str(refused.value)
    assert warehouse.read(Leftovers).height == 1


def test_a_replacement_that_breaks_off_leaves_the_old_table(warehouse: Warehouse) -> None:
    warehouse.write(Leftovers, frame())

    def batches() -> Iterator[pl.DataFrame]:
        yield frame(source_start=20, source_end=24)
        raise RuntimeError("the reader was killed")

    with pytest.raises(RuntimeError):
        warehouse.replace(Leftovers, batches())
    assert warehouse.read(Leftovers).to_dicts() == [LEFTOVER]
    assert warehouse.query("select table_name from duckdb_tables()").to_series().to_list() == ["leftovers"]


def test_a_key_that_names_two_rows_in_different_batches_is_refused(warehouse: Warehouse) -> None:
    row = {
        "path": "a.txt", "file_name": "a.txt", "delivery": "a.txt", "number": 0, "sha256": None,
        "documents": 0, "size_bytes": 0, "media_type": "text/plain", "status": "empty",
        "reason": "a.txt: the file is empty",
    }  # fmt: skip
    files = pl.DataFrame([row], schema=Files.polars_schema())
    with pytest.raises(ContractError, match="two rows have the key"):
        warehouse.replace(Files, [files, files])


def test_what_was_kept_stays_and_the_rest_does_not(warehouse: Warehouse) -> None:
    with pytest.raises(RuntimeError), warehouse.changing(Leftovers) as pieces:
        pieces.append(Leftovers, frame())
        pieces.keep()
        pieces.append(Leftovers, frame(source_start=20, source_end=24))
        raise RuntimeError("the run was killed")
    assert warehouse.read(Leftovers).to_dicts() == [LEFTOVER]
    with warehouse.changing(Leftovers) as pieces:
        pieces.append(Leftovers, frame(source_start=20, source_end=24))
        pieces.remove(Leftovers, frame().select("document_id", "source_start"))
    assert warehouse.read(Leftovers)["source_start"].to_list() == [20]
    with pytest.raises(ContractError), warehouse.changing(Leftovers) as pieces:
        pieces.append(Leftovers, frame(source_start=9))
    assert warehouse.read(Leftovers)["source_start"].to_list() == [20]


@pytest.mark.parametrize("change", ["drop column context", "alter source_start type integer"])
def test_a_table_with_other_columns_is_begun_anew(change: str, warehouse: Warehouse) -> None:
    with warehouse.changing(Leftovers) as pieces:
        pieces.append(Leftovers, frame())
    with warehouse.changing(Leftovers):  # the same columns
        pass
    assert warehouse.read(Leftovers).to_dicts() == [LEFTOVER]
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute(f"alter table staging.leftovers {change}")
    with warehouse.changing(Leftovers):
        pass
    assert warehouse.read(Leftovers).is_empty()


def test_descriptions_become_comments(warehouse: Warehouse) -> None:
    warehouse.write(Leftovers, frame())
    comments = warehouse.query("select column_name, comment from duckdb_columns() where table_name = 'leftovers'")
    assert dict(comments.iter_rows()) == Leftovers.column_descriptions()


def test_another_process_is_told_to_wait(warehouse: Warehouse) -> None:
    warehouse.write(Leftovers, frame())
    hold = (
        f"import duckdb, time; c = duckdb.connect({str(warehouse.path)!r}); print('open', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(WarehouseBusyError, match="open in another process"):
            warehouse.read(Leftovers)
    finally:
        other.kill()
        other.wait()


def test_publishing_keeps_what_a_reader_has_open(warehouse: Warehouse, tmp_path: Path) -> None:
    published = tmp_path / "published"
    warehouse.write(Leftovers, frame())
    first = warehouse.publish([Leftovers], published)
    with duckdb.connect(str(published / "gongkai.duckdb"), read_only=True) as reader:
        assert reader.sql("select count(*) from staging.leftovers").fetchone() == (1,)
        again = warehouse.publish([Leftovers], published)
        assert again == first  # the same rows give the same bytes
        warehouse.replace(Leftovers, [frame(), frame(source_start=30, source_end=34)])
        assert warehouse.publish([Leftovers], published) != first
        assert reader.sql("select count(*) from staging.leftovers").fetchone() == (1,)
    with duckdb.connect(str(published / "gongkai.duckdb"), read_only=True) as reader:
        assert reader.sql("select count(*) from staging.leftovers").fetchone() == (2,)
    assert pl.read_parquet(published / "staging" / "leftovers.parquet").height == 2


def settings_of(warehouse: Warehouse) -> tuple[str, str]:
    """What DuckDB says its bounds are."""
    memory, folder = (f"current_setting('{name}')" for name in ("memory_limit", "temp_directory"))
    found = warehouse.query(f"select {memory}, {folder}").row(0)
    return str(found[0]), str(found[1])


def test_what_does_not_fit_into_memory_goes_to_the_data_folder(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    assert settings_of(Warehouse(path, memory_mib=64)) == ("64.0 MiB", f"{path}.tmp")
    count = "select count(*) from (select range, hash(range) from range(20_000_000) order by 2)"
    assert Warehouse(path, memory_mib=64).query(count).item() == 20_000_000
    assert settings_of(Warehouse(path, read_only=True))[0] != "64.0 MiB"


def test_a_run_and_dbt_have_the_bounds_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MEMORY_MIB", "321")
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    settings = Settings.from_environment()
    with dg.build_resources({"warehouse": warehouse_in_turn(settings, Turns(settings.data))}) as run:
        assert settings_of(run.warehouse) == ("321.0 MiB", f"{settings.warehouse}.tmp")
    question = "select current_setting('memory_limit') as memory, current_setting('temp_directory') as folder"
    folder = str(PROJECT_FOLDER)
    places = ("--project-dir", folder, "--profiles-dir", folder, "--target-path", str(tmp_path / "target"))
    shown = subprocess.run(
        [sys.executable, *PLAIN_DBT, "show", "--quiet", "--output", "json", "--inline", question, *places],
        env=os.environ | {"GONGKAI_WAREHOUSE": str(settings.warehouse)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(shown.stdout)["show"] == [{"memory": "321.0 MiB", "folder": f"{settings.warehouse}.tmp"}]
