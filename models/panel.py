"""What people compare, as data of the layer `marts`: series, rates, wide tables, and copies that differ.

Belongs here: types, ranges and row rules of marts that put several figures together. Does not: single figures
(`marts.py`), or what is wrong with reports (`findings.py`).
"""

import pandera.polars as pa
import polars as pl

from models.comparison import GRADES
from models.contract import Quantity, Table, row_rule
from models.staging import SCOPES, WITH_VALUE, WITHOUT_VALUE

Text = pl.String
STATUSES = [*WITH_VALUE, *WITHOUT_VALUE, "not_on_this_form", "not_reported"]
KINDS = ["government", "department"]


class FctSeries(Table):
    """What can be followed over the years in every report and scope."""

    series_value_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    edition: Text = pa.Field(nullable=True)
    scope: Text = pa.Field(isin=SCOPES)
    is_main_scope: pl.Boolean = pa.Field()
    series_code: Text = pa.Field()
    label_zh: Text = pa.Field()
    label_en: Text = pa.Field()
    unit: Text = pa.Field()
    value: Quantity = pa.Field(nullable=True)
    inferred_value: Quantity = pa.Field(nullable=True)
    zero_rules: Text = pa.Field(nullable=True)
    value_status: Text = pa.Field(isin=STATUSES)
    is_exact: pl.Boolean = pa.Field(nullable=True)
    grade: Text = pa.Field(isin=GRADES)
    reason_zh: Text = pa.Field(nullable=True)
    reason_en: Text = pa.Field(nullable=True)
    terms_expected: pl.Int64 = pa.Field(nullable=True, ge=1)
    terms_reported: pl.Int64 = pa.Field(nullable=True, ge=0)
    observation_ids: Text = pa.Field(nullable=True)

    class Config:
        """Grain: one series in one scope of a report."""

        name = "marts.fct_series"
        unique = ("series_value_id",)

    @row_rule
    def value_if_all_terms_and_else_none(cls) -> pl.Expr:
        """A sum with a missing term is no figure, and a blank is never a zero."""
        return pl.col("value").is_not_null() == pl.col("value_status").is_in(WITH_VALUE)

    @row_rule
    def no_value_across_a_break(cls) -> pl.Expr:
        """A series exists only where its grade allows it."""
        return (pl.col("grade") != "break") | pl.col("value").is_null()

    @row_rule
    def inferred_beside_and_with_its_rule(cls) -> pl.Expr:
        """A zero is inferred only where there is no figure, and by a rule that proves it."""
        inferred = pl.col("inferred_value").is_not_null()
        return (inferred == pl.col("zero_rules").is_not_null()) & ~(inferred & pl.col("value").is_not_null())


class Indicators(Table):
    """Rates of every report and scope."""

    indicator_value_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    edition: Text = pa.Field(nullable=True)
    scope: Text = pa.Field(isin=SCOPES)
    indicator_id: Text = pa.Field()
    indicator: Text = pa.Field()
    variant: Text = pa.Field()
    label_zh: Text = pa.Field()
    label_en: Text = pa.Field()
    numerator: Quantity = pa.Field(nullable=True)
    denominator: Quantity = pa.Field(nullable=True)
    per: pl.Int64 = pa.Field(ge=1)
    rate: Quantity = pa.Field(nullable=True)
    null_reason: Text = pa.Field(nullable=True)
    missing_series: Text = pa.Field(nullable=True)
    grade: Text = pa.Field(isin=GRADES)
    parts_expected: pl.Int64 = pa.Field(ge=1)
    parts_reported: pl.Int64 = pa.Field(ge=0)
    has_inferred_zero: pl.Boolean = pa.Field()
    is_exact: pl.Boolean = pa.Field(nullable=True)
    is_main_scope: pl.Boolean = pa.Field()
    is_small_number: pl.Boolean = pa.Field(nullable=True)
    rate_low: Quantity = pa.Field(nullable=True, ge=0, le=1)
    rate_high: Quantity = pa.Field(nullable=True, ge=0, le=1)

    class Config:
        """Grain: one variant of an indicator in one scope of a report."""

        name = "marts.indicators"
        unique = ("indicator_value_id",)

    @row_rule
    def a_rate_or_the_reason_why_not(cls) -> pl.Expr:
        """Where a part is missing there is no rate, never 0."""
        return pl.col("rate").is_null() == pl.col("null_reason").is_not_null()

    @row_rule
    def a_rate_has_all_its_parts(cls) -> pl.Expr:
        """Nothing is assumed of a part that is not given."""
        return pl.col("rate").is_null() | (pl.col("parts_expected") == pl.col("parts_reported"))


class IndicatorCoverage(Table):
    """Each indicator by year, edition, level and kind of issuer."""

    coverage_id: Text = pa.Field()
    indicator_id: Text = pa.Field()
    label_zh: Text = pa.Field()
    label_en: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    edition: Text = pa.Field(nullable=True)
    issuer_type: Text = pa.Field(nullable=True, isin=KINDS)
    level: Text = pa.Field(nullable=True)
    grade: Text = pa.Field(isin=GRADES)
    reports_expected: pl.Int64 = pa.Field(ge=1)
    reports_with_rate: pl.Int64 = pa.Field(ge=0)
    reports_with_small_numbers: pl.Int64 = pa.Field(ge=0)
    numerator: Quantity = pa.Field(nullable=True)
    denominator: Quantity = pa.Field(nullable=True)
    pooled_rate: Quantity = pa.Field(nullable=True)
    median_rate: Quantity = pa.Field(nullable=True)

    class Config:
        """Grain: an indicator in one year, edition, level and kind of issuer."""

        name = "marts.indicator_coverage"
        unique = ("coverage_id",)

    @row_rule
    def no_more_reports_than_expected(cls) -> pl.Expr:
        """A report counts once."""
        return pl.col("reports_with_rate") <= pl.col("reports_expected")


class FctRevisions(Table):
    """Figures in which a report differs from the best copy of it."""

    revision_id: Text = pa.Field()
    report_id: Text = pa.Field()
    best_report_id: Text = pa.Field()
    scope: Text = pa.Field(isin=SCOPES)
    period: Text = pa.Field()
    source: Text = pa.Field(isin=["table", "narrative"])
    measure_code: Text = pa.Field()
    detail: Text = pa.Field()
    observation_id: Text = pa.Field(nullable=True)
    value: Quantity = pa.Field(nullable=True)
    value_status: Text = pa.Field()
    best_observation_id: Text = pa.Field(nullable=True)
    best_value: Quantity = pa.Field(nullable=True)
    best_value_status: Text = pa.Field()

    class Config:
        """Grain: one figure of a copy."""

        name = "marts.fct_revisions"
        unique = ("revision_id",)
