"""The command line: `gongkai build`, `read`, `page`, `check`, `rules`, `ui`, `serve`, `query`, `diff`, `export` …

Belongs here: arguments and options. Does not: what a command does, which is in the module of its name and imported
only when it is called, so that each starts as fast as it can.
"""

import dataclasses
import sys
from pathlib import Path
from typing import Literal

import click

from orchestration.settings import Settings

Existing = click.Path(exists=True, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """China's government-information-disclosure annual reports as one panel of figures."""


@main.command()
@click.argument("paths", nargs=-1, type=Existing)
@click.option("--force", is_flag=True, help="Build even if nothing has changed, and read everything again.")
@click.option("--manifest", "manifests", multiple=True, type=Existing, help="A CSV or JSON lines file about the files.")
def build(paths: tuple[Path, ...], manifests: tuple[Path, ...], *, force: bool) -> None:
    """Read reports and publish the facts.

    PATHS are folders or files; without any, GONGKAI_INBOX or the samples are read. A manifest.csv or manifest.jsonl in
    a folder says where its files come from; one given with --manifest names them from the inbox on. The exit status
    is 0 if all inputs are reports, 1 if some could not be read and the rest was built, 2 if nothing was built.
    """
    from orchestration import build as command

    settings = Settings.from_environment()
    if paths:
        settings = dataclasses.replace(settings, inbox=tuple(path.absolute() for path in paths))
    if manifests:
        settings = dataclasses.replace(settings, manifests=tuple(path.absolute() for path in manifests))
    sys.exit(command.build(settings, force=force))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--leftovers", is_flag=True, help="Also every number that is no figure, and what it is taken for.")
def read(files: tuple[Path, ...], form: Literal["table", "jsonl"], *, leftovers: bool) -> None:
    """Read reports without a warehouse and print every figure with its place in the text.

    The exit status is 1 if one of the files is no report or cannot be read.
    """
    from orchestration import read as command

    sys.exit(command.read(files, form=form, leftovers=leftovers))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write; FILE.html here by default.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def page(file: Path, output: Path | None, language: Literal["zh", "en"]) -> None:
    """Write a page about a report, without a warehouse: its text with every figure marked, and what was checked.

    The page is one file that needs no network. Of a file with several reports each gets a page, numbered. The exit
    status is 1 if FILE is no report or cannot be read.
    """
    from orchestration import page as command

    sys.exit(command.page(file, output, language))


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--verbose", is_flag=True, help="Also what cannot be assessed, or only if blanks are noughts.")
def check(
    paths: tuple[Path, ...], form: Literal["text", "json", "sarif"], language: Literal["zh", "en"], *, verbose: bool
) -> None:
    """Check reports before they are published: what contradicts itself, where, and how to mend it.

    PATHS are files or folders. With the report of the year before among them, both are compared. The exit status is
    0 if nothing is wrong, 1 if there are errors or warnings, 2 if a file could not be checked.
    """
    from orchestration.linter import command

    sys.exit(command.check(paths, form=form, language=language, verbose=verbose))


@main.command()
@click.argument("rule", required=False)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def rules(rule: str | None, language: Literal["zh", "en"]) -> None:
    """List the rules that `check` puts to reports, or explain one in both languages."""
    from orchestration.linter import rules as command

    sys.exit(command.rules(rule, language))


@main.command()
@click.option("--port", type=int, default=3000, show_default=True)
def ui(port: int) -> None:
    """Open Dagster's pages: assets, checks, runs. On this machine only."""
    from orchestration import ui as command

    command.serve(Settings.from_environment(), port)


@main.command()
@click.option("--port", type=int, default=8000, show_default=True)
def serve(port: int) -> None:
    """Show the published reports and the panel as web pages. On this machine only."""
    from orchestration import serve as command

    command.serve(Settings.from_environment(), port)


@main.command()
@click.argument("sql", required=False)
@click.option("--example", "name", help="One of the ready-made questions that `gongkai examples` lists.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
def query(sql: str | None, name: str | None, form: Literal["table", "csv", "jsonl"]) -> None:
    """Ask the published tables a question in SQL, or one of the ready-made questions."""
    from orchestration import query as command

    if bool(sql) == bool(name):
        raise click.UsageError("give a question in SQL or --example NAME")
    settings = Settings.from_environment()
    sys.exit(command.query(settings, sql, form) if sql else command.query_example(settings, name or "", form))


@main.command()
def examples() -> None:
    """List the ready-made questions."""
    from orchestration import examples as command

    sys.exit(command.show())


@main.command()
@click.argument("old", type=Existing)
@click.argument("new", type=Existing)
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
def diff(old: Path, new: Path, form: Literal["table", "csv", "jsonl"]) -> None:
    """List the figures that differ between two releases, each with its cause.

    OLD and NEW are published folders, or the DuckDB files in them. A cause is source (the document was added, removed
    or revised), reader, codebook, rule (the SQL), or unknown. The exit status is 0 if nothing differs, 1 if something
    does, 2 if they cannot be compared.
    """
    from orchestration import diff as command

    sys.exit(command.diff(old, new, form))


@main.command()
@click.argument("tables", nargs=-1)
@click.option("--to", "folder", type=click.Path(path_type=Path), default="export", show_default=True)
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
def export(tables: tuple[str, ...], folder: Path, form: Literal["csv", "xlsx"]) -> None:
    """Write published tables for Excel, with Chinese headers: CSV files, or one workbook with a sheet of meanings.

    TABLES are names such as report_panel; without any, the panels, series and indicators are written.
    """
    from orchestration import export as command

    wide = ("report_panel", "jurisdiction_panel", "fct_series", "indicators", "indicator_coverage")
    sys.exit(command.export(Settings.from_environment(), tables or wide, folder, form))


if __name__ == "__main__":
    main(prog_name="gongkai")
