"""What the reader reads: reports, sections, cells, claims, observations, leftovers and remarks.

Belongs here: the assets of the schema `staging`. Does not: how a document is read (`gongkai/`), and how reading is
spread over processes (`readers.py`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import polars as pl

from assets.description import counts, made, spec
from assets.readers import Readers
from assets.reading import Reading
from gongkai.codebook import Codebook
from gongkai.records import Document
from models.raw import Documents
from models.remarks import AnnouncedParts, Suggestions
from models.staging import Cells, Claims, Leftovers, Observations, Reports, Sections
from models.warehouse import Warehouse

BATCH_DOCUMENTS = 250
TABLES = (Reports, Sections, Cells, Claims, Observations, Leftovers, AnnouncedParts, Suggestions)
SCHEMAS = {table.address().table: table.polars_schema() for table in TABLES}

EDITIONS = "select coalesce(edition, document_class), count(*) from staging.reports group by all order by all"
STATUSES = "select value_status, count(*) from staging.observations group by all order by all"
NUMBER_CLASSES = "select number_class, count(*) from staging.leftovers group by all order by all"


@dg.multi_asset(name="staging", specs=[spec(table, deps=[Documents]) for table in TABLES])
def staging(
    context: dg.AssetExecutionContext,
    codebook: dg.ResourceParam[Codebook],
    readers: dg.ResourceParam[Readers],
    warehouse: dg.ResourceParam[Warehouse],
) -> Iterator[dg.MaterializeResult[Any]]:
    """Read every document once and store each kind of record in its table."""
    with warehouse.replacing(*TABLES) as tables:
        batches = map(documents, warehouse.read_batches(Documents, BATCH_DOCUMENTS))
        for frames in readers.frames(Reading(SCHEMAS), codebook, batches):
            for table in TABLES:
                tables.append(table, frames[table.address().table])
            context.log.info(f"{tables.rows[Reports]:,} documents read, {tables.rows[Observations]:,} figures")
    numbers = {Reports: EDITIONS, Observations: STATUSES, Leftovers: NUMBER_CLASSES}
    with warehouse.kept_open():
        for table in TABLES:
            yield made(warehouse, table, **(counts(warehouse.query(numbers[table])) if table in numbers else {}))


def documents(batch: pl.DataFrame) -> list[Document]:
    """Rows of `raw.documents` as what the reader takes."""
    return [Document(**row) for row in batch.drop("characters").iter_rows(named=True)]
