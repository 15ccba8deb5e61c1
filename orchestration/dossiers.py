"""The dossier of a report from the reader: what its page shows, without a warehouse.

Belongs here: records as the rows that published tables have. Does not: reading (`gongkai/`), or the page (`pages/`).
"""

import msgspec

from gongkai.checks import Operand, Result, check_reports
from gongkai.codebook import Codebook
from gongkai.records import Observation, Report
from pages.dossier import ORDER, Check, Dossier, Row, key_of
from pages.dossier import Operand as Shown
from pages.language import Language


class Dossiers:
    """Makes dossiers with the words of a codebook in one language."""

    def __init__(self, codebook: Codebook, language: Language) -> None:
        self._codebook = codebook
        self._language = language
        self._members = {
            (name, member.member): language.label(_labels(member))
            for name, dimension in codebook.dimensions.items()
            for member in dimension.members
        }
        self._number_classes = {each.number_class: _labels(each) for each in codebook.leftovers}
        self._cells = {
            table.reference(row, number): "：".join(filter(None, (row.label, column.label)))
            for edition in codebook.editions.values()
            for table in edition.tables
            for row in table.rows
            for number, column in enumerate(table.columns, 1)
        }

    def dossier(self, report: Report) -> Dossier:
        """All that the reader and the rules say about a report by itself."""
        document_id = report.document.document_id
        [results] = check_reports([report], self._codebook)
        checks = [self._check(each) for each in results]
        return Dossier(
            report=self._report(report),
            figures=[self._figure(each) for each in sorted(report.observations, key=_order)],
            checks=sorted(checks, key=lambda check: ORDER.index(check.status)),
            leftovers=[
                msgspec.structs.asdict(each) | self._number_classes.get(each.number_class, {})
                for each in sorted(report.leftovers, key=lambda left: left.source_start)
            ],
            sections=[msgspec.structs.asdict(each) for each in report.sections],
            suggestions=[
                msgspec.structs.asdict(each)
                | {"key": key_of(each.observation_id, document_id), "label_zh": self._cells[each.table_ref]}
                for each in report.suggestions
            ],
        )

    def _report(self, report: Report) -> Row:
        document, edition = report.document, self._codebook.editions.get(report.header.edition or "")
        labels = {f"edition_{name}": label for name, label in _labels(edition).items()} if edition else {}
        return msgspec.structs.asdict(report.header) | {
            "report_id": document.document_id,
            "file_name": document.file_name,
            "format": document.format,
            "text": document.text,
            **labels,
        }

    def _figure(self, found: Observation) -> Row:
        measure = self._codebook.measures[found.measure_code]
        return (
            msgspec.structs.asdict(found)
            | _labels(measure)
            | {
                "definition_en": measure.definition_en,
                "label": self._language.label(_labels(measure)),
                "details": [self._members.get(member, member[1]) for member in found.dimensions.items()],
                "key": key_of(found.observation_id, found.document_id),
                "facts": None,
                "series": [],
            }
        )

    def _check(self, result: Result) -> Check:
        language, rule = self._language, self._codebook.checks.all[result.rule]
        instance, note = result.instance_label_zh, ""
        label = language.code_name("comparison", result.rule)
        if result.family == "comparison":
            instance = self._operand(result.operands[0], result).label
        else:
            label = language.label({"label_zh": rule.label.zh, "label_en": rule.label.en})
        if result.expected or result.found:
            note = language("report.expected_found", expected=result.expected or "—", found=result.found or "—")
        is_section = result.family == "report" and result.source_start is not None
        return Check(
            kind=result.rule,
            label=label + (f" · {instance}" if instance else ""),
            status=result.status,
            severity=result.severity,
            formula=result.formula or "",
            operands=[self._operand(each, result) for each in result.operands],
            section=str(result.source_start) if is_section else "",
            note=note,
        )

    def _operand(self, operand: Operand, result: Result) -> Shown:
        found, language = operand.observation, self._language
        key = key_of(found.observation_id, result.document_id) if found else None
        if result.family == "comparison" and found:
            measure = language.label(_labels(self._codebook.measures[found.measure_code]))
            return Shown(measure, language.code_name("source", found.source), key)
        value = (
            f"{operand.value:f}" if operand.value is not None else language.code_name("status", operand.value_status)
        )
        return Shown(operand.label_zh, value, key)


def _labels(entry: object) -> dict[str, str]:
    """The labels of an entry of the codebook in both languages, as columns."""
    return {name: getattr(entry, name) for name in ("label_zh", "label_en")}


def _order(found: Observation) -> tuple[int, int, str]:
    return found.source_start, -found.source_end, found.observation_id
