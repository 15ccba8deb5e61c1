"""ZIP and TAR archives, member by member, never unpacked to a disk.

Belongs here: what lies in an archive, and the limits on it. Does not: Office documents, which are ZIP archives too, and
what a member says. A name in an archive is only ever a name: nothing is opened or written by it.
"""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from gongkai.formats.refusals import Limits, UnreadableError, beyond

OFFICE = frozenset(("[Content_Types].xml", "OFD.xml", "mimetype"))  # members that tell documents from archives
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
TAR_SIGN, TAR_AT = b"ustar", 257
DOCUMENTS = (
    *(".txt", ".md", ".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml", ".xml", ".pdf", ".ofd", ".rtf"),
    *(".doc", ".docx", ".wps", ".xls", ".xlsx", ".et"),
)
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


class Member(NamedTuple):
    """A file in an archive: its bytes, or why they are not read."""

    name: str
    data: bytes
    problem: UnreadableError | None = None


def is_document(name: str) -> bool:
    """Whether by its name a file is a document, so that nobody needs to look whether it is an archive."""
    return name.lower().endswith(DOCUMENTS)


def is_archive(file: BinaryIO) -> bool:
    """Whether a file is an archive of files and no document; it is left at its beginning."""
    head = file.read(TAR_AT + len(TAR_SIGN))
    file.seek(0)
    if head[TAR_AT:] == TAR_SIGN or head.startswith(GZIP):
        return True
    if not head.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return OFFICE.isdisjoint(archive.namelist())
    except DAMAGE:
        return False
    finally:
        file.seek(0)


def members(file: BinaryIO, limits: Limits, depth: int = 1) -> Iterator[Member]:
    """The files of an archive in its order, those of archives in it too. Raises UnreadableError if it is damaged."""
    left = limits.unpacked_mib << 20
    is_zip = file.read(len(ZIP)) == ZIP
    file.seek(0)
    try:
        for number, member in enumerate(_zipped(file, limits) if is_zip else _tarred(file, limits), 1):
            if number > limits.members:
                raise beyond("members", limits.members, "it has too many members", "split it")
            left -= len(member.data)
            if left < 0:
                raise beyond("unpacked_mib", limits.unpacked_mib, "it unpacks to too many MiB", "split it")
            if not member.data or is_document(member.name) or not is_archive(io.BytesIO(member.data)):
                yield member
            elif depth == limits.archive_depth:
                deep = beyond("archive_depth", depth, "it lies in too many archives", "unpack it")
                yield member._replace(problem=deep)
            else:
                for inner in members(io.BytesIO(member.data), limits, depth + 1):
                    yield inner._replace(name=f"{member.name}/{inner.name}")
    except DAMAGE as error:
        raise UnreadableError("unreadable", f"the archive is damaged ({error}); get it again") from error


def _zipped(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            name = _name(entry)
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                yield Member(
                    name, b"", UnreadableError("unsupported", "it is encrypted; deliver it without a password")
                )
                continue
            with archive.open(entry) as member:
                yield _bounded(name, member.read((limits.file_mib << 20) + 1), limits)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; programs for Windows write it in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _tarred(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    with tarfile.open(fileobj=file, mode="r|*", errors="backslashreplace") as archive:
        for entry in archive:
            if entry.isdir():
                continue
            member = archive.extractfile(entry) if entry.isreg() else None
            if member is None:
                reason = "a link, pipe or device in an archive is no file; deliver the file itself"
                yield Member(entry.name, b"", UnreadableError("unsupported", reason))
            else:
                yield _bounded(entry.name, member.read((limits.file_mib << 20) + 1), limits)


def _bounded(name: str, data: bytes, limits: Limits) -> Member:
    if len(data) <= limits.file_mib << 20:
        return Member(name, data)
    return Member(name, b"", beyond("file_mib", limits.file_mib, "it unpacks to too many MiB", "split it"))
