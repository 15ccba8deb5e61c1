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
    """How far the figures of each measure in each edition compare with the definition of today. 各指标的可比程度。"""

    measure_code: Text = pa.Field(description="The measure. 指标。")
    edition: Text = pa.Field(description="The edition of the form. 表式版本。")
    grade: Text = pa.Field(
        isin=GRADES,
        description="same, approximate, or break: not to be put into one series. 可比程度：相同、近似、断裂。",
    )
    is_on_form: pl.Boolean = pa.Field(description="Whether the form has a row for it. 表式中是否有此项。")
    reason_zh: Text = pa.Field(description="The reason in Chinese. 理由（中文）。")
    reason_en: Text = pa.Field(description="The reason in English. 理由（英文）。")

    class Config:
        """Grain: one measure in one edition."""

        name = "reference.crosswalk"
        unique = ("measure_code", "edition")

    @row_rule
    def only_a_printed_row_is_the_same(cls) -> pl.Expr:
        """What no form defines cannot be the same."""
        return pl.col("is_on_form") | (pl.col("grade") != "same")


class Series(Table):
    """What can be followed over the years: a figure, or several added up. 可跨年比较的序列。"""

    series_code: Text = pa.Field(description="Identifies the series. 序列编号。")
    label_zh: Text = pa.Field(description="Label in Chinese. 中文名称。")
    label_en: Text = pa.Field(description="Label in English. 英文名称。")
    unit: Text = pa.Field(description="Unit of its values. 单位。")
    display_order: pl.Int64 = pa.Field(ge=1, description="Order to show it in. 显示顺序。")

    class Config:
        """Grain: one series."""

        name = "reference.series"
        unique = ("series_code",)


class SeriesTerms(Table):
    """What is added up for a series in each edition that allows it. 各序列在各版本中的构成。"""

    series_code: Text = pa.Field(description="The series. 序列。")
    edition: Text = pa.Field(description="The edition of the form. 表式版本。")
    position: pl.Int64 = pa.Field(ge=1, description="Order in the written formula. 算式中的顺序。")
    coefficient: pl.Int64 = pa.Field(isin=[1, -1], description="1 to add, -1 to take away. 系数：1为加，-1为减。")
    measure_code: Text = pa.Field(
        description="The measure, a key of reference.measures. 指标编号，见reference.measures。"
    )
    member: Text = pa.Field(description="The member of its dimension; total: all of it. 维度成员；total为合计。")
    grade: Text = pa.Field(
        isin=["same", "approximate"],
        description="How far the series compares in this edition. 该序列在此版本中的可比程度。",
    )
    reason_zh: Text = pa.Field(description="The reason in Chinese. 理由（中文）。")
    reason_en: Text = pa.Field(description="The reason in English. 理由（英文）。")

    class Config:
        """Grain: one term of a series in one edition."""

        name = "reference.series_terms"
        unique = ("series_code", "edition", "position")


class Indicators(Table):
    """Rates that are worth having, each with its variant. 比率及其口径。"""

    indicator_id: Text = pa.Field(description="Indicator and variant. 比率及口径编号。")
    indicator: Text = pa.Field(description="What it tells. 比率名称。")
    variant: Text = pa.Field(description="Which of several ways to compute it. 计算口径。")
    label_zh: Text = pa.Field(description="Label in Chinese. 中文名称。")
    label_en: Text = pa.Field(description="Label in English. 英文名称。")
    numerator: Text = pa.Field(description="Series above the line. 分子序列。")
    denominator: Text = pa.Field(description="Series below the line. 分母序列。")
    per: pl.Int64 = pa.Field(ge=1, description="What the rate is multiplied by. 比率所乘的倍数。")
    least: pl.Int64 = pa.Field(ge=1, description="With fewer cases it is a small number. 低于此数即为小样本。")
    display_order: pl.Int64 = pa.Field(ge=1, description="Order to show it in. 显示顺序。")

    class Config:
        """Grain: one variant of one indicator."""

        name = "reference.indicators"
        unique = ("indicator_id",)


class IndicatorTerms(Table):
    """The series of each indicator. 各比率所用的序列。"""

    indicator_id: Text = pa.Field(description="The indicator. 比率。")
    side: Text = pa.Field(isin=["numerator", "denominator"], description="Above or below the line. 分子或分母。")
    position: pl.Int64 = pa.Field(ge=1, description="Order in the written formula. 算式中的顺序。")
    coefficient: pl.Int64 = pa.Field(isin=[1, -1], description="1 to add, -1 to take away. 系数：1为加，-1为减。")
    series_code: Text = pa.Field(description="The series, a key of reference.series. 序列编号，见reference.series。")

    class Config:
        """Grain: one term of an indicator."""

        name = "reference.indicator_terms"
        unique = ("indicator_id", "side", "position")
