"""Columns that several tables of figures have, in groups: whose figure, what is counted, in which breakdown, where.

Belongs here: bases of the contracts in `intermediate.py` and `marts.py`. Does not: any table of its own.

A table is made of such bases; Python takes the columns of the base named last first.
"""

import pandera.polars as pa
import polars as pl

from models.contract import Quantity, Table, row_rule
from models.spans import Spans
from models.staging import SCOPES, WITH_VALUE, WITHOUT_VALUE

FACTS = ["disclosures", "requests", "reviews", "staffing"]
VALUE_TYPES = ["count", "money_cny", "ratio"]
APPROXIMATIONS = ["exact", "at_least", "at_most", "about", "rounded"]
VALUES = ["quantity", "amount_yuan", "rate"]

Text = pl.String


class Subject(Table):
    """What every fact has first: whose figure it is."""

    observation_id: Text = pa.Field()
    report_id: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    jurisdiction_code: Text = pa.Field(nullable=True)
    edition: Text = pa.Field(nullable=True)
    scope: Text = pa.Field(isin=SCOPES)
    period: Text = pa.Field()
    source: Text = pa.Field(isin=["table", "narrative"])


class Measured(Table):
    """What every fact has next: what is counted."""

    measure_code: Text = pa.Field()
    measure_label_zh: Text = pa.Field()
    measure_label_en: Text = pa.Field()


class Detailed(Table):
    """The member of a dimension that has no column of its own."""

    detail_dimension: Text = pa.Field()
    detail: Text = pa.Field()
    detail_zh: Text = pa.Field()
    detail_en: Text = pa.Field()


class FixedDimensions(Table):
    """The dimensions that a measure fixes, as the facts show them: a member, unspecified or not_applicable."""

    channel: Text = pa.Field(ne="total")
    doc_type: Text = pa.Field(ne="total")
    basis: Text = pa.Field(ne="total")
    matter: Text = pa.Field(ne="total")
    flow: Text = pa.Field(ne="total")
    request_channel: Text = pa.Field(ne="total")
    timeliness: Text = pa.Field(ne="total")
    outcome: Text = pa.Field(ne="total")
    reason: Text = pa.Field(ne="total")
    review_stage: Text = pa.Field(ne="total")
    review_outcome: Text = pa.Field(ne="total")
    staff_type: Text = pa.Field(ne="total")


class DisclosureDimensions(Table):
    """The dimensions of what was made public."""

    channel: Text = pa.Field(ne="total")
    channel_zh: Text = pa.Field()
    channel_en: Text = pa.Field()
    doc_type: Text = pa.Field(ne="total")
    doc_type_zh: Text = pa.Field()
    doc_type_en: Text = pa.Field()
    basis: Text = pa.Field(ne="total")
    basis_zh: Text = pa.Field()
    basis_en: Text = pa.Field()
    matter: Text = pa.Field(ne="total")
    matter_zh: Text = pa.Field()
    matter_en: Text = pa.Field()


class RequestDimensions(Table):
    """The dimensions of requests."""

    flow: Text = pa.Field(ne="total")
    flow_zh: Text = pa.Field()
    flow_en: Text = pa.Field()
    applicant_type: Text = pa.Field(ne="total")
    applicant_type_zh: Text = pa.Field()
    applicant_type_en: Text = pa.Field()
    request_channel: Text = pa.Field(ne="total")
    request_channel_zh: Text = pa.Field()
    request_channel_en: Text = pa.Field()
    timeliness: Text = pa.Field(ne="total")
    timeliness_zh: Text = pa.Field()
    timeliness_en: Text = pa.Field()
    outcome: Text = pa.Field(ne="total")
    outcome_zh: Text = pa.Field()
    outcome_en: Text = pa.Field()
    reason: Text = pa.Field(ne="total")
    reason_zh: Text = pa.Field()
    reason_en: Text = pa.Field()
    fee_item: Text = pa.Field(ne="total")
    fee_item_zh: Text = pa.Field()
    fee_item_en: Text = pa.Field()


class ReviewDimensions(Table):
    """The dimensions of reviews and lawsuits."""

    review_stage: Text = pa.Field(ne="total")
    review_stage_zh: Text = pa.Field()
    review_stage_en: Text = pa.Field()
    review_outcome: Text = pa.Field(ne="total")
    review_outcome_zh: Text = pa.Field()
    review_outcome_en: Text = pa.Field()


class StaffingDimensions(Table):
    """The dimensions of staff and agencies."""

    staff_type: Text = pa.Field(ne="total")
    staff_type_zh: Text = pa.Field()
    staff_type_en: Text = pa.Field()
    unit_type: Text = pa.Field(ne="total")
    unit_type_zh: Text = pa.Field()
    unit_type_en: Text = pa.Field()


class Counts(Table):
    """A figure that can be a count only."""

    quantity: Quantity = pa.Field(nullable=True)


class CountsAndMoney(Counts):
    """A figure that is a count or an amount of money."""

    amount_yuan: Quantity = pa.Field(nullable=True)


class CountsMoneyAndRates(CountsAndMoney):
    """A figure that is a count, an amount of money, or a rate."""

    rate: Quantity = pa.Field(nullable=True)


class Provenance(Spans):
    """What every fact has last: how the figure was given, and where."""

    unit: Text = pa.Field()
    value_status: Text = pa.Field(isin=[*WITH_VALUE, *WITHOUT_VALUE])
    approximation: Text = pa.Field(isin=APPROXIMATIONS)
    value_text: Text = pa.Field(nullable=True)
    source_start: pl.Int64 = pa.Field(ge=0)
    source_end: pl.Int64 = pa.Field(ge=0)

    @row_rule
    def one_value_if_stated_and_else_none(cls) -> pl.Expr:
        """A blank is never a zero, and a figure is a count, money or a rate, never two of them."""
        values = [name for name in VALUES if name in cls.to_schema().columns]
        given = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.Int64) for name in values)
        return given == pl.col("value_status").is_in(WITH_VALUE).cast(pl.Int64)


class RollupRole(Table):
    """Why a figure is in no fact."""

    fact: Text = pa.Field(isin=FACTS)
    role: Text = pa.Field(isin=["total", "subtotal", "of_which", "restated", "copy"])


class Comparison(Table):
    """A figure against its parts, or against the figure it restates."""

    parts_sum: Quantity = pa.Field(nullable=True)
    parts_counted: pl.Int64 = pa.Field(nullable=True, ge=1)
    parts_missing: pl.Int64 = pa.Field(nullable=True, ge=0)
    difference: Quantity = pa.Field(nullable=True)
    restated_observation_id: Text = pa.Field(nullable=True)


class MeasureKeys(Table):
    """What is counted."""

    measure_code: Text = pa.Field()
    fact_table: Text = pa.Field(isin=[f"fct_{fact}" for fact in FACTS])
    subject: Text = pa.Field()
    label_zh: Text = pa.Field()
    label_en: Text = pa.Field()
    definition_en: Text = pa.Field()
    unit: Text = pa.Field()
    value_type: Text = pa.Field(isin=VALUE_TYPES)
    parent_code: Text = pa.Field(nullable=True)
    parent_relation: Text = pa.Field(nullable=True, isin=["part", "of_which"])
    family_code: Text = pa.Field()
    open_dimension: Text = pa.Field(nullable=True)
