"""CSV files for Excel: its byte order mark, Chinese headers, and no text that it takes for a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from orchestration.export import csv_for_excel, header


def written(table: pl.DataFrame, meanings: dict[str, str | None]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_for_excel(table, meanings).decode("utf-8-sig"), newline="")))


def test_excel_knows_the_encoding() -> None:
    assert csv_for_excel(pl.DataFrame({"a": [1]}), {}).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("formula", ["=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_a_formula(formula: str) -> None:
    assert written(pl.DataFrame({"title": [formula]}), {})[1] == [f"'{formula}"]


def test_figures_dates_and_blanks_stay_what_they_are() -> None:
    row = {"change": [Decimal("-62")], "day": [date(2018, 2, 11)], "blank": [None]}
    table = pl.DataFrame(row, schema={"change": pl.Decimal(38, 0), "day": pl.Date, "blank": pl.String})
    assert written(table, {})[1] == ["-62", "2018-02-11", ""]


@pytest.mark.parametrize(
    ("meaning", "expected"),
    [
        ("Report year. 报告年度。", "报告年度 x"),
        ("Whether it is current. 是否现行；缺省为否。", "是否现行 x"),
        (None, "x"),
        ("Key", "x"),
    ],
)
def test_headers_are_chinese_where_a_column_is_described_so(meaning: str | None, expected: str) -> None:
    assert header("x", meaning) == expected
