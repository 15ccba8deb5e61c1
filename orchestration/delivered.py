"""From a file on the disk to the documents in it, without a warehouse, for `gongkai read` and `gongkai check`.

Belongs here: opening files and what holds many, and the reasons why something in them is not read. Does not: formats
(`gongkai/formats/`), or the inbox of a build (`assets/`).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gongkai import documents_in
from gongkai.codebook import Codebook
from gongkai.formats import UnreadableError, holds_documents, is_document, members
from gongkai.records import Document
from orchestration.settings import limits_from_environment


class NotRead(NamedTuple):
    """Something in a file that cannot be read, and why."""

    file: str
    reason: str


def name_of(path: Path) -> str:
    """A name that can be printed and stored: names may be any bytes, JSON may not."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def documents_of(path: Path, name: str, codebook: Codebook) -> Iterator[Document | NotRead]:
    """The documents in a file; the names of files, rows and records in it follow its own.

    Raises OSError or UnreadableError for the file itself.
    """
    limits = limits_from_environment()
    with path.open("rb") as delivered:
        if is_document(name) or not holds_documents(delivered, name):
            yield from documents_in(delivered.read(), name, codebook, limits)
            return
        for member in members(delivered, name, codebook.delivery_names, limits):
            try:
                if member.problem:
                    raise member.problem
                yield from documents_in(member.data, f"{name}/{member.name}", codebook, limits, member.said)
            except UnreadableError as error:
                yield NotRead(f"{name}/{member.name}", str(error).removeprefix(f"{name}/{member.name}: "))
