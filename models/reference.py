"""The codebook as tables, so that SQL joins the same words that the reader used.

Belongs here: promises about measures, dimensions, forms, identities and divisions. Does not: their content,
which is edited in `codebook/`.
"""

import pandera.polars as pa
import polars as pl

from models.contract import Quantity, Table, row_rule

Text = pl.String
MONTH_DAY = r"^[0-9]{2}-[0-9]{2}$"
DIVISION_CODE = r"^[0-9]{6}([0-9]{3}|[0-9]{6})?$"


class Measures(Table):
    """What is counted: a row per measure, with the dimension members that it implies."""

    measure_code: Text = pa.Field(description="Identifies the measure")
    fact: Text = pa.Field(
        isin=["disclosures", "requests", "reviews", "staffing"], description="The fact table it belongs to"
    )
    subject: Text = pa.Field(description="What it is about, for example disclosure")
    label_zh: Text = pa.Field(description="Label in Chinese")
    label_en: Text = pa.Field(description="Label in English")
    definition_en: Text = pa.Field(description="What counts and what does not")
    unit: Text = pa.Field(description="Base unit of its figures")
    value_type: Text = pa.Field(isin=["count", "money_cny", "ratio"], description="Count, money in yuan, or ratio")
    parent_code: Text = pa.Field(nullable=True, description="The measure it is a part or a subset of")
    parent_relation: Text = pa.Field(
        nullable=True,
        isin=["part", "of_which"],
        description="part: the parts add up to the parent; of_which: a subset, never to be added to it",
    )
    display_order: pl.Int64 = pa.Field(ge=0, description="Order to show it in")
    comparability: Text = pa.Field(
        isin=["same", "approximate", "break"],
        description="How far it compares over all editions that print it: its worst grade in reference.crosswalk",
    )
    comparability_note: Text = pa.Field(nullable=True, description="What to know before comparing it")
    channel: Text = pa.Field(nullable=True, description="Channel of disclosure it implies")
    doc_type: Text = pa.Field(nullable=True, description="Kind of document it implies")
    matter: Text = pa.Field(nullable=True, description="What the figure is about, for facts that mix several matters")
    flow: Text = pa.Field(nullable=True, description="Flow of requests it implies: received, decided and so on")
    request_channel: Text = pa.Field(nullable=True, description="How the request came in")
    timeliness: Text = pa.Field(nullable=True, description="On time, extended or late")
    outcome: Text = pa.Field(nullable=True, description="How the request was answered")
    reason: Text = pa.Field(nullable=True, description="Why it was answered so")
    review_stage: Text = pa.Field(nullable=True, description="Review, suit, or suit after review")
    review_outcome: Text = pa.Field(nullable=True, description="How the review or suit ended")
    staff_type: Text = pa.Field(nullable=True, description="Kind of staff")
    basis: Text = pa.Field(nullable=True, description="Made in the year, or in force at its end")

    class Config:
        """Grain: one measure."""

        name = "reference.measures"
        unique = ("measure_code",)

    @row_rule
    def parent_and_relation_go_together(cls) -> pl.Expr:
        """Whether a figure adds up to another decides if it may be summed."""
        return pl.col("parent_code").is_null() == pl.col("parent_relation").is_null()


class DimensionMembers(Table):
    """The members of every dimension with their labels."""

    dimension: Text = pa.Field(description="The dimension")
    member: Text = pa.Field(description="Code of the member")
    label_zh: Text = pa.Field(description="Label in Chinese")
    label_en: Text = pa.Field(description="Label in English")
    parent_member: Text = pa.Field(nullable=True, description="The member whose figure this one's is part of")
    display_order: pl.Int64 = pa.Field(ge=0, description="Order to show it in")

    class Config:
        """Grain: one member of one dimension."""

        name = "reference.dimension_members"
        unique = ("dimension", "member")


class Editions(Table):
    """The official forms, by the first report year they applied to."""

    edition: Text = pa.Field(description="Identifies the edition, for example E2014")
    label_zh: Text = pa.Field(description="Label in Chinese")
    label_en: Text = pa.Field(description="Label in English")
    first_year: pl.Int64 = pa.Field(ge=2008, description="First report year")
    last_year: pl.Int64 = pa.Field(nullable=True, ge=2008, description="Last report year; null if still used")
    legal_basis: Text = pa.Field(nullable=True, description="Law and articles")
    format_notice: Text = pa.Field(nullable=True, description="The notice that prescribes the form")
    deadline: Text = pa.Field(nullable=True, description="By when the report must be public")
    deadline_governments: Text = pa.Field(str_matches=MONTH_DAY, description="For governments: month-day, next year")
    deadline_departments: Text = pa.Field(str_matches=MONTH_DAY, description="For departments: month-day, next year")

    class Config:
        """Grain: one edition."""

        name = "reference.editions"
        unique = ("edition",)

    @row_rule
    def years_are_ordered(cls) -> pl.Expr:
        """An edition that ended, ended after it began."""
        return pl.col("last_year").is_null() | (pl.col("first_year") <= pl.col("last_year"))


class EditionSections(Table):
    """The sections that a form prescribes, in order."""

    edition: Text = pa.Field(description="The edition of the form")
    position: pl.Int64 = pa.Field(ge=1, description="Its number on the form")
    section: Text = pa.Field(description="Canonical section, a key of codebook/sections.yml")
    label_zh: Text = pa.Field(description="Label in Chinese")
    label_en: Text = pa.Field(description="Label in English")

    class Config:
        """Grain: one section of a form."""

        name = "reference.edition_sections"
        unique = ("edition", "section")


class Lines(Table):
    """Every value cell of every form: what it counts, under which label."""

    edition: Text = pa.Field(description="The edition of the form")
    table_id: Text = pa.Field(description="The table of the form")
    table_ref: Text = pa.Field(description="Address of the cell, as in staging.cells")
    row: pl.Int64 = pa.Field(ge=0, description="Row of the form")
    column: pl.Int64 = pa.Field(ge=0, description="Value column of the form")
    label_zh: Text = pa.Field(description="Label of the row")
    column_label_zh: Text = pa.Field(nullable=True, description="Label of the column; null if there is only one")
    unit: Text = pa.Field(nullable=True, description="Unit printed on the form")
    measure_code: Text = pa.Field(nullable=True, description="What the cell counts; null if it is not read")
    dimensions: Text = pa.Field(
        str_matches=r"^\{.*\}$", description="Open dimensions the cell fixes: a JSON object, its keys sorted"
    )

    class Config:
        """Grain: one cell of a form."""

        name = "reference.lines"
        unique = ("table_ref",)


class Identities(Table):
    """The arithmetic that the forms prescribe (勾稽关系)."""

    check_id: Text = pa.Field(description="Identifies the check")
    edition: Text = pa.Field(description="The edition whose form prescribes it")
    table_id: Text = pa.Field(description="The table it is about")
    severity: Text = pa.Field(isin=["error", "warning", "information"], description="What a failure means")
    operator: Text = pa.Field(isin=["=", "<=", ">="], description="How left and right must compare")
    label_zh: Text = pa.Field(description="The rule in Chinese")
    label_en: Text = pa.Field(description="The rule in English")
    exceptions_en: Text = pa.Field(nullable=True, description="When it rightly does not hold")

    class Config:
        """Grain: one check."""

        name = "reference.identities"
        unique = ("check_id",)


class IdentityTerms(Table):
    """The operands of each check, once for every column or row it applies to."""

    check_id: Text = pa.Field(description="The check")
    instance: Text = pa.Field(description="The column or row it is applied to")
    instance_label_zh: Text = pa.Field(nullable=True, description="Its label")
    side: Text = pa.Field(isin=["left", "right"], description="The side of the comparison")
    coefficient: pl.Int64 = pa.Field(description="What the figure is multiplied by: 1 or -1")
    position: pl.Int64 = pa.Field(ge=0, description="Order in the written formula")
    table_ref: Text = pa.Field(description="The cell, as in reference.lines")
    label_zh: Text = pa.Field(description="Label of the cell")

    class Config:
        """Grain: one operand of one instance of a check."""

        name = "reference.identity_terms"
        unique = ("check_id", "instance", "side", "position")


class YearlyChecks(Table):
    """Arithmetic between the report of one year and that of the year before."""

    check_id: Text = pa.Field(description="Identifies the check")
    dimension: Text = pa.Field(nullable=True, description="It holds for each member of this; null: for the total")
    severity: Text = pa.Field(isin=["error", "warning", "information"], description="What a failure means")
    operator: Text = pa.Field(isin=["=", "<=", ">="], description="How left and right must compare")
    label_zh: Text = pa.Field(description="The rule in Chinese")
    label_en: Text = pa.Field(description="The rule in English")
    exceptions_en: Text = pa.Field(nullable=True, description="When it rightly does not hold")

    class Config:
        """Grain: one check."""

        name = "reference.yearly_checks"
        unique = ("check_id",)


class YearlyTerms(Table):
    """The operands of each check between years."""

    check_id: Text = pa.Field(description="The check")
    side: Text = pa.Field(isin=["left", "right"], description="The side of the comparison")
    coefficient: pl.Int64 = pa.Field(isin=[1, -1], description="What the figure is multiplied by: 1 or -1")
    position: pl.Int64 = pa.Field(ge=0, description="Order in the written formula")
    measure_code: Text = pa.Field(description="The measure, a key of reference.measures")
    years_back: pl.Int64 = pa.Field(isin=[0, 1], description="1: in the report of the year before")

    class Config:
        """Grain: one operand of a check."""

        name = "reference.yearly_terms"
        unique = ("check_id", "position")


class CheckRules(Table):
    """Rules that are no formulas, with their thresholds; of formulas see identities and yearly_checks."""

    check_id: Text = pa.Field(description="Identifies the rule")
    family: Text = pa.Field(
        isin=["comparison", "report", "bodies"],
        description="comparison: of figures; bodies: of the reports of several bodies; report: the rest",
    )
    severity: Text = pa.Field(isin=["error", "warning", "information"], description="What a failure means at most")
    label_zh: Text = pa.Field(description="The rule in Chinese")
    label_en: Text = pa.Field(description="The rule in English")
    least: pl.Int64 = pa.Field(ge=0, description="How many or how much there must be for the rule to be put")
    powers: Text = pa.Field(str_matches=r"^\[.*\]$", description="Powers of ten that make a suspicion: a JSON list")
    tolerance: Quantity = pa.Field(description="How near to such a power, as a decimal logarithm")
    measures: Text = pa.Field(str_matches=r"^\[.*\]$", description="Measures it is put to: a JSON list; empty: any")

    class Config:
        """Grain: one rule."""

        name = "reference.check_rules"
        unique = ("check_id",)


class WiderScopes(Table):
    """Which scopes lie within which; what is not listed has nothing to do with each other."""

    scope: Text = pa.Field(description="Whom a figure counts")
    wider_scope: Text = pa.Field(description="A scope that holds it")

    class Config:
        """Grain: one scope and one that holds it."""

        name = "reference.wider_scopes"
        unique = ("scope", "wider_scope")


class Divisions(Table):
    """Administrative divisions of China with the years their GB/T 2260 codes were valid."""

    division_code: Text = pa.Field(
        nullable=True, str_matches=DIVISION_CODE, description="GB/T 2260 code; null for a zone that has none"
    )
    name_zh: Text = pa.Field(description="Name")
    level: Text = pa.Field(isin=["province", "prefecture", "county"], description="Level of administration")
    parent_code: Text = pa.Field(nullable=True, description="Code of the division it lies in")
    valid_from: pl.Int64 = pa.Field(
        nullable=True, ge=1949, description="First year the code was valid; null if that is not known"
    )
    valid_to: pl.Int64 = pa.Field(nullable=True, description="Last year it was valid; null if it still is")
    successor_code: Text = pa.Field(nullable=True, description="The code that followed it")
    source: Text = pa.Field(description="Where this is known from")

    class Config:
        """Grain: one division under one code and name."""

        name = "reference.divisions"
        unique = ("division_code", "name_zh", "valid_from")

    @row_rule
    def validity_is_ordered(cls) -> pl.Expr:
        """A code that ended, ended after it began."""
        return (pl.col("valid_from") <= pl.col("valid_to")).fill_null(value=True)


class NumberClasses(Table):
    """What the numbers are that are no figures of a report. 非统计数字的类别。"""

    number_class: Text = pa.Field(description="Identifies the class. 类别。")
    label_zh: Text = pa.Field(description="Label in Chinese. 中文名。")
    label_en: Text = pa.Field(description="Label in English. 英文名。")

    class Config:
        """Grain: one class."""

        name = "reference.number_classes"
        unique = ("number_class",)
