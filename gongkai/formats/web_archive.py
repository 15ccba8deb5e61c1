"""WARC, the archives of crawlers: a document a response, with the address and the time it came from.

Belongs here: which records are documents, and finding the payload that a later visit refers to. Does not: telling
records apart (`web_pieces.py`), and their headers and how a payload was sent, which warcio reads.
"""

import contextlib
import functools
import gzip
import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from gongkai.deliveries import Said, kept
from gongkai.formats.members import Member, row_name
from gongkai.formats.refusals import Limits, UnreadableError, beyond, grown
from gongkai.formats.web_pieces import GZIP, Piece, is_packed_as_a_whole, packed_pieces, pieces_of

DOCUMENTS, AGAIN = ("response", "resource"), "revisit"
MOST_PLACES = 600_000  # names of records whose places are known; the oldest are forgotten
# Media types of what is no document by far; what is in doubt is looked at.
FOREIGN = re.compile(r"(?:image|audio|video|font)/|text/(?:css|javascript)|application/(?:x-)?(?:javascript|json|font)")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


class Record(NamedTuple):
    """What a record says: of itself, of its payload, and of the record whose payload it refers to."""

    kind: str
    said: Said
    status: str
    cut: str | None
    payload: bytes
    names: tuple[str, ...]  # by which other records refer to it
    refers_to: tuple[str, ...]


def web_records(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    """The responses of a WARC file, and of other records those that are damaged."""
    is_packed = file.read(len(GZIP)) == GZIP
    file.seek(0)
    earlier = None
    if is_packed and is_packed_as_a_whole(file):
        pieces = pieces_of(cast(BinaryIO, gzip.GzipFile(fileobj=file)), limits)
    else:
        earlier = _Earlier(file, is_packed, limits)
        pieces = earlier.pieces()
    for number, piece in enumerate(pieces, 1):
        member = _refused(number, piece.problem) if piece.problem else _document(number, piece, limits, earlier)
        if member:
            yield member


def _document(number: int, piece: Piece, limits: Limits, earlier: "_Earlier | None") -> Member | None:
    """The document in a record; None if it is a record of another kind."""
    try:
        record = _record(piece.data, limits)
        if not record:
            return None
        found = record if record.kind != AGAIN else earlier.found(record) if earlier else None
    except UnreadableError:
        raise
    except Exception as error:  # the library raises whatever a damaged record makes it stumble over
        return _refused(number, UnreadableError("unreadable", f"the record is damaged ({str(error)[:100]!r})"))
    if earlier and record.kind != AGAIN:
        earlier.note(record, piece.start)
    name, said = row_name("record", number, unquote(_path(record.said.url))), record.said
    if found:
        said = said.completed(Said(media_type=found.said.media_type, encoding=found.said.encoding))
        problem = _unwanted(said.media_type, found.status, found.cut, len(found.payload), limits)
    else:
        problem = _not_found(record, is_whole=earlier is None)
    return Member(name, b"" if problem or not found else found.payload, problem, said, is_row=True)


def _record(data: bytes, limits: Limits) -> Record | None:
    """What a record says; None if it is of a kind that holds no document. Raises whatever warcio raises."""
    from warcio.recordloader import ArcWarcRecordLoader  # loaded only when a WARC file comes

    with contextlib.redirect_stderr(io.StringIO()):  # on which the library speaks of odd addresses
        record = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(data), known_format="warc")
    if record.rec_type not in (*DOCUMENTS, AGAIN):
        return None
    http, is_again = record.http_headers, record.rec_type == AGAIN
    own = record.content_type if not is_again else ""
    media_type = (http.get_header("Content-Type") if http else None) or own or ""
    charset = CHARSET.search(media_type)
    header = functools.partial(_header, record.rec_headers)
    said = Said(
        url=kept(header("WARC-Target-URI")),
        retrieved=kept(header("WARC-Date")),
        media_type=kept(media_type.partition(";")[0].strip().lower()),
        encoding=charset[1] if charset else "",
        other=json.dumps({"record": kept(header("WARC-Record-ID"))}),
    )
    digest = header("WARC-Payload-Digest").upper()
    refers_to = [header("WARC-Refers-To-Target-URI") + " " + header("WARC-Refers-To-Date"), header("WARC-Refers-To")]
    if not header("WARC-Profile").endswith("server-not-modified"):  # whose digest may be that of an empty answer
        refers_to.append(digest)
    return Record(
        kind=record.rec_type,
        said=said,
        status=http.get_statuscode() if http else "200",
        cut=header("WARC-Truncated") or None,
        payload=b"" if is_again else record.content_stream().read((limits.file_mib << 20) + 1),
        names=(f"{header('WARC-Target-URI')} {header('WARC-Date')}", header("WARC-Record-ID"), digest),
        refers_to=tuple(refers_to),
    )


def _header(headers: Any, name: str) -> str:
    return (headers.get_header(name) or "").strip("<> ")


class _Earlier:
    """The records of a file as they come, and those before, to which later ones refer."""

    def __init__(self, file: BinaryIO, is_packed: bool, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._read = packed_pieces if is_packed else pieces_of
        self._places: dict[int, int] = {}  # from the hash of a name
        self._left = max(limits.unpacked_mib << 20, limits.growth * file.seek(0, io.SEEK_END))
        file.seek(0)

    def pieces(self) -> Iterator[Piece]:
        """The records from here on."""
        return self._read(self._file, self._limits)

    def note(self, record: Record, start: int | None) -> None:
        """Remember where a record begins."""
        if start is not None:
            self._places |= dict.fromkeys(map(hash, filter(str.strip, record.names)), start)
        while len(self._places) > MOST_PLACES:
            del self._places[next(iter(self._places))]

    def found(self, record: Record) -> Record | None:
        """The record to which another refers, read once more.

        Raises UnreadableError if what was read in this way is beyond a limit.
        """
        places = (self._places.get(hash(name)) for name in record.refers_to if name.strip())
        start = next((place for place in places if place is not None), None)
        if start is None:
            return None
        here = self._file.tell()
        try:
            self._file.seek(start)
            data = next(self.pieces()).data
        finally:
            self._file.seek(here)
        self._left -= len(data)
        if self._left < 0:
            raise grown(self._limits)
        return _record(data, self._limits)


def _not_found(record: Record, *, is_whole: bool) -> UnreadableError:
    """Why there is no payload for a record that refers to another."""
    if FOREIGN.match(record.said.media_type):
        return _foreign(record.said.media_type)
    what = "it refers to a payload seen before"
    if is_whole:
        return UnreadableError("unsupported", f"{what}, and the file is packed as a whole; unpack it")
    seen = next((kept(name)[:100] for name in record.refers_to if name.strip()), "without a name")
    return UnreadableError(
        "unsupported", f"{what} ({seen.strip()}) that is not in this file; deliver the file that has it"
    )


def _unwanted(media_type: str, status: str, cut: str | None, size: int, limits: Limits) -> UnreadableError | None:
    """Why a response is no document."""
    if not status.startswith("2"):
        return UnreadableError("ignored", f"the server answered {status[:20]} and sent no document")
    if FOREIGN.match(media_type):
        return _foreign(media_type)
    if cut:
        return UnreadableError("unreadable", f"the crawler cut it off ({cut[:50]}); get it again")
    if size > limits.file_mib << 20:
        return beyond("file_mib", limits.file_mib, "it unpacks to too many MiB", "split it")
    return UnreadableError("empty", "the response is empty; get it again from its source") if size == 0 else None


def _foreign(media_type: str) -> UnreadableError:
    return UnreadableError("ignored", f"by its media type {media_type[:50]} it is no report")


def _path(url: str) -> str:
    """The path of an address, also where it is no proper one."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _refused(number: int, problem: UnreadableError) -> Member:
    return Member(f"record {number}", b"", problem, is_row=True)
