"""Reading a document: everything the reader finds in it, as rows of the tables of `staging`.

Belongs here: what a worker does with a document. Does not: how a document is read (`gongkai/`), how the work is spread
(`readers.py`), or storing what was read (`staging.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from assets.frames import frame_of_records
from assets.readers import Frames
from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.records import Document, Record, Report, ReportHeader


@dataclass(frozen=True)
class Reading:
    """The task of reading documents."""

    schemas: Mapping[str, pl.Schema]

    def is_light(self, batch: list[Document]) -> bool:  # noqa: ARG002 - what the text is makes no difference
        """The reader is Python alone and can be interrupted."""
        return True

    def result(self, document: Document, codebook: Codebook) -> Report:
        """What the reader makes of a document."""
        return parse(document, codebook)

    def failed(self, document: Document, cause: str) -> Report:
        """The report that says why a document could not be read."""
        reason = f"the reader failed on {document.file_name}: {cause}; please report it with the file"
        header = ReportHeader(document_id=document.document_id, document_class="unreadable", class_reason=reason)
        return Report(document=document, header=header)

    def frames(self, reports: list[Report]) -> Frames:
        """The records of some reports as the frames of their tables."""
        records: dict[str, list[Record]] = {
            "reports": [report.header for report in reports],
            "sections": [section for report in reports for section in report.sections],
            "cells": [cell for report in reports for cell in report.cells],
            "claims": [claim for report in reports for claim in report.claims],
            "observations": [observation for report in reports for observation in report.observations],
            "leftovers": [leftover for report in reports for leftover in report.leftovers],
            "announced_parts": [part for report in reports for part in report.announced_parts],
            "suggestions": [suggestion for report in reports for suggestion in report.suggestions],
        }
        return {name: frame_of_records(schema, records[name]) for name, schema in self.schemas.items()}
