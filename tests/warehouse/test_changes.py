"""Two releases side by side: what differs is planted in a copy, and must come back with its cause."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from assets.published import changes, hashes
from models.changes import side_by_side
from models.contract import tables
from models.warehouse import Warehouse
from orchestration import diff as command
from tests.warehouse.staging_examples import XINZHOU, YAOHAI

PUBLISHED = tables("marts", "reference")
CELL = f"{YAOHAI}/E2019/T3/r01/c01"
CHANGED = f"update marts.report_figures set value = 125, value_text = '125' where observation_id = '{CELL}'"
OTHER = "update reference.versions set version = repeat('0', 64) where part = '{}'"


@pytest.fixture(scope="module")
def old(warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    warehouse.publish(PUBLISHED, folder)
    return folder


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(old / "gongkai.duckdb", tmp_path / "new.duckdb"))


def plant(release: Path, *statements: str) -> None:
    with duckdb.connect(release) as connection:
        for statement in statements:
            connection.execute(statement)


def found(old: Path, new: Path) -> list[dict[str, Any]]:
    with side_by_side(old, new) as releases:
        return releases.figures().to_dicts()


def test_a_release_does_not_differ_from_itself(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.diff(old, new, "table") == command.Exit.SAME
    assert capsys.readouterr().out == "No figure differs.\n"


@pytest.mark.parametrize(
    ("parts", "cause"),
    [
        (["reader"], "reader"),
        (["codebook"], "codebook"),
        (["reader", "codebook", "models"], "reader+codebook"),
        (["models"], "rule"),
        ([], "unknown"),
    ],
)
def test_the_version_that_differs_is_the_cause(old: Path, new: Path, parts: list[str], cause: str) -> None:
    plant(new, CHANGED, *map(OTHER.format, parts))
    [change] = found(old, new)
    assert (change["change"], change["cause"], change["new_report_id"]) == ("changed", cause, YAOHAI)
    assert (change["old_value"], change["new_value"]) == (Decimal(124), Decimal(125))
    assert (change["old_start"], change["old_text"]) == (change["new_start"], "124")


def test_a_figure_that_is_no_longer_counted_is_a_matter_of_rules(old: Path, new: Path) -> None:
    restated = f"select '{CELL}' as observation_id, '{YAOHAI}' as report_id, 'restated' as role"
    moved = f"insert into marts.fct_rollups by name {restated}"
    plant(new, moved, OTHER.format("models"), OTHER.format("codebook"))
    [change] = found(old, new)
    assert (change["cause"], change["old_role"], change["new_role"]) == ("rule", "counted", "restated")


def test_a_revised_document_is_found_again_by_issuer_and_year(old: Path, new: Path) -> None:
    renamed = [
        f"update marts.{table} set {column} = replace({column}, '{XINZHOU}', 'ffffffffffffffff')"
        for table, columns in {
            "dim_reports": ("report_id", "best_report_id"),
            "report_figures": ("report_id", "observation_id"),
            "fct_rollups": ("report_id", "observation_id"),
        }.items()
        for column in columns
    ]
    raised = "update marts.report_figures set value = value + 1 where report_id = 'ffffffffffffffff'"
    plant(new, *renamed, f"{raised} and measure_code = 'gid_staff_full_time'", OTHER.format("reader"))
    [change] = found(old, new)
    assert (change["cause"], change["measure_code"]) == ("source", "gid_staff_full_time")
    assert (change["old_report_id"], change["new_report_id"]) == (XINZHOU, "ffffffffffffffff")


def test_a_document_that_is_gone_takes_its_figures_with_it(old: Path, new: Path) -> None:
    names = [str(table.address()) for table in PUBLISHED if "report_id" in table.polars_schema()]
    plant(new, *(f"delete from {name} where report_id = '{XINZHOU}'" for name in names))
    changes = pl.DataFrame(found(old, new))
    assert changes["change"].unique().to_list() == ["removed"]
    assert changes["cause"].unique().to_list() == ["source"]
    with duckdb.connect(old / "gongkai.duckdb", read_only=True) as connection:
        held = f"select count(*) from marts.report_figures where report_id = '{XINZHOU}'"
        assert connection.execute(held).fetchall() == [(changes.height,)]


def test_rows_are_counted_by_table_and_the_answer_is_for_programs_too(
    old: Path, new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(new, CHANGED, OTHER.format("reader"), "delete from marts.dim_editions where edition = 'E2008'")
    assert command.diff(old, new, "jsonl") == command.Exit.DIFFERENT
    said = capsys.readouterr()
    assert pl.read_ndjson(said.out.encode())["cause"].to_list() == ["reader"]
    assert "Figures by cause" in said.err
    with side_by_side(old, new) as releases:
        assert releases.tables(PUBLISHED).rows() == [
            ("marts.dim_editions", 0, 1, 0),
            ("marts.report_figures", 0, 0, 1),
            ("reference.versions", 0, 0, 1),
        ]


def test_what_is_no_release_is_not_compared(old: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("no database", encoding="utf-8")
    assert command.diff(old, tmp_path / "letter.txt", "csv") == command.Exit.NOT_COMPARED
    assert command.diff(old, tmp_path, "csv") == command.Exit.NOT_COMPARED


def test_a_run_says_how_many_rows_changed(warehouse: Warehouse, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    editions = [table for table in PUBLISHED if str(table.address()) == "reference.editions"]
    assert changes(folder, hashes(folder), warehouse.publish(PUBLISHED, folder)["tables"]) == "the first release"
    before = hashes(folder)
    assert changes(folder, before, before) == "none"
    assert changes(folder, before | {"reference.versions": "of another reader"}, before) == "none"
    other = Warehouse(shutil.copy(warehouse.path, tmp_path / "warehouse.duckdb"))
    other.write(editions[0], other.read(editions[0]).head(1))
    made = other.publish(PUBLISHED, folder)["tables"]
    assert changes(folder, before, made).splitlines()[-1] == "| reference.editions | 0 | 3 | 0 |"
