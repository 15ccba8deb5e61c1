"""How figures compare over the years, as tables of the schema `reference`.

Belongs here: promises about the crosswalk, series and indicators. Does not: their content (`codebook/crosswalk.yml`,
`codebook/indicators.yml`), or what they come to in a report (`panel.py`).
"""

import pandera.polars as pa
import polars as pl

from models.contract import Table, row_rule

Text = pl.String
GRADES = ["same", "approximate", "break"]


class Crosswalk(Table):
    """How far the figures of each measure in each edition compare with the definition of today."""

    measure_code: Text = pa.Field(description="The measure")
    edition: Text = pa.Field(description="The edition of the form")
    grade: Text = pa.Field(isin=GRADES, description="same, approximate, or break: not to be put into one series")
    is_on_form: pl.Boolean = pa.Field(description="Whether the form has a row for it")
    reason_zh: Text = pa.Field(description="The reason in Chinese")
    reason_en: Text = pa.Field(description="The reason in English")

    class Config:
        """Grain: one measure in one edition."""

        name = "reference.crosswalk"
        unique = ("measure_code", "edition")

    @row_rule
    def only_a_printed_row_is_the_same(cls) -> pl.Expr:
        """What no form defines cannot be the same."""
        return pl.col("is_on_form") | (pl.col("grade") != "same")


class Series(Table):
    """What can be followed over the years: a figure, or several added up."""

    series_code: Text = pa.Field(description="Identifies the series")
    label_zh: Text = pa.Field(description="Label in Chinese")
    label_en: Text = pa.Field(description="Label in English")
    unit: Text = pa.Field(description="Unit of its values")
    display_order: pl.Int64 = pa.Field(ge=1, description="Order to show it in")

    class Config:
        """Grain: one series."""

        name = "reference.series"
        unique = ("series_code",)


class SeriesTerms(Table):
    """What is added up for a series in each edition that allows it."""

    series_code: Text = pa.Field(description="The series")
    edition: Text = pa.Field(description="The edition of the form")
    position: pl.Int64 = pa.Field(ge=1, description="Order in the written formula")
    coefficient: pl.Int64 = pa.Field(isin=[1, -1], description="1 to add, -1 to take away")
    measure_code: Text = pa.Field(description="The measure, a key of reference.measures")
    member: Text = pa.Field(description="The member of its dimension; total: all of it")
    grade: Text = pa.Field(isin=["same", "approximate"], description="How far the series compares in this edition")
    reason_zh: Text = pa.Field(description="The reason in Chinese")
    reason_en: Text = pa.Field(description="The reason in English")

    class Config:
        """Grain: one term of a series in one edition."""

        name = "reference.series_terms"
        unique = ("series_code", "edition", "position")


class Indicators(Table):
    """Rates that are worth having, each with its variant."""

    indicator_id: Text = pa.Field(description="Indicator and variant")
    indicator: Text = pa.Field(description="What it tells")
    variant: Text = pa.Field(description="Which of several ways to compute it")
    label_zh: Text = pa.Field(description="Label in Chinese")
    label_en: Text = pa.Field(description="Label in English")
    numerator: Text = pa.Field(description="Series above the line")
    denominator: Text = pa.Field(description="Series below the line")
    per: pl.Int64 = pa.Field(ge=1, description="What the rate is multiplied by")
    least: pl.Int64 = pa.Field(ge=1, description="With fewer cases it is a small number")
    display_order: pl.Int64 = pa.Field(ge=1, description="Order to show it in")

    class Config:
        """Grain: one variant of one indicator."""

        name = "reference.indicators"
        unique = ("indicator_id",)


class IndicatorTerms(Table):
    """The series of each indicator."""

    indicator_id: Text = pa.Field(description="The indicator")
    side: Text = pa.Field(isin=["numerator", "denominator"], description="Above or below the line")
    position: pl.Int64 = pa.Field(ge=1, description="Order in the written formula")
    coefficient: pl.Int64 = pa.Field(isin=[1, -1], description="1 to add, -1 to take away")
    series_code: Text = pa.Field(description="The series, a key of reference.series")

    class Config:
        """Grain: one term of an indicator."""

        name = "reference.indicator_terms"
        unique = ("indicator_id", "side", "position")
