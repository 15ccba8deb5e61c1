"""WARC, the archives of crawlers: a document a response, with the address and the time it came from.

Belongs here: telling records apart, also behind damage, and which of them are documents. Does not: the headers in a
record and how its payload was sent, which warcio reads.
"""

import contextlib
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from gongkai.deliveries import Said, kept
from gongkai.formats.members import Member, row_name
from gongkai.formats.refusals import Limits, UnreadableError, beyond

CHUNK = 1 << 16
GZIP = b"\x1f\x8b\x08"
START = b"WARC/"
NEXT = re.compile(rb"WARC/[01]\.\d\r?\n(?=[A-Za-z-]+:)")
LENGTH = re.compile(rb"\r?\nContent-Length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)
HEAD = 1 << 16  # bytes of the headers of a record
ROOM = 64  # bytes behind a record in which the next one begins
DOCUMENTS = ("response", "resource")
# Media types of what is no document by far; what is in doubt is looked at.
FOREIGN = re.compile(r"(?:image|audio|video|font)/|text/(?:css|javascript)|application/(?:x-)?(?:javascript|json|font)")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


class Piece(NamedTuple):
    """The bytes of a record, or what is wrong with them."""

    data: bytes
    problem: UnreadableError | None = None


def web_records(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    """The responses of a WARC file, and of other records those that are damaged."""
    is_packed = file.read(len(GZIP)) == GZIP
    file.seek(0)
    if is_packed and _is_packed_as_a_whole(file):
        pieces = _pieces(cast(BinaryIO, gzip.GzipFile(fileobj=file)), limits)
    else:
        pieces = _unpacked(file, limits) if is_packed else _pieces(file, limits)
    for number, (data, problem) in enumerate(pieces, 1):
        member = _refused(number, problem) if problem else _document(number, data, limits)
        if member:
            yield member


def _document(number: int, data: bytes, limits: Limits) -> Member | None:
    """The document in a record; None if it is a record of another kind."""
    from warcio.recordloader import ArcWarcRecordLoader  # loaded only when a WARC file comes

    try:
        with contextlib.redirect_stderr(io.StringIO()):  # on which the library speaks of odd addresses
            record = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(data), known_format="warc")
        if record.rec_type not in DOCUMENTS:
            return None
        headers, http = record.rec_headers, record.http_headers
        media_type = (http.get_header("Content-Type") if http else None) or record.content_type or ""
        charset = CHARSET.search(media_type)
        said = Said(
            url=kept((headers.get_header("WARC-Target-URI") or "").strip("<>")),
            retrieved=kept(headers.get_header("WARC-Date") or ""),
            media_type=kept(media_type.partition(";")[0].strip().lower()),
            encoding=charset[1] if charset else "",
            other=json.dumps({"record": kept((headers.get_header("WARC-Record-ID") or "").strip("<>"))}),
        )
        status = http.get_statuscode() if http else "200"
        cut = headers.get_header("WARC-Truncated")
        payload = record.content_stream().read((limits.file_mib << 20) + 1)
    except Exception as error:  # the library raises whatever a damaged record makes it stumble over
        return _refused(number, UnreadableError("unreadable", f"the record is damaged ({str(error)[:100]!r})"))
    name = row_name("record", number, unquote(_path(said.url)))
    problem = _unwanted(said.media_type, status, cut, len(payload), limits)
    return Member(name, b"" if problem else payload, problem, said, is_row=True)


def _unwanted(media_type: str, status: str, cut: str | None, size: int, limits: Limits) -> UnreadableError | None:
    """Why a response is no document."""
    if not status.startswith("2"):
        return UnreadableError("ignored", f"the server answered {status[:20]} and sent no document")
    if FOREIGN.match(media_type):
        return UnreadableError("ignored", f"by its media type {media_type[:50]} it is no report")
    if cut:
        return UnreadableError("unreadable", f"the crawler cut it off ({cut[:50]}); get it again")
    if size > limits.file_mib << 20:
        return beyond("file_mib", limits.file_mib, "it unpacks to too many MiB", "split it")
    return UnreadableError("empty", "the response is empty; get it again from its source") if size == 0 else None


def _path(url: str) -> str:
    """The path of an address, also where it is no proper one."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _unpacked(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The records of a packed file, each of which is packed alone; behind a damaged one the next is looked for."""
    most, waiting = (limits.file_mib << 20) + HEAD, b""
    while waiting := waiting or file.read(CHUNK):
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
            yield from _pieces(io.BytesIO(out), limits)


def _is_packed_as_a_whole(file: BinaryIO) -> bool:
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


def _pieces(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The records of a file that is not packed; one whose length is wrong ends where the next begins."""
    most, data = limits.file_mib << 20, b""
    while data := (data or file.read(CHUNK)).lstrip(b"\r\n") or _more(file):
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
        yield Piece(data[:end])
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


def _refused(number: int, problem: UnreadableError) -> Member:
    return Member(f"record {number}", b"", problem, is_row=True)
