"""From a file on the disk to the reports in it, without a warehouse, for `gongkai read`, `page` and `check`.

Belongs here: opening files and what holds many, and the reasons why something in them is not read. Does not: formats
(`gongkai/formats/`), the inbox of a build (`assets/`), or a reader that never comes back (`reader_process.py`).
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, TypeVar

from assets.time_limits import DelayedError, late, time_limit
from gongkai import documents_in, parse
from gongkai.codebook import Codebook
from gongkai.formats import Limits, Member, UnreadableError, holds_documents, is_document, members
from gongkai.formats.refusals import Refusal, beyond
from gongkai.records import Document, Report
from orchestration.settings import limits_from_environment

T = TypeVar("T")


class NotRead(NamedTuple):
    """Something in a file that cannot be read, and why."""

    file: str
    reason: str
    kind: Refusal | Literal["missing", "late", "ended", "failed"]


class Boundary(NamedTuple):
    """Where whatever a document does to its reader becomes a line that says so, and for how long it may do it.

    `is_ended`: a library that cannot be interrupted ends the process.
    """

    seconds: float = 60.0
    is_ended: bool = False

    def tried(self, name: str, work: Callable[[], tuple[T, ...]]) -> tuple[T | NotRead, ...]:
        """What comes of some work; if it is refused, breaks or takes too long, why."""
        try:
            with time_limit(self.seconds, is_ended=self.is_ended):
                return work()
        except UnreadableError as error:
            return (NotRead(name, str(error).removeprefix(f"{name}: "), error.status),)
        except FileNotFoundError:
            return (NotRead(name, "there is no such file", "missing"),)
        except OSError as error:
            return (NotRead(name, error.strerror or repr(error), "unreadable"),)
        except DelayedError:
            return (NotRead(name, late(self.seconds), "late"),)
        except Exception as error:
            return (NotRead(name, f"the reader failed: {error!r}; please report it with the file", "failed"),)


USUAL = Boundary()


def name_of(path: Path) -> str:
    """A name that can be printed and stored: names may be any bytes, JSON may not."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def reports_of(path: Path, name: str, codebook: Codebook, boundary: Boundary) -> Iterator[Report | NotRead]:
    """Every document in a file as it is read, a report or not."""
    for document in documents_of(path, name, codebook, boundary):
        if isinstance(document, NotRead):
            yield document
        else:
            yield from boundary.tried(document.file_name, partial(_read, document, codebook))


def documents_of(path: Path, name: str, codebook: Codebook, boundary: Boundary = USUAL) -> Iterator[Document | NotRead]:
    """The documents in a file; the names of files, rows and records in it follow its own."""
    for file in boundary.tried(name, partial(_opened, path)):
        if isinstance(file, NotRead):
            yield file
            return
        with file:
            yield from _documents(file, name, codebook, boundary)


def _documents(file: BinaryIO, name: str, codebook: Codebook, boundary: Boundary) -> Iterator[Document | NotRead]:
    limits = limits_from_environment()
    for holds in boundary.tried(name, lambda: (not is_document(name) and holds_documents(file, name),)):
        if isinstance(holds, NotRead):
            yield holds
        elif holds:
            yield from _documents_in_members(file, name, codebook, boundary, limits)
        else:
            yield from boundary.tried(name, lambda: _whole(file, name, codebook, limits))


def _documents_in_members(
    file: BinaryIO, name: str, codebook: Codebook, boundary: Boundary, limits: Limits
) -> Iterator[Document | NotRead]:
    """Member by member; what lies behind one that cannot be reached is not reached either."""
    inside = members(file, name, codebook.delivery_names, limits)
    while found := boundary.tried(name, lambda: tuple(islice(inside, 1))):
        for member in found:
            if isinstance(member, NotRead):
                yield member
                return
            inner = f"{name}/{member.name}"
            yield from boundary.tried(inner, partial(_of_member, member, inner, codebook, limits))


def _whole(file: BinaryIO, name: str, codebook: Codebook, limits: Limits) -> tuple[Document, ...]:
    data = file.read((limits.file_mib << 20) + 1)
    if len(data) > limits.file_mib << 20:
        raise beyond("file_mib", limits.file_mib, "it has too many MiB", "split it")
    return documents_in(data, name, codebook, limits)


def _of_member(member: Member, name: str, codebook: Codebook, limits: Limits) -> tuple[Document, ...]:
    if member.problem:
        raise member.problem
    return documents_in(member.data, name, codebook, limits, member.said)


def _read(document: Document, codebook: Codebook) -> tuple[Report]:
    return (parse(document, codebook),)


def _opened(path: Path) -> tuple[BinaryIO]:
    """A file, opened. Raises OSError, also for what never ends or makes one wait."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(number).st_mode):
        return (os.fdopen(number, "rb"),)
    is_folder = stat.S_ISDIR(os.fstat(number).st_mode)
    os.close(number)
    reason = "it is a folder" if is_folder else "it is no plain file; save its content as one"
    raise OSError(errno.EINVAL, reason)
