"""A report as it stands in its text, as data of the layer `marts`: the text, every figure, every number left over.

Belongs here: types, ranges and row rules of the marts that show where numbers come from. Does not: facts (`marts.py`),
for which figures are chosen and conformed.
"""

import pandera.polars as pa
import polars as pl

from models.contract import Quantity, Table
from models.figures import APPROXIMATIONS
from models.raw import SHA256
from models.spans import Spans, place
from models.staging import SCOPES, WITH_VALUE, WITHOUT_VALUE

Text = pl.String


class ReportTexts(Table):
    """The text of every report."""

    report_id: Text = pa.Field()
    sha256: Text = pa.Field(str_matches=SHA256)
    format: Text = pa.Field()
    characters: pl.Int64 = pa.Field(ge=1)
    text: Text = pa.Field()

    class Config:
        """Grain: one report."""

        name = "marts.report_texts"
        unique = ("report_id",)


class ReportFigures(Spans):
    """Every figure of every report, none preferred to another."""

    observation_id: Text = pa.Field()
    report_id: Text = pa.Field()
    measure_code: Text = pa.Field()
    dimensions: Text = pa.Field(str_matches=r"^\{.*\}$")
    scope: Text = pa.Field(isin=SCOPES)
    period: Text = pa.Field()
    source: Text = pa.Field(isin=["table", "narrative"])
    table_ref: Text = pa.Field(nullable=True)
    rule: Text = pa.Field()
    value: Quantity = pa.Field(nullable=True)
    unit: Text = pa.Field()
    value_status: Text = pa.Field(isin=[*WITH_VALUE, *WITHOUT_VALUE])
    approximation: Text = pa.Field(isin=APPROXIMATIONS)
    value_text: Text = pa.Field(nullable=True)
    place: Text = place()
    source_start: pl.Int64 = pa.Field(ge=0)
    source_end: pl.Int64 = pa.Field(ge=0)

    class Config:
        """Grain: one figure."""

        name = "marts.report_figures"
        unique = ("observation_id",)


class ReportLeftovers(Spans):
    """The numbers that are no figures."""

    report_id: Text = pa.Field()
    number_class: Text = pa.Field()
    value_text: Text = pa.Field()
    place: Text = place()
    source_start: pl.Int64 = pa.Field(ge=0)
    source_end: pl.Int64 = pa.Field(ge=0)

    class Config:
        """Grain: one number."""

        name = "marts.report_leftovers"
        unique = ("report_id", "source_start")


class ReportSections(Spans):
    """The stretches of every report under their headings."""

    report_id: Text = pa.Field()
    section_index: pl.Int64 = pa.Field(ge=0)
    section: Text = pa.Field()
    heading_zh: Text = pa.Field(nullable=True)
    source_start: pl.Int64 = pa.Field(ge=0)
    source_end: pl.Int64 = pa.Field(ge=0)

    class Config:
        """Grain: one section."""

        name = "marts.report_sections"
        unique = ("report_id", "section_index")
