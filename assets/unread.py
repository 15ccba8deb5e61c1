"""What is still to be read: documents that this reader has not read with this codebook.

Belongs here: comparing what is stored with what is there, and the batches that follow. Does not: reading
(`readers.py`), and storing what was read (`staging.py`).

A reading is valid if the document is still there and the same, if it was read by the versions in force, and if it did
not fail: for want of memory or time, it may succeed another time.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import polars as pl

from gongkai.records import Document
from models.pieces import Pieces
from models.readings import Readings
from models.warehouse import Warehouse

BATCH_DOCUMENTS = 250

VALID = """
    select readings.document_id
    from staging.readings
    join raw.documents using (document_id, digest)
    join staging.reports using (document_id)
    where
        documents.sha256 in (select sha256 from raw.files where status = 'read')
        and readings.reader_version = $reader
        and readings.codebook_version = $codebook
        and reports.document_class <> 'unreadable'
"""
INVALID = f"select document_id from staging.readings where document_id not in ({VALID})"
UNREAD = f"""
    select documents.rowid as place, documents.document_id, documents.digest
    from raw.documents
    where
        documents.sha256 in (select sha256 from raw.files where status = 'read')
        and documents.document_id not in ({VALID})
    order by place
"""
BATCH = (
    "from raw.documents where rowid between $first and $last and document_id in (select unnest($ids)) order by rowid"
)
OTHERS = """
    select
        count(*),
        bool_or(reader_version <> $reader),
        bool_or(codebook_version <> $codebook),
        strftime(max(read_at), '%Y-%m-%d %H:%M'),
    from staging.readings
    where reader_version <> $reader or codebook_version <> $codebook
"""


def reason_to_read_again(warehouse: Warehouse, by: Mapping[str, str]) -> str | None:
    """Why documents that were read before are read again, in a sentence; None if the versions are the same."""
    documents, other_reader, other_codebook, last = warehouse.query(OTHERS, by).row(0)
    changed = [name for name, other in (("the reader", other_reader), ("the codebook", other_codebook)) if other]
    if not changed:
        return None
    have = "have" if len(changed) == 2 else "has"
    return f"{documents:,} documents are read again: {' and '.join(changed)} {have} changed since {last} UTC"


def drop_what_no_longer_follows(warehouse: Warehouse, tables: Pieces, by: Mapping[str, str]) -> None:
    """Remove what was read from documents that are gone or changed, or by others."""
    invalid = warehouse.query(INVALID, by)
    if invalid.height == warehouse.row_count(Readings.address()):
        tables.empty()  # much faster than removing every row
    else:
        for table in tables.rows:
            tables.remove(table, invalid)
    tables.keep()


def unread_documents(warehouse: Warehouse, by: Mapping[str, str]) -> pl.DataFrame:
    """The documents to read: place in the table, identity and digest."""
    return warehouse.query(UNREAD, by)


def batches(warehouse: Warehouse, unread: pl.DataFrame) -> Iterator[list[Document]]:
    """These documents, some at a time."""
    for part in unread.iter_slices(BATCH_DOCUMENTS):
        ends = {"first": part["place"].min(), "last": part["place"].max(), "ids": part["document_id"].to_list()}
        rows = warehouse.query(BATCH, ends).drop("characters", "digest")
        yield [Document(**row) for row in rows.iter_rows(named=True)]


def readings(reports: pl.DataFrame, unread: pl.DataFrame, by: Mapping[str, str]) -> pl.DataFrame:
    """The rows of `staging.readings` for documents that were read just now."""
    digests = unread.select("document_id", "digest")
    return (
        reports.select("document_id")
        .join(digests, "document_id", maintain_order="left")
        .with_columns(reader_version=pl.lit(by["reader"]), codebook_version=pl.lit(by["codebook"]), read_at=_now())
    )


def _now() -> pl.Expr:
    return pl.lit(datetime.now(UTC).replace(tzinfo=None)).cast(pl.Datetime("us"))
