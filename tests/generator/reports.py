"""Whole reports with known figures: title, prose of its own, the tables of an edition, a signature.

Places are fictitious. The prose is written here and shares no phrase list with the reader.
"""

import random
from dataclasses import dataclass

from tests.generator.figures import Figures, draw
from tests.generator.layouts import SHOWS_BLANKS, print_reviews, print_rows, printed_rows


def _forms(edition: str, tables: str) -> tuple[str, ...]:
    return tuple(f"{edition}/{table}" for table in tables.split())


EDITIONS = {
    "E2014": ((2014, 2018), ("E2014/T14",)),
    "E2019": ((2019, 2020), _forms("E2019", "A20_1 A20_5 A20_6 A20_8 A20_9 T3 T4")),
    "E2021": ((2021, 2025), _forms("E2021", "A20_1 A20_5 A20_6 A20_8 T3 T4")),
    "E2008.JX17": ((2009, 2013), ("E2008.JX17",)),
    "E2008.SH54": ((2009, 2013), ("E2008.SH54",)),
    "E2008.FJ17": ((2009, 2013), ("E2008.FJ17",)),
    "E2008.GS35": ((2009, 2013), ("E2008.GS35",)),
}  # fmt: skip
SENTENCES = (
    "一年来,各单位把公开贯穿于决策和服务的全过程,群众办事更加明白。",
    "办公室牵头完善了目录和指南,逐项明确了责任科室与更新时限。",
    "对涉及面广的事项,事前听取意见,事中说明理由,事后公布结果。",
    "窗口工作人员接受了业务辅导,答复文书的格式逐步统一。",
    "栏目按主题重新归并,检索入口更加醒目,手机端也可以浏览。",
    "个别单位更新不够及时,说明材料偏少,今后将逐月抽查并限期补正。",
    "档案室整理了历年材料,残缺的条目已经补齐并注明来源。",
)
PLACES = ("示例省样本市试验区", "示例省样本市", "示例省样本市对照县")
HEADINGS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
            "存在的主要问题及改进情况", "其他需要报告的事项")  # fmt: skip


@dataclass(frozen=True)
class GeneratedReport:
    """A report and what a reader must find in it: the printed value of every cell, None for a blank."""

    edition: str
    year: int
    layout: str
    text: str
    figures: Figures


def generate(edition: str, layout: str, seed: int, blanks: float = 0.0, prose: int = 8) -> GeneratedReport:
    """A report of `edition` printed in `layout`; a share of zero cells may be left blank.

    `prose` is the number of sentences in the longest section: 90 make a report as long as real ones.
    """
    dice = random.Random(f"{edition}/{layout}/{seed}")
    (first, last), tables = EDITIONS[edition]
    year = dice.randint(first, last)
    figures: Figures = {}
    printed: dict[str, str] = {}
    for form in tables:
        own = draw(form, dice)
        if blanks and layout in SHOWS_BLANKS:
            own = {cell: None if value == "0" and dice.random() < blanks else value for cell, value in own.items()}
        figures.update(own)
        printed[form] = _print(form, layout, own, dice)
    return GeneratedReport(edition, year, layout, _compose(edition, year, printed, prose, dice), figures)


def _print(form: str, layout: str, figures: Figures, dice: random.Random) -> str:
    if form.endswith("/T4"):
        return print_reviews(layout, form, figures, dice)
    return print_rows(layout, form, printed_rows(form, figures, units=layout != "heap"), dice)


def _compose(edition: str, year: int, printed: dict[str, str], prose: int, dice: random.Random) -> str:
    place = dice.choice(PLACES)
    title = f"{place}{year}年政府信息公开工作年度报告"
    parts = [title, f"本报告所列数据的统计期限为{year}年1月1日至12月31日。{_prose(dice, 2)}"]
    if edition in ("E2019", "E2021"):
        parts += _modern_sections(printed, prose, dice)
    else:
        parts += [f"一、概述\n{_prose(dice, prose)}", f"二、存在的主要问题及改进措施\n{_prose(dice, 4)}"]
        parts += [f"{place}人民政府办公室\n{year + 1}年3月12日", *printed.values()]
    return "\n".join(parts)


def _modern_sections(printed: dict[str, str], prose: int, dice: random.Random) -> list[str]:
    caption = "\n".join(text for form, text in printed.items() if "/A20_" in form)
    requests, reviews = (next(text for form, text in printed.items() if form.endswith(end)) for end in ("/T3", "/T4"))
    return [
        f"一、{HEADINGS[0]}\n{_prose(dice, prose)}",
        f"二、{HEADINGS[1]}\n{caption}",
        requests,
        reviews,
        f"五、{HEADINGS[4]}\n{_prose(dice, 5)}",
        f"六、{HEADINGS[5]}\n{_prose(dice, 1)}",
    ]


def _prose(dice: random.Random, sentences: int) -> str:
    return "".join(dice.choice(SENTENCES) for _ in range(sentences))
