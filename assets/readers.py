"""Reading in worker processes: every core reads, one process writes.

Belongs here: how documents are spread over processes, and the one boundary at which a document that breaks, delays or
kills the reader becomes a row. Does not: how a document is read (`gongkai/`), or storing what was read (`staging.py`).

Workers are started anew: a forked one would inherit the threads of Polars and hang.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from types import FrameType

import polars as pl

from assets.frames import frame_of_records
from gongkai import parse
from gongkai.codebook import Codebook, load_codebook
from gongkai.records import Document, Record, Report, ReportHeader

AHEAD = 2  # batches per worker that may wait: enough that none idles, few enough to stay in memory

Batch = list[Document]
Frames = dict[str, pl.DataFrame]


class DelayedError(Exception):
    """A document took longer than it may."""


@dataclass(frozen=True)
class Readers:
    """How many processes read, and for how many seconds one document may keep a reader busy."""

    workers: int
    seconds: float

    def frames(
        self, codebook: Codebook, schemas: Mapping[str, pl.Schema], batches: Iterable[Batch]
    ) -> Iterator[Frames]:
        """For each batch, in order, the records of every table of `schemas`; a single batch is read here."""
        coming = iter(batches)
        first = list(islice(coming, 2))
        coming = chain(first, coming)
        if len(first) < 2 or self.workers < 2:
            for batch in coming:
                yield frames_of(batch, codebook, schemas, self.seconds)
        for batch in coming:
            with self._pool(codebook, schemas) as pool:
                yield from self._in_order(pool, chain([batch], coming), codebook, schemas)

    def _in_order(
        self, pool: ProcessPoolExecutor, batches: Iterator[Batch], codebook: Codebook, schemas: Mapping[str, pl.Schema]
    ) -> Iterator[Frames]:
        """The frames of the batches; ends early, with what was begun, when a document has killed a worker."""
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
                yield self._one_by_one(batch, codebook, schemas)

    def _one_by_one(self, batch: Batch, codebook: Codebook, schemas: Mapping[str, pl.Schema]) -> Frames:
        """The frames of a batch in which some document kills its reader: each is read in a worker it may kill."""
        frames: list[Frames] = []
        left = deque(batch)
        while left:
            with self._pool(codebook, schemas, workers=1) as pool:
                try:
                    while left:
                        frames.append(pool.submit(_frames_in_worker, [left[0]]).result())
                        left.popleft()
                except BrokenProcessPool:
                    failed = failure(left.popleft(), "its process ended, perhaps for want of memory")
                    frames.append(frames_of_reports([failed], schemas))
        return {name: pl.concat(each[name] for each in frames) for name in schemas}

    @contextlib.contextmanager
    def _pool(
        self, codebook: Codebook, schemas: Mapping[str, pl.Schema], workers: int | None = None
    ) -> Iterator[ProcessPoolExecutor]:
        start = (codebook.folder, codebook.fingerprint, dict(schemas), self.seconds)
        with _environment(POLARS_MAX_THREADS="1"):  # each worker has its core; Polars would take all of them
            pool = ProcessPoolExecutor(
                workers or self.workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=start
            )
            try:
                yield pool
            finally:
                pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, batch: Batch) -> Future[Frames]:
    """The frames to come; where a document before has just killed a worker, a future that says so."""
    try:
        return pool.submit(_frames_in_worker, batch)
    except BrokenProcessPool as error:
        broken: Future[Frames] = Future()
        broken.set_exception(error)
        return broken


def frames_of(batch: Batch, codebook: Codebook, schemas: Mapping[str, pl.Schema], seconds: float) -> Frames:
    """What the reader makes of some documents."""
    return frames_of_reports([read(document, codebook, seconds) for document in batch], schemas)


def frames_of_reports(reports: list[Report], schemas: Mapping[str, pl.Schema]) -> Frames:
    """The records of some reports as the frames of their tables."""
    records: dict[str, list[Record]] = {
        "reports": [report.header for report in reports],
        "sections": [section for report in reports for section in report.sections],
        "cells": [cell for report in reports for cell in report.cells],
        "claims": [claim for report in reports for claim in report.claims],
        "observations": [observation for report in reports for observation in report.observations],
        "leftovers": [leftover for report in reports for leftover in report.leftovers],
        "announced_parts": [part for report in reports for part in report.announced_parts],
        "suggestions": [suggestion for report in reports for suggestion in report.suggestions],
    }
    return {name: frame_of_records(schema, records[name]) for name, schema in schemas.items()}


def read(document: Document, codebook: Codebook, seconds: float) -> Report:
    """What the reader makes of a document; if it breaks on it or takes too long, a report that says so."""
    try:
        with _time_limit(seconds):
            return parse(document, codebook)
    except DelayedError:
        return failure(document, f"it took more than {seconds:g} seconds (GONGKAI_SECONDS)")
    except Exception as error:
        return failure(document, repr(error))


def failure(document: Document, cause: str) -> Report:
    """The report that says why a document could not be read."""
    reason = f"the reader failed on {document.file_name}: {cause}; please report it with the file"
    header = ReportHeader(document_id=document.document_id, document_class="unreadable", class_reason=reason)
    return Report(document=document, header=header)


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise DelayedError after so many seconds; only the main thread of a process can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise DelayedError


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
    """What a worker process holds: the codebook, compiled once."""

    codebook: Codebook
    schemas: Mapping[str, pl.Schema]
    seconds: float


def _start(folder: Path, fingerprint: str, schemas: Mapping[str, pl.Schema], seconds: float) -> None:
    _Worker.codebook = load_codebook(folder)
    if _Worker.codebook.fingerprint != fingerprint:
        raise RuntimeError(f"{folder} changed while it was read with; run again")
    _Worker.schemas, _Worker.seconds = schemas, seconds
    gc.freeze()  # the codebook stays: looking for garbage in it, again and again, takes a twentieth of the time


def _frames_in_worker(batch: Batch) -> Frames:
    return frames_of(batch, _Worker.codebook, _Worker.schemas, _Worker.seconds)
