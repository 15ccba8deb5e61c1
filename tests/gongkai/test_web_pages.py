"""Web pages: what is text, what is table, what surrounds them, and pages made to do harm."""

import json

import pytest

from gongkai.formats import LIMITS, Limits, UnreadableError, decode
from gongkai.places import Places

BODY = "<p>某县2020年政府信息公开工作年度报告。本机关按条例的要求编写本报告,现予公布。</p>"


def text_of(body: str, limits: Limits = LIMITS) -> str:
    return decode(f"<html><body>{body}</body></html>".encode(), "页.html", limits).text


# body | text
PAGES = [
    # cells that cover columns and rows are printed once, in the first of them
    ("<table><tr><th rowspan=2>指标<th colspan=2>数量<tr><td>上半年<td>下半年<tr><td>申请<td>1<td>2</table>",
     "指标\t数量\t\n\t上半年\t下半年\n申请\t1\t2\n"),
    # blank and missing cells
    ("<table><tr><td>申请<td><td>&nbsp;<td>3<tr><td>答复<td>4</table>", "申请\t\t\t3\n答复\t4\n"),
    # spans that say nothing
    ("<table><tr><td colspan=0>申请<td rowspan=many>3<td colspan=99999999>4</table>", "申请\t3\t4\n"),
    # a cell of several paragraphs is one line, digits in pieces are one figure
    ("<table><tr><td><p>收到<br>申请</p><p>(件)</p><td><b>1</b><font>2</font></table>", "收到 申请 (件)\t12\n"),
    # a table that lays out the page, with one of figures in it
    ("<table><tr><td>左边</td><td><p>上文</p><table><tr><td>申请<td>3</table><p>下文</p></td></tr></table>",
     "左边\n上文\n申请\t3\n下文\n"),
    # one cell in a cell is no table of its own
    ("<table><tr><td>申请<td><table><tr><td>3</table></table>", "申请\t3\n"),
    # paragraphs, lines, entities
    ("<div>一<p>二<br>三</p>四</div>&#20116;&amp;<span>六</span>\n 七", "一\n二\n三\n四\n五&六 七\n"),
    # what nobody sees
    ("<script>a='12件'</script><p>正文<span style='display:none'>彩票12元</span><!-- 3件 --></p>",
     "正文\n"),
    # broken markup
    ("<p>一<table><tr><td>申请<td>3</table><b>二<p>三</div></span><td>四", "一\n申请\t3\n二\n三四\n"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), PAGES)
def test_what_a_page_says(body: str, text: str) -> None:
    assert text_of(body) == text


def test_menus_and_footers_are_kept_aside_and_attachments_noted() -> None:
    menu = (
        "<ul>" + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in "机构 法规 年报 首页".split()) + "</ul>"
    )
    link = "<p>附件：<a href='/files/附表.xlsx?v=1'>统计表</a></p>"
    page = f"<title>年报_某县门户</title><body>{menu}{BODY}{link}<div class='footer'>备案号12345</div>"
    document = decode(page.encode(), "页.html")
    assert document.text == BODY[3:-4] + "\n附件：统计表\n"
    assert document.aside.split("\n") == ["机构 法规 年报 首页", "备案号12345"]
    assert json.loads(document.attachments) == [["统计表", "/files/附表.xlsx?v=1"]]


def test_a_page_without_its_title_gets_it_from_its_head() -> None:
    page = "<html><head><title>某县2020年政府信息公开工作年度报告_某县门户</title></head><body><p>收到申请3件。</p>"
    assert decode(page.encode(), "页.html").text.startswith("某县2020年政府信息公开工作年度报告\n")


def test_what_holds_most_of_the_page_is_no_surrounding() -> None:
    assert text_of(f"<div class='footer'>{BODY}</div>") == BODY[3:-4] + "\n"


@pytest.mark.parametrize("charset", ["gb2312", "big5", "utf-8"])
def test_the_declared_encoding_is_heard(charset: str) -> None:
    page = f"<html><head><meta charset='{charset}'></head><body><p>一二三</p></body></html>"
    assert decode(page.encode(charset), "页.html").text == "一二三\n"


def test_a_place_in_a_page_is_a_cell() -> None:
    document = decode(f"<html>{BODY}<table><tr><td>甲<td>1<tr><td>乙<td>27</table>".encode(), "页.html")
    at = document.text.index("27")
    assert Places(document).words(at) == "table 1, row 2, cell 2"


HOSTILE = [
    ("nesting", "<div>" * 20_000),
    ("nesting", "<table><tr><td>" * 5_000),
    ("nesting", "<i></b>" * 20_000),
    ("attributes", "<p " + "".join(f"a{number} " for number in range(50_000)) + ">文"),
    ("elements", "".join(f"<font size={size}>" for size in range(900)) + "<p>文" * 5_000),
    ("cells", "<table>" + "<tr><td colspan=199>1<td>2</tr>" * 1_100 + "</table><p>" + "文" * 10),
    ("cells", "<table><tr>" + "<td rowspan=99999>1" * 199 + "<tr><td>2" * 2_000 + "</table>"),
]


@pytest.mark.parametrize(("limit", "body"), HOSTILE)
def test_a_page_that_asks_for_too_much_is_refused_by_the_name_of_the_limit(limit: str, body: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        text_of(body)
    assert refused.value.status == "unsupported"
    for words in ("页.html", f"GONGKAI_{limit.upper()}", "raise it"):
        assert words in str(refused.value)


def test_a_huge_page_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableError, match="GONGKAI_HTML_MIB"):
        text_of("文" * (2 << 20), Limits(html_mib=1))


def test_depth_below_the_limit_is_read() -> None:
    assert text_of("<div>" * 900 + "收到申请3件") == "收到申请3件\n"
