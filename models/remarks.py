"""What the reader remarks about a report, in the layer `staging`: parts it announces, cells that may be wrong.

Belongs here: promises about remarks that checks build on. Does not: what was read (`staging.py`), or the checks
(`findings.py`).
"""

import pandera.polars as pa
import polars as pl

from models.contract import Quantity, row_rule
from models.spans import Spans, document, source_end, source_start

SLIPS = [
    "digit_wrong",
    "digit_missing",
    "digit_extra",
    "digits_transposed",
    "other_figure",
    "figures_exchanged",
    "digits_shifted",
    "figures_glued",
    "figure_broken",
]

Text = pl.String


class AnnouncedParts(Spans):
    """The sections that a report says it consists of, before the first of them begins."""

    document_id: Text = document()
    section: Text = pa.Field(description="Canonical section, a key of codebook/sections.yml")
    source_start: pl.Int64 = source_start()
    source_end: pl.Int64 = source_end()

    class Config:
        """Grain: one announced section."""

        name = "staging.announced_parts"
        unique = ("document_id", "section")


class Suggestions(Spans):
    """Cells that may be wrong: the only slip that would explain why a table does not add up. Nothing is corrected."""

    document_id: Text = document()
    suggestion_id: Text = pa.Field(description="Identifies the suggestion: observation_id/suggestion")
    observation_id: Text = pa.Field(description="The figure that may be wrong, in staging.observations")
    table_id: Text = pa.Field(description="The table that does not add up; all its suggestions belong together")
    table_ref: Text = pa.Field(description="Its cell in reference.lines")
    rule: Text = pa.Field(isin=SLIPS, description="What may have happened")
    value: Quantity = pa.Field(nullable=True, description="The figure as read; null where it cannot be told")
    value_text: Text = pa.Field(nullable=True, description="The figure as printed")
    suggested_value: Quantity = pa.Field(description="The figure with which the table adds up, in base units")
    unit: Text = pa.Field(description="Base unit")
    checks: Text = pa.Field(
        str_matches=r"^\[.+\]$", description="What would hold then and does not now: a JSON list of check_id/instance"
    )
    source_start: pl.Int64 = source_start()
    source_end: pl.Int64 = source_end()

    class Config:
        """Grain: one cell."""

        name = "staging.suggestions"
        unique = ("suggestion_id",)

    @row_rule
    def suggestion_differs(cls) -> pl.Expr:
        """A suggestion that changes nothing explains nothing."""
        return (pl.col("suggested_value") != pl.col("value")).fill_null(value=True)
