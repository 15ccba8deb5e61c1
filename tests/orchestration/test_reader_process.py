"""Reports read without a warehouse, whatever a document does to its reader: it is named, and the rest goes on."""

import hashlib
import json
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assets import time_limits
from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.records import Document, Report
from orchestration import delivered
from orchestration.delivered import NotRead
from orchestration.linter import command
from orchestration.read import read
from orchestration.reader_process import ReaderProcess
from tests.orchestration.test_unpacking import endless

ROOT = Path(__file__).parents[2]
CLEAN = ROOT / "samples" / "虚构县'2023年政府信息公开'年报（网页另存）.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of three documents and a file, in this order."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, text in (("1.txt", CLEAN.read_text(encoding="utf-8")), ("2.txt", "不听话"), ("3.txt", "示例县通知")):
            archive.writestr(name, text)
    (tmp_path / "b.txt").write_bytes(CLEAN.read_bytes())
    return tmp_path


def found(folder: Path, codebook: Codebook, seconds: float = 60) -> list[str]:
    """The name of every document, with the kind of those that were not read."""
    with ReaderProcess(codebook, seconds) as reader:
        every = [each for path in sorted(folder.iterdir()) for each in reader.found(path, path.name)]
    return [each.document.file_name if isinstance(each, Report) else f"{each.file} {each.kind}" for each in every]


def with_reader(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let the reader act so on the document that does not behave."""

    def acting(document: Document, codebook: Codebook) -> Report:
        if document.text == "不听话":
            act()
        return parse(document, codebook)

    monkeypatch.setattr(delivered, "parse", acting)


def fail() -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize(("act", "kind"), [(lambda: time.sleep(600), "late"), (fail, "failed")])
def test_a_document_that_hangs_or_fails_is_named_and_the_others_are_read(
    act: Callable[[], object], kind: str, folder: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_reader(monkeypatch, act)
    assert found(folder, codebook, 2) == ["a.zip/1.txt", f"a.zip/2.txt {kind}", "a.zip/3.txt", "b.txt"]


def test_a_document_that_ends_its_reader_is_named_and_the_next_file_is_read(
    folder: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_reader(monkeypatch, lambda: os._exit(1))
    assert found(folder, codebook) == ["a.zip/1.txt", "a.zip ended", "b.txt"]


def test_a_library_that_does_not_listen_is_ended(
    folder: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It computes in one step, which no signal interrupts."""
    monkeypatch.setattr(time_limits, "GRACE", 0.5)
    with_reader(monkeypatch, lambda: hashlib.pbkdf2_hmac("sha256", b"", b"", 1 << 30))
    assert found(folder, codebook, 1) == ["a.zip/1.txt", "a.zip late", "b.txt"]


def test_what_is_left_of_a_file_that_was_given_up_is_not_taken_for_the_next(folder: Path, codebook: Codebook) -> None:
    with ReaderProcess(codebook, 60) as reader:
        for _ in reader.found(folder / "a.zip", "a.zip"):
            break
        [report] = reader.found(folder / "b.txt", "b.txt")
        [missing] = reader.found(folder / "c.txt", "c.txt")
    assert isinstance(report, Report) and report.document.file_name == "b.txt"
    assert missing == NotRead("c.txt", "there is no such file", "missing")


def test_commands_name_what_hangs_with_the_limit_and_go_on(
    codebook: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two documents with so many empty lines between them that nobody waits for the second."""
    (tmp_path / "甲.jsonl.gz").write_bytes(endless())
    paths = (tmp_path / "甲.jsonl.gz", CLEAN)
    monkeypatch.setenv("GONGKAI_SECONDS", "1")
    monkeypatch.setattr(command, "load_codebook", lambda _: codebook)
    assert command.check(paths, form="text", language="zh", verbose=False) == 2
    said = capsys.readouterr().out
    assert "甲.jsonl.gz：读取超时（it took more than 1 seconds (GONGKAI_SECONDS)）" in said
    assert "检查了 1 份报告" in said
    assert read(paths, form="jsonl", leftovers=False) == 1
    out, err = capsys.readouterr()
    assert "甲.jsonl.gz: it took more than 1 seconds (GONGKAI_SECONDS)" in err
    assert {json.loads(line)["file"] for line in out.splitlines()} == {CLEAN.name}
