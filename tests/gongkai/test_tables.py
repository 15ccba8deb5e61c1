"""Cells in small pieces of forms: what is read, what is unmapped, what is ambiguous."""

import random
import re

import pytest

from gongkai.codebook import Codebook
from gongkai.layouts import read_tables
from gongkai.layouts.reading import Reading
from gongkai.layouts.tokens import tokens

CHANNELS = (
    "（一）收到申请数\n29\n1.当面申请数\n28\n2.传真申请数\n0\n3.网络申请数\n0\n4.信函申请数\n1\n（二）申请办结数\n29\n"
)
ANSWERS = (
    "（三）申请答复数\n29\n1.属于已主动公开范围数\n4\n2.同意公开答复数\n11\n3.同意部分公开答复数\n2\n4.不同意公开答复数\n8\n"
    "5.不属于本行政机关公开数\n1\n6.申请信息不存在数\n7.告知作出更改补充数\n8.告知通过其他途径办理数\n3\n"
)


def readings(codebook: Codebook, edition: str, text: str) -> list[Reading]:
    compiled = next(form for form in codebook.forms if form.edition.edition == edition)
    characters = codebook.normalizer.normalize(text).text.characters
    return [reading for _, found in read_tables(characters, compiled, []) for reading in found]


def values(found: list[Reading]) -> dict[str, str | None]:
    return {r.slot.reference: r.token.text if r.token else None for r in found if r.slot}


def test_the_ordinal_of_the_next_label_is_no_value(codebook: Codebook) -> None:
    read = values(readings(codebook, "E2014", CHANNELS + ANSWERS))
    assert read["E2014/T14/r42"] is None
    assert read["E2014/T14/r43"] is None
    assert read["E2014/T14/r44"] == "3"


def test_a_row_the_form_does_not_know_is_unmapped(codebook: Codebook) -> None:
    text = CHANNELS.replace("（二）", "5.电子邮件申请数\n7\n（二）") + ANSWERS
    found = readings(codebook, "E2014", text)
    (stranger,) = [reading for reading in found if reading.mapping == "unmapped"]
    assert stranger.slot is None
    assert stranger.label == "电子邮件申请数"
    assert stranger.token is not None
    assert stranger.token.text == "7"
    assert values(found)["E2014/T14/r26"] == "1"


def test_two_figures_where_one_belongs_are_ambiguous(codebook: Codebook) -> None:
    found = readings(codebook, "E2014", CHANNELS.replace("1.当面申请数\n28", "1.当面申请数\n28\n27") + ANSWERS)
    row = next(reading for reading in found if reading.slot and reading.slot.reference == "E2014/T14/r23")
    assert row.mapping == "ambiguous"
    assert row.candidates == ("28", "27")
    assert sum(reading.mapping == "ambiguous" for reading in found) == 1


def test_empty_rows_before_a_row_with_too_many_figures_are_ambiguous_too(codebook: Codebook) -> None:
    found = readings(
        codebook,
        "E2014",
        CHANNELS.replace("2.传真申请数\n0\n3.网络申请数\n0", "2.传真申请数\n3.网络申请数\n0\n4") + ANSWERS,
    )
    unsure = {r.slot.reference for r in found if r.slot and r.mapping == "ambiguous"}
    assert unsure == {"E2014/T14/r24", "E2014/T14/r25"}


def test_a_prose_sentence_before_the_table_does_not_replace_it(codebook: Codebook) -> None:
    prose = "全年收到申请数为31件,其中当面申请数30件,信函申请数1件。\n"
    assert values(readings(codebook, "E2014", prose + CHANNELS + ANSWERS))["E2014/T14/r22"] == "29"


ZEROS = "0 0 0 0 0 0 0"
ROW = f"""一、本年新收政府信息公开申请数量 {{}}
二、上年结转政府信息公开申请数量 {ZEROS}
（一）予以公开 3 0 0 0 0 0 3
（二）部分公开（区分处理的，只计这一情形，不计其他情形） {ZEROS}
1.属于国家秘密 {ZEROS}
2.其他法律行政法规禁止公开 {ZEROS}
（七）总计 3 0 0 0 0 0 3
四、结转下年度继续办理 {ZEROS}
"""


def test_a_short_row_without_marks_of_its_blanks_is_ambiguous(codebook: Codebook) -> None:
    found = readings(codebook, "E2021", ROW.format("3 3"))
    row = [r for r in found if r.slot and r.slot.reference.startswith("E2021/T3/r01/")]
    assert [r.mapping for r in row] == ["ambiguous"] * 6 + ["mapped"]
    assert all(r.token is None for r in row[:6])
    assert row[6].token is not None  # the others add up to the last figure, so it is the total
    assert row[6].token.text == "3"


def test_a_short_row_that_does_not_add_up_is_ambiguous_altogether(codebook: Codebook) -> None:
    found = readings(codebook, "E2021", ROW.format("3 2"))
    row = [r for r in found if r.slot and r.slot.reference.startswith("E2021/T3/r01/")]
    assert [r.mapping for r in row] == ["ambiguous"] * 7


def test_a_label_that_wraps_around_its_figures(codebook: Codebook) -> None:
    whole = f"（区分处理的，只计这一情形，不计其他情形） {ZEROS}"
    wrapped = ROW.replace(whole, "（区分处理的，只计这 4 0 0 0 0 0 4 一情形，不计其他情形）")
    read = values(readings(codebook, "E2021", wrapped.format("3 0 0 0 0 0 3")))
    assert [read[f"E2021/T3/r04/c{column:02d}"] for column in range(1, 8)] == ["4", "0", "0", "0", "0", "0", "4"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("(不同渠道和方式公开相同信息计1条) 32101", ["note", "number"]),
        ("件\n29", ["unit", "number"]),
        ("| — | / | 无 |", ["dash", "dash", "dash"]),
        ("2018年2月11", ["words", "words", "number"]),
        ("1.属于国家秘密", ["words"]),
        ("251000元", ["number"]),
        ("-62 1,234.50", ["number", "number"]),
        ("| --- |", []),
    ],
)
def test_tokens(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokens(text, 0, len(text))] == kinds


APPLICANTS = (
    "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和\n申请人情况\n自然人 法人或其他组织 总计\n"
    "一、本年新收政府信息公开申请数量 4 1 0 0 2 0 7\n二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n"
    "三、本年度办理结果\n（一）予以公开 3 1 0 0 1 0 5\n"
)
AROUND = (
    "（三）不予公开\n1.属于国家秘密 0 0 0 0 0 0 0\n5.属于三类内部\n0 0 0 0 1 0 1\n事务信息\n"
    "4.保护第三方合\n1 0 0 0 0 0 1\n法权益\n"
    "（四）无法提供\n2.没有现成信息需要\n1 — 0 0 0 0 1\n另行制作\n"
    "（七）总计 5 1 0 0 2 0 8\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"
)


def test_figures_on_a_line_between_the_pieces_of_their_label_are_those_of_its_row(codebook: Codebook) -> None:
    labels: dict[str, str] = {}
    for reading in readings(codebook, "E2021", APPLICANTS + AROUND):
        assert reading.mapping == "mapped"
        labels[reading.label] = labels.get(reading.label, "") + (reading.token.text if reading.token else "□")
    assert labels["5.属于三类内部"] == "0000101"
    assert labels["4.保护第三方合"] == "1000001"
    assert labels["2.没有现成信息需要"] == "1—00001"
    assert labels["1.属于国家秘密"] == "0000000"
    assert len(labels) == 9


def test_a_label_printed_once_for_every_column_it_spans_is_one_label(codebook: Codebook) -> None:
    spanned = "\n".join(
        "\t".join([*label, *figures.split()])
        for label, figures in [
            (["一、本年新收政府信息公开申请数量"] * 3, "4 1 0 0 2 0 7"),
            (["二、上年结转政府信息公开申请数量"] * 3, "1 0 0 0 0 0 1"),
            (["三、本年度办理结果", *["（一）予以公开"] * 2], "3 1 0 0 1 0 5"),
            (["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"], "2 0 0 0 1 0 3"),
            (["三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益"], "0 0 0 0 0 0 0"),
            (["三、本年度办理结果", *["（七）总计"] * 2], "5 1 0 0 2 0 8"),
            (["四、结转下年度继续办理"] * 3, "0 0 0 0 0 0 0"),
        ]
    )
    found = readings(codebook, "E2021", spanned)
    assert [reading.token.text if reading.token else None for reading in found] == [
        *"4100207", *"1000001", *"3100105", *"2000103", *"0000000", *"5100208", *"0000000"
    ]  # fmt: skip
    assert all(reading.mapping == "mapped" for reading in found)


def test_the_number_of_a_page_among_the_figures_of_a_row_is_told_by_its_sum(codebook: Codebook) -> None:
    def row(figures: str) -> list[str | None]:
        lines = APPLICANTS.replace("（一）予以公开 3 1 0 0 1 0 5", f"（一）予以公开 {figures}") + AROUND
        found = readings(codebook, "E2021", lines)
        return [r.token.text if r.token else None for r in found if r.label == "(一)予以公开"]

    assert row("3 1 0 12 0 1 0 5") == [*"3100105"]
    assert row("3 1 0 12 0 1 0 6") == [None] * 7  # no figure can be left out
    assert row("3 1 0 2 0 1 2 7") == [None] * 7  # either 2 can be: which columns are filled cannot be told


def test_a_watermark_does_not_end_a_row(codebook: Codebook) -> None:
    marked = APPLICANTS.replace(" ", "\n").replace("\n0\n2\n0\n7\n", "\n0\n内部资料\n2\n0\n7\n")
    marked = marked.replace("二、上年", "内部资料\n二、上年") + "内部资料\n"
    found = readings(codebook, "E2021", marked + AROUND)
    assert [r.token.text if r.token else None for r in found[:7]] == [*"4100207"]
    assert all(reading.mapping == "mapped" for reading in found)


def test_a_heap_in_which_every_row_has_its_code_is_read_by_the_codes(codebook: Codebook) -> None:
    (form,) = (form for form in codebook.forms if form.edition.edition == "E2008")
    table = next(table for table in form.rows.tables if table.table.local_form == "SH54")
    rows = [row for row in table.rows if not row.row.header]
    labels = " ".join(f"{row.row.label}" for row in rows)
    heap = " ".join(f"{row.row.code} {place} {place + 100}" for place, row in enumerate(rows))
    found = readings(codebook, "E2008", f"{labels} {heap}\n")
    read = {r.slot.reference: r.token.text for r in found if r.slot and r.token}
    assert [read[row.slots[0].reference] for row in rows] == [str(place) for place in range(len(rows))]
    assert [read[row.slots[1].reference] for row in rows] == [str(place + 100) for place in range(len(rows))]


def test_prose_before_a_table_is_no_part_of_it(codebook: Codebook) -> None:
    """Sentences name what forms of many places list; the table that is there is another one."""
    prose = "全年受理申请总数12件，其中当面申请3件、网上申请4件、信函申请5件，同意公开9件，无行政复议，也无行政诉讼。\n"
    labels = ["主动公开信息数", "其中:1、网站公开", "2、政府公报公开", "受理依申请公开总数", "其中:1、当面申请"]
    labels += ["2、网上申请数", "3、传真申请数", "4、信函申请数", "5、电子邮件申请数", "对申请的答复数"]
    rows = [f"{label}\t{40 - number}" for number, label in enumerate(labels)]
    read = values(readings(codebook, "E2008", prose * 3 + "\n".join(rows)))
    assert read["E2008.JX17/r01"] == "40"
    assert read["E2008.JX17/r05"] == "36"
    assert len(read) == len(rows)


def test_figures_before_what_they_count_are_no_cells(codebook: Codebook) -> None:
    prose = "办结5件:4件同意公开,1件信息不存在。没有行政复议。\n"
    labels = [
        "受理申请总数",
        "当面申请",
        "网上申请",
        "同意公开",
        "信息不存在",
        "行政复议数",
        "行政诉讼数",
        "行政申诉数",
    ]
    table = "\n".join(f"{label} 件 {figure}" for figure, label in enumerate(labels, 31))
    read = values(readings(codebook, "E2008", prose + table))
    assert read["E2008.LOCAL/r15"] == "34"
    assert sorted(read.values()) == [str(n) for n in range(31, 39)]


def test_a_note_broken_over_lines_holds_no_blank_cells(codebook: Codebook) -> None:
    rows = ["（一）予以公开\n3\n1\n\n0\n1\n0\n5",
            "（二）部分公开（区分处理的，只计这一\n情形，不计其他情形）\n4\n\n0\n0\n\n0\n4",
            "1.属于国家秘密\n0\n0\n0\n0\n0\n0\n0", "2.其他法律行政法规禁止公开\n0\n0\n0\n0\n0\n0\n0",
            "3.危及“三安全一稳定”\n0\n0\n0\n0\n0\n0\n0", "4.保护第三方合法权益\n0\n0\n0\n0\n0\n0\n0"]  # fmt: skip
    read = values(readings(codebook, "E2021", "\n".join(rows) + "\n5.属于三类内部事务信息\n0\n0\n0\n0\n0\n0\n0\n"))
    assert [read[f"E2021/T3/r04/c{column:02d}"] for column in range(1, 8)] == ["4", None, "0", "0", None, "0", "4"]


def test_the_number_of_a_page_before_a_line_of_figures_is_told_by_the_sums(codebook: Codebook) -> None:
    header = "行政复议\n行政诉讼\n" + "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n" * 3
    line = [1, 0, 0, 1, 2, 0, 0, 3, 0, 3, 0, 1, 0, 0, 1]

    def row(figures: list[int]) -> list[str | None]:
        found = readings(codebook, "E2021", header + "\n".join(map(str, figures)) + "\n五、存在的主要问题\n")
        return [reading.token.text if reading.token else None for reading in found]

    assert row([11, *line]) == row(line) == [str(figure) for figure in line]
    assert row([11, *line[:-1], 9]) == [None] * len(line)  # nothing adds up: which figure is none cannot be told


# A form of one column whose labels are those of a form with two: that of Beijing counts the year alone.
NUMBERED = [
    ("主动公开信息数", "条", "305"),
    ("全文电子化的主动公开信息数", "条", "300"),
    ("新增的行政规范性文件数", "件", "2"),
    ("申请总数", "件", "9"),
    ("当面申请数", "件", "2"),
    ("传真申请数", "件", ""),
    ("网上申请数", "件", "7"),
    ("移送其他机关数", "件", "5"),
    ("对申请的答复总数", "件", "9"),
    ("同意公开答复数", "件", "8"),
    ("重复申请数", "件", "1"),
    ("行政复议数", "件", "0"),
]


@pytest.mark.parametrize(
    "row",
    [
        "{label}\n{unit}\n{figure}\n",
        "{number}\n{label}\n{unit}\n{figure}\n",
        "{number}\t{label}\t{unit}\t{figure}\n",
        "{number} {label} {unit} {figure} ",
        "{label} {unit} {number:02} {figure}\n",
        "| {label} | {unit} | {number} | {figure} |\n",
    ],
)
def test_what_only_numbers_the_rows_is_no_figure(codebook: Codebook, row: str) -> None:
    text = "".join(
        row.format(number=number, label=label, unit=unit, figure=figure)
        for number, (label, unit, figure) in enumerate(NUMBERED, start=1)
    )
    found = readings(codebook, "E2008", text)
    printed = [reading.token.text if reading.token else "" for reading in found]
    known = {reading.slot.reference for reading in found if reading.slot}
    assert sorted(printed) == sorted(figure for _, _, figure in NUMBERED)
    assert len(known) == len(NUMBERED) - 1
    assert [reading.label for reading in found if reading.mapping == "unmapped"] == ["移送其他机关数"]
    assert not any(reading.mapping == "ambiguous" for reading in found)


def test_figures_that_do_not_run_on_are_no_numbers_of_rows(codebook: Codebook) -> None:
    text = "".join(
        f"{label} {unit} {number * 3} {figure}\n"
        for number, (label, unit, figure) in enumerate(NUMBERED, start=1)
        if figure
    )
    found = [reading for reading in readings(codebook, "E2008", text) if reading.slot]
    assert {reading.mapping for reading in found} == {"ambiguous"}


def glued_requests(codebook: Codebook, seed: int) -> tuple[str, dict[str, str]]:
    """The table of requests as a converter prints it that drops what stands between cells, and its figures."""
    draw = random.Random(seed)
    form = next(form for form in codebook.forms if form.edition.edition == "E2021")
    table = next(table for table in form.tables if table.table.table == "E2021/T3")
    text, figures = "", {}
    for row in table.rows:
        if row.row.header:
            text += row.row.label
            continue
        parts = [draw.choice([0, 1, 3, 12, 108]), *draw.choices([0, 1, 12], [10, 1, 1], k=5)]  # most are people
        own = [str(figure) for figure in [*parts, sum(parts)]]
        ordinal = f"{row.row.ordinal}." if row.row.ordinal.isdigit() else row.row.ordinal
        text += ordinal + row.row.label + "".join(own)
        figures |= {slot.reference: figure for slot, figure in zip(row.slots, own, strict=True)}
    return text + "五、存在的主要问题", figures


@pytest.mark.parametrize("seed", range(5))
def test_glued_cells_are_parted_where_there_is_one_way_only(codebook: Codebook, seed: int) -> None:
    text, figures = glued_requests(codebook, seed)
    found = [reading for reading in readings(codebook, "E2021", text) if reading.slot]
    read = {reading.slot.reference: reading.token.text for reading in found if reading.slot and reading.token}
    assert read.items() <= figures.items()
    assert len(read) > len(figures) / 2
    assert {reading.mapping for reading in found if not reading.token} <= {"ambiguous"}
    assert len(found) == len(figures)
    assert all(
        text[reading.token.start : reading.token.end] == reading.token.text for reading in found if reading.token
    )


def test_a_long_figure_among_blank_cells_is_not_parted(codebook: Codebook) -> None:
    text, _ = glued_requests(codebook, 1)
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])\d+", lambda match: f" {int(match[0][-4:]) + 1000000} ", text)
    found = [reading for reading in readings(codebook, "E2021", spaced) if reading.slot]
    assert {reading.mapping for reading in found} == {"ambiguous"}
