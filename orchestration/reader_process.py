"""Files read in a process of its own: one that hangs or takes all the memory is ended, and the next file is read.

Belongs here: that process. Does not: what is read from a file, and for how long (`delivered.py`). The process is a copy
of this one, so that the codebook is there at once; nothing that starts threads, such as Polars, may be loaded before.
"""

import contextlib
import gc
import multiprocessing
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path

from assets.time_limits import GRACE, late
from gongkai.codebook import Codebook
from gongkai.records import Report
from orchestration.delivered import Boundary, NotRead, reports_of

COPIES = multiprocessing.get_context("fork")
ENDED = "the process that read it ended, perhaps for want of memory; please report it with the file"


class ReaderProcess:
    """Reads files, one after the other; its process starts with the first, and anew after one was ended."""

    def __init__(self, codebook: Codebook, seconds: float) -> None:
        self._codebook, self._seconds = codebook, seconds
        self._process: ForkProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> "ReaderProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def found(self, path: Path, name: str) -> Iterator[Report | NotRead]:
        """Every document in a file as it is read, a report or not."""
        connection = self._connection or self._started()
        is_whole = False
        try:
            connection.send((path, name))
            while connection.poll(self._seconds + 2 * GRACE):
                found: Report | NotRead | None = connection.recv()
                if found is None:
                    is_whole = True
                    return
                yield found
            yield NotRead(name, late(self._seconds), "late")
        except (EOFError, ConnectionError):
            yield self._ended(name)
        finally:
            if not is_whole:  # what is still to come of this file must not be taken for another's
                self._end()

    def _ended(self, name: str) -> NotRead:
        """Why the process ended: it was too late and did not listen, or something else."""
        if self._process:
            self._process.join()
        if self._process and self._process.exitcode == -signal.SIGPROF:
            return NotRead(name, late(self._seconds), "late")
        return NotRead(name, ENDED, "ended")

    def _started(self) -> Connection:
        own, other = COPIES.Pipe()
        with other:
            self._process = COPIES.Process(target=serve, args=(own, other, self._codebook, self._seconds), daemon=True)
            self._process.start()
        self._connection = own
        return own

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.join()
        if self._connection:
            self._connection.close()
        self._process = self._connection = None


def serve(others: Connection, connection: Connection, codebook: Codebook, seconds: float) -> None:
    """Read what is asked for, until nobody asks any more."""
    others.close()  # otherwise nobody would notice that the other process has ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process is interrupted too, and ends this one
    gc.freeze()  # the codebook stays shared
    boundary = Boundary(seconds, is_ended=True)
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            path, name = connection.recv()
            for found in reports_of(path, name, codebook, boundary):
                connection.send(found)
            connection.send(None)
