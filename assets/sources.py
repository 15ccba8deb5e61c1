"""Deliveries as sources: plain files by their paths, the documents in archives, rows and records by their bytes.

Belongs here: what becomes of a container and of what streams out of it. Does not: listing (`inbox.py`), taking apart
(`unpacking.py`), and decoding (`opening.py`), which run in other processes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assets.inbox import Delivery, Problem, cause, ignored_by, media_type_of, opened
from assets.manifests import said_by
from assets.unpacking import SECONDS, CutOffError, Unpacking
from gongkai.deliveries import NOTHING, DeliveryNames, Said
from gongkai.formats import Limits, Member, UnreadableError, is_document, may_hold_documents

BATCH_SOURCES = 250
BATCH_BYTES = 8 << 20


class Source(NamedTuple):
    """A file to be decoded: where it was delivered, and its bytes if it lies in a container.

    One whose delivery has a problem is not opened; `sha256` is that of a container. `container` is the path of the
    file that was delivered, and `number` the place in it, if it is another.
    """

    delivery: Delivery
    data: bytes | None = None
    sha256: str | None = None
    said: Said = NOTHING
    container: str = ""
    number: int = 0
    is_row: bool = False


def sources(
    deliveries: Iterable[Delivery], names: DeliveryNames, limits: Limits, seconds: float = SECONDS
) -> Iterator[Source]:
    """Every file as a source; for a container one for each document in it, and then the container itself."""
    with Unpacking(names, limits, seconds) as unpacking:
        for delivery in deliveries:
            if delivery.problem or is_document(delivery.file_name):
                yield _plain(delivery)
                continue
            try:
                yield from _opened(delivery, unpacking)
            except OSError as error:
                yield _plain(delivery._replace(problem=Problem("unreadable", cause(error))))


def _opened(delivery: Delivery, unpacking: Unpacking) -> Iterator[Source]:
    """A file that may be a container. Raises OSError if it cannot be opened, or not to its end."""
    with opened(delivery.location) as file:
        may_be_one = may_hold_documents(file, delivery.file_name)
    if not may_be_one:
        yield _plain(delivery)
        return
    try:
        inside = unpacking.members(delivery.location, delivery.file_name)
    except CutOffError as error:
        yield Source(delivery._replace(problem=Problem(error.status, str(error))))
        return
    yield from _taken_apart(delivery, inside) if inside else [_plain(delivery)]


def _plain(delivery: Delivery) -> Source:
    said = NOTHING if delivery.problem else said_by(delivery.given).get(delivery.path, NOTHING)
    return Source(delivery, said=said)


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


def _taken_apart(delivery: Delivery, inside: Iterator[Member]) -> Iterator[Source]:
    """The documents in a container, each below its path, then the container itself: what was in it, what stopped it."""
    known, told = set[str](), said_by(delivery.given)
    problem = None
    number = 0
    try:
        for number, member in enumerate(inside, 1):
            name = member.name
            if not member.is_row:
                name = f"{name} ({number})" if name in known else name
                known.add(name)
            yield _source(delivery, member._replace(name=name), number, told)
    except UnreadableError as error:
        problem = Problem(error.status, str(error))
        if isinstance(error, CutOffError):  # without a hash it counts as not opened and is tried again
            yield Source(delivery._replace(problem=problem))
            return
    counted = Problem("unpacked", f"a file of files; the {number:,} in it have rows of their own")
    problem = problem or (counted if number else Problem("empty", "there is no document in it"))
    with opened(delivery.location) as whole:
        yield Source(delivery._replace(problem=problem), sha256=hashlib.file_digest(whole, "sha256").hexdigest())


def _source(delivery: Delivery, member: Member, number: int, told: Mapping[str, Said]) -> Source:
    name, data, refused, said, is_row = member
    path = f"{delivery.path}/{name}".encode("utf-8", "backslashreplace").decode()
    problem = Problem(refused.status, str(refused)) if refused else None
    if not (problem or is_row):
        problem = ignored_by(name.rpartition("/")[2])
    media_type = said.media_type or media_type_of(name)
    inner = Delivery(delivery.location, path, media_type, len(data), delivery.changed_ns, problem)
    said = said.completed(told[path]) if path in told else said
    return Source(inner, b"" if problem else data, None, said, delivery.path, number, is_row)
