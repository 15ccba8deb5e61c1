"""A workbook for Excel: texts stay texts, figures stay figures, and every column is explained."""

import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from orchestration import workbook
from orchestration.workbook import Sheet, write_workbook

COLUMNS = {
    "code": pl.String,
    "year": pl.Int64,
    "items": pl.Decimal(38, 6),
    "rate": pl.Decimal(38, 6),
    "day": pl.Date,
    "main": pl.Boolean,
}
ROWS = [
    ("0555567", 2019, Decimal("1234567"), Decimal("0.25"), date(2020, 1, 31), True),
    ("=1+1", 2020, None, None, None, None),
]


def sheet(rows: list[tuple[object, ...]] = ROWS) -> Sheet:
    table = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return Sheet("panel", table, [f"列 {name}" for name in COLUMNS], {"code": "The code. 代码。"})


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    assert write_workbook(tmp_path / "gongkai.xlsx", [sheet()]) == 0
    return tmp_path / "gongkai.xlsx"


def test_cells_are_what_they_were(written: Path) -> None:
    rows = CalamineWorkbook.from_path(str(written)).get_sheet_by_name("panel").to_python()
    assert rows[0] == [f"列 {name}" for name in COLUMNS]
    assert rows[1] == ["0555567", 2019, 1234567, 0.25, date(2020, 1, 31), True]
    assert rows[2] == ["=1+1", 2020, "", "", "", ""]


def test_the_first_sheet_explains_every_column(written: Path) -> None:
    rows = CalamineWorkbook.from_path(str(written)).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows[1:]] == [["panel", name] for name in COLUMNS]
    assert rows[1] == ["panel", "code", "文本 text", "The code. 代码。"]


def test_nothing_is_a_formula_and_the_header_stays_in_sight(written: Path) -> None:
    cells = part(written, "xl/worksheets/sheet2.xml")
    assert "<f>" not in cells
    assert 'state="frozen"' in cells
    assert '<autoFilter ref="A1:F3"/>' in cells
    marked = re.findall(r"<xf [^>]*/?>", part(written, "xl/styles.xml"))
    [style] = re.findall(r'<c r="A3" s="(\d+)" t="inlineStr">', cells)
    own = [each for each in marked if "xfId" in each]
    assert 'quotePrefix="1"' in own[int(style)]


def test_years_have_no_separators_and_counts_no_decimals(written: Path) -> None:
    formats = part(written, "xl/styles.xml")
    assert 'numFmtId="1"' in formats  # 0
    assert 'formatCode="#,##0"' in formats
    assert 'formatCode="#,##0.00####"' in formats


def test_the_same_tables_give_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_workbook(tmp_path / "again.xlsx", [sheet()])
    assert (tmp_path / "again.xlsx").read_bytes() == written.read_bytes()


def test_what_no_cell_holds_is_cut_and_said_and_long_numbers_stay_whole(tmp_path: Path) -> None:
    exact = Decimal("12345678901234567.5")
    rows = [("文" * 40_000, 2019, exact, None, None, None)]
    assert write_workbook(tmp_path / "long.xlsx", [sheet(rows)]) == 1
    [_, row] = CalamineWorkbook.from_path(str(tmp_path / "long.xlsx")).get_sheet_by_name("panel").to_python()
    assert (len(row[0]), row[0][-1]) == (32_767, "…")
    assert row[2] == "12345678901234567.500000"


def test_a_table_longer_than_a_sheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(ValueError, match="panel has 2 rows"):
        write_workbook(tmp_path / "long.xlsx", [sheet()])
