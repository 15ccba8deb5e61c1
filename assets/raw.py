"""Files and documents: what was delivered, as it was delivered.

Belongs here: the assets of the schema `raw`. Does not: reading anything out of a text (`assets/staging.py`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.description import counts, made, spec
from assets.frames import frame_of_rows
from assets.inbox import Inbox, Reading
from models.raw import Documents, Files
from models.warehouse import Warehouse

BATCH_FILES = 1000
BATCH_CHARACTERS = 8_000_000

HOW_FILES_ENDED = "select status, count(*) from raw.files group by status order by status"


@dg.multi_asset(name="raw", specs=[spec(Files), spec(Documents, deps=[Files])])
def raw(
    context: dg.AssetExecutionContext, inbox: dg.ResourceParam[Inbox], warehouse: dg.ResourceParam[Warehouse]
) -> Iterator[dg.MaterializeResult[Any]]:
    """Open every path of the inbox once; keep its text, or the reason why there is none."""
    with warehouse.replacing(Files, Documents) as tables:
        for readings in batches(inbox.readings()):
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
        characters += len(reading.document.text) if reading.document else 0
        if len(batch) == BATCH_FILES or characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def file_row(reading: Reading) -> dict[str, object]:
    """A row of `raw.files`."""
    delivery, sha256, document, problem = reading
    has_document = document is not None or (problem is not None and problem.status == "duplicate")
    return {
        "path": delivery.path,
        "file_name": delivery.file_name,
        "sha256": sha256,
        "document_id": sha256[:16] if sha256 and has_document else None,
        "size_bytes": delivery.size_bytes,
        "media_type": delivery.media_type,
        "status": problem.status if problem else "read",
        "reason": problem.reason if problem else None,
    }


def texts(reading: Reading) -> list[dict[str, object]]:
    """The row of `raw.documents`, if there is one."""
    document = reading.document
    if document is None:
        return []
    return [
        {
            "document_id": document.document_id,
            "sha256": document.sha256,
            "file_name": document.file_name,
            "format": document.format,
            "encoding": document.encoding,
            "text": document.text,
            "characters": len(document.text),
        }
    ]
