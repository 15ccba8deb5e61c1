"""The layer people query: facts and dimensions.

Belongs here: types, ranges and row rules of the tables of `dbt_project/models/marts`. Does not: what their columns
mean (the `.yml` beside the SQL), how they are computed (the SQL), columns that several share (`figures.py`), or what
is wrong with reports (`findings.py`).
"""

import pandera.polars as pa
import polars as pl

from models.contract import Table, row_rule
from models.figures import (
    VALUES,
    Comparison,
    Counts,
    CountsAndMoney,
    CountsMoneyAndRates,
    Detailed,
    DisclosureDimensions,
    FixedDimensions,
    Measured,
    MeasureKeys,
    Provenance,
    RequestDimensions,
    ReviewDimensions,
    RollupRole,
    StaffingDimensions,
    Subject,
)
from models.raw import DOCUMENT_ID, SHA256

LEVELS = ["national", "province", "prefecture", "county", "township"]

Text = pl.String


class FctDisclosures(Provenance, CountsMoneyAndRates, Detailed, DisclosureDimensions, Measured, Subject):
    """What was made public, interpreted and answered in public."""

    class Config:
        """Grain: one figure."""

        name = "marts.fct_disclosures"
        unique = ("observation_id",)


class FctRequests(Provenance, CountsMoneyAndRates, RequestDimensions, Measured, Subject):
    """Requests received, carried over, decided and completed, and their fees."""

    class Config:
        """Grain: one figure."""

        name = "marts.fct_requests"
        unique = ("observation_id",)


class FctReviews(Provenance, Counts, ReviewDimensions, Measured, Subject):
    """Reviews, lawsuits and complaints over requests."""

    class Config:
        """Grain: one figure."""

        name = "marts.fct_reviews"
        unique = ("observation_id",)


class FctStaffing(Provenance, CountsAndMoney, StaffingDimensions, Measured, Subject):
    """Agencies, reading points, staff, meetings, training and funds."""

    class Config:
        """Grain: one figure."""

        name = "marts.fct_staffing"
        unique = ("observation_id",)


class FctRollups(Provenance, Comparison, CountsMoneyAndRates, Detailed, Measured, RollupRole, Subject):
    """Figures that would be counted twice in the facts."""

    class Config:
        """Grain: one figure."""

        name = "marts.fct_rollups"
        unique = ("observation_id",)

    @row_rule
    def whole_has_parts_in_the_facts(cls) -> pl.Expr:
        """A total is set aside only because its parts are counted."""
        return pl.col("role").is_in(["total", "subtotal"]) == pl.col("parts_sum").is_not_null()

    @row_rule
    def difference_is_what_is_left(cls) -> pl.Expr:
        """Nothing is added to make parts meet a total."""
        left = pl.coalesce(*VALUES) - pl.col("parts_sum")
        return (pl.col("difference") == left).fill_null(pl.col("parts_sum").is_null() | left.is_null())


class DimReports(Table):
    """A row per report, with who reports on which year and how each of it is known."""

    report_id: Text = pa.Field()
    file_name: Text = pa.Field()
    title: Text = pa.Field(nullable=True)
    issuer_id: Text = pa.Field(nullable=True)
    issuer: Text = pa.Field(nullable=True)
    issuer_type: Text = pa.Field(nullable=True, isin=["government", "department"])
    level: Text = pa.Field(nullable=True, isin=LEVELS)
    jurisdiction_id: Text = pa.Field(nullable=True)
    jurisdiction_code: Text = pa.Field(nullable=True)
    jurisdiction_name: Text = pa.Field(nullable=True)
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    copy_status: Text = pa.Field(isin=["best", "copy", "revision"])
    best_report_id: Text = pa.Field()
    part: pl.Int64 = pa.Field(ge=1)
    part_start: pl.Int64 = pa.Field(ge=0)
    edition: Text = pa.Field(nullable=True)
    local_form: Text = pa.Field(nullable=True)
    script: Text = pa.Field(isin=["simplified", "traditional"])
    period_start: pl.Date = pa.Field(nullable=True)
    period_end: pl.Date = pa.Field(nullable=True)
    publication_date: pl.Date = pa.Field(nullable=True)
    fill_date: pl.Date = pa.Field(nullable=True)
    title_basis: Text = pa.Field(nullable=True)
    issuer_basis: Text = pa.Field(nullable=True)
    jurisdiction_basis: Text = pa.Field(nullable=True)
    report_year_basis: Text = pa.Field(nullable=True)
    period_basis: Text = pa.Field(nullable=True)
    edition_basis: Text = pa.Field(nullable=True)
    publication_date_basis: Text = pa.Field(nullable=True)
    fill_date_basis: Text = pa.Field(nullable=True)

    class Config:
        """Grain: one report."""

        name = "marts.dim_reports"
        unique = ("report_id",)

    @row_rule
    def issuer_has_an_id(cls) -> pl.Expr:
        """Who reports can be looked up in dim_issuers."""
        return pl.col("issuer_id").is_null() == pl.col("issuer").is_null()


class DimDocuments(Table):
    """A row per document that was read, whether it is a report or not."""

    document_id: Text = pa.Field(str_matches=DOCUMENT_ID)
    report_id: Text = pa.Field(nullable=True)
    file_name: Text = pa.Field()
    path: Text = pa.Field(str_length={"min_value": 1})
    format: Text = pa.Field()
    encoding: Text = pa.Field()
    sha256: Text = pa.Field(str_matches=SHA256)
    title: Text = pa.Field(nullable=True)
    document_class: Text = pa.Field(isin=["report", "not_a_report", "unreadable"])
    class_reason: Text = pa.Field(nullable=True)
    part: pl.Int64 = pa.Field(ge=1)
    characters: pl.Int64 = pa.Field(ge=1)

    class Config:
        """Grain: one document."""

        name = "marts.dim_documents"
        unique = ("document_id",)

    @row_rule
    def only_reports_are_reports(cls) -> pl.Expr:
        """What is no report has no row in dim_reports."""
        return pl.col("report_id").is_not_null() == (pl.col("document_class") == "report")


class DimIssuers(Table):
    """A row per organ of state that reports."""

    issuer_id: Text = pa.Field()
    issuer: Text = pa.Field()
    issuer_type: Text = pa.Field(nullable=True, isin=["government", "department"])
    level: Text = pa.Field(nullable=True, isin=LEVELS)
    jurisdiction_code: Text = pa.Field(nullable=True)
    jurisdiction_name: Text = pa.Field(nullable=True)
    reports: pl.Int64 = pa.Field(ge=1)
    first_report_year: pl.Int64 = pa.Field(nullable=True)
    last_report_year: pl.Int64 = pa.Field(nullable=True)

    class Config:
        """Grain: one issuer."""

        name = "marts.dim_issuers"
        unique = ("issuer_id",)


class DimJurisdictions(Table):
    """Administrative divisions: a row per code and validity."""

    jurisdiction_id: Text = pa.Field()
    jurisdiction_code: Text = pa.Field(nullable=True)
    name_zh: Text = pa.Field()
    level: Text = pa.Field(isin=["province", "prefecture", "county"])
    parent_code: Text = pa.Field(nullable=True)
    parent_name_zh: Text = pa.Field(nullable=True)
    province_code: Text = pa.Field(nullable=True)
    province_name_zh: Text = pa.Field(nullable=True)
    successor_code: Text = pa.Field(nullable=True)
    source: Text = pa.Field()
    valid_from: pl.Int64 = pa.Field(nullable=True)
    valid_to: pl.Int64 = pa.Field(nullable=True)
    is_current: pl.Boolean = pa.Field()

    class Config:
        """Grain: one validity of one code."""

        name = "marts.dim_jurisdictions"
        unique = ("jurisdiction_id",)


class DimMeasures(FixedDimensions, MeasureKeys):
    """What is counted: a row per measure, with the dimension members that it implies."""

    comparability: Text = pa.Field(isin=["same", "approximate", "break"])
    comparability_note: Text = pa.Field(nullable=True)
    display_order: pl.Int64 = pa.Field(ge=0)
    is_of_which: pl.Boolean = pa.Field()

    class Config:
        """Grain: one measure."""

        name = "marts.dim_measures"
        unique = ("measure_code",)


class DimEditions(Table):
    """Editions of the official form."""

    edition: Text = pa.Field()
    label_zh: Text = pa.Field()
    label_en: Text = pa.Field()
    legal_basis: Text = pa.Field(nullable=True)
    format_notice: Text = pa.Field(nullable=True)
    deadline: Text = pa.Field(nullable=True)
    first_year: pl.Int64 = pa.Field(ge=2008)
    last_year: pl.Int64 = pa.Field(nullable=True, ge=2008)
    is_current: pl.Boolean = pa.Field()

    class Config:
        """Grain: one edition."""

        name = "marts.dim_editions"
        unique = ("edition",)


class DimMembers(Table):
    """Members of every dimension with labels."""

    member_id: Text = pa.Field()
    dimension: Text = pa.Field()
    member: Text = pa.Field()
    label_zh: Text = pa.Field()
    label_en: Text = pa.Field()
    parent_member: Text = pa.Field(nullable=True)
    display_order: pl.Int64 = pa.Field(ge=0)

    class Config:
        """Grain: one member of one dimension."""

        name = "marts.dim_members"
        unique = ("member_id",)
