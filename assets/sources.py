"""Deliveries as sources: plain files by their paths, the files of archives by their bytes.

Belongs here: taking archives apart as they stream by, which is cheap and runs in the process that writes. Does not:
listing (`inbox.py`), and decoding (`opening.py`), which runs in workers.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from assets.inbox import Delivery, Problem, cause, ignored_by, media_type_of, opened
from gongkai.formats import Limits, UnreadableError, is_archive, is_document, members

BATCH_SOURCES = 250
BATCH_BYTES = 8 << 20


class Source(NamedTuple):
    """A file to be decoded: where it was delivered, and its bytes if it lies in an archive.

    One whose delivery has a problem is not opened; `sha256` is that of an archive.
    """

    delivery: Delivery
    data: bytes | None = None
    sha256: str | None = None


def sources(deliveries: Iterable[Delivery], limits: Limits) -> Iterator[Source]:
    """Every file as a source; for an archive one for each file in it, and then the archive itself."""
    for delivery in deliveries:
        if delivery.problem or is_document(delivery.file_name):
            yield Source(delivery)
            continue
        try:
            with opened(delivery.location) as file:
                if is_archive(file):
                    yield from _unpacked(delivery, file, limits)
                    continue
        except OSError as error:
            delivery = delivery._replace(problem=Problem("unreadable", cause(error)))
        yield Source(delivery)


def batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Sources in lists of bounded number and size."""
    batch: list[Source] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += source.delivery.size_bytes or 0
        if len(batch) == BATCH_SOURCES or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _unpacked(delivery: Delivery, file: BinaryIO, limits: Limits) -> Iterator[Source]:
    """The files of an archive, each below its path, and then the archive itself: what was in it, or what stopped it."""
    names = set[str]()
    problem = None
    try:
        for name, content, refused in members(file, limits):
            again = f"{name} ({len(names)})" if name in names else name
            names.add(again)
            path = f"{delivery.path}/{again}".encode("utf-8", "backslashreplace").decode()
            given = Problem(refused.status, str(refused)) if refused else ignored_by(name.rpartition("/")[2])
            member = Delivery(delivery.location, path, media_type_of(name), len(content), delivery.changed_ns, given)
            yield Source(member, b"" if given else content)
    except UnreadableError as error:
        problem = Problem(error.status, str(error))
    counted = Problem("unpacked", f"an archive; the {len(names):,} files in it have rows of their own")
    problem = problem or (counted if names else Problem("empty", "an empty archive"))
    file.seek(0)
    yield Source(delivery._replace(problem=problem), sha256=hashlib.file_digest(file, "sha256").hexdigest())
