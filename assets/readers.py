"""Work in processes: every core decodes and reads, one process writes.

Belongs here: how items are spread over processes, and the one boundary at which an item that breaks, delays or kills
its worker becomes a row. Does not: what is done with an item (`opening.py`, `reading.py`), or storing the result.

Workers are started anew: a forked one would inherit the threads of Polars and hang.
"""

import contextlib
import gc
import multiprocessing
import multiprocessing.connection
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from assets.time_limits import DelayedError, late, time_limit
from gongkai.codebook import Codebook, load_codebook

AHEAD = 2  # batches per worker that may wait: enough that none idles, few enough to stay in memory

Batch = list[Any]
Frames = dict[str, pl.DataFrame]


class Task(Protocol):
    """What is done with each item of a batch; a task travels to the workers and must be pickled."""

    @property
    def schemas(self) -> Mapping[str, pl.Schema]:
        """The tables of the results."""

    def is_light(self, batch: Batch) -> bool:
        """Whether a batch can be done without a worker: nothing in it may hang or end the process."""

    def result(self, item: Any, codebook: Codebook) -> Any:
        """What is made of an item; may raise anything."""

    def failed(self, item: Any, cause: str) -> Any:
        """The result that says why there is no other."""

    def frames(self, results: list[Any]) -> Frames:
        """Results as rows of their tables."""


@dataclass(frozen=True)
class Readers:
    """How many processes work, and for how many seconds one item may keep a worker busy."""

    workers: int
    seconds: float

    def frames(self, task: Task, codebook: Codebook, batches: Iterable[Batch]) -> Iterator[Frames]:
        """For each batch, in order, the results of its items; a single light batch is done here."""
        coming = iter(batches)
        first = list(islice(coming, 2))
        if len(first) == 1 and task.is_light(first[0]):
            yield frames_of(first[0], task, codebook, self.seconds)
            return
        coming = chain(first, coming)
        for batch in coming:
            with self._pool(task, codebook) as pool:
                yield from self._in_order(pool, chain([batch], coming), task, codebook)

    def _in_order(
        self, pool: ProcessPoolExecutor, batches: Iterator[Batch], task: Task, codebook: Codebook
    ) -> Iterator[Frames]:
        """The frames of the batches; ends early, with what was begun, when an item has killed a worker."""
        waiting: deque[tuple[Batch, Future[Frames]]] = deque()
        is_broken = False
        while True:
            while not is_broken and len(waiting) < self.workers * AHEAD and (batch := next(batches, None)):
                waiting.append((batch, _submitted(pool, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                is_broken = True
                yield self._one_by_one(batch, task, codebook)

    def _one_by_one(self, batch: Batch, task: Task, codebook: Codebook) -> Frames:
        """The frames of a batch in which some item kills its worker: each is done in a worker it may kill."""
        frames: list[Frames] = []
        left = deque(batch)
        while left:
            with self._pool(task, codebook, workers=1) as pool:
                pool.submit(int).result()  # the worker has started
                try:
                    while left:
                        begun = time.monotonic()
                        frames.append(pool.submit(_frames_in_worker, [left[0]]).result())
                        left.popleft()
                except BrokenProcessPool:
                    is_late = time.monotonic() - begun > self.seconds
                    cause = late(self.seconds) if is_late else "its process ended, perhaps for want of memory"
                    frames.append(task.frames([task.failed(left.popleft(), cause)]))
        return {name: pl.concat(each[name] for each in frames) for name in task.schemas}

    @contextlib.contextmanager
    def _pool(self, task: Task, codebook: Codebook, workers: int | None = None) -> Iterator[ProcessPoolExecutor]:
        start = (task, codebook.folder, codebook.fingerprint, self.seconds)
        others = set(multiprocessing.active_children())
        with _environment(POLARS_MAX_THREADS="1"):  # each worker has its core; Polars would take all of them
            pool = ProcessPoolExecutor(
                workers or self.workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=start
            )
            try:
                yield pool
            finally:
                # What was asked for has been answered. A worker that is left alive in a broken pool may wait for ever
                # for a lock that died with another, and Python waits for such a worker.
                for worker in set(multiprocessing.active_children()) - others:
                    worker.kill()
                pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, batch: Batch) -> Future[Frames]:
    """The frames to come; where an item before has just killed a worker, a future that says so."""
    try:
        return pool.submit(_frames_in_worker, batch)
    except BrokenProcessPool as error:
        broken: Future[Frames] = Future()
        broken.set_exception(error)
        return broken


def frames_of(batch: Batch, task: Task, codebook: Codebook, seconds: float) -> Frames:
    """The results of some items."""
    return task.frames([_result(item, task, codebook, seconds) for item in batch])


def _result(item: Any, task: Task, codebook: Codebook, seconds: float) -> Any:
    """The result of an item; if it breaks or takes too long, one that says so."""
    try:
        with time_limit(seconds, is_ended=_Worker.is_one):
            return task.result(item, codebook)
    except DelayedError:
        return task.failed(item, late(seconds))
    except Exception as error:
        return task.failed(item, repr(error))


@contextlib.contextmanager
def _environment(**variables: str) -> Iterator[None]:
    """Variables for the processes that are started meanwhile."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Worker:
    """What a worker process holds: its task, and the codebook, compiled once."""

    is_one = False
    task: Task
    codebook: Codebook
    seconds: float


def _start(task: Task, folder: Path, fingerprint: str, seconds: float) -> None:
    _Worker.codebook = load_codebook(folder)
    if _Worker.codebook.fingerprint != fingerprint:
        raise RuntimeError(f"{folder} changed while it was read with; run again")
    _Worker.is_one, _Worker.task, _Worker.seconds = True, task, seconds
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    gc.freeze()  # the codebook stays: looking for garbage in it, again and again, takes a twentieth of the time


def _end_with_the_run() -> None:
    """A run that is killed cannot tell its workers, which would wait for work for ever."""
    if run := multiprocessing.parent_process():
        multiprocessing.connection.wait([run.sentinel])
        os._exit(1)


def _frames_in_worker(batch: Batch) -> Frames:
    return frames_of(batch, _Worker.task, _Worker.codebook, _Worker.seconds)
