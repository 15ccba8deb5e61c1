"""Files and documents: what was delivered, as it was delivered.

Belongs here: the assets of the schema `raw`. Does not: reading anything out of a text (`assets/staging.py`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.description import counts, made, spec
from assets.inbox import Inbox
from assets.opening import DOCUMENTS, FILES, Opening, each_once
from assets.readers import Readers
from assets.sources import batches, sources
from gongkai.codebook import Codebook
from models.raw import Documents, Files
from models.warehouse import Warehouse

SCHEMAS = {FILES: Files.polars_schema(), DOCUMENTS: Documents.polars_schema()}

HOW_FILES_ENDED = "select status, count(*) from raw.files group by status order by status"


@dg.multi_asset(name="raw", specs=[spec(Files), spec(Documents, deps=[Files])])
def raw(
    context: dg.AssetExecutionContext,
    codebook: dg.ResourceParam[Codebook],
    inbox: dg.ResourceParam[Inbox],
    readers: dg.ResourceParam[Readers],
    warehouse: dg.ResourceParam[Warehouse],
) -> Iterator[dg.MaterializeResult[Any]]:
    """Open every path of the inbox once; keep the text of each report in it, or the reason why there is none."""
    found = batches(sources(inbox.deliveries(), codebook.delivery_names, inbox.limits))
    with warehouse.replacing(Files, Documents) as tables:
        for frames in each_once(readers.frames(Opening(SCHEMAS, inbox.limits), codebook, found)):
            tables.append(Files, frames[FILES])
            tables.append(Documents, frames[DOCUMENTS])
            context.log.info(f"{tables.rows[Files]:,} files opened")
    with warehouse.kept_open():
        yield made(warehouse, Files, **counts(warehouse.query(HOW_FILES_ENDED)))
        yield made(warehouse, Documents)
