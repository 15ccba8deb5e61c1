"""Two builds at once, and what a killed one leaves behind."""

import subprocess
import sys
import threading
from pathlib import Path

import dagster as dg
import pytest

from models.warehouse import Warehouse
from orchestration.recovery import OURS, recover
from orchestration.settings import Settings
from orchestration.turns import Turns
from tests.orchestration.test_build import gongkai

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from orchestration.turns import Turns
with Turns(Path(sys.argv[1])).taken(print):
    print("taken", flush=True)
    time.sleep(60)
"""


def holder(data: Path) -> subprocess.Popen[bytes]:
    """Another process in its turn."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(data)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"taken\n"
    return process


def test_a_second_build_waits_and_says_for_whom(tmp_path: Path) -> None:
    said: list[str] = []
    with holder(tmp_path) as first:
        spoken = threading.Event()

        def say(words: str) -> None:
            said.append(words)
            spoken.set()

        def turn() -> None:
            with Turns(tmp_path).taken(say):
                said.append("taken")

        second = threading.Thread(target=turn)
        second.start()
        assert spoken.wait(30)
        assert said == [f"Another build is at work in {tmp_path} (process {first.pid}); waiting for its end"]
        first.kill()  # SIGKILL: nothing is given back by hand
        second.join(30)
    assert said[1:] == ["taken"]


def test_a_turn_may_be_taken_again_within_it(tmp_path: Path) -> None:
    turns, said = Turns(tmp_path), list[str]()
    with turns.taken(said.append), turns.taken(said.append):
        pass
    with turns.taken(said.append):
        pass
    assert not said


def test_the_lock_of_a_process_that_is_gone_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "build.lock").write_text("1\n", encoding="utf-8")
    said: list[str] = []
    with Turns(tmp_path).taken(said.append):
        assert not said


def test_a_command_waits_for_the_one_before_it(tmp_path: Path) -> None:
    with holder(tmp_path / "data") as first:
        threading.Timer(3, first.kill).start()
        (tmp_path / "inbox").mkdir()
        run = gongkai("build", str(tmp_path / "inbox"), data=tmp_path / "data")
    assert f"(process {first.pid}); waiting" in " ".join(run.said.split())
    assert "Nothing built" in run.said


@pytest.mark.parametrize("damaged", [b"", b"half a hea", bytes(100_000)])
def test_a_warehouse_that_cannot_be_opened_is_set_aside(damaged: bytes, tmp_path: Path) -> None:
    settings = Settings(tmp_path, ())
    settings.warehouse.write_bytes(damaged)
    (tmp_path / "published.releases" / "new").mkdir(parents=True)
    (tmp_path / "warehouse.duckdb.tmp").mkdir()
    said: list[str] = []
    with dg.DagsterInstance.ephemeral() as instance:
        recover(settings, instance, None, said.append)
    assert Warehouse(settings.warehouse).query("select 1").item() == 1
    assert "is set aside, and everything is read again" in said[0]
    assert (tmp_path / "warehouse.duckdb.damaged").read_bytes() == damaged
    assert not list(tmp_path.glob("published.releases/*"))
    assert not (tmp_path / "warehouse.duckdb.tmp").exists()


def test_a_run_that_was_killed_does_not_stay_alive_in_the_history(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        _, alive = (
            instance.create_run_for_job(dg.job(name=name)(lambda: None), status=dg.DagsterRunStatus.STARTED, tags=OURS)
            for name in ("dead", "alive")
        )
        recover(Settings(tmp_path, ()), instance, alive.run_id, print)
        ended = {run.job_name: run.status for run in instance.get_runs()}
    assert ended == {"dead": dg.DagsterRunStatus.FAILURE, "alive": dg.DagsterRunStatus.STARTED}
