"""`gongkai build` as a person runs it: good and bad files, statuses, exit status, and a second run."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "samples" / "安源区2012年度政府信息公开年度报告.txt"
ANOTHER = ROOT / "samples" / "示例市样本区2010年政府信息公开年度报告(附指标统计表).txt"


class Run(NamedTuple):
    """A finished command."""

    status: int
    said: str
    seconds: float


class Build(NamedTuple):
    """An inbox with everything that can be wrong, built once."""

    inbox: Path
    data: Path
    first: Run

    def again(self, *arguments: str) -> Run:
        return gongkai("build", str(self.inbox), *arguments, data=self.data)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.data / "warehouse.duckdb"), read_only=True) as connection:
            return connection.sql(sql).fetchall()


def gongkai(*arguments: str, data: Path) -> Run:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments],
        cwd=ROOT,
        env=os.environ | {"GONGKAI_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Run(done.returncode, done.stdout, time.monotonic() - started)


def fill(inbox: Path) -> None:
    report = REPORT.read_bytes()
    (inbox / "下级").mkdir(parents=True)
    (inbox / "下级" / "安源区.txt").write_bytes(report)
    (inbox / "两份.txt").write_bytes(report + ANOTHER.read_bytes())
    (inbox / "下级" / "同一份.txt").write_bytes(report)
    (inbox / '它\'s "带引号".txt').write_bytes((ROOT / "samples" / "示范县2012年政府信息公开年报.txt").read_bytes())
    (inbox / "换\n行.txt").write_bytes(report.decode().replace("2012", "2011").encode("gb18030"))
    (inbox / "空.txt").write_bytes(b"")
    (inbox / "二进制.txt").write_bytes(bytes(range(256)) * 8)
    (inbox / "截断.txt").write_bytes(report[:-1] + b"\xe5")
    (inbox / "附件.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3")
    (inbox / "菜谱.txt").write_text("红烧肉:五花肉500克,冰糖30克,小火炖60分钟。", encoding="utf-8")
    (inbox / "链接.txt").symlink_to(REPORT)
    os.mkfifo(inbox / "管道.txt")
    (inbox / "禁止.txt").write_bytes(report + b"\n")
    (inbox / "禁止.txt").chmod(0)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    folder = tmp_path_factory.mktemp("build")
    fill(folder / "inbox")
    yield Build(folder / "inbox", folder / "data", gongkai("build", str(folder / "inbox"), data=folder / "data"))


def test_some_inputs_could_not_be_read_and_the_rest_was_built(build: Build) -> None:
    assert build.first.status == 1, build.first.said
    assert (build.data / "published" / "gongkai.duckdb").exists()


def test_every_path_has_a_row_with_a_reason(build: Build) -> None:
    rows = build.ask("select path, status, reason from raw.files")
    statuses = {str(path): status for path, status, _ in rows}
    expected = {
        "下级/安源区.txt": "duplicate",
        "下级/同一份.txt": "read",
        '它\'s "带引号".txt': "read",
        "换\n行.txt": "read",
        "两份.txt": "read",
        "空.txt": "empty",
        "二进制.txt": "unreadable",
        "截断.txt": "read",
        "附件.pdf": "unreadable",
        "菜谱.txt": "read",
        "链接.txt": "unsupported",
        "管道.txt": "unsupported",
    }
    if os.geteuid() != 0:  # root may read what is forbidden
        expected["禁止.txt"] = "unreadable"
    assert {path: statuses[path] for path in expected} == expected
    assert all((status == "read") == (reason is None) for _, status, reason in rows)
    assert len(rows) == 13


def test_a_text_that_is_no_report_is_kept_with_a_reason(build: Build) -> None:
    found = build.ask(
        "select document_class, class_reason from staging.reports join raw.documents using (document_id) "
        "where file_name = '菜谱.txt'"
    )
    assert [kind for kind, _ in found] == ["not_a_report"]
    assert found[0][1]


def test_two_reports_in_one_file_are_two_documents(build: Build) -> None:
    found = build.ask(
        "select part, jurisdiction_code, report_year, (select count(*) from staging.observations "
        "where document_id = report_id and source = 'table') > 0 from marts.dim_reports where file_name = '两份.txt'"
    )
    assert sorted(found) == [(1, "360302", 2012, True), (2, None, 2010, True)]
    assert "1 of them with several reports, read as 2 documents" in build.first.said
    assert build.ask("select documents from raw.files where path = '两份.txt'") == [(2,)]


def test_offsets_of_a_second_report_are_those_of_the_file(build: Build) -> None:
    run = gongkai("read", "--format", "jsonl", str(build.inbox / "两份.txt"), data=build.data)
    lines = [json.loads(line) for line in run.said.splitlines()]
    text = (build.inbox / "两份.txt").read_text(encoding="utf-8")
    assert {line["part"] for line in lines} == {1, 2}
    assert all(text[line["start"] : line["end"]] == line["value_text"] for line in lines if line["value_text"])


def test_the_summary_names_what_was_not_read(build: Build) -> None:
    for words in (
        "空.txt",
        "二进制.txt",
        "附件.pdf",
        "菜谱.txt",
        "链接.txt",
        "管道.txt",
        "gongkai query",
        "Published",
        "unexplained (",
    ):
        assert words in build.first.said


def test_a_truncated_report_yields_its_figures(build: Build) -> None:
    (figures,) = build.ask(
        "select count(*) from staging.observations join raw.documents using (document_id) "
        "where file_name = '截断.txt' and source = 'table'"
    )
    assert figures == (17,)


def test_the_broken_arithmetic_of_a_report_is_data(build: Build) -> None:
    checks = build.ask("select formula from marts.fct_checks where status = 'fail' and check_id = 'E2008.JX17-1'")
    assert ("15647 > 10563",) in checks


def test_a_second_run_with_nothing_new_says_so(build: Build) -> None:
    again = build.again()
    assert again.status == 1
    assert "Nothing new" in again.said
    assert again.seconds < build.first.seconds / 2


def test_a_folder_without_files_builds_nothing_and_keeps_what_is_published(build: Build, tmp_path: Path) -> None:
    before = (build.data / "published" / "release.json").read_bytes()
    empty = gongkai("build", str(tmp_path), data=build.data)
    assert empty.status == 2
    assert "Nothing built" in empty.said
    assert (build.data / "published" / "release.json").read_bytes() == before


def test_reading_without_a_warehouse(build: Build) -> None:
    run = gongkai(
        "read", "--format", "jsonl", "--leftovers", str(REPORT), str(build.inbox / "菜谱.txt"), data=build.data
    )
    assert run.status == 1
    lines = [json.loads(line) for line in run.said.splitlines() if line.startswith("{")]
    figures = [line for line in lines if "measure_code" in line]
    assert len([line for line in figures if line["source"] == "table"]) == 17
    assert {line["report"]["jurisdiction_code"] for line in figures} == {"360302"}
    text = REPORT.read_text(encoding="utf-8")
    assert all(text[line["start"] : line["end"]] == line["value_text"] for line in figures)
    empty_handed = build.data / "没有数字的报告.txt"
    prose = "各项工作有序推进，制度不断完善。" * 40
    empty_handed.write_text(f"安源区2012年政府信息公开年度报告\n\n一、概述\n\n{prose}\n", encoding="utf-8")
    (line,) = gongkai("read", "--format", "jsonl", str(empty_handed), data=build.data).said.splitlines()
    assert json.loads(line)["report"]["jurisdiction_code"] == "360302"
    assert "measure_code" not in json.loads(line)
    assert any(line.get("number_class") == "document_number" for line in lines)
    assert any("菜谱.txt" in line for line in run.said.splitlines() if line.startswith("gongkai:"))
