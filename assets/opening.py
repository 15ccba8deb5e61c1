"""Opening a source: its bytes decoded, as a row of `raw.files` and rows of `raw.documents`.

Belongs here: what a worker does with a file, and what becomes of one that was read before. Does not: finding files
(`inbox.py`, `sources.py`), decoding a format (`gongkai/formats/`), or storing a row (`raw.py`).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import msgspec
import polars as pl

from assets.inbox import MANIFEST, Problem, cause, read
from assets.manifests import Entry, entries
from assets.readers import Frames
from assets.sources import Source
from gongkai import documents_in
from gongkai.codebook import Codebook
from gongkai.deliveries import DeliveryNames, Said
from gongkai.formats import Limits, UnreadableError
from gongkai.records import Document

FILES, DOCUMENTS, MANIFESTS = "files", "documents", "manifests"

_encoder = msgspec.msgpack.Encoder()


class Opened(NamedTuple):
    """A source after it was opened: the documents in it, or the problem with it."""

    source: Source
    sha256: str | None
    documents: tuple[Document, ...]
    problem: Problem | None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Opening:
    """The task of opening sources."""

    schemas: Mapping[str, pl.Schema]
    limits: Limits
    names: DeliveryNames

    def is_light(self, batch: list[Source]) -> bool:
        """Whether a batch is plain text, which Python alone decodes: what it does can be interrupted."""
        return all(source.delivery.media_type == "text/plain" or source.delivery.problem for source in batch)

    def result(self, source: Source, codebook: Codebook) -> Opened:
        """A source with its documents or its problem."""
        delivery, data, name = source.delivery, source.data, source.delivery.file_name
        if delivery.problem and delivery.problem.status == MANIFEST:
            return self._manifest(source)
        if delivery.problem:
            return Opened(source, source.sha256, (), delivery.problem)
        try:
            data = read(delivery.location, self.limits) if data is None else data
        except OSError as error:
            return Opened(source, None, (), Problem("unreadable", cause(error)))
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            return Opened(source, sha256, documents_in(data, name, codebook, self.limits, source.said), None)
        except UnreadableError as error:
            reason = str(error).removeprefix(f"{name}: ")  # the row names the file already
            return Opened(source, sha256, (), Problem(error.status, reason))

    def _manifest(self, source: Source) -> Opened:
        """A manifest with its entries; it was read when it was listed, so nothing is expected to go wrong now."""
        delivery = source.delivery
        data = read(delivery.location, self.limits)
        found = tuple(entries(data, delivery.path, delivery.given, self.names))
        return Opened(source, hashlib.sha256(data).hexdigest(), (), delivery.problem, found)

    def failed(self, source: Source, cause: str) -> Opened:
        """A source that broke, delayed or killed its worker."""
        reason = f"decoding failed: {cause}; please report it with the file"
        return Opened(source, None, (), Problem("unreadable", reason))

    def frames(self, results: list[Opened]) -> Frames:
        """The rows of all tables."""
        files = [file_row(result) for result in results]
        documents = [document_row(document) for result in results for document in result.documents]
        said = [row for result in results for row in said_rows(result)]
        rows: dict[str, list[dict[str, object]]] = {FILES: files, DOCUMENTS: documents, MANIFESTS: said}
        return {
            name: pl.DataFrame({column: [row[column] for row in rows[name]] for column in schema}, schema=schema)
            for name, schema in self.schemas.items()
        }


def each_once(opened: Iterable[Frames], stored: Mapping[bytes, str] = MappingProxyType({})) -> Iterator[Frames]:
    """The frames in their order, with the documents of the first path of the same bytes and none of the others'.

    `stored` names the paths whose documents are stored already.
    """
    first = dict(stored)
    for frames in opened:
        repeats: dict[int, str] = {}
        kept: list[bool] = []
        files = frames[FILES]
        for row, (path, sha256, number) in enumerate(files.select("path", "sha256", "documents").iter_rows()):
            if number:
                before = first.setdefault(bytes.fromhex(sha256), path)
                kept += [before == path] * number
                if before != path:
                    repeats[row] = before
        marked = {FILES: _marked(files, repeats), DOCUMENTS: frames[DOCUMENTS].filter(kept)}
        yield frames | marked if repeats else frames


def file_row(opened: Opened) -> dict[str, object]:
    """A row of `raw.files`."""
    delivery, problem = opened.source.delivery, opened.problem
    return {
        "path": delivery.path,
        "file_name": delivery.file_name,
        "delivery": opened.source.container or delivery.path,
        "number": opened.source.number,
        "sha256": opened.sha256,
        "documents": len(opened.documents),
        "size_bytes": delivery.size_bytes,
        "media_type": delivery.media_type,
        "status": problem.status if problem else "read",
        "reason": problem.reason if problem else None,
    }


def document_row(document: Document) -> dict[str, object]:
    """A row of `raw.documents`."""
    digest = hashlib.sha256(_encoder.encode(document)).hexdigest()
    return msgspec.structs.asdict(document) | {"characters": len(document.text), "digest": digest}


def said_rows(opened: Opened) -> Iterator[dict[str, object]]:
    """Rows of `raw.manifests`: the entries of a manifest, or what a row says about the document in it."""
    source = opened.source
    for number, path, said, reason in opened.entries:
        yield _said_row(source.delivery.path, number, path, said, reason)
    if source.is_row and source.said:
        yield _said_row(source.container, source.number, source.delivery.path, source.said, None)


def _said_row(delivery: str, number: int, path: str | None, said: Said, reason: str | None) -> dict[str, object]:
    status = "malformed" if reason else "valid"
    words = {name: value or None for name, value in msgspec.structs.asdict(said).items()}
    return {"delivery": delivery, "number": number, "path": path, "status": status, "reason": reason} | words


def _marked(files: pl.DataFrame, repeats: Mapping[int, str]) -> pl.DataFrame:
    """Rows of files whose bytes lie under earlier paths, named as that."""
    statuses, reasons = files["status"].to_list(), files["reason"].to_list()
    for row, path in repeats.items():
        statuses[row], reasons[row] = "duplicate", f"the same bytes as {path}"
    return files.with_columns(pl.Series("status", statuses), pl.Series("reason", reasons, files["reason"].dtype))
