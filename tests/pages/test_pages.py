"""The pages as a browser gets them: what they say, what they refuse, and that nothing in the data is taken for HTML."""

import csv
import html
import io
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from models.warehouse import Warehouse
from pages.language import dictionary
from pages.published import Published
from tests.pages.conftest import ADDRESS, FORMULA, HTML, ONE_PLACE, SAMPLES, TEXT, client

TITLE = "示例市市场监督管理局2021年政府信息公开工作年度报告"


def ask(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder / "gongkai.duckdb"), read_only=True) as connection:
        return connection.sql(sql).fetchall()


def page(pages: TestClient, address: str, status: int = 200) -> LexborHTMLParser:
    answer = pages.get(address)
    assert answer.status_code == status, answer.text[:2000]
    return LexborHTMLParser(answer.text)


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [node.text(strip=True) for node in tree.css(selector)]


@pytest.fixture(scope="session")
def report_id(published: Path) -> str:
    return str(ask(published, f"select report_id from marts.dim_reports where title = '{TITLE}'")[0][0])


def test_all_reports_are_listed(pages: TestClient) -> None:
    tree = page(pages, "/?lang=zh")
    assert texts(tree, ".count") == [f"共 {SAMPLES} 份报告"]
    assert TITLE in texts(tree, "a.title")


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("q=江西", "jurisdiction_code like '36%'"),
        ("q=江西 安源", "title like '安源%'"),
        ("year=2012", "report_year = 2012"),
        ("edition=E2019", "edition = 'E2019'"),
        ("checks=fail", "report_id in (select report_id from marts.fct_checks where status = 'fail' "
         "union all select report_id from marts.fct_comparisons where status = 'fail' and severity <> 'information')"),
    ],
)  # fmt: skip
def test_reports_are_found(pages: TestClient, published: Path, question: str, condition: str) -> None:
    expected = ask(published, f"select title from marts.dim_reports where {condition}")
    assert expected
    assert sorted(texts(page(pages, f"/?{question}"), "a.title")) == sorted(str(title) for (title,) in expected)


def test_a_page_behind_the_last_is_empty(pages: TestClient) -> None:
    assert texts(page(pages, "/?page=9&lang=en"), ".empty") == ["No report meets these conditions."]


def test_every_figure_is_marked_in_the_text(pages: TestClient, published: Path, report_id: str) -> None:
    tree = page(pages, f"/reports/{report_id}")
    marks = [node.attributes["data-key"] for node in tree.css(".text a.figure[data-key]")]
    places = f"select distinct source_start from marts.report_figures where report_id = '{report_id}'"
    assert len(marks) == len(ask(published, places))
    spoken = "".join(texts(tree, ".text"))
    [(text,)] = ask(published, f"select text from marts.report_texts where report_id = '{report_id}'")
    assert re.sub(r"\s", "", spoken) == re.sub(r"\s", "", str(text))


def test_every_report_is_shown_whole(pages: TestClient, published: Path) -> None:
    for report, text in ask(published, "select report_id, text from marts.report_texts"):
        tree = page(pages, f"/reports/{report}?leftovers=shown")
        assert re.sub(r"\s", "", "".join(texts(tree, ".text"))) == re.sub(r"\s", "", str(text))


def test_a_figure_says_what_it_is_and_leads_to_its_facts(pages: TestClient, report_id: str) -> None:
    tree = page(pages, f"/reports/{report_id}?figure=E2021/T3/r13/c07&lang=en")
    assert texts(tree, "#selected") == ["8"]
    card = "".join(texts(tree, "#figure"))
    for said in ("本机关不掌握相关政府信息", "Unable: information not held", "own agency", "E2021/T3/r13/c07", "cell/"):
        assert said in card
    facts = [node.attributes["href"] for node in tree.css('#figure a[href^="/facts/"]')]
    assert facts
    row = page(pages, str(facts[0]))
    assert f"{report_id}/E2021/T3/r13/c07" in "".join(texts(row, "table.fact"))


def test_a_figure_says_where_it_stands_in_the_original(pages: TestClient, published: Path, report_id: str) -> None:
    [(text,)] = ask(published, f"select text from marts.report_texts where report_id = '{report_id}'")
    places = (
        f"select place, value_text, source_start, source_end from marts.report_figures where report_id = '{report_id}'"
    )
    for place, printed, start, end in ask(published, places):
        line, column = map(int, re.findall(r"\d+", str(place)))
        assert str(text).split("\n")[line - 1][column - 1 :].startswith(str(text)[start:end]), (place, printed)
    for lang, said in (("zh", "第 72 行第 31 字"), ("en", "line 72, character 31")):
        tree = page(pages, f"/reports/{report_id}?figure=E2021/T3/r13/c07&lang={lang}")
        assert said in "".join(texts(tree, "#figure"))


def test_failing_checks_lead_to_their_figures(pages: TestClient, report_id: str) -> None:
    tree = page(pages, f"/reports/{report_id}?lang=zh")
    assert len(tree.css("#checks > .checks .check.fail")) == 2
    operands = [str(node.attributes["href"]) for node in tree.css(".check.fail a.to-figure")]
    assert operands
    for address in operands[:3]:
        assert page(pages, address.partition("#")[0]).css("#selected")
    assert tree.css(".text a.failing")


def test_numbers_left_out_are_marked_only_if_asked(pages: TestClient, report_id: str) -> None:
    assert not page(pages, f"/reports/{report_id}").css(".text .left")
    assert page(pages, f"/reports/{report_id}?leftovers=shown").css(".text .left")


def test_a_part_of_the_page_is_about_the_figure_alone(pages: TestClient, report_id: str) -> None:
    answer = pages.get(f"/reports/{report_id}?figure=E2021/T3/r13/c07&part=figure")
    assert "<html" not in answer.text
    assert "part=" not in answer.text


@pytest.mark.parametrize("measure", ["series/requests_received", "series/staff", "measure/requests_new"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_query_of_a_panel_is_what_is_downloaded(one_place: Path, measure: str, lang: str) -> None:
    pages = client(one_place)
    tree = page(pages, f"/panel?measure={measure}&place={ONE_PLACE}&lang={lang}")
    sql = html.unescape(str(tree.css_first("#sql").text()))
    with duckdb.connect(str(one_place / "gongkai.duckdb"), read_only=True) as shell:
        answer = shell.sql(sql)
        columns, rows = answer.columns, answer.fetchall()
    download = pages.get(str(tree.css_first("a.download").attributes["href"]))
    assert download.headers["content-disposition"].startswith("attachment")
    written = list(csv.reader(io.StringIO(download.content.decode("utf-8-sig"), newline="")))
    assert written[0] == columns
    assert [line[0] for line in written[1:]] == [str(row[0]) for row in rows]
    assert len(tree.css("table.rows tbody tr")) == len(rows) > 5


def test_breaks_between_forms_are_drawn_as_breaks(one_place: Path) -> None:
    pages = client(one_place)
    tree = page(pages, f"/panel?measure=series/requests_received&place={ONE_PLACE}&lang=en")
    assert {"approximate", "same"} <= set(texts(tree, ".band .grade"))
    assert tree.css("svg.chart g.line a circle")
    assert tree.css("svg.chart line.plain")
    assert page(pages, f"/panel?measure=series/staff&place={ONE_PLACE}").css("g.band.break")


def test_coverage_counts_reports_with_a_figure(one_place: Path) -> None:
    tree = page(client(one_place), f"/panel?measure=series/requests_received&place={ONE_PLACE}&from=2019&to=2021")
    chosen, everything = ([cell.text(strip=True) for cell in row.css("td")] for row in tree.css("tfoot tr"))
    assert chosen == ["1/1", "1/1", "1/1"]
    given = ask(
        one_place,
        "select count(value) || '/' || count(*) from marts.fct_series where series_code = 'requests_received' "
        "and is_main_scope and report_year between 2019 and 2021 group by report_year order by report_year",
    )
    assert everything == [count for (count,) in given]


def test_a_breakdown_is_followed(pages: TestClient) -> None:
    tree = page(pages, "/panel?measure=measure/requests_new&member=natural_person&lang=en")
    assert "Natural person" in texts(tree, "h1")[0]
    assert "'natural_person'" in texts(tree, "#sql")[0]


def test_places_are_found(pages: TestClient) -> None:
    assert texts(page(pages, "/panel?place=321300/宿迁市人民政府&find=安源"), ".candidate span[lang]") == [
        "安源区人民政府"
    ]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?year=two", 400),
        ("/?edition=E1999", 400),
        ("/?page=0", 400),
        ("/panel?measure=nothing", 400),
        ("/panel?measure=series/nothing", 400),
        ("/panel?place=nowhere", 400),
        ("/panel?from=2020&to=2010", 400),
        ("/panel.csv?from=99999999", 400),
        ("/panel?" + "&".join(f"place={number}" for number in range(9)), 400),
        ("/reports/0000000000000000", 404),
        ("/reports/..%2f..%2fetc", 404),
        ("/facts/dim_reports/1", 404),
        ("/facts/fct_requests/1", 404),
        ("/static/../application.py", 404),
        ("/elsewhere", 404),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_to_do(pages: TestClient, address: str, status: int) -> None:
    answer = pages.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status
    if not address.startswith("/static"):
        assert texts(LexborHTMLParser(answer.text), ".refusal h1")


def test_a_figure_that_does_not_exist_is_refused(pages: TestClient, report_id: str) -> None:
    page(pages, f"/reports/{report_id}?figure=nothing", 404)


def test_an_injected_question_is_a_value(pages: TestClient) -> None:
    page(pages, "/panel?place=x') or true--", 400)
    assert texts(page(pages, "/?q=' or true--"), "a.title") == []


def test_the_pages_only_answer_on_their_own_name_and_to_reading(pages: TestClient) -> None:
    assert pages.get("/", headers={"host": "example.com"}).status_code == 400
    assert pages.post("/").status_code == 405


def test_a_browser_may_load_nothing_from_elsewhere(pages: TestClient, report_id: str) -> None:
    for address in ("/", f"/reports/{report_id}", "/panel"):
        answer = pages.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "//" not in re.sub(
            r"http://www\.w3\.org/2000/svg", "", "".join(re.findall(r'(?:src|href)="[^"]*"', answer.text))
        )
        assert not re.search(r"<script(?! src=)|\son\w+=|\sstyle=", answer.text)


def test_nothing_planted_is_html(planted: Path) -> None:
    pages = client(planted)
    [(report,)] = ask(planted, "select min(report_id) from marts.report_texts")
    [(figure,)] = ask(planted, f"select min(observation_id) from marts.report_figures where report_id = '{report}'")
    key = str(figure).removeprefix(f"{report}/")
    [(place,)] = ask(planted, "select min(issuer_id) from marts.dim_issuers")
    addresses = [f"/?q={TEXT}", "/", f"/reports/{report}?figure={key}&leftovers=shown", "/panel", f"/panel?find={HTML}"]
    addresses += [f"/panel?measure={HTML}", f"/panel?place={place}", f"/?year={HTML}", f"/{HTML}", f"/?lang={HTML}"]
    for address in addresses:
        answer = pages.get(address).text
        assert HTML not in answer, address
        assert TEXT not in answer, address
        assert [node.attributes for node in LexborHTMLParser(answer).css("script")] in (
            [{"src": "/static/pages.js", "defer": None}],
        )
    assert html.escape(HTML, quote=False)[:10] in pages.get("/").text


def test_no_value_of_a_download_is_a_formula(planted: Path) -> None:
    written = list(csv.DictReader(io.StringIO(client(planted).get("/panel.csv").content.decode("utf-8-sig"))))
    assert {row["issuer"] for row in written} == {f"'{FORMULA}"}


def test_nothing_published_says_what_to_do(tmp_path: Path) -> None:
    for address in ("/", "/panel", "/reports/1"):
        assert "gongkai build" in "".join(texts(page(client(tmp_path / "published"), address, 503), ".refusal"))


def test_a_new_release_is_seen_while_the_old_one_is_read(published: Path, planted: Path, tmp_path: Path) -> None:
    for name, release in (("1", published), ("2", planted)):
        (tmp_path / name).mkdir()
        shutil.copyfile(release / "gongkai.duckdb", tmp_path / name / "gongkai.duckdb")
    link = tmp_path / "published"
    link.symlink_to("1")
    with Published(link).opened() as reader:
        (tmp_path / "new").symlink_to("2")
        (tmp_path / "new").replace(link)
        assert html.escape(HTML, quote=False)[:10] in client(link).get("/").text
        titles = "select count(*) from marts.dim_reports where title like '<%'"
        assert reader.query(titles).item() == 0
    assert Warehouse(tmp_path / "2" / "gongkai.duckdb", read_only=True).query(titles).item() == SAMPLES


def test_every_view_is_there_in_both_languages(pages: TestClient, report_id: str) -> None:
    for address in ("/", f"/reports/{report_id}", "/panel", "/elsewhere"):
        for lang in ("zh", "en"):
            tree = LexborHTMLParser(pages.get(address, params={"lang": lang}).text)
            assert str(tree.css_first("html").attributes["lang"]).startswith(lang)
            switch = str(tree.css_first("a.language").attributes["href"])
            assert f"lang={'en' if lang == 'zh' else 'zh'}" in switch
    browser = pages.get("/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert 'lang="en"' in browser.text[:100]


def test_every_word_is_said_twice() -> None:
    for key, both in dictionary().items():
        assert len(both) == 2, key
        assert all(both), key
        assert re.findall(r"\{(\w+)\}", both[0]).sort() == re.findall(r"\{(\w+)\}", both[1]).sort(), key


def test_the_address_of_the_server_is_this_machine() -> None:
    from orchestration import serve

    assert ADDRESS.removeprefix("http://") == serve.ADDRESS


def test_the_samples_show_a_series_with_gaps_and_a_change_of_form(pages: TestClient) -> None:
    place = "模拟县人民政府"
    tree = page(pages, f"/panel?place={place}&from=2016&to=2022&lang=en")
    points = [node.text() for node in tree.css("svg.chart g.line a title")]
    assert [point.split(" · ")[1:3] for point in points] == [
        ["2016", "63 件"], ["2018", "88 件"], ["2019", "117 件"], ["2021", "139 件"], ["2022", "158 件"],
    ]  # fmt: skip
    joined = [str(node.attributes["class"]) for node in tree.css("svg.chart g.line line")]
    assert joined == ["rough", "plain"]
    assert texts(tree, "table.matrix tbody td") == ["63", "·", "88", "117", "·", "139", "158"]
    staff = page(pages, f"/panel?measure=series/staff&place={place}&from=2016&to=2022&lang=en")
    assert texts(staff, "table.matrix tbody td") == ["96", "·", "98", "n/a", "·", "n/a", "n/a"]
    assert len(staff.css("g.band.break")) == 2


def test_a_figure_of_a_page_stands_in_a_cell_of_its_table(pages: TestClient) -> None:
    [address] = [node.attributes["href"] for node in page(pages, "/?q=模拟县&year=2022&lang=zh").css("a.title")]
    report = str(address).partition("?")[0]
    for lang, said in (("zh", "表 5 第 6 行第 10 格"), ("en", "table 5, row 6, cell 10")):
        assert said in "".join(texts(page(pages, f"{report}?figure=E2021/T3/r03/c07&lang={lang}"), "#figure"))
