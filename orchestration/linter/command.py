"""The steps of `gongkai check`: read, check, say.

Exit status: 0 if nothing is wrong, 1 if there are errors or warnings, 2 if something that was asked for could not be
checked.
"""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Literal

from gongkai.checks import check_reports
from gongkai.codebook import Codebook, CodebookError, load_codebook
from gongkai.records import Report
from gongkai.rules import Language
from orchestration.linter.files import NotChecked, reports_in
from orchestration.linter.findings import Explainer
from orchestration.linter.json_document import json_document
from orchestration.linter.sarif import sarif
from orchestration.linter.text import Checked, Printer, console_for
from orchestration.linter.words import Voice
from orchestration.reader_process import ReaderProcess
from orchestration.settings import CODEBOOK, seconds_from_environment

Format = Literal["text", "json", "sarif"]


def check(paths: tuple[Path, ...], *, form: Format, language: Language, verbose: bool) -> int:
    """Put all rules to every report in the files and folders, and print what is broken."""
    try:
        codebook = load_codebook(CODEBOOK)
    except CodebookError as error:
        print(f"gongkai: the codebook cannot be used: {error}", file=sys.stderr)
        return 2
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a Chinese Windows console lacks some signs, such as the tick
    voice = Voice(codebook, language)
    with ReaderProcess(codebook, seconds_from_environment()) as reader:
        found = list(reports_in(paths, reader, voice))
    not_checked = [each for each in found if isinstance(each, NotChecked)]
    reports = checked([each for each in found if isinstance(each, Report)], codebook, voice, verbose=verbose)
    _print(form, reports, not_checked, codebook, voice, verbose=verbose)
    return exit_status(reports, not_checked)


def checked(reports: Sequence[Report], codebook: Codebook, voice: Voice, *, verbose: bool = False) -> list[Checked]:
    """The verdicts on reports and what is said of them; `verbose`: also of those that leave a rule open."""
    explainer = Explainer(codebook, voice)
    documents = {report.document.document_id: report.document for report in reports}
    shown = ("fail", "pass_if_blank_is_zero", "not_assessable") if verbose else ("fail",)
    return [
        Checked(
            file=report.document.file_name,
            part=report.document.part,
            header=report.header,
            results=results,
            findings=tuple(explainer.findings(report, [each for each in results if each.status in shown], documents)),
        )
        for report, results in zip(reports, check_reports(reports, codebook), strict=True)
    ]


def exit_status(reports: Sequence[Checked], not_checked: Sequence[NotChecked]) -> int:
    """What scripts go by."""
    if not reports or any(each.is_asked_for for each in not_checked):
        return 2
    broken = {each.result.severity for report in reports for each in report.findings if each.result.status == "fail"}
    return 1 if broken & {"error", "warning"} else 0


def _print(
    form: Format,
    reports: Sequence[Checked],
    not_checked: Sequence[NotChecked],
    codebook: Codebook,
    voice: Voice,
    *,
    verbose: bool,
) -> None:
    if form == "text":
        printer = Printer(console_for(), voice, verbose=verbose)
        for report in reports:
            printer.report(report)
        for each in not_checked:
            printer.not_checked(each)
        printer.summary(reports, not_checked)
    elif form == "json":
        print(json_document(reports, not_checked, voice))
    else:
        print(sarif(reports, not_checked, codebook, voice))
