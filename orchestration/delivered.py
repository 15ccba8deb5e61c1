"""From a file on the disk to the documents in it, without a warehouse, for `gongkai read` and `gongkai check`.

Belongs here: opening files and what holds many, and the reasons why something in them is not read. Does not: formats
(`gongkai/formats/`), or the inbox of a build (`assets/`).
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gongkai import documents_in
from gongkai.codebook import Codebook
from gongkai.formats import UnreadableError, holds_documents, is_document, members
from gongkai.formats.refusals import beyond
from gongkai.records import Document
from orchestration.settings import limits_from_environment


class NotRead(NamedTuple):
    """Something in a file that cannot be read, and why."""

    file: str
    reason: str


def name_of(path: Path) -> str:
    """A name that can be printed and stored: names may be any bytes, JSON may not."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _opened(path: Path) -> BinaryIO:
    """A file, opened. Raises OSError, also for what never ends or makes one wait."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(number).st_mode):
        return os.fdopen(number, "rb")
    is_folder = stat.S_ISDIR(os.fstat(number).st_mode)
    os.close(number)
    reason = "it is a folder" if is_folder else "it is no plain file; save its content as one"
    raise OSError(errno.EINVAL, reason)


def documents_of(path: Path, name: str, codebook: Codebook) -> Iterator[Document | NotRead]:
    """The documents in a file; the names of files, rows and records in it follow its own.

    Raises OSError or UnreadableError for the file itself.
    """
    limits = limits_from_environment()
    with _opened(path) as delivered:
        if is_document(name) or not holds_documents(delivered, name):
            data = delivered.read((limits.file_mib << 20) + 1)
            if len(data) > limits.file_mib << 20:
                raise beyond("file_mib", limits.file_mib, "it has too many MiB", "split it")
            yield from documents_in(data, name, codebook, limits)
            return
        for member in members(delivered, name, codebook.delivery_names, limits):
            try:
                if member.problem:
                    raise member.problem
                yield from documents_in(member.data, f"{name}/{member.name}", codebook, limits, member.said)
            except UnreadableError as error:
                yield NotRead(f"{name}/{member.name}", str(error).removeprefix(f"{name}/{member.name}: "))
