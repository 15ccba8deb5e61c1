"""Published tables as one Excel workbook: a sheet of meanings, then a sheet per table.

Belongs here: the form of the workbook. Does not: which tables are written (`export.py`).

Texts and codes are written as texts, so that 0555567 keeps its nought and nothing becomes a formula or a link; one that
looks like a formula is marked as text, which also holds when someone edits the cell. The same tables give the same
bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.sheets import FORMULA_SIGNS

MOST_ROWS = 1_048_575  # below the header
LONGEST_TEXT = 32_767
DIGITS = 15  # that Excel keeps of a number
DICTIONARY = "字典 dictionary"
DICTIONARY_COLUMNS = {"table": "表 table", "column": "列 column", "kind": "类型 type", "meaning": "含义 meaning"}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTHS = {pl.Boolean: 8, pl.Date: 12, pl.Int64: 12, pl.Decimal: 16}
WIDEST = 28


class Sheet(NamedTuple):
    """A table to write: its name, its rows, a header for each column, and what each column means."""

    name: str
    table: pl.DataFrame
    headers: Sequence[str]
    meanings: Mapping[str, str]


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> int:
    """Write the sheets; returns how many texts were cut because a cell holds no more. ValueError if one is too long."""
    for sheet in sheets:
        if sheet.table.height > MOST_ROWS:
            raise ValueError(f"{sheet.name} has {sheet.table.height:,} rows and a sheet {MOST_ROWS:,}; write it as CSV")
    with xlsxwriter.Workbook(path, OPTIONS) as workbook:
        workbook.set_properties({"title": "Gongkai", "created": datetime(2008, 5, 1)})  # no clock: the same bytes again
        formats = Formats(workbook)
        dictionary = _dictionary(sheets)
        return sum(_write(workbook, sheet, formats) for sheet in (dictionary, *sheets))


class Formats:
    """How cells look, by what is in them."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.header = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = workbook.add_format({"num_format": "@"})
        self.inert = workbook.add_format({"num_format": "@", "quote_prefix": True})
        self.whole = workbook.add_format({"num_format": "0"})
        self.count = workbook.add_format({"num_format": "#,##0"})
        self.fraction = workbook.add_format({"num_format": "#,##0.00####"})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})

    def of(self, column: pl.Series) -> Format | None:
        """The format of a column: a year is no count, and a count has no decimals."""
        if column.dtype.is_decimal():
            return self.count if (column.drop_nulls() % 1 == 0).all() else self.fraction
        if column.dtype.is_integer():
            return self.whole
        return self.day if column.dtype == pl.Date else None


def _dictionary(sheets: Sequence[Sheet]) -> Sheet:
    """What every column of every sheet means, as a sheet."""
    rows = [
        (sheet.name, name, _kind(sheet.table.schema[name]), sheet.meanings.get(name, ""))
        for sheet in sheets
        for name in sheet.table.columns
    ]
    table = pl.DataFrame(rows, schema=dict.fromkeys(DICTIONARY_COLUMNS, pl.String), orient="row")
    return Sheet(DICTIONARY, table, list(DICTIONARY_COLUMNS.values()), {})


def _kind(kind: pl.DataType) -> str:
    if kind.is_numeric():
        return "数字 number"
    return {pl.Boolean: "是否 boolean", pl.Date: "日期 date"}.get(type(kind), "文本 text")


def _write(workbook: xlsxwriter.Workbook, sheet: Sheet, formats: Formats) -> int:
    """Write a sheet; returns how many of its texts were cut."""
    worksheet = workbook.add_worksheet(sheet.name[:31])
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, sheet.table.height, sheet.table.width - 1)
    for number, kind in enumerate(sheet.table.dtypes):
        worksheet.set_column(number, number, WIDTHS.get(type(kind), WIDEST))
    for number, title in enumerate(sheet.headers):
        worksheet.write_string(0, number, title, formats.header)
    by_column = [formats.of(column) for column in sheet.table.iter_columns()]
    return sum(
        _write_row(worksheet, number, row, by_column, formats) for number, row in enumerate(sheet.table.iter_rows(), 1)
    )


def _write_row(
    worksheet: Worksheet, number: int, row: Iterable[Any], by_column: Sequence[Format | None], formats: Formats
) -> int:
    """Write a row; what is not known stays an empty cell. Returns how many of its texts were cut."""
    cut = 0
    for column, (value, form) in enumerate(zip(row, by_column, strict=True)):
        match value:
            case None:
                continue
            case str():
                cut += len(value) > LONGEST_TEXT
                shown = value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - 1] + "…"
                worksheet.write_string(
                    number, column, shown, formats.inert if value.startswith(FORMULA_SIGNS) else formats.text
                )
            case bool():
                worksheet.write_boolean(number, column, value)
            case _ if form is formats.day:
                worksheet.write_datetime(number, column, value, form)
            case _ if _digits(value) > DIGITS:
                worksheet.write_string(number, column, f"{value:f}", formats.text)
            case _:
                worksheet.write_number(number, column, value, form)
    return cut


def _digits(value: Any) -> int:
    """How many digits a number needs, without the noughts at its end."""
    return len(f"{value:f}".lstrip("-").rstrip("0").replace(".", "").lstrip("0"))
