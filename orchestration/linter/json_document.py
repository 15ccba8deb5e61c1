"""Findings for programs: one JSON document, whose fields `docs/check.md` describes. Fields may be added, not changed.

Belongs here: names and order of fields. Does not: SARIF (`sarif.py`).
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from gongkai.checks import Operand
from gongkai.checks.arithmetic import plain_number
from gongkai.checks.results import Status
from orchestration.inert import escaped
from orchestration.linter.files import NotChecked
from orchestration.linter.findings import Finding, Spot
from orchestration.linter.text import Checked
from orchestration.linter.words import Voice

VERSION = 1
STATUSES: tuple[Status, ...] = ("pass", "fail", "pass_if_blank_is_zero", "not_assessable")


def json_document(reports: Sequence[Checked], not_checked: Sequence[NotChecked], voice: Voice) -> str:
    """The whole document, with line ends and Chinese as it is."""
    findings = [_finding(report, finding, voice) for report in reports for finding in report.findings]
    broken = Counter(finding["severity"] for finding in findings if finding["status"] == "fail")
    content = {
        "version": VERSION,
        "language": voice.language,
        "summary": {
            "reports": len(reports),
            "error": broken["error"],
            "warning": broken["warning"],
            "information": broken["information"],
            "not_checked": len(not_checked),
        },
        "reports": list(map(_report, reports)),
        "findings": findings,
        "not_checked": [{"file": each.file, "reason": each.reason} for each in not_checked],
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2))


def _report(checked: Checked) -> dict[str, Any]:
    header, statuses = checked.header, Counter(result.status for result in checked.results)
    return {
        "file": checked.file,
        "part": checked.part,
        "document_id": header.document_id,
        "title": header.title,
        "issuer": header.issuer,
        "report_year": header.report_year,
        "edition": header.edition,
        "checks": {status: statuses[status] for status in STATUSES},
    }


def _finding(checked: Checked, finding: Finding, voice: Voice) -> dict[str, Any]:
    result, rule = finding.result, finding.rule
    return {
        "id": result.result_id,
        "file": checked.file,
        "part": checked.part,
        "document_id": result.document_id,
        "rule": result.rule,
        "family": result.family,
        "severity": result.severity,
        "status": result.status,
        "message": finding.message,
        "formula": result.formula,
        "difference": plain_number(result.difference) if result.difference is not None else None,
        "instance": result.instance,
        "instance_label_zh": result.instance_label_zh,
        "expected": result.expected,
        "found": result.found,
        "other_document_id": result.other_document_id,
        "places": [_place(spot) for spot in finding.spots],
        "operands": [_operand(operand) for operand in result.operands],
        "suggestions": [
            {
                "table_ref": each.table_ref,
                "rule": each.rule,
                "value": plain_number(each.value) if each.value is not None else None,
                "suggested_value": plain_number(each.suggested_value),
            }
            for each in finding.suggestions
        ],
        "advice": list(finding.advice),
        "what_to_do": voice.words(rule.mend),
        "why": voice.words(rule.why),
    }


def _place(spot: Spot) -> dict[str, Any]:
    """Offsets count characters in the text of the file, whichever of its parts the report is."""
    start = spot.document.part_start
    return {
        "file": spot.document.file_name,
        **{name: number for name, number in spot.place._asdict().items() if number is not None},
        "start": start + spot.start,
        "end": start + spot.end,
        "text": spot.document.text[spot.start : spot.end],
        "label": spot.label,
    }


def _operand(operand: Operand) -> dict[str, Any]:
    found = operand.observation
    return {
        "side": operand.side,
        "coefficient": operand.coefficient,
        "label_zh": operand.label_zh,
        "is_last_year": operand.is_last_year,
        "table_ref": found.table_ref if found else None,
        "value": plain_number(operand.value) if operand.value is not None else None,
        "value_status": operand.value_status,
        "value_text": found.value_text if found else None,
        "observation_id": found.observation_id if found else None,
    }
