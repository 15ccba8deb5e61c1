"""The layer the reader writes: who reports, and every figure with the place it stands at.

Belongs here: promises about what was read from a document. Does not: corrections, comparisons or facts
(`intermediate.py`, `marts.py`). Columns are the fields of the records in `gongkai/records.py`; a test compares them.
"""

import pandera.polars as pa
import polars as pl

from models.contract import Quantity, Table, row_rule
from models.spans import Spans, basis, document, place, source_end, source_start

WITH_VALUE = ["reported", "zero_stated"]
WITHOUT_VALUE = ["blank", "dash", "missing_number", "unreadable", "ambiguous"]
SCOPES = [
    "jurisdiction_aggregate",
    "own_level",
    "own_agency",
    "departments",
    "townships",
    "subordinate_counties",
    "subordinate_townships",
    "system_wide",
]
JURISDICTION_CODE = r"^[0-9]{6}([0-9]{3}|[0-9]{6})?$"

Text = pl.String


class Reports(Table):
    """Who reports on which year, and how each of it is known; a row also for a text that is no report."""

    document_id: Text = document()
    document_class: Text = pa.Field(
        isin=["report", "not_a_report", "unreadable"],
        description="report; not_a_report: a text of another kind; unreadable: reading it failed",
    )
    class_reason: Text = pa.Field(description="What the class was decided by, or the error")
    title: Text = pa.Field(nullable=True, description="Title as printed")
    title_basis: Text = basis("the title")
    issuer: Text = pa.Field(nullable=True, description="The organ of state that reports")
    issuer_basis: Text = basis("the issuer")
    issuer_type: Text = pa.Field(
        nullable=True, isin=["government", "department"], description="A government, or a department of one"
    )
    level: Text = pa.Field(
        nullable=True,
        isin=["national", "province", "prefecture", "county", "township"],
        description="Level of administration of the issuer",
    )
    jurisdiction_code: Text = pa.Field(
        nullable=True, str_matches=JURISDICTION_CODE, description="GB/T 2260 code valid in the report year"
    )
    jurisdiction_name: Text = pa.Field(nullable=True, description="Name of the division with that code")
    jurisdiction_basis: Text = basis("the jurisdiction")
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100, description="The year reported on")
    report_year_basis: Text = basis("the report year")
    period_start: pl.Date = pa.Field(nullable=True, description="First day of the reported period")
    period_end: pl.Date = pa.Field(nullable=True, description="Last day of the reported period")
    period_basis: Text = basis("the period")
    edition: Text = pa.Field(nullable=True, description="The form by its content, a key of reference.editions")
    edition_basis: Text = basis("the edition")
    local_form: Text = pa.Field(nullable=True, description="The local form, for example JX17")
    publication_date: pl.Date = pa.Field(nullable=True, description="Day the report was made public")
    publication_date_basis: Text = basis("the publication date")
    fill_date: pl.Date = pa.Field(nullable=True, description="Day the form was filled in (填报日期)")
    fill_date_basis: Text = basis("the fill date")
    script: Text = pa.Field(isin=["simplified", "traditional"], description="The script it is printed in")

    class Config:
        """Grain: one document."""

        name = "staging.reports"
        unique = ("document_id",)

    @row_rule
    def nothing_is_known_without_a_basis(cls) -> pl.Expr:
        """What cannot say how it is known is a guess."""
        known = ("title", "issuer", "report_year", "edition", "publication_date", "fill_date")
        return pl.all_horizontal(pl.col(name).is_null() | pl.col(f"{name}_basis").is_not_null() for name in known)

    @row_rule
    def period_is_ordered(cls) -> pl.Expr:
        """A period that is known at both ends runs forwards."""
        return (pl.col("period_start") <= pl.col("period_end")).fill_null(value=True)


class Sections(Spans):
    """The stretches of a document; together they cover it without gaps."""

    document_id: Text = document()
    section_index: pl.Int64 = pa.Field(ge=0, description="Place in the document, from 0")
    section: Text = pa.Field(description="Canonical section, a key of codebook/sections.yml, or front_matter")
    heading_zh: Text = pa.Field(nullable=True, description="Heading as printed; null if it has none")
    heading_number: pl.Int64 = pa.Field(nullable=True, ge=1, description="Its number; null if it has none")
    source_start: pl.Int64 = source_start()
    source_end: pl.Int64 = source_end()

    class Config:
        """Grain: one section."""

        name = "staging.sections"
        unique = ("document_id", "section_index")


class Cells(Spans):
    """The value cells of the forms as printed, blank ones and rows that the form does not know included."""

    document_id: Text = document()
    cell_id: Text = pa.Field(description="document_id/table_ref, or <document_id>/<table_id>/u<offset>")
    table_id: Text = pa.Field(description="The table of the form, for example E2014/T14")
    table_ref: Text = pa.Field(nullable=True, description="The cell's address in reference.lines; null if unmapped")
    row: pl.Int64 = pa.Field(nullable=True, ge=0, description="Row of the form")
    column: pl.Int64 = pa.Field(nullable=True, ge=0, description="Value column of the form")
    label_zh: Text = pa.Field(description="The row's label as printed")
    value_text: Text = pa.Field(nullable=True, description="What is printed in the cell")
    value_status: Text = pa.Field(isin=[*WITH_VALUE, *WITHOUT_VALUE], description="What stands in the cell")
    mapping: Text = pa.Field(
        isin=["mapped", "unmapped", "ambiguous"], description="Whether the form's cell is known, and known for sure"
    )
    candidates: Text = pa.Field(nullable=True, description="When ambiguous: the readings that remain, a JSON list")
    layout: Text = pa.Field(
        isin=["grid", "stacked", "inline", "scrambled"], description="How the form arrived in the text"
    )
    section: Text = pa.Field(description="The section it stands in")
    source_start: pl.Int64 = source_start()
    source_end: pl.Int64 = source_end()

    class Config:
        """Grain: one printed cell; a document yields each table_ref once."""

        name = "staging.cells"
        unique = ("cell_id",)

    @row_rule
    def blank_prints_nothing(cls) -> pl.Expr:
        """A cell with something in it is not blank."""
        return (pl.col("value_status") != "blank") | pl.col("value_text").is_null()

    @row_rule
    def reported_prints_something(cls) -> pl.Expr:
        """A figure nobody printed is no figure."""
        return (pl.col("value_status") != "reported") | pl.col("value_text").is_not_null()

    @row_rule
    def address_is_known_if_mapped(cls) -> pl.Expr:
        """A row outside the form keeps its printed label and has no address."""
        return (pl.col("mapping") == "ambiguous") | (
            (pl.col("mapping") == "mapped") == pl.col("table_ref").is_not_null()
        )


class Claims(Spans):
    """A figure or a zero stated in prose: the twin of a cell."""

    document_id: Text = document()
    claim_id: Text = pa.Field(description="Identifies the claim: document_id/n, offset, measure_code")
    measure_code: Text = pa.Field(description="What is counted, a key of reference.measures")
    value_text: Text = pa.Field(description="The figure, or the words of the zero, as printed")
    value_status: Text = pa.Field(
        isin=[*WITH_VALUE, "missing_number"], description="A figure, a zero in words, or a counter without its number"
    )
    counter: Text = pa.Field(description="The counter word behind the figure; empty for a zero in words")
    approximation: Text = pa.Field(
        isin=["exact", "at_least", "at_most", "about", "rounded"], description="余 at_least, 近 at_most, 约 about"
    )
    scope: Text = pa.Field(nullable=True, isin=SCOPES, description="Whom the words say it counts; null if they do not")
    section: Text = pa.Field(description="The section it stands in")
    source_start: pl.Int64 = source_start()
    source_end: pl.Int64 = source_end()
    rule: Text = pa.Field(description="phrase, phrase/part for a part behind 其中, or denial")

    class Config:
        """Grain: one claim."""

        name = "staging.claims"
        unique = ("claim_id",)


class Observations(Spans):
    """One row per figure, or per place where one should be."""

    document_id: Text = document()
    observation_id: Text = pa.Field(description="Identifies the figure; for a cell document_id/table_ref")
    measure_code: Text = pa.Field(description="What is counted, a key of reference.measures")
    dimensions: Text = pa.Field(
        str_matches=r"^\{.*\}$", description="Open dimensions of the measure: a JSON object, its keys sorted"
    )
    scope: Text = pa.Field(isin=SCOPES, description="Whose figure it is")
    period: Text = pa.Field(description="report_year, or the other period it is about")
    value: Quantity = pa.Field(nullable=True, description="In base units; null unless a figure or a zero is stated")
    value_status: Text = pa.Field(isin=[*WITH_VALUE, *WITHOUT_VALUE], description="A blank is never a zero")
    value_text: Text = pa.Field(nullable=True, description="The figure, or the words of the zero, as printed")
    unit: Text = pa.Field(description="Base unit: 条, 件, 人, 元 and so on")
    approximation: Text = pa.Field(
        isin=["exact", "at_least", "at_most", "about", "rounded"], description="余 at_least, 近 at_most, 约 about"
    )
    source: Text = pa.Field(isin=["table", "narrative"], description="Read from a form or from prose")
    table_ref: Text = pa.Field(nullable=True, description="Its cell in reference.lines; null for prose")
    section: Text = pa.Field(description="The section it stands in")
    source_start: pl.Int64 = source_start()
    source_end: pl.Int64 = source_end()
    evidence: Text = pa.Field(description="The words around it, to check it by")
    rule: Text = pa.Field(description="What read it")
    place: Text = place()

    class Config:
        """Grain: one figure."""

        name = "staging.observations"
        unique = ("observation_id",)

    @row_rule
    def value_is_null_unless_stated(cls) -> pl.Expr:
        """A blank is never a zero, and a stated figure is never lost."""
        return pl.col("value").is_not_null() == pl.col("value_status").is_in(WITH_VALUE)

    @row_rule
    def zero_in_words_is_zero(cls) -> pl.Expr:
        """没有收到 and the like state nothing but a zero."""
        return (pl.col("value_status") != "zero_stated") | (pl.col("value") == 0).fill_null(value=False)

    @row_rule
    def stated_value_has_a_span(cls) -> pl.Expr:
        """Every figure leads back to the characters it was read from."""
        return pl.col("value").is_null() | (pl.col("source_start") < pl.col("source_end"))

    @row_rule
    def cell_is_named_for_its_address(cls) -> pl.Expr:
        """One cell, one figure: the checks join them by it."""
        return pl.col("table_ref").is_null() | (
            pl.col("observation_id") == pl.concat_str("document_id", "table_ref", separator="/")
        )


class Leftovers(Spans):
    """The numbers of the text that are no observation, and what each is taken for."""

    document_id: Text = document()
    number_class: Text = pa.Field(description="A key of codebook/leftovers.yml, unexplained, or not_listed")
    value_text: Text = pa.Field(description="The number as printed")
    source_start: pl.Int64 = source_start()
    source_end: pl.Int64 = source_end()
    context: Text = pa.Field(description="The words around it")
    place: Text = place()

    class Config:
        """Grain: one number."""

        name = "staging.leftovers"
        unique = ("document_id", "source_start")
