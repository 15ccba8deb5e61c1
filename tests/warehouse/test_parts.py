"""A mart that is made in parts, so that it fits into memory, has the rows of one that is made at once."""

import os
import shutil
import subprocess
from pathlib import Path

from assets.dbt import EXECUTABLE, PROJECT_FOLDER
from models.findings import FctChecks
from models.warehouse import Warehouse

MADE = "target/run/gongkai/models/marts/fct_checks.sql"
MEMORY_MIB, IN_A_PART = 1000, 4


def test_checks_made_in_parts_are_those_made_at_once(samples_data: Path, tmp_path: Path) -> None:
    shutil.copy(samples_data / "warehouse.duckdb", tmp_path)
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    question = f"from {FctChecks.address()} order by all"
    at_once = warehouse.query(question)
    parts = 1 + warehouse.query("from staging.reports").height // IN_A_PART
    folder = str(PROJECT_FOLDER)
    places = {
        "GONGKAI_WAREHOUSE": str(warehouse.path),
        "GONGKAI_MEMORY_MIB": str(MEMORY_MIB),
        "DBT_TARGET_PATH": str(tmp_path / "target"),
    }
    small = f"{{reports_per_mib: {IN_A_PART / MEMORY_MIB}}}"
    project = ("--project-dir", folder, "--profiles-dir", folder, "--log-path", str(tmp_path))
    made = subprocess.run(
        [EXECUTABLE, "run", "--select", "fct_checks", "--vars", small, *project],
        env=os.environ | places,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout
    assert (tmp_path / MADE).read_text(encoding="utf-8").count("hash(check_result_id)") == parts > 1
    assert at_once.height > 100
    assert warehouse.query(question).equals(at_once)
