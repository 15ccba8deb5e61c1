"""A dbt that is loaded while documents are still being read.

Loading dbt and what it found in the project takes longer than computing the facts of some reports, and needs nothing
that the run makes. So a build starts a process that loads, and gives Dagster, in place of dbt, a small program that
hands its arguments and its output to that process (dbt's own "programmatic invocations, reusing objects").

Belongs here: that process and that program; both are this file, started by its path, which is why it imports nothing
outside the standard library before it must. Does not: what dbt is asked to do (`transform.py`).
"""

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

# What follows the name of our Python to make it dbt. -P: without this folder on the path, whose `dbt.py` is another.
PLAIN_DBT = ("-P", str(Path(__file__).with_name("dbt_process.py")))
OUTPUTS = (1, 2)  # what dbt says goes where the caller's output goes
SERVED, CALLED = "serve", "call"


@contextlib.contextmanager
def ready_dbt(project: Path) -> Iterator[tuple[str, ...]]:
    """What follows the name of our Python to make it a dbt that has begun to load `project`."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-"))  # short: the path of a socket has at most 100 characters
    serving = subprocess.Popen(
        [sys.executable, "-P", __file__, SERVED, str(folder), str(project)],
        stdin=subprocess.PIPE,  # closed when this process ends, however it ends
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield ("-IS", __file__, CALLED, str(folder / "socket"))
    finally:
        serving.terminate()
        serving.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def serve(folder: Path, project: Path) -> None:
    """Load dbt and the project, then do what callers ask, one after the other, until the build has ended."""
    _end_with_the_build(folder)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))
        listener.listen()  # who calls meanwhile waits
        from dbt.cli.main import dbtRunner

        loading = ["parse", "--project-dir", str(project), "--profiles-dir", str(project), "--no-write-json"]
        found_before = project / "target" / "partial_parse.msgpack"
        loading += ["--target-path", str(folder / "target"), "--partial-parse-file-path", str(found_before)]
        dbt = dbtRunner(manifest=dbtRunner().invoke(loading).result)  # none if it cannot be parsed: dbt then says why
        while True:
            connection, _ = listener.accept()
            with connection:
                answering = os.fork()  # a process for each, because dbt keeps the warehouse locked until its own ends
                if not answering:
                    _end_with_the_build()
                    os._exit(_answer(dbt, connection))
                connection.sendall(bytes([os.waitstatus_to_exitcode(os.waitpid(answering, 0)[1]) % 256]))


def _answer(dbt, connection: socket.socket) -> int:  # type: ignore[no-untyped-def] # typed, dbt would have to be loaded
    """Do what a caller asks, as if this were the caller; returns the exit status."""
    message, outputs, _, _ = socket.recv_fds(connection, 1, len(OUTPUTS))
    call = json.loads(message + b"".join(iter(lambda: connection.recv(1 << 16), b"")))
    for own, given in zip(OUTPUTS, outputs, strict=True):
        os.dup2(given, own)
    os.environ.clear()
    os.environ |= call["environment"]
    os.chdir(call["folder"])
    threading.Thread(target=_interrupt_without, args=(connection,), daemon=True).start()
    result = dbt.invoke(call["arguments"])
    if result.exception:
        print(result.exception, file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    return 0 if result.success else 2 if result.exception else 1


def _end_with_the_build(folder: Path | None = None) -> None:
    """Stop this process at once when the one that holds the other end of its input has gone, without its folder."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)  # DuckDB keeps what was committed and nothing else

    threading.Thread(target=watch, daemon=True).start()


def _interrupt_without(connection: socket.socket) -> None:
    """A caller that is interrupted goes away; dbt then stops as if it had been interrupted itself."""
    waiting = select.poll()
    waiting.register(connection, 0)  # wakes when the other side is closed
    waiting.poll()
    os.kill(os.getpid(), signal.SIGINT)


def call(address: str, arguments: list[str]) -> int:
    """Let the loaded dbt do it, and return its exit status; if there is none, a plain one takes over."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(address)
        except OSError:
            os.execv(sys.executable, [sys.executable, *PLAIN_DBT, *arguments])
        asked = {"arguments": arguments, "environment": dict(os.environ), "folder": str(Path.cwd())}
        message = json.dumps(asked).encode()
        socket.send_fds(connection, [message[:1]], OUTPUTS)
        connection.sendall(message[1:])
        connection.shutdown(socket.SHUT_WR)
        status = connection.recv(1)
    return status[0] if status else 2


if __name__ == "__main__":
    role, *rest = sys.argv[1:]
    if role == SERVED:
        serve(Path(rest[0]), Path(rest[1]))
    else:
        sys.exit(call(rest[0], rest[1:]))
