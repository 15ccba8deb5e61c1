"""One build at a time: whoever writes into the data folder has its turn, and the others wait.

Belongs here: the lock. Does not: what a killed build leaves behind (`recovery.py`). The lock belongs to a process, and
the system takes it back when that process ends, however it ends; the number in the file only tells people who has it.
"""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

Say = Callable[[str], object]


class Turns:
    """The turns of the processes that write into one data folder."""

    def __init__(self, data: Path) -> None:
        self._path = data / "build.lock"
        self._taken = 0

    @contextlib.contextmanager
    def taken(self, say: Say) -> Iterator[None]:
        """Hold the lock; if another process has it, say so and wait. Within a turn it may be taken again."""
        if self._taken:
            yield
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+", encoding="utf-8") as file:
            self._wait(file, say)
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            self._taken += 1
            try:
                yield
            finally:
                self._taken -= 1

    def _wait(self, file: TextIO, say: Say) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            say(f"Another build is at work in {self._path.parent} (process {file.read().strip()}); waiting for its end")
            fcntl.flock(file, fcntl.LOCK_EX)
