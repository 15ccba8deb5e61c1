"""Several reports in one file are told apart, and a single report is never cut.

All texts are written for these tests.
"""

import pytest

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.records import Document, Report
from tests.generator.reports import generate

TITLE = "政府信息公开工作年度报告"
OPENINGS = [
    "根据《中华人民共和国政府信息公开条例》,现将本机关一年来的工作报告如下。",
    "本报告由办公室编写,数字到年底为止。",
]
SECTIONS = [
    "一、概述\n本机关把公开当作日常工作,由一名干事专管,每周更新一次。\n",
    "二、主动公开政府信息情况\n主动公开政府信息{figure}条,其中网站公开{figure}条。\n",
    "三、依申请公开政府信息情况\n收到申请3件,都已按时答复。\n",
    "四、行政复议、行政诉讼情况\n没有发生。\n",
    "五、存在的主要问题和改进措施\n目录太旧,来年重编。\n",
]
TABLE = "主动公开政府信息数\n条\n12\n收到申请数\n件\n3\n申请办结数\n件\n3\n行政复议数量\n件\n0\n"


def body(figure: int = 12, *, opening: int = 0) -> str:
    return OPENINGS[opening] + "\n" + "".join(SECTIONS).format(figure=figure)


def report(title: str, figure: int = 12) -> str:
    return f"{title}\n\n{body(figure)}"


def document(text: str) -> Document:
    known = {"document_id": "0123456789abcdef", "sha256": "0" * 64, "format": "text", "encoding": "utf-8"}
    return Document(**known, file_name="汇编.txt", text=text)


def titles(codebook: Codebook, text: str) -> list[str]:
    """The first line of each part."""
    return [part.text.strip().split("\n")[0] for part in codebook.splitter.split(document(text))]


OFFICES = ["财政局", "教育局", "民政局", "水利局", "卫生局"]
CONTENTS = "目录\n" + "".join(f"沭阳县{office}2016年{TITLE}......{page}\n" for page, office in enumerate(OFFICES))
ONE_LINE = body().replace("\n", "")
SHORT = (
    "我局主动公开信息8条,没有收到依申请公开的申请,没有收费,没有发生行政复议和行政诉讼。存在的问题是人手不够,今后改进。"
    * 2
)

# text | the first lines of its parts
SEVERAL = [
    # offices of one county
    (report(f"沭阳县财政局2016年{TITLE}") + report(f"沭阳县教育局2016年{TITLE}") + report(f"沭阳县民政局2016年{TITLE}"),
     [f"沭阳县财政局2016年{TITLE}", f"沭阳县教育局2016年{TITLE}", f"沭阳县民政局2016年{TITLE}"]),
    # two years of one organ, the second without its name
    (report(f"沭阳县财政局2016年{TITLE}") + report(f"2017年{TITLE}"), [f"沭阳县财政局2016年{TITLE}", f"2017年{TITLE}"]),
    (report("沭阳县2008年政府信息公开年报") + report("沭阳县2009年政府信息公开年报"),
     ["沭阳县2008年政府信息公开年报", "沭阳县2009年政府信息公开年报"]),
    # a department, then its government; a government, then its department, with the form between
    (report(f"沭阳县财政局2016年{TITLE}") + report(f"沭阳县人民政府2016年{TITLE}"),
     [f"沭阳县财政局2016年{TITLE}", f"沭阳县人民政府2016年{TITLE}"]),
    (report(f"沭阳县2016年{TITLE}") + TABLE + report(f"沭阳县财政局2016年{TITLE}") + TABLE,
     [f"沭阳县2016年{TITLE}", f"沭阳县财政局2016年{TITLE}"]),
    # a table of contents is a part of its own; a cover is not
    (CONTENTS + report(f"沭阳县财政局2016年{TITLE}") + report(f"沭阳县教育局2016年{TITLE}"),
     ["目录", f"沭阳县财政局2016年{TITLE}", f"沭阳县教育局2016年{TITLE}"]),
    (f"沭阳县2016年政府信息公开年报汇编\n\n{report(f'沭阳县财政局2016年{TITLE}')}{report(f'沭阳县教育局2016年{TITLE}')}",
     ["沭阳县2016年政府信息公开年报汇编", f"沭阳县教育局2016年{TITLE}"]),
    # titles over several lines, numbered, marked up, spaced, Traditional
    (report(f"沭阳县财政局\n2016年度\n{TITLE}") + report(f"沭阳县教育局\n2016年度\n{TITLE}"),
     ["沭阳县财政局", "沭阳县教育局"]),
    (report("沭阳县财政局2016年政府信息公开\n工作年度报告") + report("沭阳县教育局2016年政府信息公开\n工作年度报告"),
     ["沭阳县财政局2016年政府信息公开", "沭阳县教育局2016年政府信息公开"]),
    (report(f"1.汤池镇2020年{TITLE}") + report(f"2.白湖镇2020年{TITLE}") + report(f"3、乐桥镇2020年{TITLE}"),
     [f"1.汤池镇2020年{TITLE}", f"2.白湖镇2020年{TITLE}", f"3、乐桥镇2020年{TITLE}"]),
    (report(f"附件1:汤池镇2020年{TITLE}") + report(f"附件2:白湖镇2020年{TITLE}"),
     [f"附件1:汤池镇2020年{TITLE}", f"附件2:白湖镇2020年{TITLE}"]),
    (report(f"# 沭阳县财政局2016年{TITLE}") + report(f"# 沭阳县教育局2016年{TITLE}"),
     [f"# 沭阳县财政局2016年{TITLE}", f"# 沭阳县教育局2016年{TITLE}"]),
    (report("沭阳县财政局2016年政府信息公开年 度 报 告") + report("沭阳县教育局2016年政府信息公开年 度 报 告"),
     ["沭阳县财政局2016年政府信息公开年 度 报 告", "沭阳县教育局2016年政府信息公开年 度 报 告"]),
    (report("樂山市財政局2012年政府信息公開工作年度報告") + report("樂山市教育局2012年政府信息公開工作年度報告"),
     ["樂山市財政局2012年政府信息公開工作年度報告", "樂山市教育局2012年政府信息公開工作年度報告"]),
    # no headings, hardly more than zeros
    (f"汤池镇2020年{TITLE}\n{SHORT}\n白湖镇2020年{TITLE}\n{SHORT}\n", [f"汤池镇2020年{TITLE}", f"白湖镇2020年{TITLE}"]),
    # a report in one paragraph below its title
    (f"沭阳县2016年{TITLE}\n{ONE_LINE}\n沭阳县2017年{TITLE}\n{ONE_LINE}\n",
     [f"沭阳县2016年{TITLE}", f"沭阳县2017年{TITLE}"]),
    # the head of the compilation on every page
    ("".join("沭阳县2016年政府信息公开年报\n" + report(f"沭阳县{office}2016年{TITLE}") for office in OFFICES[:3]),
     ["沭阳县2016年政府信息公开年报", f"沭阳县教育局2016年{TITLE}", f"沭阳县民政局2016年{TITLE}"]),
    # places of one name in different cities
    (report(f"南京市鼓楼区2015年{TITLE}") + report(f"徐州市鼓楼区2015年{TITLE}"),
     [f"南京市鼓楼区2015年{TITLE}", f"徐州市鼓楼区2015年{TITLE}"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first_lines"), SEVERAL)
def test_reports_in_one_file_are_told_apart(codebook: Codebook, text: str, first_lines: list[str]) -> None:
    assert titles(codebook, text) == first_lines


HEAD, TAIL = body().split("三、")
FOOTER = "主办:沭阳县人民政府\n" + "版权所有,转载请注明。" * 40
LAST_YEAR = f"沭阳县2015年{TITLE}\n"
SINGLE = [
    report(f"沭阳县2016年{TITLE}"),
    "",
    f"沭阳县2016年{TITLE}",
    # contents before the report, titles repeated above it and over its appendix
    f"沭阳县2016年{TITLE}\n目录\n一、概述\n二、主动公开\n" + report(f"沭阳县2016年{TITLE}"),
    report(f"首页 > 公开年报\n沭阳县2016年{TITLE}\n发布时间:2017-01-05\n沭阳县2016年{TITLE}"),
    report(f"沭阳县人民政府2016年{TITLE}") + f"沭阳县2016年{TITLE}附表\n{TABLE}",
    report(f"江苏省宿迁市沭阳县人民政府2016年{TITLE}") + f"沭阳县2016年政府信息公开情况报告\n{TABLE}{SHORT}",
    report(f"延边州2016年{TITLE}") + f"延边朝鲜族自治州2016年{TITLE}\n{TABLE}{SHORT}",
    report(f"沭阳县人民政府办公室2016年{TITLE}") + f"沭阳县人民政府2016年{TITLE}\n{TABLE}",
    # neighbours in lists of links, before, behind and in the middle of it
    "".join(f"沭阳县{year}年{TITLE}\n" for year in range(2008, 2020)) + report(f"沭阳县2016年{TITLE}"),
    report(f"沭阳县2016年{TITLE}") + f"上一篇:沭阳县2015年{TITLE}\n下一篇:沭阳县2017年{TITLE}\n{FOOTER}",
    f"沭阳县2016年{TITLE}\n{HEAD}\n相关链接\n沭阳县2015年{TITLE}\n三、{TAIL * 3}",
    f"沭阳县2016年{TITLE}\n{HEAD}\n沭阳县财政局2015年{TITLE}\n三、{TAIL * 3}",
    # a neighbour's title between the text and its form
    report(f"沭阳县2016年{TITLE}") + f"沭阳县2015年{TITLE}\n统计表\n(2016年度)\n一、主动公开情况\n{TABLE * 3}",
    # the head of every page, last year's by mistake
    f"{LAST_YEAR}沭阳县2016年{TITLE}\n{HEAD}{LAST_YEAR}三、{TAIL}{LAST_YEAR}{TABLE}",
    # last year's report by name, headings that look like titles
    report(f"沭阳县2016年{TITLE}") + f"参见《沭阳县2015年{TITLE}》\n《沭阳县2014年{TITLE}》\n{FOOTER}",
    f"沭阳县2016年{TITLE}\n一、2015年政府信息公开工作总结\n{ONE_LINE}\n二、2016年政府信息公开工作总结\n{ONE_LINE}\n",
    f"沭阳县2016年{TITLE}\n(一)2015年政府信息公开情况报告\n{ONE_LINE}\n(二)2016年政府信息公开情况报告\n{ONE_LINE}\n",
    # a notice that hands on a report
    f"关于公布沭阳县财政局2016年{TITLE}的通知\n各股室:\n现将年报印发。\n" + report(f"沭阳县财政局2016年{TITLE}"),
    # reports on other subjects
    report(f"沭阳县2016年{TITLE}") + "沭阳县2016年法治政府建设年度报告\n" + "复议5件,诉讼6件,依申请公开。" * 10,
]  # fmt: skip


@pytest.mark.parametrize("text", SINGLE)
def test_a_single_report_is_never_cut(codebook: Codebook, text: str) -> None:
    whole = document(text)
    assert codebook.splitter.split(whole) == (whole,)


def test_parts_cover_the_file_and_lead_back_to_it(codebook: Codebook) -> None:
    text = (
        report(f"沭阳县财政局2016年{TITLE}", 5) + TABLE + report(f"沭阳县2017年{TITLE}", 7) + "\n主办:沭阳县人民政府\n"
    )
    parts = codebook.splitter.split(document(text))
    assert [(part.document_id, part.part) for part in parts] == [("0123456789abcdef.1", 1), ("0123456789abcdef.2", 2)]
    assert "".join(part.text for part in parts) == text
    assert all(text.startswith(part.text, part.part_start) for part in parts)
    reports = [parse(part, codebook) for part in parts]
    assert [(one.header.issuer, one.header.report_year) for one in reports] == [
        ("沭阳县财政局", 2016),
        ("沭阳县人民政府", 2017),
    ]
    assert [figures(one, text) for one in reports] == [{"5", "3"}, {"7", "3"}]


def figures(report: Report, text: str) -> set[str]:
    """The figures of the prose of a report, as they stand in the file."""
    start = report.document.part_start
    return {
        text[start + seen.source_start : start + seen.source_end]
        for seen in report.observations
        if seen.source == "narrative" and seen.value_status == "reported"
    }


def test_every_part_of_a_compilation_is_a_report(codebook: Codebook) -> None:
    offices = [f"沭阳县{office}" for office in OFFICES]
    contents = "目录\n" + "".join(f"{office}2016年{TITLE}\n" for office in offices)
    parts = codebook.splitter.split(
        document(contents + "".join(report(f"{office}2016年{TITLE}") for office in offices))
    )
    headers = [parse(part, codebook).header for part in parts]
    assert [header.document_class for header in headers] == ["not_a_report"] + ["report"] * 5
    assert [header.issuer for header in headers[1:]] == offices


@pytest.mark.parametrize("kind", ["E2008.prose", "E2014", "E2019", "E2021", "E2021.requests"])
def test_reports_one_below_the_other_are_told_apart(codebook: Codebook, kind: str) -> None:
    """Generated reports of two organs, whose first lines often speak of the report again (报告如下)."""
    for seed in range(6):
        first, second = generate(kind, "lines", seed), generate(kind, "lines", seed + 1)
        parts = codebook.splitter.split(document(f"{first.text}\n{second.text}"))
        assert [part.part_start for part in parts] == [0, len(first.text) + 1]


@pytest.mark.parametrize(
    "piece", ["报告", "沭阳县2016年政府信息公开年报\n", "公开年报\n主动公开,依申请公开,复议。" * 9 + "\n"]
)
def test_endless_titles_are_passed_over(codebook: Codebook, piece: str) -> None:
    assert len(codebook.splitter.split(document(piece * 20_000))) == 1
