"""The command `gongkai read`: reports read without a warehouse, for people or as JSON lines.

Belongs here: the form of the output. Does not: reading (`gongkai/`). Neither Dagster nor DuckDB is imported.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from rich.console import Console
from rich.table import Table

from gongkai.codebook import CodebookError, load_codebook
from gongkai.records import Document, Leftover, Observation, Report, Suggestion
from orchestration.delivered import NotRead, name_of
from orchestration.inert import inert, shown
from orchestration.reader_process import ReaderProcess
from orchestration.settings import CODEBOOK, seconds_from_environment

Format = Literal["table", "jsonl"]
WIDTH_OF_FILES = 180  # columns where output goes to a file and no terminal says how wide it is

_encode = msgspec.json.Encoder(decimal_format="number").encode


def read(files: tuple[Path, ...], *, form: Format, leftovers: bool) -> int:
    """Print what is in each file; returns 1 if one of them holds no report, 2 if the codebook is wrong, else 0."""
    try:
        codebook = load_codebook(CODEBOOK)
    except CodebookError as error:
        print(f"gongkai: the codebook cannot be used: {error}", file=sys.stderr)
        return 2
    console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=WIDTH_OF_FILES)
    failures = 0
    with ReaderProcess(codebook, seconds_from_environment()) as reader:
        for file in files:
            has_reports = False
            for report in reports_in(file, name_of(Path(file.name)), reader):
                has_reports = True
                name = report.document.file_name
                if form == "table":
                    _print(console, name, report, leftovers=leftovers)
                    continue
                for line in json_lines(name, report, leftovers=leftovers):
                    print(line)
            failures += not has_reports
    return 1 if failures else 0


def json_lines(file: str, report: Report, *, leftovers: bool) -> Iterator[str]:
    """A line per observation (it has a `measure_code`) and, if asked for, per leftover (it has a `number_class`).

    A report in which neither is found is a line of its own, without either. Offsets count in the text of the file,
    whichever of its parts the report is.
    """
    header, document = msgspec.structs.asdict(report.header), report.document
    found: tuple[Observation | Leftover, ...] = report.observations + (report.leftovers if leftovers else ())
    for fields in (_in_file(each, document) for each in found) if found else [{}]:
        yield _encode({"file": file, "part": document.part, "report": header} | fields).decode()


def reports_in(file: Path, name: str, reader: ReaderProcess) -> Iterator[Report]:
    """The reports in a file; a line on stderr for whatever else is in it."""
    for found in reader.found(file, name):
        if isinstance(found, NotRead):
            _complain(found.file.replace(name, name_of(file), 1), found.reason)
        elif found.header.document_class == "report":
            yield found
        else:
            part = found.document.part_start
            where = f" from character {part}" if found.document.part > 1 else ""
            _complain(f"{name_of(file)}{where}", found.header.class_reason or "")


def _complain(file: str, reason: str) -> None:
    print(inert(f"gongkai: {file}: {reason}"), file=sys.stderr)


def _in_file(found: Observation | Leftover, document: Document) -> dict[str, Any]:
    """The fields of a record; its offsets and its place are those in the file that the document is a part of."""
    fields = msgspec.structs.asdict(found)
    for name in ("start", "end"):
        fields[name] = document.part_start + fields.pop(f"source_{name}")
    return fields


def _print(console: Console, file: str, report: Report, *, leftovers: bool) -> None:
    header = report.header
    console.print(f"\n[bold]{shown(header.title or file)}[/]   {shown(file)}")
    for name in ("issuer", "jurisdiction_code", "report_year", "edition", "publication_date", "fill_date"):
        value, basis = getattr(header, name), getattr(header, f"{name.removesuffix('_code')}_basis")
        console.print(f"  {name:<18}{shown(str('—' if value is None else value))}   [dim]{shown(basis or '')}[/]")
    table = Table(
        "measure", "dimensions", "value", "unit", "printed", "status", "where", "cell", box=None, padding=(0, 1)
    )
    for each in report.observations:
        table.add_row(*(shown(text) for text in _row(each)))
    console.print(table)
    for suggestion in report.suggestions:
        console.print(f"  [yellow]suggestion[/] {shown(_suggested(suggestion))}")
    for left in report.leftovers if leftovers else ():
        context = " ".join(left.context.split())
        console.print(f"  [dim]{left.number_class:<20}{shown(left.value_text):<14}{left.place:<20} {shown(context)}[/]")


def _suggested(found: Suggestion) -> str:
    """A cell that may be wrong, in a line: where, what is read, what would close, and which checks."""
    printed, checks = "?" if found.value is None else f"{found.value:f}", ", ".join(json.loads(found.checks))
    return f"{found.table_ref}: {found.rule}: {printed} → {found.suggested_value:f}   {checks}"


def _row(found: Observation) -> tuple[str, ...]:
    members = ", ".join(f"{dimension} {member}" for dimension, member in sorted(found.dimensions.items()))
    value = "" if found.value is None else f"{found.value:f}"
    printed = " ".join((found.value_text or "").split())
    return (
        found.measure_code,
        members,
        value,
        found.unit,
        printed,
        found.value_status,
        found.place,
        found.table_ref or "",
    )
