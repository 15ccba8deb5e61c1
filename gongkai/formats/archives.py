"""ZIP and TAR archives, member by member, never unpacked to a disk.

Belongs here: what lies in an archive. Does not: telling archives from documents, and archives in archives
(`containers.py`). A name in an archive is only ever a name: nothing is opened or written by it.
"""

import tarfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from gongkai.formats.members import Member, bounded
from gongkai.formats.refusals import Limits, UnreadableError

OFFICE = frozenset(("[Content_Types].xml", "OFD.xml", "mimetype"))  # members that tell documents from archives
ZIP = b"PK\x03\x04"


def zipped(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    """The files of a ZIP archive."""
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                yield _read(archive, entry, limits)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> Member:
    """One file of a ZIP archive; where it is damaged, the others may not be."""
    name = _name(entry)
    if entry.flag_bits & 1:
        return Member(name, b"", UnreadableError("unsupported", "it is encrypted; deliver it without a password"))
    try:
        with archive.open(entry) as file:
            return bounded(name, cast(BinaryIO, file), limits)
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        return Member(name, b"", UnreadableError("unreadable", f"it is damaged in the archive ({error}); get it again"))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; programs for Windows write it in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def tarred(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    """The files of a TAR archive, which is read once from its beginning to its end."""
    with tarfile.open(fileobj=file, mode="r|", errors="backslashreplace") as archive:
        for entry in archive:
            if entry.isdir():
                continue
            member = archive.extractfile(entry) if entry.isreg() else None
            if member is None:
                reason = "a link, pipe or device in an archive is no file; deliver the file itself"
                yield Member(entry.name, b"", UnreadableError("unsupported", reason))
            else:
                yield bounded(entry.name, cast(BinaryIO, member), limits)
