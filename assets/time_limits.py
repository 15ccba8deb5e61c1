"""For how long a document may keep its reader busy.

Belongs here: interrupting work that takes too long. Does not: what is worked on, and what becomes of it.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

GRACE = 5  # seconds of computing beyond its time after which a process that does not listen is ended


class DelayedError(BaseException):
    """A document took longer than it may. No `except Exception` of a library takes it for its own."""


@contextlib.contextmanager
def time_limit(seconds: float, *, is_ended: bool = False) -> Iterator[None]:
    """Raise DelayedError after so many seconds; only the main thread of a process can be interrupted.

    A library that computes without looking at signals ends its process if that `is_ended`: SIGPROF, which nobody
    handles there, does that.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    if is_ended:
        signal.setitimer(signal.ITIMER_PROF, seconds + GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def late(seconds: float) -> str:
    """What is said of a document that took too long."""
    return f"it took more than {seconds:g} seconds (GONGKAI_SECONDS)"


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise DelayedError
