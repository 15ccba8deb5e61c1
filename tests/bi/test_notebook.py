"""The notebook runs on the published samples, and tells what they say."""

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "blanks_and_zeros.py"


def marimo(*arguments: str | Path, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "marimo", "-q", *arguments],
        cwd=ROOT,
        env=os.environ | {"GONGKAI_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def story(samples_data: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a reader of the notebook sees, as text with | between the cells of a table."""
    page = tmp_path_factory.mktemp("notebook") / "story.html"
    run = marimo("export", "html", NOTEBOOK, "-o", page, "--no-include-code", data=samples_data)
    assert run.returncode == 0, run.stderr[-3000:]
    outputs = re.findall(r'"text/markdown": ("(?:[^"\\]|\\.)*")', page.read_text(encoding="utf-8"))
    assert len(outputs) == 7, "a cell failed or has nothing to show"
    shown = " ".join(json.loads(output) for output in outputs)
    return html.unescape(re.sub(r"(?:\s|\|)*\|(?:\s|\|)*", "|", re.sub(r"<[^>]+>", "|", shown)))


def test_it_says_first_what_it_rests_on(story: str) -> None:
    assert "17 sample reports of 2010 to 2024: facsimiles" in story
    assert story.index("no\nnumber below may be quoted as a finding") < story.index("|figures|")


def test_its_figures_are_those_of_the_samples(story: str) -> None:
    assert "|上饶市信州区人民政府2017年度政府信息公开工作报告|45|6|13|0|" in story  # 13 of its cells are blank
    assert "|17|4|269|67.3|15.8|" in story  # four of seventeen reports count staff: 96, 98, 38 and 37
    assert "|not_on_this_form|13|" in story
    assert "|网站公开|15647 > 10563|" in story
    assert "= 127 ≠ 124|" in story


def test_no_form_before_2014_has_a_rate_on_substance(story: str) -> None:
    three = re.findall(r"\|(E20\d\d)\|[^|]+\|(\d+\.\d)\|(\d+\.\d)\|(\d+\.\d)\|", story)
    two = re.findall(r"\|(E20\d\d)\|[^|]+\|(\d+\.\d)\|(\d+\.\d)\|20", story)
    assert {edition for edition, *_ in three} == {"E2014", "E2019", "E2021"}
    assert {edition for edition, *_ in two} == {"E2008"}


def test_marimo_finds_nothing_wrong_with_it(samples_data: Path) -> None:
    checked = marimo("check", "--strict", NOTEBOOK, data=samples_data)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_place_is_followed_over_the_years_without_filling_gaps(story: str) -> None:
    rows = re.findall(r"\|(20\d\d)\|(E20\d\d)\|(\d+)\|(same|approximate)\|", story)
    assert [(year, requests) for year, _, requests, _ in rows] == [
        ("2016", "63"), ("2018", "88"), ("2019", "117"), ("2021", "139"), ("2022", "158"),
    ]  # fmt: skip
    assert [grade for *_, grade in rows] == ["approximate"] * 2 + ["same"] * 3
    assert "of\n2017 and 2020 there is no report" in story
