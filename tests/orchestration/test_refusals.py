"""`gongkai build` where nothing can be built: it says why, and what was published before stays."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("assets", "codebook", "dbt_project", "gongkai", "models", "orchestration")


def build(inbox: Path, data: Path, code: Path = ROOT) -> tuple[int, str]:
    """Exit status and output of a build."""
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "build", str(inbox)],
        cwd=code,
        env=os.environ | {"GONGKAI_DATA": str(data), "PYTHONPATH": str(code)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_an_inbox_without_a_report_publishes_nothing(tmp_path: Path) -> None:
    inbox, published = tmp_path / "inbox", tmp_path / "data" / "published"
    inbox.mkdir()
    published.mkdir(parents=True)
    (published / "release.json").write_text("{}")
    (inbox / "空.txt").touch()
    (inbox / "菜谱.txt").write_text("红烧肉:五花肉500克,冰糖30克,小火炖60分钟。", encoding="utf-8")
    status, said = build(inbox, tmp_path / "data")
    assert status == 2, said
    for words in ("empty 空.txt", "not_a_report 菜谱.txt", "there_are_reports", "is unchanged"):
        assert words in said
    assert [path.name for path in published.iterdir()] == ["release.json"]


def test_a_wrong_entry_of_the_codebook_is_named(tmp_path: Path) -> None:
    for name in CODE:
        shutil.copytree(ROOT / name, tmp_path / "code" / name)
    shutil.copy(ROOT / "requirements.lock", tmp_path / "code")
    measures = tmp_path / "code" / "codebook" / "measures.yml"
    measures.write_text(measures.read_text(encoding="utf-8").replace("  unit:", "  unti:", 1), encoding="utf-8")
    status, said = build(ROOT / "samples", tmp_path / "data", tmp_path / "code")
    assert status == 2, said
    for words in ("measures.yml", "unti", "disclosure_items_total"):
        assert words in said
    assert "Traceback" not in said
