"""The records of WARC files as bytes, also behind damage.

Belongs here: where a record begins and ends, packed or not. Does not: what it says (`web_archive.py`).
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from gongkai.formats.refusals import Limits, UnreadableError, beyond

CHUNK = 1 << 16
GZIP = b"\x1f\x8b\x08"
START = b"WARC/"
NEXT = re.compile(rb"WARC/[01]\.\d\r?\n(?=[A-Za-z-]+:)")
LENGTH = re.compile(rb"\r?\nContent-Length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)
HEAD = 1 << 16  # bytes of the headers of a record
ROOM = 64  # bytes behind a record in which the next one begins


class Piece(NamedTuple):
    """The bytes of a record, or what is wrong with them."""

    data: bytes
    problem: UnreadableError | None = None
    start: int | None = None  # where it begins in the file, if one can go back there


def packed_pieces(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The records of a packed file, each of which is packed alone; behind a damaged one the next is looked for."""
    most, waiting = (limits.file_mib << 20) + HEAD, b""
    while waiting := waiting or file.read(CHUNK):
        start = file.tell() - len(waiting)
        unpacking, taken, out, size = zlib.decompressobj(wbits=31), bytearray(waiting), bytearray(), 0
        try:
            while not unpacking.eof and waiting:
                piece = unpacking.decompress(waiting, CHUNK * 16)
                size += len(piece)
                out += piece if size <= most else b""
                waiting = unpacking.unconsumed_tail
                if not (waiting or unpacking.eof):
                    waiting = file.read(CHUNK)
                    taken += waiting if size <= most else b""
        except zlib.error as error:
            yield Piece(b"", UnreadableError("unreadable", f"the record is damaged ({error}); get it again"))
            waiting = _behind(bytes(taken), file)
            continue
        waiting = unpacking.unused_data
        if not unpacking.eof:
            yield Piece(b"", UnreadableError("unreadable", "the file ends within this record; get it again"))
        elif size > most:
            yield Piece(b"", beyond("file_mib", limits.file_mib, "the record has too many MiB", "split it"))
        else:
            for place, record in enumerate(pieces_of(io.BytesIO(out), limits)):
                yield record._replace(start=None if place else start)


def is_packed_as_a_whole(file: BinaryIO) -> bool:
    """Whether the first packed piece of a file holds more than one record."""
    unpacking, out = zlib.decompressobj(wbits=31), b""
    try:
        while not unpacking.eof and len(out) < HEAD * 16 and (data := file.read(CHUNK)):
            out += unpacking.decompress(data)
    except zlib.error:
        return False
    finally:
        file.seek(0)
    return len(NEXT.findall(out)) > 1


def _behind(damaged: bytes, file: BinaryIO) -> bytes:
    """What follows a damaged packed record, from the beginning of the next one."""
    damaged = damaged[1:]
    while True:
        place = damaged.find(GZIP)
        if place < 0:
            more = file.read(CHUNK)
            if not more:
                return b""
            damaged = damaged[-len(GZIP) + 1 :] + more
            continue
        damaged = damaged[place:]
        if len(damaged) < CHUNK:
            damaged += file.read(CHUNK)
        try:
            if zlib.decompressobj(wbits=31).decompress(damaged[:CHUNK], len(START)).startswith(START):
                return damaged
        except zlib.error:
            pass
        damaged = damaged[1:]


def pieces_of(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The records of a file that is not packed; one whose length is wrong ends where the next begins."""
    most, data = limits.file_mib << 20, b""
    while data := (data or file.read(CHUNK)).lstrip(b"\r\n") or _more(file):
        start = file.tell() - len(data)
        data += file.read(max(0, HEAD - len(data)))
        head = re.search(rb"\r?\n\r?\n", data[:HEAD])
        length = LENGTH.search(data, 0, head.end()) if head and data.startswith(START) else None
        if not head or not length or NEXT.search(data, 1, head.end()):
            yield Piece(b"", UnreadableError("unreadable", "what stands here is no WARC record; get the file again"))
            data = _next(data[1:], file)
            continue
        end = head.end() + int(length[1])
        if int(length[1]) > most:
            yield Piece(b"", beyond("file_mib", limits.file_mib, "the record has too many MiB", "split it"))
            data = _skipped(data, end, file)
            continue
        data += file.read(max(0, end + ROOM - len(data)))
        rest = data[end : end + ROOM].lstrip(b"\r\n")
        if len(data) < end or (rest and not NEXT.match(rest)):
            yield Piece(b"", UnreadableError("unreadable", "the record is shorter than it says; get it again"))
            data = _next(data[head.end() :], file)
            continue
        yield Piece(data[:end], start=start)
        data = data[end:]


def _more(file: BinaryIO) -> bytes:
    """The next bytes that are no line ends, which stand between records."""
    while data := file.read(CHUNK):
        if data := data.lstrip(b"\r\n"):
            return data
    return b""


def _next(data: bytes, file: BinaryIO) -> bytes:
    """What follows what is no record, from the beginning of the next one."""
    while not (found := NEXT.search(data)):
        more = file.read(CHUNK)
        if not more:
            return b""
        data = data[-ROOM:] + more
    return data[found.start() :]


def _skipped(data: bytes, end: int, file: BinaryIO) -> bytes:
    """What follows a record that is passed over."""
    left = end - len(data)
    while left > 0 and (more := file.read(min(left, CHUNK))):
        left -= len(more)
    return data[end:]
