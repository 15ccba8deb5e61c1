"""What the reader reads: reports, sections, cells, claims, observations and leftovers.

Belongs here: the assets of the schema `staging`, and the one boundary at which a document that breaks the reader
becomes a row. Does not: how a document is read (`gongkai/`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import polars as pl

from assets.description import counts, made, spec
from assets.frames import frame_of_records
from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.records import Document, Report, ReportHeader
from models.raw import Documents
from models.staging import Cells, Claims, Leftovers, Observations, Reports, Sections
from models.warehouse import Warehouse

BATCH_DOCUMENTS = 250
TABLES = (Reports, Sections, Cells, Claims, Observations, Leftovers)

EDITIONS = "select coalesce(edition, document_class), count(*) from staging.reports group by all order by all"
STATUSES = "select value_status, count(*) from staging.observations group by all order by all"
NUMBER_CLASSES = "select number_class, count(*) from staging.leftovers group by all order by all"


@dg.multi_asset(name="staging", specs=[spec(table, deps=[Documents]) for table in TABLES])
def staging(
    context: dg.AssetExecutionContext, codebook: dg.ResourceParam[Codebook], warehouse: dg.ResourceParam[Warehouse]
) -> Iterator[dg.MaterializeResult[Any]]:
    """Read every document once and store each kind of record in its table."""
    with warehouse.replacing(*TABLES) as tables:
        for batch in warehouse.read_batches(Documents, BATCH_DOCUMENTS):
            reports = [read(document, codebook) for document in documents(batch)]
            for table, records in by_table(reports).items():
                tables.append(table, frame_of_records(table, records))
            context.log.info(f"{tables.rows[Reports]:,} documents read, {tables.rows[Observations]:,} figures")
    numbers = {Reports: EDITIONS, Observations: STATUSES, Leftovers: NUMBER_CLASSES}
    with warehouse.kept_open():
        for table in TABLES:
            yield made(warehouse, table, **(counts(warehouse.query(numbers[table])) if table in numbers else {}))


def documents(batch: pl.DataFrame) -> Iterator[Document]:
    """Rows of `raw.documents` as what the reader takes."""
    for row in batch.drop("characters").iter_rows(named=True):
        yield Document(**row)


def read(document: Document, codebook: Codebook) -> Report:
    """What the reader makes of a document; if it breaks on it, a report that says so."""
    try:
        return parse(document, codebook)
    except Exception as error:
        reason = f"the reader failed on {document.file_name}: {error!r}; please report it with the file"
        header = ReportHeader(document_id=document.document_id, document_class="unreadable", class_reason=reason)
        return Report(document=document, header=header)


def by_table(reports: list[Report]) -> dict[Any, list[Any]]:
    """The records of some reports, sorted into their tables."""
    return {
        Reports: [report.header for report in reports],
        Sections: [section for report in reports for section in report.sections],
        Cells: [cell for report in reports for cell in report.cells],
        Claims: [claim for report in reports for claim in report.claims],
        Observations: [observation for report in reports for observation in report.observations],
        Leftovers: [leftover for report in reports for leftover in report.leftovers],
    }
