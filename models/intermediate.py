"""The layer between figures and facts: what belongs together, what is counted, what the checks compare.

Belongs here: types, ranges and row rules of the tables of `dbt_project/models/intermediate`. Does not: what their
columns mean (the `.yml` beside the SQL), or the marts (`marts.py`).
"""

import pandera.polars as pa
import polars as pl

from models.contract import Quantity, Table, row_rule
from models.figures import APPROXIMATIONS, FACTS, VALUE_TYPES, FixedDimensions, Subject
from models.spans import Spans
from models.staging import SCOPES, WITH_VALUE, WITHOUT_VALUE

DEEPEST_NESTING = 6  # request, answer, denial, ground: four; more is a circle in the codebook

Text = pl.String
KINDS = ["restated", "part", "of_which", "narrower_scope"]
PRECEDENCE = [
    "table_before_prose",
    "exact_before_approximate",
    "first_before_later",
    "figure_before_none",
    "both_stand",
]


class IntMeasuresNested(Table):
    """Every measure with every measure it is part of, itself included."""

    measure_code: Text = pa.Field()
    whole_code: Text = pa.Field()
    distance: pl.Int64 = pa.Field(ge=0, le=DEEPEST_NESTING)

    class Config:
        """Grain: a measure and one it is part of."""

        name = "intermediate.int_measures_nested"
        unique = ("measure_code", "whole_code")

    @row_rule
    def only_itself_is_at_distance_nought(cls) -> pl.Expr:
        """A measure that is part of itself would count nothing."""
        return (pl.col("distance") == 0) == (pl.col("measure_code") == pl.col("whole_code"))


class MeasureFamily(Table):
    """A measure with its outermost whole."""

    measure_code: Text = pa.Field()
    family_code: Text = pa.Field()
    open_dimension: Text = pa.Field(nullable=True)


class IntMeasuresConformed(FixedDimensions, MeasureFamily):
    """Every measure with its outermost whole and its dimensions as the facts show them."""

    is_of_which: pl.Boolean = pa.Field()

    class Config:
        """Grain: one measure."""

        name = "intermediate.int_measures_conformed"
        unique = ("measure_code",)


class Observed(Spans):
    """What the tables of observations have last: how the figure was given, and where."""

    value: Quantity = pa.Field(nullable=True)
    value_type: Text = pa.Field(isin=VALUE_TYPES)
    unit: Text = pa.Field()
    value_status: Text = pa.Field(isin=[*WITH_VALUE, *WITHOUT_VALUE])
    approximation: Text = pa.Field(isin=APPROXIMATIONS)
    value_text: Text = pa.Field(nullable=True)
    source_start: pl.Int64 = pa.Field(ge=0)
    source_end: pl.Int64 = pa.Field(ge=0)

    @row_rule
    def value_is_null_unless_stated(cls) -> pl.Expr:
        """A blank is never a zero, and a stated figure is never lost."""
        return pl.col("value").is_not_null() == pl.col("value_status").is_in(WITH_VALUE)


class ConformedKeys(Table):
    """What `int_observations_conformed` has first: which figure it is, and of what."""

    observation_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    edition: Text = pa.Field(nullable=True)
    scope: Text = pa.Field(isin=SCOPES)
    scope_group: Text = pa.Field(isin=["whole", "own", "lower"])
    period: Text = pa.Field()
    source: Text = pa.Field(isin=["table", "narrative"])
    table_ref: Text = pa.Field(nullable=True)
    fact: Text = pa.Field(isin=FACTS)
    family_code: Text = pa.Field()
    measure_code: Text = pa.Field()
    detail_dimension: Text = pa.Field(nullable=True)
    detail_member: Text = pa.Field()


class IntObservationsConformed(Observed, ConformedKeys):
    """Every observation of a report with its measure's place and the rank of the account it belongs to."""

    account_rank: pl.Int64 = pa.Field(ge=0)
    has_value: pl.Boolean = pa.Field()
    is_of_which: pl.Boolean = pa.Field()

    class Config:
        """Grain: one observation."""

        name = "intermediate.int_observations_conformed"
        unique = ("observation_id",)

    @row_rule
    def only_members_of_a_dimension_are_details(cls) -> pl.Expr:
        """Without a dimension there is nothing to be a member of."""
        return pl.col("detail_dimension").is_not_null() | (pl.col("detail_member") == "total")


class IntFiguresRelated(Table):
    """Figures that say something about the same cases."""

    measure_code: Text = pa.Field()
    detail_member: Text = pa.Field()
    other_measure_code: Text = pa.Field()
    other_member: Text = pa.Field()
    relation: Text = pa.Field(isin=["same_as", "part_of", "crosses"])

    class Config:
        """Grain: two figures."""

        name = "intermediate.int_figures_related"
        unique = ("measure_code", "detail_member", "other_measure_code", "other_member")

    @row_rule
    def only_itself_is_the_same(cls) -> pl.Expr:
        """A figure that is part of itself would be counted nowhere."""
        itself = (pl.col("measure_code") == pl.col("other_measure_code")) & (
            pl.col("detail_member") == pl.col("other_member")
        )
        return (pl.col("relation") == "same_as") == itself


class RankedKeys(Subject):
    """What `int_observations_ranked` has first: whose figure it is, and how it is counted."""

    fact: Text = pa.Field(isin=FACTS)
    measure_code: Text = pa.Field()
    detail_dimension: Text = pa.Field(nullable=True)
    detail_member: Text = pa.Field()
    role: Text = pa.Field(isin=["finest", "total", "subtotal", "of_which", "restated", "copy"])
    restated_observation_id: Text = pa.Field(nullable=True)


class IntObservationsRanked(Observed, RankedKeys):
    """Every observation of a report with how it is counted."""

    class Config:
        """Grain: one observation."""

        name = "intermediate.int_observations_ranked"
        unique = ("observation_id",)

    @row_rule
    def only_what_is_restated_names_another(cls) -> pl.Expr:
        """Only a figure that stands elsewhere has another one to stand for it."""
        return pl.col("restated_observation_id").is_null() | (
            (pl.col("role") == "restated") & (pl.col("restated_observation_id") != pl.col("observation_id"))
        )


class IntFiguresPaired(Table):
    """Figures of one report that must agree, or of which one must not exceed the other."""

    observation_id: Text = pa.Field()
    other_observation_id: Text = pa.Field()
    kind: Text = pa.Field(isin=KINDS)
    precedence: Text = pa.Field(isin=PRECEDENCE)

    class Config:
        """Grain: two figures."""

        name = "intermediate.int_figures_paired"
        unique = ("observation_id", "other_observation_id")


class Operands(Table):
    """What the operands of all checks have in common."""

    check_result_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    check_id: Text = pa.Field()
    instance: Text = pa.Field()
    instance_label_zh: Text = pa.Field(nullable=True)
    side: Text = pa.Field(isin=["left", "right"])
    position: pl.Int64 = pa.Field(ge=0)
    coefficient: pl.Int64 = pa.Field(ne=0)
    table_ref: Text = pa.Field()
    label_zh: Text = pa.Field()
    observation_id: Text = pa.Field(nullable=True)
    value: Quantity = pa.Field(nullable=True)
    value_status: Text = pa.Field(isin=[*WITH_VALUE, *WITHOUT_VALUE, "not_in_report"])
    value_text: Text = pa.Field(nullable=True)
    source_start: pl.Int64 = pa.Field(nullable=True, ge=0)
    source_end: pl.Int64 = pa.Field(nullable=True, ge=0)
    usability: Text = pa.Field(isin=["exact", "blank", "unusable"])

    @row_rule
    def only_a_figure_is_exact(cls) -> pl.Expr:
        """Nothing can be computed from what is not there."""
        return (pl.col("usability") != "exact") | pl.col("value").is_not_null()


class IntReportsRanked(Table):
    """Reports with the best of the copies of the same annual report."""

    report_id: Text = pa.Field()
    best_report_id: Text = pa.Field()
    copy_status: Text = pa.Field(isin=["best", "copy", "revision"])
    copy_rank: pl.Int64 = pa.Field(ge=1)
    copies: pl.Int64 = pa.Field(ge=1)

    class Config:
        """Grain: one report."""

        name = "intermediate.int_reports_ranked"
        unique = ("report_id",)

    @row_rule
    def the_best_copy_is_its_own(cls) -> pl.Expr:
        """One of the copies is the best, and only that one is."""
        return (pl.col("copy_status") == "best") == (pl.col("report_id") == pl.col("best_report_id"))


class IntReportsConsecutive(Table):
    """Reports with the report of the same issuer on the year before."""

    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    edition: Text = pa.Field(nullable=True)
    last_report_id: Text = pa.Field()
    last_edition: Text = pa.Field(nullable=True)

    class Config:
        """Grain: one report."""

        name = "intermediate.int_reports_consecutive"
        unique = ("report_id",)


class IntOperandsMatched(Operands):
    """The operands of each check of the tables that a report prints."""

    class Config:
        """Grain: one operand of one check in one report."""

        name = "intermediate.int_operands_matched"
        unique = ("check_result_id", "side", "position")


class IntYearlyOperandsMatched(Operands):
    """The operands of each check between a report and that of the year before."""

    class Config:
        """Grain: one operand of one check in one report."""

        name = "intermediate.int_yearly_operands_matched"
        unique = ("check_result_id", "side", "position")


class IntBodiesOperandsMatched(Operands):
    """The operands of each check of a government against the bodies of its jurisdiction."""

    class Config:
        """Grain: one operand of one check in one report."""

        name = "intermediate.int_bodies_operands_matched"
        unique = ("check_result_id", "side", "position")
