"""Samples against what a person wrote down from their forms.

Development texts: the reader may be changed on what they show. The five real reports are held out.
"""

import csv
import glob
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.records import Report

ROOT = Path(__file__).parent.parent
NAMES = sorted(folder.name for folder in (ROOT / "tests" / "golden").iterdir())


def rows(name: str, table: str) -> list[dict[str, str]]:
    path = ROOT / "tests" / "golden" / name / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(params=NAMES)
def sample(request: pytest.FixtureRequest, codebook: Codebook) -> tuple[str, Report]:
    [path] = (ROOT / "samples").glob(f"{glob.escape(request.param)}.*")
    return request.param, parse(decode(path.read_bytes(), path.name), codebook)


def test_every_table_figure_is_read(sample: tuple[str, Report]) -> None:
    name, report = sample
    wanted = {row["table_ref"]: row for row in rows(name, "observations")}
    read = {seen.table_ref: seen for seen in report.observations if seen.source == "table"}
    assert read.keys() == wanted.keys()
    wrong = []
    for address, row in wanted.items():
        seen = read[address]
        value = Decimal(row["value"]) if row["value"] else None
        expected = (row["measure_code"], value, row["value_status"], row["value_text"] or None)
        found = (seen.measure_code, seen.value, seen.value_status, seen.value_text)
        if found != expected or seen.dimensions.get("applicant_type", "") != row["applicant_type"]:
            wrong.append((address, expected, found))
    assert not wrong


def test_spans_hold_the_figures_as_printed(sample: tuple[str, Report]) -> None:
    _, report = sample
    for seen in report.observations:
        printed = report.document.text[seen.source_start : seen.source_end]
        assert seen.value_text in (None, printed)
        assert printed in seen.evidence


def test_cells_without_a_figure_of_ours_are_kept(sample: tuple[str, Report]) -> None:
    """Columns of other periods and rows that the form does not know."""
    name, report = sample
    observed = {seen.observation_id for seen in report.observations}
    kept = sorted((cell.label_zh, cell.value_text or "") for cell in report.cells if cell.cell_id not in observed)
    wanted = rows(name, "unread_cells")
    assert len(kept) == len(wanted)
    assert sorted(text for _, text in kept) == sorted(row["value_text"] for row in wanted)


def test_the_report_is_identified(sample: tuple[str, Report]) -> None:
    name, report = sample
    (wanted,) = rows(name, "header")
    found = {field: str(getattr(report.header, field) or "") for field in wanted}
    assert found == wanted
