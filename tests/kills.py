"""Builds killed at random moments: `make kills`, or `python -m tests.kills 50`.

Belongs here: killing, looking at what is published, finishing, comparing. A build is killed with SIGKILL, alone or with
the processes it started; then the next one is started, and perhaps killed as well. Two inboxes take turns, so that what
is killed are first builds and builds that add, change and remove files. Meanwhile somebody reads what is published.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).parent.parent
COUNTS = "select schema_name || '.' || table_name, estimated_size from duckdb_tables() order by all"

Tables = dict[str, Any]


def main(kills: int, seed: int) -> int:
    """Print what happened; the number of differences is the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), random.Random(seed))
        inboxes = make_inboxes(Path(folder))
        wholes = [trial.uninterrupted(inbox) for inbox in inboxes]
        print(f"uninterrupted: {trial.seconds:.0f} s a build, {len(wholes[0])} published tables", flush=True)
        with trial.reader(wholes):
            number = 0
            while trial.kills < kills:
                if number % 5 == 4:  # from nothing
                    shutil.rmtree(trial.data)
                trial.interrupted(inboxes[number % 2], wholes[number % 2], kills)
                number += 1
        print(f"{trial.kills} kills, {number} builds finished after them, {trial.looks} looks of a reader meanwhile")
    print(f"{len(trial.differences)} differences", *trial.differences, sep="\n  ")
    return len(trial.differences)


@dataclass
class Trial:
    """A data folder, and what happened to the builds in it."""

    folder: Path
    dice: random.Random
    seconds: float = 0.0
    kills: int = 0
    looks: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        """Where the killed builds write."""
        return self.folder / "data"

    def uninterrupted(self, inbox: Path) -> Tables:
        """What a build of this inbox publishes that nobody disturbs."""
        data = self.folder / f"whole-{inbox.name}"
        started = time.monotonic()
        subprocess.run(**_command(inbox, data), check=False)
        self.seconds = time.monotonic() - started
        return published(data)

    def interrupted(self, inbox: Path, whole: Tables, most: int) -> None:
        """Kill builds of an inbox a few times, let the next one finish, and compare."""
        again = True
        while again and self.kills < most:
            before = published(self.data)
            was_killed = self._kill(inbox)
            now = published(self.data)
            if now not in (before, whole):
                self._differ(f"after kill {self.kills}, what is published is neither the old nor the new release")
            again = was_killed and self.dice.random() < 0.7
        done = subprocess.run(**_command(inbox, self.data), check=False)
        if done.returncode == 2:
            self._differ(f"after kill {self.kills}, the next build fails: {done.stdout.decode()[-2000:]}")
        if published(self.data) != whole:
            self._differ(f"after kill {self.kills}, the finished build differs from an uninterrupted one")
        if leftovers := [path.name for path in self.data.glob("published.releases/new")]:
            self._differ(f"after kill {self.kills}, the next build leaves {leftovers} behind")

    def _kill(self, inbox: Path) -> bool:
        """Start a build and kill it; whether it had not ended by itself before."""
        after = self.dice.uniform(0, self.seconds)
        process = subprocess.Popen(**_command(inbox, self.data), start_new_session=True)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(after)
        with contextlib.suppress(ProcessLookupError):
            if self.dice.random() < 0.5:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        was_killed = process.returncode == -signal.SIGKILL
        self.kills += was_killed
        print(f"kill {self.kills} after {after:.1f} s" if was_killed else "ended before it was killed", flush=True)
        return was_killed

    @contextlib.contextmanager
    def reader(self, wholes: list[Tables]) -> Iterator[None]:
        """Somebody who opens the published file again and again and must find a whole release each time."""
        ended = threading.Event()
        sizes = [{name: table["rows"] for name, table in whole.items()} for whole in wholes]
        thread = threading.Thread(target=self._read, args=(ended, sizes))
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _read(self, ended: threading.Event, sizes: list[dict[str, int]]) -> None:
        path = self.data / "published" / "gongkai.duckdb"
        while not ended.wait(0.1):
            if not path.exists():  # nothing is published yet
                continue
            try:
                with duckdb.connect(str(path), read_only=True) as connection:
                    found = dict(connection.execute(COUNTS).fetchall())
            except duckdb.Error as error:
                if path.exists():
                    self._differ(f"a reader was refused: {error}")
                continue
            self.looks += 1
            if found not in sizes:
                self._differ(f"a reader saw half a release: {found}")

    def _differ(self, what: str) -> None:
        self.differences.append(what)
        print(what, flush=True)


def published(data: Path) -> Tables:
    """Rows and hashes of what is published, which must be what its release.json says; nothing if nothing is."""
    folder = data / "published"
    if not folder.exists():
        return {}
    tables: Tables = json.loads((folder / "release.json").read_text(encoding="utf-8"))["tables"]
    for name, table in tables.items():
        if sha256((folder / table["file"]).read_bytes()).hexdigest() != table["sha256"]:
            raise AssertionError(f"{name} is not the file that release.json names")
    return tables


def make_inboxes(folder: Path) -> list[Path]:
    """The samples, and the samples with a file added, one changed and one removed."""
    first, second = folder / "甲", folder / "乙"
    shutil.copytree(ROOT / "samples", first)
    shutil.copytree(ROOT / "samples", second)
    texts = sorted(path for path in second.glob("*.txt"))
    texts[0].unlink()
    changed = texts[1].read_text(encoding="utf-8")
    texts[1].write_text(changed + "\n本年度新收政府信息公开申请12件。\n", encoding="utf-8")
    (second / "新增.txt").write_text(changed.replace("2012", "2009").replace("2010", "2008"), encoding="utf-8")
    return [first, second]


def _command(inbox: Path, data: Path) -> dict[str, Any]:
    return {
        "args": [sys.executable, "-m", "orchestration.cli", "build", str(inbox)],
        "cwd": ROOT,
        "env": os.environ | {"GONGKAI_DATA": str(data)},
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
    }


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [10, 1][len(numbers) :])))
