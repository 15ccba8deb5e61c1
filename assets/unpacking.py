"""Containers taken apart in a process of its own: one that hangs or exhausts the memory is ended, and the run goes on.

Belongs here: that process, what is said to it and by it, and the time it may take for a document. Does not: the formats
of containers (`gongkai/formats/`), and what becomes of the documents in them (`sources.py`). The process is this file,
started by its path.
"""

import contextlib
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from assets.inbox import opened
from gongkai.deliveries import DeliveryNames
from gongkai.formats import Limits, Member, UnreadableError, holds_documents, members

SECONDS = 60.0
START = 600  # seconds in which a process must have started on the slowest machine
HOME = Path(__file__).parent.parent

Message = Member | UnreadableError | OSError | bool


class CutOffError(UnreadableError):
    """The process was ended, or ended by itself, within a container; another time it may not be."""

    def __init__(self, cause: str) -> None:
        super().__init__("unreadable", f"it could not be taken apart: {cause}; please report it with the file")


class Unpacking:
    """Takes containers apart, one after the other; its process starts with the first, and anew after one was ended."""

    def __init__(self, names: DeliveryNames, limits: Limits, seconds: float = SECONDS) -> None:
        self._task, self._seconds = (names, limits), seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._waiting = select.poll()  # asked for each document, and Connection.poll makes one each time

    def __enter__(self) -> "Unpacking":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def members(self, location: str, name: str) -> Iterator[Member] | None:
        """The documents in a container; None if it turns out to be a document itself.

        Raises OSError, here and while they are taken; UnreadableError if the container is damaged, beyond a limit, or
        takes too long for a document.
        """
        connection = self._connection or self._started()
        connection.send((location, name))
        first = self._received(connection)
        if isinstance(first, Exception):
            raise first
        return self._members(connection) if first else None

    def _members(self, connection: Connection) -> Iterator[Member]:
        is_whole = False
        try:
            while isinstance(message := self._received(connection), Member):
                yield message
            is_whole = True
        finally:
            if not is_whole:  # what is still to come of this container must not be taken for another's
                self._end()
        if isinstance(message, Exception):
            raise message

    def _received(self, connection: Connection) -> Message:
        """What the process says next, an error too. Raises CutOffError if it says nothing."""
        try:
            if not self._waiting.poll(self._seconds * 1000):
                self._end()
                raise CutOffError(f"it took more than {self._seconds:g} seconds for a document (GONGKAI_SECONDS)")
            message: Message = connection.recv()
        except (EOFError, ConnectionError) as error:
            self._end()
            raise CutOffError("its process ended, perhaps for want of memory") from error
        return message

    def _started(self) -> Connection:
        own, other = Pipe()
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-P", __file__, str(other.fileno())],
                stdin=subprocess.PIPE,  # closed when this process ends, however it ends
                pass_fds=[other.fileno()],
                env=os.environ | {"PYTHONPATH": str(HOME)},
            )
        self._connection = own
        self._waiting.register(own, select.POLLIN)
        own.send(self._task)
        if not own.poll(START) or own.recv() is not True:
            self._end()
            raise RuntimeError("the process that takes containers apart does not start")
        return own

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
        if self._connection:
            self._waiting.unregister(self._connection)
            self._connection.close()
        self._process = self._connection = None


def serve(connection: Connection) -> None:
    """Take apart what is asked for, until nobody asks any more."""
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    names, limits = connection.recv()
    connection.send(True)
    while True:
        location, name = connection.recv()
        for message in _said_of(location, name, names, limits):
            connection.send(message)


def _said_of(location: str, name: str, names: DeliveryNames, limits: Limits) -> Iterator[Message]:
    """Whether a file is a container; then the documents in it, and how it ended: True, or an error."""
    try:
        with opened(location) as file:
            is_one = holds_documents(file, name)
            yield is_one
            if is_one:
                yield from members(file, name, names, limits)
                yield True
    except UnreadableError as error:
        yield error
    except OSError as error:
        yield error


def _end_with_the_run() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    with contextlib.suppress(EOFError, ConnectionError):  # nobody asks any more
        serve(Connection(int(sys.argv[1])))
