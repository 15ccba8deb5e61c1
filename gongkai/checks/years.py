"""A report held against that of the year before by the same issuer, where both are given.

Belongs here: finding the report of the year before, arithmetic between two years (`marts.fct_checks`), tables that
repeat and figures that leap by a power of ten (`marts.fct_report_checks`). Does not: series of more years.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.checks.arithmetic import judge, marked_of
from gongkai.checks.comparisons import detail
from gongkai.checks.outline import report_result
from gongkai.checks.results import Operand, Result
from gongkai.codebook import Codebook
from gongkai.records import Observation, Report, ReportHeader
from gongkai.vocabulary import YearlyCheck
from gongkai.yearly import YearlyTerm, parse_yearly


class Twin(NamedTuple):
    """The same cell in two consecutive reports on the same form, with a figure in both."""

    table_ref: str
    now: Observation
    last: Observation
    value: Decimal
    last_value: Decimal


def last_reports(reports: Sequence[Report]) -> dict[int, Report]:
    """For the place of a report, that of the year before by its issuer; of several, the one with the first id."""
    known: dict[tuple[str, int], Report] = {}
    for report in sorted(reports, key=lambda each: each.header.document_id, reverse=True):
        if key := _issuer_and_year(report.header):
            known[key] = report
    keys = [_issuer_and_year(report.header) for report in reports]
    return {place: known[key[0], key[1] - 1] for place, key in enumerate(keys) if key and (key[0], key[1] - 1) in known}


def check_years(report: Report, last: Report, codebook: Codebook) -> Iterator[Result]:
    """The verdicts on two consecutive reports."""
    for check in codebook.yearly:
        yield from _arithmetic(report, last, check, codebook)
    twins = list(_twins(report, last))
    yield from _copied_tables(report, last, twins, codebook)
    yield from _unit_slips(report, last, twins, codebook)


def _issuer_and_year(header: ReportHeader) -> tuple[str, int] | None:
    """A government is known by its jurisdiction, whatever it calls itself; a department by its name there."""
    if header.document_class != "report" or header.issuer is None or header.report_year is None:
        return None
    is_government = header.issuer_type == "government" and header.jurisdiction_code is not None
    name = header.level if is_government else header.issuer
    return "/".join(filter(None, (header.issuer_type, header.jurisdiction_code, name))), header.report_year


def _arithmetic(report: Report, last: Report, check: YearlyCheck, codebook: Codebook) -> Iterator[Result]:
    """A form without one of the rows is not held to the rule."""
    terms, operator = parse_yearly(check)
    stated = [_stated(term, last if term.years_back else report, check) for term in terms]
    members = {each.member: each.label_zh for each in codebook.dimensions[check.each].members} if check.each else {}
    for member in dict.fromkeys(member for found in stated for member in found):
        if not all(found.get(member) for found in stated):
            continue
        operands = tuple(
            Operand(term.side, term.coefficient, codebook.measures[term.measure].label_zh, one, bool(term.years_back))
            for term, found in zip(terms, stated, strict=True)
            for one in found[member]
        )
        verdict, marked = judge(operands, operator), marked_of(operands, operator)
        instance = member if check.each else "all"
        yield Result(
            document_id=report.document.document_id,
            result_id=f"{report.document.document_id}/{check.check}/{instance}",
            family="year",
            rule=check.check,
            instance=instance,
            instance_label_zh=members.get(member),
            severity=check.severity,
            status=verdict.status,
            operands=operands,
            formula=verdict.formula,
            difference=verdict.difference,
            other_document_id=last.document.document_id,
            marked=marked,
            source_start=marked[0].source_start if marked else None,
            source_end=marked[0].source_end if marked else None,
        )


def _stated(term: YearlyTerm, report: Report, check: YearlyCheck) -> dict[str, list[Observation]]:
    """The printed figures of a term by member: the total, and the members of the dimension of the check."""
    stated: dict[str, list[Observation]] = {}
    for found in report.observations:
        if found.measure_code == term.measure and found.source == "table" and found.period == "report_year":
            dimension, member = detail(found)
            if member == "total" or (check.each and dimension == check.each):
                stated.setdefault(member, []).append(found)
    return stated


def _twins(report: Report, last: Report) -> Iterator[Twin]:
    before = {found.table_ref: found for found in last.observations if found.table_ref}
    for found in report.observations:
        other = before.get(found.table_ref) if found.table_ref else None
        if found.table_ref and other and found.value is not None and other.value is not None:
            yield Twin(found.table_ref, found, other, found.value, other.value)


def _copied_tables(report: Report, last: Report, twins: Sequence[Twin], codebook: Codebook) -> Iterator[Result]:
    """Tables whose figures are all those of the year before; fewer than `least` may well be the same twice."""
    names = {cell.table_ref: cell.table_id for cell in report.cells if cell.table_ref}
    labels = {table.table: table.name_zh for edition in codebook.editions.values() for table in edition.tables}
    tables: dict[str, list[Twin]] = {}
    for twin in twins:
        tables.setdefault(names[twin.table_ref], []).append(twin)
    for name, own in tables.items():
        above_zero = [twin for twin in own if twin.value != 0]
        if len(above_zero) < codebook.checks.rules["new_figures"].least:
            continue
        same = sum(twin.value == twin.last_value for twin in above_zero)
        yield report_result(
            report, codebook, "new_figures", name,
            "pass" if any(twin.value != twin.last_value for twin in own) else "fail",
            label=labels[name], expected="other figures",
            found=f"{same} of {len(above_zero)} figures above zero are the same", other=last.document.document_id,
            span=(min(twin.now.source_start for twin in own), max(twin.now.source_end for twin in own)),
        )  # fmt: skip


def _unit_slips(report: Report, last: Report, twins: Sequence[Twin], codebook: Codebook) -> Iterator[Result]:
    """Small figures jump for good reasons; a factor so close to a power of ten has another one."""
    rule = codebook.checks.rules["same_unit"]
    for twin in twins:
        if min(twin.value, twin.last_value) < rule.least:
            continue
        leap = abs((twin.value / twin.last_value).log10())
        if any(abs(leap - power) <= rule.tolerance for power in rule.powers):
            measure = twin.now.measure_code
            yield report_result(
                report, codebook, "same_unit", f"{measure}/{detail(twin.now)[1]}", "fail",
                label=codebook.measures[measure].label_zh, expected=twin.last.value_text, found=twin.now.value_text,
                other=last.document.document_id, span=(twin.now.source_start, twin.now.source_end),
            )  # fmt: skip
