"""Names of files and texts of documents as attacks on whoever looks at them, and files that never end."""

import io
import os
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from models.raw import Documents, Files
from models.sheets import inert as inert_in_sheets
from models.staging import Reports
from models.warehouse import Warehouse
from orchestration.query import written
from orchestration.read import read
from orchestration.summary import print_files

ESCAPE, TURNED = "\x1b[31m", "\u202e"
REPORT = f"""示范县2012年政府信息公开工作年度报告

一、主动公开政府信息情况

全年共主动公开政府信息12条。{ESCAPE}[red]{TURNED}

二、依申请公开政府信息情况

全年共收到政府信息公开申请3件。
"""


def dangerous(text: str) -> set[str]:
    return {sign for sign in text if sign != "\n" and not sign.isprintable()} - {"\u3000"}


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_what_is_read_does_not_reach_the_terminal_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    report, other = tmp_path / f"年{ESCAPE}报\n{TURNED}.txt", tmp_path / f"{ESCAPE}菜谱.txt"
    report.write_text(REPORT, encoding="utf-8")
    other.write_text("红烧肉:五花肉500克。", encoding="utf-8")
    assert read((report, other), form=form, leftovers=True) == 1  # type: ignore[arg-type]
    out, err = capsys.readouterr()
    assert "disclosure_items_total" in out
    assert "菜谱" in err
    assert dangerous(err) == set()
    assert dangerous(out) <= ({TURNED} if form == "jsonl" else set())  # JSON is for programs and escapes what it must


def test_files_that_never_end_or_make_one_wait_are_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "large.txt").write_bytes(b"0" * ((1 << 20) + 1))
    monkeypatch.setenv("GONGKAI_FILE_MIB", "1")
    assert read(tuple(sorted(tmp_path.iterdir())), form="table", leftovers=False) == 1
    folder, large, pipe, zero = capsys.readouterr().err.splitlines()
    assert "it is a folder" in folder
    assert "more than the 1 of GONGKAI_FILE_MIB" in large
    assert "it is no plain file" in pipe
    assert "it is no plain file" in zero


def test_the_summary_of_a_build_shows_names_and_reasons_and_obeys_neither(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    name = f"{ESCAPE}[bold]年报{TURNED}.txt"
    row = {
        "path": name,
        "file_name": name,
        "delivery": name,
        "number": 0,
        "sha256": None,
        "documents": 0,
        "size_bytes": 1,
        "media_type": "text/plain",
        "status": "unsupported",
        "reason": f"{ESCAPE}[red]no",
    }
    schema = Files.polars_schema()
    warehouse.write(Files, pl.DataFrame({column: [row[column]] for column in schema}, schema=schema))
    for table in (Documents, Reports):
        warehouse.write(table, pl.DataFrame(schema=table.polars_schema()))
    shown = io.StringIO()
    console = Console(file=shown, width=200)
    print_files(warehouse, console)
    assert dangerous(shown.getvalue()) == set()
    assert "[bold]年报" in shown.getvalue()
    assert "[red]no" in shown.getvalue()


def test_an_answer_is_inert_in_a_terminal_and_in_a_spreadsheet() -> None:
    answer = pl.DataFrame({"title": [f"{ESCAPE}年报", "=cmd|' /C calc'!A0", f"{TURNED}x"], "change": [-1, 0, 1]})
    assert dangerous(written(answer, "table")) == set()
    assert "'=cmd" in written(answer, "csv")
    assert ",-1" in written(answer, "csv")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\n"])
def test_no_text_begins_like_a_formula(sign: str) -> None:
    assert inert_in_sheets(pl.DataFrame({"a": [f"{sign}1+1"]})).item() == f"'{sign}1+1"
