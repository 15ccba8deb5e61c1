"""Deliveries of many documents in one file: archives, packed files, rows and records.

Belongs here: telling them from documents, which format they are, and the limits on all of them. Does not: any of the
formats. A container is streamed: what is in memory is a document, never the whole.
"""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from gongkai.deliveries import DeliveryNames
from gongkai.formats.archives import OFFICE, ZIP, tarred, zipped
from gongkai.formats.json_records import holds_records, json_records
from gongkai.formats.members import Member, bounded
from gongkai.formats.refusals import Limits, UnreadableError, beyond, grown
from gongkai.formats.rows import lines_of, parquet_rows
from gongkai.formats.web_archive import web_records

TAR_SIGN, TAR_AT = b"ustar", 257
PARQUET, WARC = b"PAR1", b"WARC/"
LINES, JSON, WEB = (".jsonl", ".ndjson"), ".json", (".warc", ".warc.gz")
PACKED = ((b"\x1f\x8b", ".gz"), (b"BZh", ".bz2"), (b"\xfd7zXZ\x00", ".xz"), (b"\x28\xb5\x2f\xfd", ".zst"))
PACKED_TAR = (".tgz", ".tbz2", ".txz")
CONTAINERS = (".zip", ".tar", ".parquet", JSON, *LINES, *WEB, *PACKED_TAR, *(ending for _, ending in PACKED))
DOCUMENTS = (
    *(".txt", ".md", ".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml", ".xml", ".pdf", ".ofd", ".rtf"),
    *(".doc", ".docx", ".wps", ".xls", ".xlsx", ".et"),
)


def is_document(name: str) -> bool:
    """Whether by its name a file is a document, so that nobody needs to look whether it is a container."""
    return name.lower().endswith(DOCUMENTS)


def is_container(name: str) -> bool:
    """Whether by its name a file is a delivery of many documents, which may be large."""
    return name.lower().endswith(CONTAINERS)


def may_hold_documents(file: BinaryIO, name: str) -> bool:
    """Whether a file begins like a container, as Office documents do too; it is left at its beginning."""
    head = file.read(TAR_AT + len(TAR_SIGN))
    file.seek(0)
    name = name.lower()
    if name.endswith(LINES) or head.startswith((PARQUET, WARC, ZIP)) or head[TAR_AT:] == TAR_SIGN:
        return True
    if name.endswith(JSON):
        return holds_records(head, has_lines=False)
    return any(head.startswith(sign) for sign, _ in PACKED)


def holds_documents(file: BinaryIO, name: str) -> bool:
    """Whether a file is a container and no document; it is left at its beginning."""
    if not may_hold_documents(file, name):
        return False
    is_archive = file.read(len(ZIP)) == ZIP
    file.seek(0)
    return not is_archive or _is_archive(file)


def members(file: BinaryIO, name: str, names: DeliveryNames, limits: Limits, depth: int = 1) -> Iterator[Member]:
    """The documents in a container in its order, those of containers in it too.

    Raises UnreadableError if it is damaged or beyond a limit; what was found before counts.
    """
    left = max(limits.unpacked_mib << 20, limits.growth * _size(file))
    try:
        for number, member in enumerate(_members(file, name, names, limits), 1):
            if number > limits.members:
                raise beyond("members", limits.members, "it has too many members", "split it")
            left -= len(member.data)
            if left < 0:
                raise grown(limits)
            yield from _within(member, names, limits, depth)
    except UnreadableError:
        raise
    except Exception as error:  # the libraries raise whatever a damaged file makes them stumble over
        raise UnreadableError("unreadable", f"the file is damaged ({error}); get it again") from error


def _within(member: Member, names: DeliveryNames, limits: Limits, depth: int) -> Iterator[Member]:
    """A member itself, or the documents in it."""
    is_plain = member.is_row or not member.data or is_document(member.name)
    if is_plain or not holds_documents(io.BytesIO(member.data), member.name):
        yield member
    elif depth == limits.archive_depth:
        deep = beyond("archive_depth", depth, "it lies in too many archives", "unpack it")
        yield member._replace(data=b"", problem=deep)
    else:
        inside = members(io.BytesIO(member.data), member.name, names, limits, depth + 1)
        try:
            for inner in inside:
                yield inner._replace(name=f"{member.name}/{inner.name}")
        except UnreadableError as error:
            yield member._replace(data=b"", problem=error)


def _members(file: BinaryIO, name: str, names: DeliveryNames, limits: Limits) -> Iterator[Member]:
    head = file.read(TAR_AT + len(TAR_SIGN))
    file.seek(0)
    name = name.lower()
    if head.startswith(ZIP):
        return zipped(file, limits)
    if head.startswith(PARQUET):
        return parquet_rows(file, names, limits)
    if head.startswith(WARC) or (name.endswith(WEB) and head.startswith(PACKED[0][0])):
        return web_records(file, limits)
    for sign, ending in PACKED:
        if head.startswith(sign):
            return _packed(_unpacked(file, ending, limits), name.removesuffix(ending), names, limits)
    return tarred(file, limits) if head[TAR_AT:] == TAR_SIGN else _rows(file, name, head, names, limits)


def _rows(file: BinaryIO, name: str, head: bytes, names: DeliveryNames, limits: Limits) -> Iterator[Member]:
    """The documents of a file that is called JSON or JSON lines; some call an array lines."""
    is_one = name.endswith(JSON) or holds_records(head, has_lines=True)
    return json_records(file, names, limits) if is_one else lines_of(file, names, limits)


def _packed(file: io.BufferedReader, name: str, names: DeliveryNames, limits: Limits) -> Iterator[Member]:
    """The documents in a packed file: an archive, lines, or one document alone."""
    head = file.peek(TAR_AT + len(TAR_SIGN))[: TAR_AT + len(TAR_SIGN)]
    if head[TAR_AT:] == TAR_SIGN:
        yield from tarred(file, limits)
    elif name.endswith(LINES) or (name.endswith(JSON) and holds_records(head, has_lines=False)):
        yield from _rows(file, name, head, names, limits)
    else:
        yield bounded(name.rpartition("/")[2] or "unpacked", file, limits)


def _unpacked(file: BinaryIO, ending: str, limits: Limits) -> io.BufferedReader:
    """A packed file as what is in it."""
    most = max(limits.unpacked_mib << 20, limits.growth * _size(file))
    return io.BufferedReader(_Growing(_opened(file, ending), most, limits), 1 << 20)


def _opened(file: BinaryIO, ending: str) -> Any:
    if ending == ".gz":
        return gzip.GzipFile(fileobj=file)
    if ending == ".bz2":
        return bz2.BZ2File(file)
    if ending == ".xz":
        return lzma.LZMAFile(file)
    import pyarrow as pa  # loaded only when a Zstandard file comes

    return pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")


class _Growing(io.RawIOBase):
    """What a packed file unpacks to, up to a limit."""

    def __init__(self, unpacked: Any, most: int, limits: Limits) -> None:
        self._unpacked, self._left, self._limits = unpacked, most, limits

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._unpacked.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise grown(self._limits)
        buffer[: len(data)] = data
        return len(data)


def _is_archive(file: BinaryIO) -> bool:
    """Whether a ZIP archive holds files and is no Office document."""
    try:
        with zipfile.ZipFile(file) as archive:
            return OFFICE.isdisjoint(archive.namelist())
    except Exception:  # as above; whoever reads it says what is wrong with it
        return False
    finally:
        file.seek(0)


def _size(file: BinaryIO) -> int:
    place = file.tell()
    size = file.seek(0, io.SEEK_END)
    file.seek(place)
    return size
