"""What was read when, and with what: the books that tell the next run what it need not do again.

Belongs here: promises about openings of files and readings of documents. Does not: what was found in them (`raw.py`,
`staging.py`). Nothing of this is published.
"""

from typing import Annotated

import pandera.polars as pa
import polars as pl
from pandera.engines import polars_engine

from models.contract import Table
from models.raw import SHA256
from models.spans import document

Moment = Annotated[polars_engine.DateTime, False, None, "us"]
"""A moment in Universal Time (UTC)."""


class Openings(Table):
    """Every delivered file that was opened, as it was then, and what it was opened by."""

    path: pl.String = pa.Field(description="raw.files.delivery of what was in it")
    state: pl.String = pa.Field(
        str_matches=SHA256, description="SHA-256 of its listing: place, size, time of change, what is said about it"
    )
    opened_by: pl.String = pa.Field(
        str_matches=SHA256, description="SHA-256 of the versions of reader and codebook and of the limits on files"
    )

    class Config:
        """Grain: one delivered file."""

        name = "raw.openings"
        unique = ("path",)


class Readings(Table):
    """Every document that was read, with the versions it was read by; the other tables here hold what it yielded."""

    document_id: pl.String = document()
    digest: pl.String = pa.Field(str_matches=SHA256, description="raw.documents.digest of what was read")
    reader_version: pl.String = pa.Field(str_matches=SHA256, description="SHA-256 of the sources of the reader")
    codebook_version: pl.String = pa.Field(str_matches=SHA256, description="SHA-256 of the codebook")
    read_at: Moment = pa.Field(description="When it was read, in Universal Time (UTC)")

    class Config:
        """Grain: one document."""

        name = "staging.readings"
        unique = ("document_id",)
