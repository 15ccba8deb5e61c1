"""Containers that hang, that end the process that takes them apart, or that are given up: the run goes on."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from assets import raw
from assets.inbox import Inbox
from assets.opening import Opening
from assets.readers import Readers
from assets.sources import batches, sources
from assets.unpacking import CutOffError, Unpacking
from gongkai.codebook import Codebook
from gongkai.formats import LIMITS, Limits

ROOT = Path(__file__).parents[2]


def lines(*numbers: int) -> bytes:
    return b"".join(json.dumps({"text": f"示例县{number}年报"}).encode() + b"\n" for number in numbers)


def endless() -> bytes:
    """Two documents with so many empty lines between them that nobody waits for the second."""
    return gzip.compress(lines(1) + b"\n" * (100 << 20) + lines(2), 1)


def test_a_container_that_hangs_is_cut_off_and_the_others_are_read(codebook: Codebook, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(3, 4))
    (tmp_path / "b.jsonl.gz").write_bytes(endless())
    (tmp_path / "c.jsonl").write_bytes(lines(5))
    (tmp_path / "d.txt").write_bytes("示例县2010年报".encode())
    names = codebook.delivery_names
    found = batches(sources(Inbox((tmp_path,), names).deliveries(), names, LIMITS, seconds=1))
    (frames,) = Readers(1, 60).frames(Opening(raw.SCHEMAS, LIMITS, names), codebook, found)
    files = frames["files"]
    assert dict(files.select("path", "status").iter_rows()) == {
        "a.jsonl/line 1": "read",
        "a.jsonl/line 2": "read",
        "a.jsonl": "unpacked",
        "b.jsonl.gz/line 1": "read",
        "b.jsonl.gz": "unreadable",
        "c.jsonl/line 1": "read",
        "c.jsonl": "unpacked",
        "d.txt": "read",
    }
    reason, sha256 = files.filter(path="b.jsonl.gz").select("reason", "sha256").row(0)
    assert "more than 1 seconds for a document (GONGKAI_SECONDS)" in reason
    assert sha256 is None  # so that it counts as not opened, and the next build tries again


def test_a_process_that_ends_within_a_container_is_reported_and_replaced(codebook: Codebook, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(*range(50_000)))
    (tmp_path / "b.jsonl").write_bytes(lines(1, 2))
    with Unpacking(codebook.delivery_names, LIMITS) as unpacking:
        inside = unpacking.members(str(tmp_path / "a.jsonl"), "a.jsonl")
        assert inside
        assert next(inside).name == "line 1"
        (process,) = children("unpacking.py")
        os.kill(process, signal.SIGKILL)
        with pytest.raises(CutOffError, match="its process ended"):
            list(inside)
        again = unpacking.members(str(tmp_path / "b.jsonl"), "b.jsonl")
        assert [member.name for member in again or ()] == ["line 1", "line 2"]
    assert children("unpacking.py") == []


def test_a_container_that_is_given_up_leaves_nothing_to_the_next(codebook: Codebook, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(*range(50_000)))
    (tmp_path / "b.jsonl").write_bytes(lines(1))
    with zipfile.ZipFile(tmp_path / "c.bin", "w") as office:
        office.writestr("[Content_Types].xml", "<Types/>")
    limits = Limits(members=1)
    with Unpacking(codebook.delivery_names, limits) as unpacking:
        for _ in unpacking.members(str(tmp_path / "a.jsonl"), "a.jsonl") or ():
            break
        assert [member.name for member in unpacking.members(str(tmp_path / "b.jsonl"), "b.jsonl") or ()] == ["line 1"]
        with pytest.raises(ValueError, match="GONGKAI_MEMBERS"):
            list(unpacking.members(str(tmp_path / "a.jsonl"), "a.jsonl") or ())
        assert unpacking.members(str(tmp_path / "c.bin"), "c.bin") is None
        with pytest.raises(OSError, match="No such file"):
            unpacking.members(str(tmp_path / "d.zip"), "d.zip")
        assert [member.name for member in unpacking.members(str(tmp_path / "b.jsonl"), "b.jsonl") or ()] == ["line 1"]


KILLED = """
import os, signal, sys
from pathlib import Path
from assets.unpacking import Unpacking
from gongkai.codebook import load_codebook
from gongkai.formats import LIMITS
from tests.orchestration.test_unpacking import children

with Unpacking(load_codebook(Path("codebook")).delivery_names, LIMITS, 600) as unpacking:
    inside = unpacking.members(sys.argv[1], "a.jsonl.gz")
    next(inside)
    print(*children("unpacking.py"), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_its_process_ends_with_a_run_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(endless())
    command = [sys.executable, "-c", KILLED, tmp_path / "a.jsonl.gz"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    (process,) = (Path("/proc", number) for number in run.stdout.split())
    deadline = time.monotonic() + 60
    while process.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not process.exists()


def children(program: str) -> list[int]:
    """The processes that this one has started with a program."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and program in (folder / "cmdline").read_text():
                found.append(int(folder.name))
        except (OSError, ValueError):  # it has ended
            continue
    return found
