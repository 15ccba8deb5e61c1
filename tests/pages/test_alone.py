"""The page of one report in a file of its own: from the reader alone, and downloaded from the pages."""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from gongkai import documents_in, parse
from gongkai.codebook import Codebook
from orchestration.dossiers import Dossiers
from pages.dossier import Check, Dossier
from pages.language import Language
from pages.published import Published
from pages.published_report import published_report
from tests.generator.reports import generate

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.name != "README.md")
WRONG = next(path for path in SAMPLES if path.name.startswith("示例市市场监督管理局"))
ELSEWHERE = {"facts", "series"}  # what only a warehouse has


def gongkai_page(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "orchestration.cli", "page", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a report that does not add up, in English."""
    page = tmp_path_factory.mktemp("page") / "页.html"
    run = gongkai_page(WRONG, "-o", page, "--lang", "en", cwd=ROOT)
    assert (run.returncode, run.stdout.strip()) == (0, str(page)), run.stderr
    return page


def test_the_page_says_what_the_report_says(wrong: Path) -> None:
    tree = LexborHTMLParser(wrong.read_text(encoding="utf-8"))
    [text] = tree.css(".text")
    assert re.sub(r"\s", "", text.text()) == re.sub(r"\s", "", WRONG.read_text(encoding="utf-8"))
    [eight] = tree.css('.text a[id="f-E2021/T3/r13/c07"]')
    assert eight.text() == "8"
    assert {"figure", "reported", "failing"} <= set(str(eight.attributes["class"]).split())
    assert "not held" in str(eight.attributes["data-tip"]) and "cell/inline" in str(eight.attributes["data-tip"])
    card = tree.css_first(str(eight.attributes["href"]).replace("#", "[id='") + "']").text()
    for said in (
        "本机关不掌握相关政府信息",
        "line 72, character 31",
        "own agency",
        "cell/inline",
        "6 + 1 + 0 + 0 + 0 + 0 = 7 ≠ 8",
    ):
        assert said in card, said


def test_checks_and_numbers_left_out_lead_to_their_places(wrong: Path) -> None:
    tree = LexborHTMLParser(wrong.read_text(encoding="utf-8"))
    ids = {str(node.attributes["id"]) for node in tree.css("[id]")}
    links = {str(node.attributes["href"]) for node in tree.css("a[href]")}
    assert len([link for link in links if link.startswith("#f-")]) > 100
    assert len([link for link in links if link.startswith("#l-")]) > 20
    assert {link.removeprefix("#") for link in links} <= ids
    assert len(tree.css("#checks > .checks .check.fail")) == 2


def test_the_page_loads_nothing_and_runs_nothing_else(wrong: Path) -> None:
    page = wrong.read_text(encoding="utf-8")
    tree = LexborHTMLParser(page)
    assert not tree.css("link, img, iframe, [src], form")
    assert not re.search(r"\son\w+=|\sstyle=|url\((?!#)|https?:|@import", page)
    policy = str(tree.css_first("meta[http-equiv]").attributes["content"])
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reader_and_warehouse_say_the_same(published: Path, codebook: Codebook, language: str) -> None:
    """What the rules say about several reports only a warehouse can know."""
    voice = Language(language)
    dossiers = Dossiers(codebook, voice)
    with Published(published).opened() as warehouse:
        for path in SAMPLES:
            [document] = documents_in(path.read_bytes(), path.name, codebook)
            alone = dossiers.dossier(parse(document, codebook))
            other = published_report(warehouse, document.document_id, voice)
            assert other is not None
            assert_same(alone, other)


def assert_same(alone: Dossier, other: Dossier) -> None:
    for name in ("title", "issuer", "report_year", "edition", "edition_label_zh", "script", "text", "file_name"):
        assert alone.report.get(name) == other.report[name], name
    shown = {name for name in other.figures[0] if name not in {*ELSEWHERE, "report_id", "dimensions"}}
    assert [_only(row, shown) for row in alone.figures] == [_only(row, shown) for row in other.figures]
    for rows, expected in ((alone.leftovers, other.leftovers), (alone.sections, other.sections)):
        names = {name for row in expected for name in row} - {"report_id"}
        assert [_only(row, names) for row in rows] == [_only(row, names) for row in expected]
    names = {"key", "label_zh", "rule", "value_text", "suggested_value"}
    assert [_only(row, names) for row in alone.suggestions] == [_only(row, names) for row in other.suggestions]
    assert {str(_bare(each)) for each in alone.checks} <= {str(_bare(each)) for each in other.checks}
    assert [each for each in other.checks if each.status == "fail"] == [
        each for each in alone.checks if each.status == "fail"
    ]


def _only(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: row.get(name) for name in names}


def _bare(check: Check) -> Check:
    return dataclasses.replace(check, operands=[each for each in check.operands if each.figure])


def test_a_downloaded_page_stands_alone(pages: TestClient, wrong: Path) -> None:
    [address] = [
        node.attributes["href"] for node in LexborHTMLParser(pages.get("/?q=示例市市场监督管理局").text).css("a.title")
    ]
    report = pages.get(str(address))
    [link] = [str(node.attributes["href"]) for node in LexborHTMLParser(report.text).css("a.download")]
    answer = pages.get(link, params={"lang": "en"})
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E7%A4%BA")
    mine, other = (LexborHTMLParser(text) for text in (answer.text, wrong.read_text(encoding="utf-8")))
    assert mine.css_first(".text").html == other.css_first(".text").html
    assert "marts.fct_requests" in mine.css_first("#figure").text()


def test_nothing_in_a_report_is_html(tmp_path: Path) -> None:
    hostile = generate("E2021", "tabs", 3).text.replace("一、", "一、<script>alert(1)</script>", 1)
    file = tmp_path / "<img src=x onerror=alert(1)>.txt"
    file.write_text(hostile.replace("年度", '年度"><img src=x onerror=alert(2)>', 1), encoding="utf-8")
    run = gongkai_page(file, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    tree = LexborHTMLParser((tmp_path / f"{file.name}.html").read_text(encoding="utf-8"))
    assert not tree.css("img")
    assert len(tree.css("script")) == 1


def test_every_report_of_a_file_gets_its_page(tmp_path: Path) -> None:
    (tmp_path / "汇编.txt").write_text(
        "\n".join(generate("E2021", "lines", seed).text for seed in (1, 2)), encoding="utf-8"
    )
    run = gongkai_page("汇编.txt", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["汇编.txt.html", "汇编.txt.2.html"]
    assert len({(tmp_path / name).read_text(encoding="utf-8") for name in run.stdout.split()}) == 2


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "菜谱.txt").write_text("红烧肉：五花肉500克，冰糖30克。", encoding="utf-8")
    run = gongkai_page("菜谱.txt", cwd=tmp_path)
    assert run.returncode == 1
    assert "菜谱.txt" in run.stderr
    assert "Traceback" not in run.stderr
    assert not list(tmp_path.glob("*.html"))
    run = gongkai_page(WRONG, "-o", tmp_path / "no" / "folder.html", cwd=tmp_path)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
