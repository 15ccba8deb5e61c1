"""The sections and the dates of a report (`marts.fct_report_checks`): is everything there, in its place, in time?

Belongs here: what the form and the regulation ask of a report beside its figures. Does not: comparing it with that of
the year before (`years.py`).
"""

from collections.abc import Iterator
from datetime import date

from gongkai.checks.results import Result, Status
from gongkai.codebook import Codebook
from gongkai.records import Report, ReportHeader, Section
from gongkai.vocabulary import Edition


def check_sections(report: Report, codebook: Codebook) -> Iterator[Result]:
    """Sections that the form prescribes, their numbers, and those that the report says it consists of."""
    edition = codebook.editions.get(report.header.edition or "")
    labels = {kind.section: kind.label_zh for kind in codebook.sections}
    for position, name in enumerate(edition.sections if edition else (), 1):
        yield from _prescribed(report, codebook, name, labels[name], position)
    for part in report.announced_parts:
        there = [section for section in report.sections if section.section == part.section]
        yield report_result(
            report, codebook, "announced_section", part.section, "pass" if there else "fail",
            label=labels.get(part.section), expected=part.section,
            found=min((section.heading_zh for section in there if section.heading_zh), default=None),
            span=(part.source_start, part.source_end),
        )  # fmt: skip


def check_dates(report: Report, codebook: Codebook) -> Iterator[Result]:
    """Whether it was published by its deadline and covers the whole year."""
    header, year = report.header, report.header.report_year
    if year is not None and (edition := _in_force(codebook, year)):
        deadline, published = _deadline(header, edition, year), header.publication_date
        yield report_result(
            report, codebook, "in_time", "all",
            "not_assessable" if deadline is None or published is None else _verdict(published <= deadline),
            expected=_iso(deadline), found=_iso(published),
        )  # fmt: skip
    start, end = header.period_start, header.period_end
    known = year is not None and start is not None and end is not None
    whole = year is not None and (start, end) == (date(year, 1, 1), date(year, 12, 31))
    yield report_result(
        report, codebook, "whole_year", "all", _verdict(whole) if known else "not_assessable",
        expected=f"{year}-01-01/{year}-12-31" if year is not None else None,
        found=f"{start}/{end}" if start is not None and end is not None else None,
    )  # fmt: skip


def report_result(
    report: Report,
    codebook: Codebook,
    rule: str,
    instance: str,
    status: Status,
    *,
    label: str | None = None,
    expected: str | None = None,
    found: str | None = None,
    other: str | None = None,
    span: tuple[int, int] | None = None,
) -> Result:
    """The verdict of a rule of `checks.yml`."""
    document_id = report.document.document_id
    return Result(
        document_id=document_id,
        result_id=f"{document_id}/{rule}/{instance}",
        family="report",
        rule=rule,
        instance=instance,
        instance_label_zh=label,
        severity=codebook.checks.rules[rule].severity,
        status=status,
        expected=expected,
        found=found,
        other_document_id=other,
        source_start=span[0] if span else None,
        source_end=span[1] if span else None,
    )


def _prescribed(report: Report, codebook: Codebook, name: str, label: str, position: int) -> Iterator[Result]:
    there = [section for section in report.sections if section.section == name]
    heading, number = _first_heading(there), _first_number(there)
    span = (there[0].source_start, there[0].source_end) if there else None
    yield report_result(
        report, codebook, "section_present", name, _verdict(bool(there)),
        label=label, expected=label, found=heading, span=span,
    )  # fmt: skip
    if there:
        yield report_result(
            report, codebook, "section_number", name,
            "not_assessable" if number is None else _verdict(number == position),
            label=label, expected=str(position), found=str(number) if number is not None else None, span=span,
        )  # fmt: skip


def _first_heading(sections: list[Section]) -> str | None:
    return next((section.heading_zh for section in sections if section.heading_zh is not None), None)


def _first_number(sections: list[Section]) -> int | None:
    return next((section.heading_number for section in sections if section.heading_number is not None), None)


def _in_force(codebook: Codebook, year: int) -> Edition | None:
    """The regulation in force when the report was due counts, not the form that was used."""
    fitting = (
        edition
        for edition in codebook.editions.values()
        if edition.first_year <= year <= (edition.last_year if edition.last_year is not None else year)
    )
    return next(fitting, None)


def _deadline(header: ReportHeader, edition: Edition, year: int) -> date | None:
    """It is later for governments from the county upwards; a township reports to its county as a department does."""
    if header.issuer_type == "department" or header.level == "township":
        return date.fromisoformat(f"{year + 1}-{edition.deadline_departments}")
    if header.issuer_type == "government":
        return date.fromisoformat(f"{year + 1}-{edition.deadline_governments}")
    return None


def _verdict(holds: bool) -> Status:
    return "pass" if holds else "fail"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
