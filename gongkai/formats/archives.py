"""ZIP and TAR archives, member by member, never unpacked to a disk.

Belongs here: what lies in an archive, and the limits on it. Does not: Office documents, which are ZIP archives too, and
what a member says. A name in an archive is only ever a name: nothing is opened or written by it.
"""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.formats.refusals import Limits, UnreadableError, beyond

OFFICE = frozenset(("[Content_Types].xml", "OFD.xml", "mimetype"))  # members that tell documents from archives
TAR_SIGN, TAR_AT = b"ustar", 257
GZIP = b"\x1f\x8b"
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


class Member(NamedTuple):
    """A file in an archive: its bytes, or why they are not read."""

    name: str
    data: bytes
    problem: UnreadableError | None = None


def is_archive(data: bytes) -> bool:
    """Whether bytes are an archive of files and no document."""
    if data[TAR_AT : TAR_AT + len(TAR_SIGN)] == TAR_SIGN or data.startswith(GZIP):
        return True
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return OFFICE.isdisjoint(archive.namelist())
    except DAMAGE:
        return False


def members(data: bytes, limits: Limits, depth: int = 1) -> Iterator[Member]:
    """The files of an archive in its order, those of archives in it too. Raises UnreadableError if it is damaged."""
    left = limits.unpacked_mib << 20
    try:
        for number, member in enumerate(_zipped(data, limits) if data.startswith(b"PK") else _tarred(data, limits), 1):
            if number > limits.members:
                raise beyond("members", limits.members, "it has too many members", "split it")
            left -= len(member.data)
            if left < 0:
                raise beyond("unpacked_mib", limits.unpacked_mib, "it unpacks to too many MiB", "split it")
            if not member.data or not is_archive(member.data):
                yield member
            elif depth == limits.archive_depth:
                deep = beyond("archive_depth", depth, "it lies in too many archives", "unpack it")
                yield member._replace(problem=deep)
            else:
                for inner in members(member.data, limits, depth + 1):
                    yield inner._replace(name=f"{member.name}/{inner.name}")
    except DAMAGE as error:
        raise UnreadableError("unreadable", f"the archive is damaged ({error}); get it again") from error


def _zipped(data: bytes, limits: Limits) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            name = _name(entry)
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                yield Member(
                    name, b"", UnreadableError("unsupported", "it is encrypted; deliver it without a password")
                )
                continue
            with archive.open(entry) as file:
                yield _bounded(name, file.read((limits.file_mib << 20) + 1), limits)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; programs for Windows write it in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _tarred(data: bytes, limits: Limits) -> Iterator[Member]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r|*", errors="backslashreplace") as archive:
        for entry in archive:
            if entry.isdir():
                continue
            file = archive.extractfile(entry) if entry.isreg() else None
            if file is None:
                reason = "a link, pipe or device in an archive is no file; deliver the file itself"
                yield Member(entry.name, b"", UnreadableError("unsupported", reason))
            else:
                yield _bounded(entry.name, file.read((limits.file_mib << 20) + 1), limits)


def _bounded(name: str, data: bytes, limits: Limits) -> Member:
    if len(data) <= limits.file_mib << 20:
        return Member(name, data)
    return Member(name, b"", beyond("file_mib", limits.file_mib, "it unpacks to too many MiB", "split it"))
