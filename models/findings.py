"""What is wrong with reports, as data of the layer `marts`: checks, and cells that may be wrong.

Belongs here: types, ranges and row rules of marts about reports that disagree with themselves or with others. Does not:
the rules, which stand in the codebook and in the SQL.
"""

import pandera.polars as pa
import polars as pl

from models.contract import Quantity, Table, row_rule
from models.intermediate import KINDS, PRECEDENCE
from models.remarks import SLIPS
from models.spans import Spans
from models.staging import SCOPES

Text = pl.String
SEVERITIES = ["error", "warning", "information"]


class FctChecks(Table):
    """The arithmetic that the forms prescribe, evaluated."""

    check_result_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    edition: Text = pa.Field(nullable=True)
    table_id: Text = pa.Field(nullable=True)
    check_id: Text = pa.Field()
    label_zh: Text = pa.Field()
    label_en: Text = pa.Field()
    severity: Text = pa.Field(isin=SEVERITIES)
    instance: Text = pa.Field()
    instance_label_zh: Text = pa.Field(nullable=True)
    status: Text = pa.Field(isin=["pass", "fail", "pass_if_blank_is_zero", "not_assessable"])
    left_value: Quantity = pa.Field(nullable=True)
    operator: Text = pa.Field(isin=["=", "<=", ">="])
    right_value: Quantity = pa.Field(nullable=True)
    difference: Quantity = pa.Field(nullable=True)
    operands_missing: pl.Int64 = pa.Field(ge=0)
    formula: Text = pa.Field()
    operands: Text = pa.Field(str_matches=r"^\[\{.*\}\]$")

    class Config:
        """Grain: one instance of one check in one report."""

        name = "marts.fct_checks"
        unique = ("check_result_id",)

    @row_rule
    def verdict_follows_from_the_difference(cls) -> pl.Expr:
        """A report passes or fails by its own figures, all of them."""
        difference, operator = pl.col("difference"), pl.col("operator")
        holds = ((operator == "=") & (difference == 0)) | ((operator == "<=") & (difference <= 0))
        holds = holds | ((operator == ">=") & (difference >= 0))
        judged = pl.col("status").is_in(["pass", "fail"])
        return ~judged | (holds == (pl.col("status") == "pass"))

    @row_rule
    def blanks_leave_the_verdict_open(cls) -> pl.Expr:
        """Whether a blank is a zero is not for us to say."""
        return (pl.col("operands_missing") == 0) | pl.col("status").is_in(["pass_if_blank_is_zero", "not_assessable"])


class FctReportChecks(Table):
    """Checks of a report that are no sums."""

    check_result_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    check_id: Text = pa.Field()
    label_zh: Text = pa.Field()
    label_en: Text = pa.Field()
    severity: Text = pa.Field(isin=SEVERITIES)
    instance: Text = pa.Field()
    instance_label_zh: Text = pa.Field(nullable=True)
    status: Text = pa.Field(isin=["pass", "fail", "not_assessable"])
    expected: Text = pa.Field(nullable=True)
    found: Text = pa.Field(nullable=True)
    other_report_id: Text = pa.Field(nullable=True)
    source_start: pl.Int64 = pa.Field(nullable=True, ge=0)
    source_end: pl.Int64 = pa.Field(nullable=True, ge=0)

    class Config:
        """Grain: one instance of one check in one report."""

        name = "marts.fct_report_checks"
        unique = ("check_result_id",)


class FctComparisons(Spans):
    """Figures of one report held against each other."""

    comparison_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    kind: Text = pa.Field(isin=KINDS)
    status: Text = pa.Field(isin=["pass", "fail", "not_assessable"])
    severity: Text = pa.Field(isin=SEVERITIES)
    precedence: Text = pa.Field(isin=PRECEDENCE)
    measure_code: Text = pa.Field()
    measure_label_zh: Text = pa.Field()
    measure_label_en: Text = pa.Field()
    other_measure_code: Text = pa.Field()
    other_measure_label_zh: Text = pa.Field()
    other_measure_label_en: Text = pa.Field()
    detail: Text = pa.Field()
    other_detail: Text = pa.Field()
    scope: Text = pa.Field(isin=SCOPES)
    other_scope: Text = pa.Field(isin=SCOPES)
    period: Text = pa.Field()
    source: Text = pa.Field(isin=["table", "narrative"])
    other_source: Text = pa.Field(isin=["table", "narrative"])
    value: Quantity = pa.Field()
    other_value: Quantity = pa.Field(nullable=True)
    difference: Quantity = pa.Field(nullable=True)
    suspected_factor: pl.Int64 = pa.Field(nullable=True, isin=[1000, 10000])
    formula: Text = pa.Field()
    observation_id: Text = pa.Field()
    source_start: pl.Int64 = pa.Field(ge=0)
    source_end: pl.Int64 = pa.Field(ge=0)
    other_observation_id: Text = pa.Field()
    other_source_start: pl.Int64 = pa.Field(ge=0)
    other_source_end: pl.Int64 = pa.Field(ge=0)

    class Config:
        """Grain: two figures."""

        name = "marts.fct_comparisons"
        unique = ("comparison_id",)

    @row_rule
    def only_the_same_figure_is_set_aside(cls) -> pl.Expr:
        """Figures of different things both stand, whatever their sizes."""
        return (pl.col("kind") == "restated") == (pl.col("precedence") != "both_stand")

    @row_rule
    def equal_figures_agree(cls) -> pl.Expr:
        """No tolerance makes a contradiction of what is the same."""
        return (pl.col("status") != "fail") | (pl.col("difference") != 0)


class FctInferredZeros(Table):
    """Blanks that can only be zeros, with the check that proves it."""

    observation_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    scope: Text = pa.Field(isin=SCOPES)
    measure_code: Text = pa.Field()
    detail: Text = pa.Field()
    value_status: Text = pa.Field(isin=["blank", "dash"])
    inferred_status: Text = pa.Field(eq="inferred_zero")
    inferred_value: Quantity = pa.Field(eq=0)
    check_id: Text = pa.Field()
    check_result_id: Text = pa.Field()
    formula: Text = pa.Field()

    class Config:
        """Grain: one figure that is not given."""

        name = "marts.fct_inferred_zeros"
        unique = ("observation_id",)


class FctSuggestions(Spans):
    """Cells that may be wrong, with the figure that would close their table."""

    suggestion_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    observation_id: Text = pa.Field()
    table_id: Text = pa.Field()
    table_ref: Text = pa.Field()
    label_zh: Text = pa.Field()
    rule: Text = pa.Field(isin=SLIPS)
    value: Quantity = pa.Field(nullable=True)
    suggested_value: Quantity = pa.Field()
    unit: Text = pa.Field()
    value_text: Text = pa.Field(nullable=True)
    checks: Text = pa.Field(str_matches=r"^\[.+\]$")
    source_start: pl.Int64 = pa.Field(ge=0)
    source_end: pl.Int64 = pa.Field(ge=0)

    class Config:
        """Grain: one cell."""

        name = "marts.fct_suggestions"
        unique = ("suggestion_id",)
