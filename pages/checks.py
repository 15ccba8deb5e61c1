"""What was checked in one report, in one shape: sums of the forms, figures held against each other, other rules.

Belongs here: SQL of the three kinds of checks and of suggestions, and their operands. Does not: the rules themselves.
"""

import json
from collections.abc import Iterator

from models.warehouse import Warehouse
from pages.dossier import ORDER, Check, Operand, Row, key_of
from pages.figures import rows
from pages.language import Language

SUMS = "from marts.fct_checks where report_id = $report order by check_result_id"
COMPARISONS = "from marts.fct_comparisons where report_id = $report order by source_start, comparison_id"
OTHERS = "from marts.fct_report_checks where report_id = $report order by check_result_id"
SUGGESTIONS = "from marts.fct_suggestions where report_id = $report order by source_start"


def checks(warehouse: Warehouse, report_id: str, language: Language) -> list[Check]:
    """Everything that was checked, failures first."""
    found = [
        *(_sum(row, language) for row in rows(warehouse, SUMS, report=report_id)),
        *(_comparison(row, language) for row in rows(warehouse, COMPARISONS, report=report_id)),
        *(_other(row, language) for row in rows(warehouse, OTHERS, report=report_id)),
    ]
    return sorted(found, key=lambda check: ORDER.index(check.status))


def suggestions(warehouse: Warehouse, report_id: str) -> list[Row]:
    """Cells that may be wrong, with the figure that would close their table."""
    found = rows(warehouse, SUGGESTIONS, report=report_id)
    return [row | {"key": key_of(row["observation_id"], report_id)} for row in found]


def _sum(row: Row, language: Language) -> Check:
    instance = row["instance_label_zh"]
    label = language.label(row) + (f" · {instance}" if instance else "")
    operands = list(_operands(row, language))
    return Check(row["check_id"], label, row["status"], row["severity"], row["formula"], operands)


def _operands(row: Row, language: Language) -> Iterator[Operand]:
    for operand in json.loads(row["operands"]):
        value = operand.get("value")
        shown = value if value is not None else language.code_name("status", operand.get("value_status"))
        key = key_of(operand.get("observation_id"), row["report_id"])
        yield Operand(operand.get("label_zh") or "", str(shown), key)


def _comparison(row: Row, language: Language) -> Check:
    operands = [
        Operand(
            language.label(row, f"{side}measure_label"),
            language.code_name("source", row[f"{side}source"]),
            key_of(row[f"{side}observation_id"], row["report_id"]),
        )
        for side in ("", "other_")
    ]
    label = f"{language.code_name('comparison', row['kind'])} · {operands[0].label}"
    return Check(row["kind"], label, row["status"], row["severity"], row["formula"], operands)


def _other(row: Row, language: Language) -> Check:
    instance = row["instance_label_zh"]
    label = language.label(row) + (f" · {instance}" if instance else "")
    values = {"expected": row["expected"] or "—", "found": row["found"] or "—"}
    note = language("report.expected_found", **values) if row["expected"] or row["found"] else ""
    section = str(row["source_start"]) if row["source_start"] is not None else ""
    return Check(row["check_id"], label, row["status"], row["severity"], section=section, note=note)
