"""The rules that reports are held to, as tables of the schema `reference`.

Belongs here: promises about rules and their operands. Does not: their content, which is edited in `codebook/`, or what
they come to in a report (`findings.py`).
"""

import pandera.polars as pa
import polars as pl

from models.contract import Quantity, Table

Text = pl.String


class Identities(Table):
    """The arithmetic that the forms prescribe. 表式规定的勾稽关系。"""

    check_id: Text = pa.Field(description="Identifies the check. 校验规则编号。")
    edition: Text = pa.Field(description="The edition whose form prescribes it. 规定此关系的版本。")
    table_id: Text = pa.Field(description="The table it is about. 所涉表。")
    severity: Text = pa.Field(
        isin=["error", "warning", "information"], description="What a failure means. 不成立时的严重程度。"
    )
    operator: Text = pa.Field(isin=["=", "<=", ">="], description="How left and right must compare. 左右两边的关系。")
    label_zh: Text = pa.Field(description="The rule in Chinese. 规则（中文）。")
    label_en: Text = pa.Field(description="The rule in English. 规则（英文）。")
    exceptions_en: Text = pa.Field(nullable=True, description="When it rightly does not hold. 可以不成立的情形。")

    class Config:
        """Grain: one check."""

        name = "reference.identities"
        unique = ("check_id",)


class IdentityTerms(Table):
    """The operands of each check, once for every column or row it applies to. 各校验规则的各项。"""

    check_id: Text = pa.Field(description="The check. 校验规则。")
    instance: Text = pa.Field(description="The column or row it is applied to. 所适用的列或行。")
    instance_label_zh: Text = pa.Field(nullable=True, description="Its label. 其名称。")
    side: Text = pa.Field(isin=["left", "right"], description="The side of the comparison. 左边或右边。")
    coefficient: pl.Int64 = pa.Field(description="What the figure is multiplied by: 1 or -1. 系数：1或-1。")
    position: pl.Int64 = pa.Field(ge=0, description="Order in the written formula. 算式中的顺序。")
    table_ref: Text = pa.Field(description="The cell, as in reference.lines. 单元格，见reference.lines。")
    label_zh: Text = pa.Field(description="Label of the cell. 单元格名称。")

    class Config:
        """Grain: one operand of one instance of a check."""

        name = "reference.identity_terms"
        unique = ("check_id", "instance", "side", "position")


class YearlyChecks(Table):
    """Arithmetic between the report of one year and that of the year before. 跨年度勾稽关系。"""

    check_id: Text = pa.Field(description="Identifies the check. 校验规则编号。")
    dimension: Text = pa.Field(
        nullable=True, description="It holds for each member of this; null: for the total. 逐一适用的维度；空为合计。"
    )
    severity: Text = pa.Field(
        isin=["error", "warning", "information"], description="What a failure means. 不成立时的严重程度。"
    )
    operator: Text = pa.Field(isin=["=", "<=", ">="], description="How left and right must compare. 左右两边的关系。")
    label_zh: Text = pa.Field(description="The rule in Chinese. 规则（中文）。")
    label_en: Text = pa.Field(description="The rule in English. 规则（英文）。")
    exceptions_en: Text = pa.Field(nullable=True, description="When it rightly does not hold. 可以不成立的情形。")

    class Config:
        """Grain: one check."""

        name = "reference.yearly_checks"
        unique = ("check_id",)


class YearlyTerms(Table):
    """The operands of each check between years. 跨年度校验的各项。"""

    check_id: Text = pa.Field(description="The check. 校验规则。")
    side: Text = pa.Field(isin=["left", "right"], description="The side of the comparison. 左边或右边。")
    coefficient: pl.Int64 = pa.Field(
        isin=[1, -1], description="What the figure is multiplied by: 1 or -1. 系数：1或-1。"
    )
    position: pl.Int64 = pa.Field(ge=0, description="Order in the written formula. 算式中的顺序。")
    measure_code: Text = pa.Field(
        description="The measure, a key of reference.measures. 指标编号，见reference.measures。"
    )
    years_back: pl.Int64 = pa.Field(isin=[0, 1], description="1: in the report of the year before. 1为上年报告。")

    class Config:
        """Grain: one operand of a check."""

        name = "reference.yearly_terms"
        unique = ("check_id", "position")


class CheckRules(Table):
    """Rules that are no formulas, with their thresholds; others are in identities and yearly_checks. 非算式规则。"""

    check_id: Text = pa.Field(description="Identifies the rule. 规则编号。")
    family: Text = pa.Field(
        isin=["comparison", "report", "bodies"],
        description="comparison: of figures; bodies: of the reports of several bodies; report: the rest. "
        "类别：数字对照、机关之间、报告其他。",
    )
    severity: Text = pa.Field(
        isin=["error", "warning", "information"], description="What a failure means at most. 不成立时的最高严重程度。"
    )
    label_zh: Text = pa.Field(description="The rule in Chinese. 规则（中文）。")
    label_en: Text = pa.Field(description="The rule in English. 规则（英文）。")
    least: pl.Int64 = pa.Field(
        ge=0, description="How many or how much there must be for the rule to be put. 适用的最小数。"
    )
    powers: Text = pa.Field(
        str_matches=r"^\[.*\]$", description="Powers of ten that make a suspicion: a JSON list. 可疑的十的幂（JSON）。"
    )
    tolerance: Quantity = pa.Field(
        description="How near to such a power, as a decimal logarithm. 与该幂的接近程度（常用对数）。"
    )
    measures: Text = pa.Field(
        str_matches=r"^\[.*\]$",
        description="Measures it is put to: a JSON list; empty: any. 适用指标（JSON）；空为不限。",
    )

    class Config:
        """Grain: one rule."""

        name = "reference.check_rules"
        unique = ("check_id",)


class WiderScopes(Table):
    """Which scopes lie within which; what is not listed has nothing to do with each other. 统计范围的包含关系。"""

    scope: Text = pa.Field(description="Whom a figure counts. 统计范围。")
    wider_scope: Text = pa.Field(description="A scope that holds it. 包含它的范围。")

    class Config:
        """Grain: one scope and one that holds it."""

        name = "reference.wider_scopes"
        unique = ("scope", "wider_scope")
