"""What a build found, in the terminal: what was read and what was not, figures, checks, and where to go on.

Belongs here: the questions put to the warehouse and the words for the answers. Does not: running anything.
"""

from typing import NamedTuple

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from models.warehouse import Warehouse
from orchestration.checks import DOCUMENTS_NOT_READ, FILES_NOT_READ
from orchestration.settings import Settings

SHOWN = 20

FILES = "select status, count(*) from raw.files group by status order by status"
REPORTS = """
    select edition, min(report_year), max(report_year), count(*)
    from staging.reports
    where document_class = 'report'
    group by edition
    order by edition nulls last
"""
FIGURES = "select value_status, count(*) from staging.observations group by value_status order by count(*) desc"
CHECKS = "select status, count(*) from marts.fct_checks group by status order by status"
WORST = """
    select reports.title, checks.label_en, checks.formula
    from marts.fct_checks as checks
    join staging.reports as reports on reports.document_id = checks.report_id
    where checks.status = 'fail'
    order by abs(checks.difference) desc
    limit 5
"""
FIRST_QUESTION = (
    "select report_year, jurisdiction_code, measure_label_en, quantity from marts.fct_requests where flow = 'received'"
)


class Outcome(NamedTuple):
    """A build in a sentence, and whether every input became a report."""

    all_read: bool
    in_words: str


def summarize(settings: Settings, console: Console) -> Outcome:
    """Print what the build found."""
    with (warehouse := Warehouse(settings.warehouse)).kept_open():
        return _summarize(warehouse, settings, console)


def _summarize(warehouse: Warehouse, settings: Settings, console: Console) -> Outcome:
    files, not_read = _lines(warehouse.query(FILES)), _not_read(warehouse)
    reports, figures, checks = warehouse.query(REPORTS), warehouse.query(FIGURES), warehouse.query(CHECKS)
    console.print(f"\n[bold]Files[/]    {files}")
    for name, status, reason in not_read.head(SHOWN).iter_rows():
        console.print(f"  [yellow]{status}[/] {escape(_printable(name))}: {escape(reason)}")
    if not_read.height > SHOWN:
        console.print(f"  … and {not_read.height - SHOWN} more: table raw.files of {settings.warehouse}")
    console.print("[bold]Reports[/]  " + "; ".join(_edition(row) for row in reports.iter_rows()))
    console.print(f"[bold]Figures[/]  {_lines(figures)}")
    console.print(f"[bold]Checks[/]   {_lines(checks)}")
    _print_worst(warehouse.query(WORST), console)
    _print_way_on(settings, console)
    total = reports[reports.columns[-1]].sum()
    return Outcome(not_read.is_empty(), f"found {total} reports and {figures[figures.columns[-1]].sum():,} figures")


def _not_read(warehouse: Warehouse) -> pl.DataFrame:
    found = [warehouse.query(question) for question in (FILES_NOT_READ, DOCUMENTS_NOT_READ)]
    return pl.concat(frame.rename(dict(zip(frame.columns, "abc", strict=True))) for frame in found)


def _lines(numbers: pl.DataFrame) -> str:
    return ", ".join(f"{number:,} {label}" for label, number in numbers.iter_rows()) or "none"


def _edition(row: tuple[str | None, int | None, int | None, int]) -> str:
    edition, first, last, reports = row
    years = str(first) if first == last else f"{first}–{last}"
    return f"{reports:,} of {edition or 'no known edition'} ({years})"


def _print_worst(worst: pl.DataFrame, console: Console) -> None:
    if worst.is_empty():
        return
    table = Table("report", "check that fails", "printed", box=None, padding=(0, 2), header_style="dim")
    for row in worst.iter_rows():
        table.add_row(*(escape(str(value)) for value in row))
    console.print(table)


def _print_way_on(settings: Settings, console: Console) -> None:
    console.print(f"\nPublished  {settings.published}: gongkai.duckdb, and Parquet per table")
    console.print(f'Ask        gongkai query "{FIRST_QUESTION}"')
    console.print("Look       gongkai ui")


def _printable(name: str) -> str:
    """A file name on one line, whatever it is made of."""
    return name if name.isprintable() else repr(name)
