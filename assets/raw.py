"""Files and documents: what was delivered, as it was delivered.

Belongs here: the assets of the schema `raw`. Does not: reading anything out of a text (`assets/staging.py`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import msgspec

from assets.description import counts, made, spec
from assets.frames import frame_of_rows
from assets.inbox import Inbox, Reading
from gongkai.codebook import Codebook
from gongkai.records import Document
from models.raw import Documents, Files
from models.warehouse import Warehouse

BATCH_FILES = 1000
BATCH_CHARACTERS = 8_000_000

HOW_FILES_ENDED = "select status, count(*) from raw.files group by status order by status"


@dg.multi_asset(name="raw", specs=[spec(Files), spec(Documents, deps=[Files])])
def raw(
    context: dg.AssetExecutionContext,
    codebook: dg.ResourceParam[Codebook],
    inbox: dg.ResourceParam[Inbox],
    warehouse: dg.ResourceParam[Warehouse],
) -> Iterator[dg.MaterializeResult[Any]]:
    """Open every path of the inbox once; keep the text of each report in it, or the reason why there is none."""
    with warehouse.replacing(Files, Documents) as tables:
        for readings in batches(inbox.readings(codebook)):
            tables.append(Files, frame_of_rows(Files, [file_row(reading) for reading in readings]))
            tables.append(Documents, frame_of_rows(Documents, [row for reading in readings for row in texts(reading)]))
            context.log.info(f"{tables.rows[Files]:,} files opened")
    with warehouse.kept_open():
        yield made(warehouse, Files, **counts(warehouse.query(HOW_FILES_ENDED)))
        yield made(warehouse, Documents)


def batches(readings: Iterator[Reading]) -> Iterator[list[Reading]]:
    """Readings in lists of bounded number and length of text."""
    batch: list[Reading] = []
    characters = 0
    for reading in readings:
        batch.append(reading)
        characters += sum(len(document.text) for document in reading.documents)
        if len(batch) == BATCH_FILES or characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def file_row(reading: Reading) -> dict[str, object]:
    """A row of `raw.files`."""
    delivery, sha256, _, number, problem = reading
    return {
        "path": delivery.path,
        "file_name": delivery.file_name,
        "sha256": sha256,
        "documents": number,
        "size_bytes": delivery.size_bytes,
        "media_type": delivery.media_type,
        "status": problem.status if problem else "read",
        "reason": problem.reason if problem else None,
    }


def texts(reading: Reading) -> list[dict[str, object]]:
    """The rows of `raw.documents`, if there are any."""
    return [document_row(document) for document in reading.documents]


def document_row(document: Document) -> dict[str, object]:
    """A row of `raw.documents`."""
    return msgspec.structs.asdict(document) | {"characters": len(document.text)}
