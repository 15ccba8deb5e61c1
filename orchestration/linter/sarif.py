"""Findings as SARIF 2.1.0, which code-review tools and editors show beside the text.

Belongs here: the shape that the standard prescribes. Does not: words, or what is found.
Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai.codebook import Codebook
from gongkai.rules import Rule
from orchestration.inert import escaped
from orchestration.linter.files import NotChecked
from orchestration.linter.findings import Finding, Spot
from orchestration.linter.text import Checked
from orchestration.linter.words import Voice

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "information": "note"}
KINDS = {"fail": "fail", "pass_if_blank_is_zero": "review", "not_assessable": "open"}


def sarif(reports: Sequence[Checked], not_checked: Sequence[NotChecked], codebook: Codebook, voice: Voice) -> str:
    """A log with one run; all rules are described, so that an index finds them."""
    rules = list(codebook.checks.all.values())
    places = {rule.rule: place for place, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "gongkai", "rules": [_rule(rule, voice) for rule in rules]}},
        "language": "zh-CN" if voice.language == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not any(each.is_asked_for for each in not_checked),
                "toolExecutionNotifications": [
                    {
                        "level": "error" if each.is_asked_for else "note",
                        "message": {"text": each.reason},
                        "locations": [_file(each.file)],
                    }
                    for each in not_checked
                ],
            }
        ],
        "results": [_result(report, finding, places) for report in reports for finding in report.findings],
    }
    return escaped(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2))


def _rule(rule: Rule, voice: Voice) -> dict[str, Any]:
    return {
        "id": rule.rule,
        "shortDescription": {"text": voice.words(rule.label)},
        "fullDescription": {"text": voice.words(rule.why)},
        "help": {"text": voice.words(rule.mend)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(checked: Checked, finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    result = finding.result
    words = [finding.message, *([result.formula] if result.formula and result.family != "comparison" else [])]
    first, *others = [*map(_location, finding.spots)] or [_file(checked.file)]
    return {
        "ruleId": result.rule,
        "ruleIndex": places[result.rule],
        "kind": KINDS[result.status],
        "level": LEVELS[result.severity] if result.status == "fail" else "none",
        "message": {"text": "\n".join([*words, *finding.advice])},
        "locations": [first],
        **({"relatedLocations": [other | {"id": number} for number, other in enumerate(others, 1)]} if others else {}),
        "partialFingerprints": {"result/v1": result.result_id},
    }


def _location(spot: Spot) -> dict[str, Any]:
    """Lines and columns of a text; of other formats the words for the place, since their files have no lines."""
    location = _file(spot.document.file_name)
    place, printed = spot.place, spot.document.text[spot.start : spot.end]
    if spot.label:
        location["message"] = {"text": spot.label}
    if spot.document.format == "text" and place.line and place.column:
        lines = printed.split("\n")
        last = place.column + len(printed) if len(lines) == 1 else len(lines[-1]) + 1
        location["physicalLocation"]["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.line + len(lines) - 1,
            "endColumn": last,
            "snippet": {"text": printed},
        }
    else:
        names = {name: number for name, number in place._asdict().items() if number is not None}
        path = "/".join(f"{name}/{number}" for name, number in names.items())
        location["logicalLocations"] = [{"fullyQualifiedName": path, "kind": "element"}]
    return location


def _file(name: str) -> dict[str, Any]:
    uri = Path(name).as_uri() if Path(name).is_absolute() else quote(name)
    return {"physicalLocation": {"artifactLocation": {"uri": uri}}}
