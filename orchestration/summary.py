"""What a build found, in the terminal: what was read and what was not, figures, checks, and where to go on.

Belongs here: the questions put to the warehouse and the words for the answers. Does not: running anything.
"""

import shlex
import sys
from pathlib import Path
from typing import NamedTuple

import polars as pl
from rich.console import Console

from models.warehouse import Warehouse
from orchestration.checks import DOCUMENTS_NOT_READ, FILES_NOT_READ
from orchestration.inert import shown
from orchestration.settings import Settings

SHOWN = 20

FILES = "select status, count(*) from raw.files group by status order by status"
COMPILATIONS = "select count(*), sum(documents) from raw.files where status = 'read' and documents > 1"
REPORTS = """
    with years as (
        select edition, report_year, count(*) as reports
        from staging.reports
        where document_class = 'report'
        group by all
    )
    select
        coalesce(edition, 'no known edition'),
        cast(sum(reports) as bigint),
        string_agg(coalesce(cast(report_year as varchar), 'no year') || ': ' || reports, ', ' order by report_year),
    from years
    group by edition
    order by edition nulls last
"""
FIGURES = "select value_status, count(*) from staging.observations group by value_status order by count(*) desc"
# Numbers in digits; those in words are of a known class by the way they are found.
NUMBERS = r"""
    select
        count(*) filter (number_class = 'figure'),
        count(*) filter (number_class not in ('figure', 'unexplained')),
        count(*) filter (number_class = 'unexplained'),
    from (
        select 'figure' as number_class from staging.observations where value_status = 'reported'
        union all by name
        select number_class from staging.leftovers where number_class not like '%\_in\_words' escape '\'
    )
"""
CHECKS = "select status, count(*) from marts.fct_checks group by status order by status"
WORST = """
    select
        coalesce(reports.title, reports.document_id),
        checks.label_en || coalesce(' (' || checks.instance_label_zh || ')', ''),
        checks.formula,
    from marts.fct_checks as checks
    join staging.reports as reports on reports.document_id = checks.report_id
    where checks.status = 'fail'
    order by abs(checks.difference) desc, checks.report_id, checks.check_id, checks.instance
    limit 5
"""
COMPARISONS = "select status, count(*) from marts.fct_comparisons group by status order by status"
CONTRADICTIONS = """
    select
        coalesce(reports.title, reports.document_id),
        case
            when compared.measure_code = compared.other_measure_code then compared.measure_label_en
            else compared.measure_label_en || ' / ' || compared.other_measure_label_en
        end || ' (' || compared.kind || ', ' || compared.severity || ')',
        compared.formula,
    from marts.fct_comparisons as compared
    join staging.reports as reports on reports.document_id = compared.report_id
    where compared.status = 'fail'
    order by
        list_position(['error', 'warning', 'information'], compared.severity),
        abs(compared.difference) desc,
        compared.comparison_id
    limit 5
"""
SUGGESTIONS = """
    select
        coalesce(reports.title, reports.document_id),
        suggestions.label_zh,
        suggestions.table_ref,
        suggestions.rule,
        coalesce(suggestions.value_text, '?'),
        rtrim(rtrim(cast(suggestions.suggested_value as varchar), '0'), '.'),
    from marts.fct_suggestions as suggestions
    join staging.reports as reports on reports.document_id = suggestions.report_id
    order by suggestions.report_id, suggestions.table_ref
    limit 5
"""
FIRST_QUESTION = (
    "select report_year, title, sum(quantity) as requests_received "
    "from marts.fct_requests join marts.dim_reports using (report_id, report_year) "
    "where flow = 'received' group by all order by all"
)


class Outcome(NamedTuple):
    """A build in a sentence, and whether every input became a report."""

    all_read: bool
    in_words: str


def summarize(settings: Settings, console: Console) -> Outcome:
    """Print what the build found."""
    with (warehouse := Warehouse(settings.warehouse, memory_mib=settings.memory_mib)).kept_open():
        return _summarize(warehouse, settings, console)


def _summarize(warehouse: Warehouse, settings: Settings, console: Console) -> Outcome:
    all_read = print_files(warehouse, console)
    reports, figures = warehouse.query(REPORTS), warehouse.query(FIGURES)
    console.print("[bold]Reports[/]")
    for edition, number, years in reports.iter_rows():
        console.print(f"  {number:>7,} {edition} ({years})")
    console.print(f"[bold]Figures[/]  {_lines(figures)}")
    console.print(f"[bold]Numbers[/]  {_account(*warehouse.query(NUMBERS).row(0))}")
    console.print(f"[bold]Checks[/]   {_lines(warehouse.query(CHECKS))}")
    _print_failing(warehouse, WORST, console)
    _print_suggestions(warehouse, console)
    console.print(f"[bold]Prose[/]    {_lines(warehouse.query(COMPARISONS))}")
    _print_failing(warehouse, CONTRADICTIONS, console)
    _print_way_on(settings, console)
    total, read = (int(frame.to_series(1).sum()) for frame in (reports, figures))
    return Outcome(all_read, f"found {total:,} reports and {read:,} figures")


def _print_failing(warehouse: Warehouse, question: str, console: Console) -> None:
    for title, check, formula in warehouse.query(question).iter_rows():
        console.print(f"  [yellow]fail[/] {shown(title)}: {shown(check)}: {shown(formula)}")


def _print_suggestions(warehouse: Warehouse, console: Console) -> None:
    for title, label, place, rule, printed, suggested in warehouse.query(SUGGESTIONS).iter_rows():
        console.print(
            f"  [cyan]suggestion[/] {shown(title)}: {shown(label)} ({place}): {shown(printed)} → {suggested}, {rule}"
        )


def print_files(warehouse: Warehouse, console: Console) -> bool:
    """Print how the files ended and why some were not read; whether all of them were."""
    not_read = _not_read(warehouse)
    console.print(f"[bold]Files[/]    {_lines(warehouse.query(FILES))}")
    files, documents = warehouse.query(COMPILATIONS).row(0)
    if files:
        console.print(f"  {files:,} of them with several reports, read as {documents:,} documents")
    for name, status, reason in not_read.head(SHOWN).iter_rows():
        console.print(f"  [yellow]{status}[/] {shown(name)}: {shown(reason)}")
    if not_read.height > SHOWN:
        console.print(f"  … and {not_read.height - SHOWN:,} more, in raw.files and staging.reports of {warehouse.path}")
    return not_read.is_empty()


def _not_read(warehouse: Warehouse) -> pl.DataFrame:
    found = [warehouse.query(question) for question in (FILES_NOT_READ, DOCUMENTS_NOT_READ)]
    return pl.concat(frame.rename(dict(zip(frame.columns, "abc", strict=True))) for frame in found)


def _account(figures: int, explained: int, unexplained: int) -> str:
    """What became of the numbers in the texts, so that a reader blind to a form shows."""
    share = unexplained / max(1, figures + explained + unexplained)
    return f"{figures:,} figures, {explained:,} that are none, {unexplained:,} unexplained ({share:.1%})"


def _lines(numbers: pl.DataFrame) -> str:
    return ", ".join(f"{number:,} {label}" for label, number in numbers.iter_rows()) or "none"


def _print_way_on(settings: Settings, console: Console) -> None:
    console.print(f"\nPublished  {settings.published}: gongkai.duckdb, and Parquet per table")
    console.print(f"Questions  {_command()} examples")
    console.print(f'Ask        {_command()} query "{FIRST_QUESTION}"')
    console.print(f"Look       {_command()} ui")


def _command() -> str:
    """How a person calls this program: where `make setup` put it, for a shell that does not know that place."""
    launcher = Path(sys.executable).with_name("gongkai")
    if not launcher.exists():
        return "gongkai"
    return shlex.quote(str(launcher.relative_to(Path.cwd()) if launcher.is_relative_to(Path.cwd()) else launcher))
