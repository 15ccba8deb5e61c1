"""A dbt that was loaded beforehand does what a plain one does, and a plain one does it where there is none."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from assets.dbt import PROJECT_FOLDER
from assets.ready_dbt import PLAIN_DBT, ready_dbt

ROOT = Path(__file__).parents[2]
LIST = ("ls", "--resource-type", "model", "--output", "name", "--quiet")
PLACES = ("--project-dir", str(PROJECT_FOLDER), "--profiles-dir", str(PROJECT_FOLDER))


def test_a_ready_dbt_does_as_a_plain_one(tmp_path: Path) -> None:
    with ready_dbt(PROJECT_FOLDER) as ready:
        for arguments in ([*LIST, *PLACES], ["no-such-command"]):
            answer, plain = asked(ready, arguments, tmp_path), asked(PLAIN_DBT, arguments, tmp_path)
            assert answer.returncode == plain.returncode
            assert models_in(answer) == models_in(plain)
        assert "fct_requests" in models_in(asked(ready, [*LIST, *PLACES], tmp_path))  # it can be asked again


def test_a_plain_dbt_takes_over_when_the_ready_one_has_gone(tmp_path: Path) -> None:
    with ready_dbt(PROJECT_FOLDER) as ready:
        pass
    answer = asked(ready, [*LIST, *PLACES], tmp_path)
    assert answer.returncode == 0
    assert "fct_requests" in models_in(answer)


def test_a_build_does_not_load_dbt_a_second_time() -> None:
    """It takes as long as reading hundreds of reports, and the process that computes has it ready."""
    loaded = "import sys, orchestration.definitions; print(*(name for name in sys.modules if name.startswith('dbt')))"
    found = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


def asked(program: Sequence[str], arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    places = {"GONGKAI_WAREHOUSE": folder / "w.duckdb", "DBT_TARGET_PATH": folder / "target"}
    environment = os.environ | {name: str(path) for name, path in places.items()}
    return subprocess.run(
        [sys.executable, *program, *arguments], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )


def models_in(answer: subprocess.CompletedProcess[str]) -> set[str]:
    return set(answer.stdout.split())
