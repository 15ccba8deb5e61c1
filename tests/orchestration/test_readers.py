"""Reading in worker processes: the same result as in one, whatever a document does to its reader."""

import dataclasses
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import polars as pl
import pytest

from assets import raw
from assets.inbox import Inbox
from assets.opening import Opened, Opening
from assets.readers import Batch, Frames, Readers
from assets.reading import Reading
from assets.sources import Source, sources
from assets.sources import batches as batches_of
from assets.staging import SCHEMAS
from gongkai.codebook import Codebook
from gongkai.formats import LIMITS, decode
from gongkai.records import Document
from tests.generator.reports import EDITIONS, generate

ROOT = Path(__file__).parents[2]
READERS = Readers(workers=2, seconds=60)


class Deadly(str):
    """A text that ends the process that unpacks it, as one does that exhausts the memory of its reader."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def batches() -> Iterator[Batch]:
    for number, edition in enumerate(EDITIONS):
        texts = [generate(edition, "tabs", seed).text for seed in (1, 2)]
        yield [decode(text.encode(), f"{number}-{which}.txt") for which, text in enumerate(texts)]


def joined(frames: Iterator[Frames]) -> Frames:
    every = list(frames)
    return {name: pl.concat(each[name] for each in every) for name in SCHEMAS}


def reasons(frames: Frames) -> dict[str, str]:
    failed = frames["reports"].filter(pl.col("document_class") == "unreadable")
    return dict(failed.select("document_id", "class_reason").iter_rows())


def test_two_workers_read_what_one_process_reads(codebook: Codebook) -> None:
    alone = joined(dataclasses.replace(READERS, workers=1).frames(Reading(SCHEMAS), codebook, batches()))
    together = joined(READERS.frames(Reading(SCHEMAS), codebook, batches()))
    assert alone["observations"].height > 1000
    for name in SCHEMAS:
        assert together[name].equals(alone[name])


def test_a_document_that_kills_its_reader_is_a_row_and_the_rest_is_read(codebook: Codebook) -> None:
    every = list(batches())
    killer = Document("f" * 16, "f" * 64, "deadly.txt", "text", "utf-8", Deadly("示例"))
    every[1].append(killer)
    read = joined(READERS.frames(Reading(SCHEMAS), codebook, iter(every)))
    assert read["reports"]["document_id"].to_list() == [document.document_id for batch in every for document in batch]
    assert reasons(read).keys() == {killer.document_id}
    assert "deadly.txt: its process ended" in reasons(read)[killer.document_id]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_takes_too_long_is_cut_off(codebook: Codebook, workers: int) -> None:
    hasty = Readers(workers=workers, seconds=0.00001)
    read = joined(hasty.frames(Reading(SCHEMAS), codebook, batches()))
    assert read["observations"].is_empty()
    assert set(reasons(read)) == {document.document_id for batch in batches() for document in batch}
    assert all("more than 1e-05 seconds (GONGKAI_SECONDS)" in reason for reason in reasons(read).values())


class Endless(Opening):
    """Opens files; one that is named so, in a library that never looks up."""

    def result(self, source: Source, codebook: Codebook) -> Opened:
        if source.delivery.file_name == "endless.html":
            deque(repeat(0), maxlen=0)
        return super().result(source, codebook)


def test_a_library_that_hangs_is_ended_and_its_file_named(codebook: Codebook, tmp_path: Path) -> None:
    for name in ("a.html", "endless.html", "z.html"):
        (tmp_path / name).write_text(f"<html><body>{name}</body></html>")
    deliveries = Inbox((tmp_path,), codebook.delivery_names).deliveries()
    task = Endless(raw.SCHEMAS, LIMITS, codebook.delivery_names)
    (frames,) = Readers(1, 0.5).frames(task, codebook, batches_of(sources(deliveries, codebook.delivery_names, LIMITS)))
    assert frames["files"]["status"].to_list() == ["read", "unreadable", "read"]
    assert "more than 0.5 seconds (GONGKAI_SECONDS)" in frames["files"]["reason"][1]
    assert frames["documents"]["file_name"].to_list() == ["a.html", "z.html"]


class Sleeping(Opening):
    """A task that takes long."""

    def is_light(self, batch: Batch) -> bool:
        return False

    def result(self, source: Source, codebook: Codebook) -> Opened:
        time.sleep(600)
        raise TimeoutError


KILLED = """
import multiprocessing, os, signal
from pathlib import Path
from assets.readers import Readers
from gongkai.codebook import load_codebook
from gongkai.formats import LIMITS
from tests.orchestration.test_readers import Sleeping

def batches():
    yield from ([1], [2], [3])
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    codebook = load_codebook(Path("codebook"))
    list(Readers(2, 600).frames(Sleeping({}, LIMITS, codebook.delivery_names), codebook, batches()))
"""


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "killed.py").write_text(KILLED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, tmp_path / "killed.py"]
    run = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    workers = [Path("/proc", number) for number in run.stdout.split()]
    assert workers
    deadline = time.monotonic() + 60
    while any(worker.exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(worker.exists() for worker in workers)
