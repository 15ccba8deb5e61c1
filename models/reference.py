"""The codebook as tables, so that SQL joins the same words that the reader used.

Belongs here: promises about measures, dimensions, forms and divisions. Does not: rules (`rules.py`), or their content,
which is edited in `codebook/`.
"""

import pandera.polars as pa
import polars as pl

from models.contract import Table, row_rule

Text = pl.String
MONTH_DAY = r"^[0-9]{2}-[0-9]{2}$"
DIVISION_CODE = r"^[0-9]{6}([0-9]{3}|[0-9]{6})?$"


class Measures(Table):
    """What is counted: a row per measure, with the dimension members that it implies. 指标及其维度成员。"""

    measure_code: Text = pa.Field(description="Identifies the measure. 指标编号。")
    fact: Text = pa.Field(
        isin=["disclosures", "requests", "reviews", "staffing"],
        description="The fact table it belongs to. 所属事实表。",
    )
    subject: Text = pa.Field(description="What it is about, for example disclosure. 主题。")
    label_zh: Text = pa.Field(description="Label in Chinese. 中文名称。")
    label_en: Text = pa.Field(description="Label in English. 英文名称。")
    definition_en: Text = pa.Field(description="What counts and what does not. 定义：计入与不计入的内容。")
    unit: Text = pa.Field(description="Base unit of its figures. 基本单位。")
    value_type: Text = pa.Field(
        isin=["count", "money_cny", "ratio"],
        description="Count, money in yuan, or ratio. 数值类型：件数、金额（元）或比率。",
    )
    parent_code: Text = pa.Field(nullable=True, description="The measure it is a part or a subset of. 上级指标。")
    parent_relation: Text = pa.Field(
        nullable=True,
        isin=["part", "of_which"],
        description="part: the parts add up to the parent; of_which: a subset, never to be added to it. "
        "与上级的关系：part为组成部分，of_which为其中，不可相加。",
    )
    display_order: pl.Int64 = pa.Field(ge=0, description="Order to show it in. 显示顺序。")
    comparability: Text = pa.Field(
        isin=["same", "approximate", "break"],
        description="How far it compares over all editions that print it: its worst grade in reference.crosswalk. "
        "可比程度：各版本中的最低等级。",
    )
    comparability_note: Text = pa.Field(nullable=True, description="What to know before comparing it. 比较前须知。")
    channel: Text = pa.Field(nullable=True, description="Channel of disclosure it implies. 所含公开渠道。")
    doc_type: Text = pa.Field(nullable=True, description="Kind of document it implies. 所含文件类型。")
    matter: Text = pa.Field(
        nullable=True, description="What the figure is about, for facts that mix several matters. 事项。"
    )
    flow: Text = pa.Field(
        nullable=True, description="Flow of requests it implies: received, decided and so on. 申请流程环节。"
    )
    request_channel: Text = pa.Field(nullable=True, description="How the request came in. 申请方式。")
    timeliness: Text = pa.Field(nullable=True, description="On time, extended or late. 是否按时。")
    outcome: Text = pa.Field(nullable=True, description="How the request was answered. 办理结果。")
    reason: Text = pa.Field(nullable=True, description="Why it was answered so. 理由。")
    review_stage: Text = pa.Field(
        nullable=True, description="Review, suit, or suit after review. 救济阶段：复议、诉讼、复议后诉讼。"
    )
    review_outcome: Text = pa.Field(nullable=True, description="How the review or suit ended. 救济结果。")
    staff_type: Text = pa.Field(nullable=True, description="Kind of staff. 人员类型。")
    basis: Text = pa.Field(nullable=True, description="Made in the year, or in force at its end. 本年制发或年末有效。")

    class Config:
        """Grain: one measure."""

        name = "reference.measures"
        unique = ("measure_code",)

    @row_rule
    def parent_and_relation_go_together(cls) -> pl.Expr:
        """Whether a figure adds up to another decides if it may be summed."""
        return pl.col("parent_code").is_null() == pl.col("parent_relation").is_null()


class DimensionMembers(Table):
    """The members of every dimension with their labels. 各维度成员及名称。"""

    dimension: Text = pa.Field(description="The dimension. 维度。")
    member: Text = pa.Field(description="Code of the member. 成员编号。")
    label_zh: Text = pa.Field(description="Label in Chinese. 中文名称。")
    label_en: Text = pa.Field(description="Label in English. 英文名称。")
    parent_member: Text = pa.Field(
        nullable=True, description="The member whose figure this one's is part of. 上级成员。"
    )
    display_order: pl.Int64 = pa.Field(ge=0, description="Order to show it in. 显示顺序。")

    class Config:
        """Grain: one member of one dimension."""

        name = "reference.dimension_members"
        unique = ("dimension", "member")


class Editions(Table):
    """The official forms, by the first report year they applied to. 官方表式各版本。"""

    edition: Text = pa.Field(description="Identifies the edition, for example E2014. 版本编号。")
    label_zh: Text = pa.Field(description="Label in Chinese. 中文名称。")
    label_en: Text = pa.Field(description="Label in English. 英文名称。")
    first_year: pl.Int64 = pa.Field(ge=2008, description="First report year. 首个报告年度。")
    last_year: pl.Int64 = pa.Field(
        nullable=True, ge=2008, description="Last report year; null if still used. 末个报告年度；空为现行。"
    )
    legal_basis: Text = pa.Field(nullable=True, description="Law and articles. 法律依据。")
    format_notice: Text = pa.Field(nullable=True, description="The notice that prescribes the form. 规定表式的通知。")
    deadline: Text = pa.Field(nullable=True, description="By when the report must be public. 公布期限。")
    deadline_governments: Text = pa.Field(
        str_matches=MONTH_DAY, description="For governments: month-day, next year. 政府的期限（次年月-日）。"
    )
    deadline_departments: Text = pa.Field(
        str_matches=MONTH_DAY, description="For departments: month-day, next year. 部门的期限（次年月-日）。"
    )

    class Config:
        """Grain: one edition."""

        name = "reference.editions"
        unique = ("edition",)

    @row_rule
    def years_are_ordered(cls) -> pl.Expr:
        """An edition that ended, ended after it began."""
        return pl.col("last_year").is_null() | (pl.col("first_year") <= pl.col("last_year"))


class EditionSections(Table):
    """The sections that a form prescribes, in order. 表式规定的各部分及顺序。"""

    edition: Text = pa.Field(description="The edition of the form. 表式版本。")
    position: pl.Int64 = pa.Field(ge=1, description="Its number on the form. 表式中的序号。")
    section: Text = pa.Field(description="Canonical section, a key of codebook/sections.yml. 规范部分名。")
    label_zh: Text = pa.Field(description="Label in Chinese. 中文名称。")
    label_en: Text = pa.Field(description="Label in English. 英文名称。")

    class Config:
        """Grain: one section of a form."""

        name = "reference.edition_sections"
        unique = ("edition", "section")


class Lines(Table):
    """Every value cell of every form: what it counts, under which label. 各表式的每个数值单元格。"""

    edition: Text = pa.Field(description="The edition of the form. 表式版本。")
    table_id: Text = pa.Field(description="The table of the form. 表式中的表。")
    table_ref: Text = pa.Field(description="Address of the cell, as in staging.cells. 单元格地址。")
    row: pl.Int64 = pa.Field(ge=0, description="Row of the form. 行。")
    column: pl.Int64 = pa.Field(ge=0, description="Value column of the form. 数值列。")
    label_zh: Text = pa.Field(description="Label of the row. 行标题。")
    column_label_zh: Text = pa.Field(
        nullable=True, description="Label of the column; null if there is only one. 列标题；仅一列时为空。"
    )
    unit: Text = pa.Field(nullable=True, description="Unit printed on the form. 表式所印单位。")
    measure_code: Text = pa.Field(
        nullable=True, description="What the cell counts; null if it is not read. 所计指标；不读取则为空。"
    )
    dimensions: Text = pa.Field(
        str_matches=r"^\{.*\}$",
        description="Open dimensions the cell fixes: a JSON object, its keys sorted. 单元格确定的维度（JSON）。",
    )

    class Config:
        """Grain: one cell of a form."""

        name = "reference.lines"
        unique = ("table_ref",)


class Divisions(Table):
    """Administrative divisions of China with the years their GB/T 2260 codes were valid. 行政区划代码及有效年份。"""

    division_code: Text = pa.Field(
        nullable=True,
        str_matches=DIVISION_CODE,
        description="GB/T 2260 code; null for a zone that has none. 行政区划代码；无代码的功能区为空。",
    )
    name_zh: Text = pa.Field(description="Name. 名称。")
    level: Text = pa.Field(isin=["province", "prefecture", "county"], description="Level of administration. 行政层级。")
    parent_code: Text = pa.Field(nullable=True, description="Code of the division it lies in. 上级区划代码。")
    valid_from: pl.Int64 = pa.Field(
        nullable=True,
        ge=1949,
        description="First year the code was valid; null if that is not known. 代码生效年份；不详为空。",
    )
    valid_to: pl.Int64 = pa.Field(
        nullable=True, description="Last year it was valid; null if it still is. 代码失效年份；现行为空。"
    )
    successor_code: Text = pa.Field(nullable=True, description="The code that followed it. 后续代码。")
    source: Text = pa.Field(description="Where this is known from. 资料来源。")

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
