"""The command `gongkai page`: a report as a page of its own, for people who have no warehouse.

Belongs here: files in and out. Does not: what the page shows (`pages/`, `dossiers.py`). No DuckDB is imported.
"""

import sys
from pathlib import Path

from gongkai.codebook import CodebookError, load_codebook
from orchestration.delivered import name_of
from orchestration.dossiers import Dossiers
from orchestration.read import reports_in
from orchestration.reader_process import ReaderProcess
from orchestration.settings import CODEBOOK, seconds_from_environment
from pages.language import Language
from pages.rendering import alone
from pages.report import report_page


def page(file: Path, output: Path | None, language: str) -> int:
    """Write a page for each report in a file; returns 1 if there is none, 2 if the codebook or the place is wrong."""
    try:
        codebook = load_codebook(CODEBOOK)
    except CodebookError as error:
        print(f"gongkai: the codebook cannot be used: {error}", file=sys.stderr)
        return 2
    voice = Language(language)
    dossiers, written = Dossiers(codebook, voice), 0
    with ReaderProcess(codebook, seconds_from_environment()) as reader:
        for report in reports_in(file, name_of(Path(file.name)), reader):
            written += 1
            target = numbered(output or Path(f"{file.name}.html"), written)
            view = report_page(dossiers.dossier(report), voice, figure=None, with_leftovers=True)
            try:
                target.write_text(alone(view, voice), encoding="utf-8")
            except OSError as error:
                print(f"gongkai: {name_of(target)}: {error.strerror}", file=sys.stderr)
                return 2
            print(name_of(target))
    return 0 if written else 1


def numbered(path: Path, number: int) -> Path:
    """The path for the first page, with a number before its ending for the others.

    >>> numbered(Path("a/b.html"), 1).name, numbered(Path("a/b.html"), 2).name
    ('b.html', 'b.2.html')
    """
    return path if number == 1 else path.with_name(f"{path.stem}.{number}{path.suffix}")
