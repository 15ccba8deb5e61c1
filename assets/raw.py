"""Files and documents: what was delivered, as it was delivered.

Belongs here: the assets of the schema `raw`. Does not: reading anything out of a text (`assets/staging.py`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.description import counts, made, spec
from assets.inbox import Inbox
from assets.opening import Opening, each_once
from assets.readers import Readers
from assets.sources import batches, sources
from assets.unopened import (
    drop_what_is_not_there,
    holders,
    keep_opened,
    opener,
    reason_to_open_again,
    settle_copies,
    states,
)
from assets.versions import versions
from gongkai.codebook import Codebook
from models.raw import Documents, Files, Manifests
from models.readings import Openings
from models.warehouse import Warehouse

TABLES = (Files, Documents, Manifests)
SCHEMAS = {table.address().table: table.polars_schema() for table in TABLES}

HOW_FILES_ENDED = "select status, count(*) from raw.files group by status order by status"


@dg.multi_asset(
    name="raw",
    specs=[spec(Files), *(spec(table, deps=[Files]) for table in (Documents, Manifests, Openings))],
)
def raw(
    context: dg.AssetExecutionContext,
    codebook: dg.ResourceParam[Codebook],
    inbox: dg.ResourceParam[Inbox],
    readers: dg.ResourceParam[Readers],
    warehouse: dg.ResourceParam[Warehouse],
) -> Iterator[dg.MaterializeResult[Any]]:
    """Open every path of the inbox that is new or changed; keep the texts in it, or the reason why there is none."""
    deliveries = {delivery.path: delivery for delivery in inbox.deliveries()}
    listed, by = states(deliveries.values()), opener(versions(codebook), inbox.limits)
    task = Opening(SCHEMAS, inbox.limits, inbox.names)
    with warehouse.changing(*TABLES, Openings) as tables:
        if why := reason_to_open_again(warehouse, by):
            context.log.info(why)
        to_open = listed.keys() - drop_what_is_not_there(warehouse, tables, listed, by)
        is_settled = False
        while to_open or not is_settled:
            opening = (deliveries[path] for path in listed if path in to_open)
            found = batches(sources(opening, inbox.names, inbox.limits, readers.seconds))
            for frames in each_once(readers.frames(task, codebook, found), holders(warehouse)):
                keep_opened(tables, frames, listed, by)
                context.log.info(f"{tables.rows[Files]:,} files opened")
            to_open, is_settled = settle_copies(warehouse, tables, listed), True
    with warehouse.kept_open():
        yield made(warehouse, Files, **counts(warehouse.query(HOW_FILES_ENDED)))
        for table in (Documents, Manifests, Openings):
            yield made(warehouse, table)
