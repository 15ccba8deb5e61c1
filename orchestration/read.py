"""The command `gongkai read`: reports read without a warehouse, for people or as JSON lines.

Belongs here: the form of the output. Does not: reading (`gongkai/`). Neither Dagster nor DuckDB is imported.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gongkai import parse
from gongkai.codebook import Codebook, CodebookError, load_codebook
from gongkai.formats import UnreadableError, decode
from gongkai.records import Leftover, Observation, Report, Suggestion
from orchestration.settings import CODEBOOK

Format = Literal["table", "jsonl"]
WIDTH_OF_FILES = 160  # columns where output goes to a file and no terminal says how wide it is

_encode = msgspec.json.Encoder(decimal_format="number").encode


def read(files: tuple[Path, ...], *, form: Format, leftovers: bool) -> int:
    """Print what is in each file; returns 1 if one of them is no report, 2 if the codebook is wrong, else 0."""
    try:
        codebook = load_codebook(CODEBOOK)
    except CodebookError as error:
        print(f"gongkai: the codebook cannot be used: {error}", file=sys.stderr)
        return 2
    console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=WIDTH_OF_FILES)
    failures = 0
    for file in files:
        name = os.fsencode(file.name).decode("utf-8", "backslashreplace")  # names may be any bytes, JSON may not
        report = _report(file, name, codebook)
        if report is None:
            failures += 1
        elif form == "jsonl":
            for line in json_lines(name, report, leftovers=leftovers):
                print(line)
        else:
            _print(console, name, report, leftovers=leftovers)
    return 1 if failures else 0


def json_lines(file: str, report: Report, *, leftovers: bool) -> Iterator[str]:
    """A line per observation (it has a `measure_code`) and, if asked for, per leftover (it has a `number_class`).

    A report in which neither is found is a line of its own, without either.
    """
    header = msgspec.structs.asdict(report.header)
    found: tuple[Observation | Leftover, ...] = report.observations + (report.leftovers if leftovers else ())
    for fields in map(_with_short_names, found) if found else [{}]:
        yield _encode({"file": file, "report": header} | fields).decode()


def _report(file: Path, name: str, codebook: Codebook) -> Report | None:
    """The report in a file; None, and a line on stderr, if there is none."""
    try:
        report = parse(decode(file.read_bytes(), name), codebook)
    except (OSError, UnreadableError) as error:
        report, reason = None, error.strerror if isinstance(error, OSError) else str(error)
    except Exception as error:  # one file must not stop the others, whatever it does to the reader
        report, reason = None, f"the reader failed: {error!r}; please report it with the file"
    else:
        reason = report.header.class_reason
    if report and report.header.document_class == "report":
        return report
    print(f"gongkai: {file}: {reason}", file=sys.stderr)
    return None


def _with_short_names(found: Observation | Leftover) -> dict[str, Any]:
    fields = msgspec.structs.asdict(found)
    return {{"source_start": "start", "source_end": "end"}.get(name, name): value for name, value in fields.items()}


def _print(console: Console, file: str, report: Report, *, leftovers: bool) -> None:
    header = report.header
    console.print(f"\n[bold]{escape(header.title or file)}[/]   {escape(file)}")
    for name in ("issuer", "jurisdiction_code", "report_year", "edition", "publication_date", "fill_date"):
        value, basis = getattr(header, name), getattr(header, f"{name.removesuffix('_code')}_basis")
        console.print(f"  {name:<18}{value if value is not None else '—'}   [dim]{escape(basis or '')}[/]")
    table = Table("measure", "dimensions", "value", "unit", "printed", "status", "where", box=None, padding=(0, 1))
    for each in report.observations:
        table.add_row(*(escape(text) for text in _row(each)))
    console.print(table)
    for each in report.suggestions:
        console.print(f"  [yellow]suggestion[/] {escape(_suggested(each))}")
    for left in report.leftovers if leftovers else ():
        where, context = f"{left.source_start}–{left.source_end}", " ".join(left.context.split())
        console.print(f"  [dim]{left.number_class:<20}{escape(left.value_text):<14}{where:<14}{escape(context)}[/]")


def _suggested(found: Suggestion) -> str:
    """A cell that may be wrong, in a line: where, what is read, what would close, and which checks."""
    printed, checks = "?" if found.value is None else f"{found.value:f}", ", ".join(json.loads(found.checks))
    return f"{found.table_ref}: {found.rule}: {printed} → {found.suggested_value:f}   {checks}"


def _row(found: Observation) -> tuple[str, ...]:
    members = ", ".join(f"{dimension} {member}" for dimension, member in sorted(found.dimensions.items()))
    value = "" if found.value is None else f"{found.value:f}"
    printed = " ".join((found.value_text or "").split())
    where = f"{found.source_start}–{found.source_end} {found.table_ref or found.section}"
    return found.measure_code, members, value, found.unit, printed, found.value_status, where
