"""What the reader reads: reports, sections, cells, claims, observations, leftovers and remarks.

Belongs here: the assets of the schema `staging`. Does not: how a document is read (`gongkai/`), how reading is spread
over processes (`readers.py`), and what is still to be read (`unread.py`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.description import counts, made, spec
from assets.readers import Readers
from assets.reading import Reading
from assets.unread import batches, drop_what_no_longer_follows, readings, reason_to_read_again, unread_documents
from assets.versions import versions
from gongkai.codebook import Codebook
from models.raw import Documents
from models.readings import Readings
from models.remarks import AnnouncedParts, Suggestions
from models.staging import Cells, Claims, Leftovers, Observations, Reports, Sections
from models.warehouse import Warehouse

TABLES = (Reports, Sections, Cells, Claims, Observations, Leftovers, AnnouncedParts, Suggestions)
SCHEMAS = {table.address().table: table.polars_schema() for table in TABLES}

EDITIONS = "select coalesce(edition, document_class), count(*) from staging.reports group by all order by all"
STATUSES = "select value_status, count(*) from staging.observations group by all order by all"
NUMBER_CLASSES = "select number_class, count(*) from staging.leftovers group by all order by all"


@dg.multi_asset(name="staging", specs=[spec(table, deps=[Documents]) for table in (*TABLES, Readings)])
def staging(
    context: dg.AssetExecutionContext,
    codebook: dg.ResourceParam[Codebook],
    readers: dg.ResourceParam[Readers],
    warehouse: dg.ResourceParam[Warehouse],
) -> Iterator[dg.MaterializeResult[Any]]:
    """Read what this reader has not read with this codebook, batch by batch, and drop what no longer follows."""
    by = {part: version for part, version in versions(codebook).items() if part != "models"}
    with warehouse.changing(*TABLES, Readings) as tables:
        if why := reason_to_read_again(warehouse, by):
            context.log.info(why)
        drop_what_no_longer_follows(warehouse, tables, by)
        unread, kept = unread_documents(warehouse, by), warehouse.row_count(Readings.address())
        for frames in readers.frames(Reading(SCHEMAS), codebook, batches(warehouse, unread)):
            for table in TABLES:
                tables.append(table, frames[table.address().table])
            tables.append(Readings, readings(frames["reports"], unread, by))
            tables.keep()
            context.log.info(f"{tables.rows[Reports]:,} of {unread.height:,} documents read")
    numbers = {Reports: EDITIONS, Observations: STATUSES, Leftovers: NUMBER_CLASSES}
    with warehouse.kept_open():
        for table in TABLES:
            yield made(warehouse, table, **(counts(warehouse.query(numbers[table])) if table in numbers else {}))
        yield made(warehouse, Readings, documents_read=unread.height, documents_kept=kept, why=why or "")
