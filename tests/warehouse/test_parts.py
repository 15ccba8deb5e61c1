"""A mart that is made in parts, so that it fits into memory, has the rows of one that is made at once."""

import os
import shutil
import subprocess
from pathlib import Path

from assets.dbt import EXECUTABLE, PROJECT_FOLDER
from models.findings import FctChecks
from models.warehouse import Warehouse

MADE = "target/run/gongkai/models/marts/fct_checks.sql"


def test_checks_made_in_parts_are_those_made_at_once(samples_data: Path, tmp_path: Path) -> None:
    shutil.copy(samples_data / "warehouse.duckdb", tmp_path)
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    question = f"from {FctChecks.address()} order by all"
    at_once = warehouse.query(question)
    folder = str(PROJECT_FOLDER)
    places = {"GONGKAI_WAREHOUSE": str(warehouse.path), "DBT_TARGET_PATH": str(tmp_path / "target")}
    project = ("--project-dir", folder, "--profiles-dir", folder, "--log-path", str(tmp_path))
    made = subprocess.run(
        [EXECUTABLE, "run", "--select", "fct_checks", "--vars", "{reports_per_mib: 0.004}", *project],
        env=os.environ | places,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout
    assert (tmp_path / MADE).read_text(encoding="utf-8").count("hash(check_result_id)") == 4
    assert at_once.height > 100
    assert warehouse.query(question).equals(at_once)
