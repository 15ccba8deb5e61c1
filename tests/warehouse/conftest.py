"""The marts of the examples, built once for all tests that ask them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.warehouse import Warehouse
from tests.warehouse.staging_examples import store

DBT_PROJECT = Path(__file__).parents[2] / "dbt_project"


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse with the examples, built by dbt with all its tests."""
    folder = tmp_path_factory.mktemp("marts")
    built = Warehouse(folder / "warehouse.duckdb")
    store(built)
    command = [
        Path(sys.executable).with_name("dbt"),
        "build",
        "--project-dir",
        DBT_PROJECT,
        "--profiles-dir",
        DBT_PROJECT,
    ]
    places = {"GONGKAI_WAREHOUSE": built.path, "DBT_TARGET_PATH": folder / "target", "DBT_LOG_PATH": folder / "logs"}
    environment = os.environ | {name: str(path) for name, path in places.items()}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-5000:]
    return built
