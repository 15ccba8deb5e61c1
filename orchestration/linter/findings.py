"""What is said about a report: every broken rule with its places, its words and what may mend it.

Belongs here: choosing the figures to point at and filling in messages. Does not: the form of output (`text.py`,
`json_document.py`, `sarif.py`).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongkai.checks import Operand, Result
from gongkai.checks.arithmetic import plain_number
from gongkai.checks.comparisons import detail
from gongkai.codebook import Codebook
from gongkai.places import Place, Places
from gongkai.records import Document, Observation, Report, Suggestion
from gongkai.rules import Rule
from gongkai.vocabulary import Severity
from orchestration.linter.words import Voice

LINE_OF_A_FORM = re.compile(r"([cr])\d+")
ROW = "suggestion"
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information")  # the most important first


class Spot(NamedTuple):
    """Characters to look at, and what they are."""

    document: Document
    place: Place
    start: int
    end: int
    label: str


class Finding(NamedTuple):
    """A verdict in words. The first of `spots` is where to look; without any, it is about the whole report."""

    report: Report
    result: Result
    rule: Rule
    message: str
    spots: tuple[Spot, ...]
    suggestions: tuple[Suggestion, ...]
    advice: tuple[str, ...]  # what may mend it, if that is known


class Explainer:
    """Turns the verdicts on reports into findings in one language."""

    def __init__(self, codebook: Codebook, voice: Voice) -> None:
        self._codebook = codebook
        self._voice = voice
        self._cells = dict(_cell_labels(codebook, voice))

    def findings(
        self, report: Report, results: Sequence[Result], documents: Mapping[str, Document]
    ) -> Iterator[Finding]:
        """The verdicts on a report, the most severe first, then in the order of the text."""
        for result in sorted((*results, *_rows(report, results)), key=_importance):
            yield self._finding(report, result, documents)

    def _finding(self, report: Report, result: Result, documents: Mapping[str, Document]) -> Finding:
        suggestions = tuple(_suggested(report, result))
        rule = self._codebook.checks.all[result.rule]
        return Finding(
            report=report,
            result=result,
            rule=rule,
            message=self._message(rule, result, suggestions),
            spots=tuple(self._spots(report, result, suggestions, documents)),
            suggestions=suggestions,
            advice=tuple(self._advice(result, suggestions)),
        )

    def _message(self, rule: Rule, result: Result, suggestions: Sequence[Suggestion]) -> str:
        voice, fields = self._voice, {"title": self._title(rule, result)}
        if result.status != "fail":
            return voice.say("open_verdict", status=voice.say(result.status), **fields)
        if result.family == "comparison":
            one, other = (each.observation for each in result.operands)
            if one and other:
                fields |= {"scope": voice.scope(one.scope), "other_scope": voice.scope(other.scope)}
                is_scoped = rule.rule == "part" and one.scope != other.scope
                fields["measure"] = self._figure(one, is_scoped=is_scoped)
                fields["other_measure"] = self._figure(other, is_scoped=is_scoped)
        if suggestions:
            fields["slip"] = voice.words(self._codebook.checks.slips[suggestions[0].rule])
        fields |= {"formula": result.formula or "", "instance": result.instance_label_zh or ""}
        return voice.words(rule.message, expected=result.expected, found=result.found, **fields)

    def _figure(self, found: Observation, *, is_scoped: bool) -> str:
        """What a figure counts: the measure, the member of a dimension, and whose it is where that matters."""
        dimension, member = detail(found)
        known = self._codebook.dimensions.get(dimension or "")
        labels = {each.member: self._voice.label(each) for each in known.members} if known else {}
        words = [labels[member]] if member in labels and member != "total" else []
        words += [self._voice.scope(found.scope)] if is_scoped else []
        label = self._voice.measure(found.measure_code)
        instance = self._voice.say("comma").join(words)
        return self._voice.say("title", label=label, instance=instance) if words else label

    def _title(self, rule: Rule, result: Result) -> str:
        """The rule with the column, row or section that it is about."""
        label, instance = self._voice.words(rule.label), result.instance_label_zh
        if not instance or result.instance == "all":
            return label
        if kind := LINE_OF_A_FORM.fullmatch(result.instance):
            instance = self._voice.say("column" if kind[1] == "c" else "row", instance=instance)
        return self._voice.say("title", label=label, instance=instance)

    def _spots(
        self,
        report: Report,
        result: Result,
        suggestions: Sequence[Suggestion],
        documents: Mapping[str, Document],
    ) -> Iterator[Spot]:
        """The figure that may be wrong, else the sum; of two figures both, the one in the text first."""
        for each in suggestions if result.rule != ROW else ():
            words = self._voice.say("suspect", suggested=plain_number(each.suggested_value))
            label = self._voice.say("comma").join((self._cells[each.table_ref], words))
            yield self._spot(report.document, each.source_start, each.source_end, label)
        if suggestions and result.rule != ROW:
            return
        if result.family == "comparison":
            yield from self._compared(report, result.operands)
        elif result.family in ("form", "year"):
            for found in result.marked:
                document = documents[found.document_id]
                label = self._cells.get(found.table_ref or "") or self._figure(found, is_scoped=False)
                if document is not report.document:
                    label += self._voice.say("last_year")
                yield self._spot(document, found.source_start, found.source_end, label)
        elif result.source_start is not None and result.source_end is not None:
            heading = next(
                (each.heading_zh for each in report.sections if each.source_start == result.source_start), None
            )
            end = min(result.source_end, result.source_start + len(heading)) if heading else result.source_end
            yield self._spot(report.document, result.source_start, end, "")

    def _compared(self, report: Report, operands: Sequence[Operand]) -> Iterator[Spot]:
        known = [each.observation for each in operands if each.observation]
        is_scoped = len({found.scope for found in known}) > 1
        for found in sorted(known, key=lambda each: each.source == "table"):
            if found.table_ref:
                label = self._voice.say("from_table", label=self._cells[found.table_ref])
            else:
                label = self._voice.say("from_text", label=self._figure(found, is_scoped=is_scoped))
            yield self._spot(report.document, found.source_start, found.source_end, label)

    def _spot(self, document: Document, start: int, end: int, label: str) -> Spot:
        return Spot(document, Places(document).at(start), start, end, label)

    def _advice(self, result: Result, suggestions: Sequence[Suggestion]) -> Iterator[str]:
        """What the suggestions come to: a sentence for each cell, or one for a row."""
        for each in suggestions[:1] if result.rule == ROW else suggestions:
            fields = {
                "label": self._cells[each.table_ref],
                "suggested": plain_number(each.suggested_value),
                "slip": self._voice.words(self._codebook.checks.slips[each.rule]),
            }
            if result.rule == ROW or each.value is None:
                yield self._voice.say("suggested_row", **fields | {"suggested": result.expected or ""})
            else:
                value, count = plain_number(each.value), len(json.loads(each.checks))
                yield self._voice.say("suggested", value=value, count=count, **fields)


def _importance(result: Result) -> tuple[bool, int, bool, int]:
    """What is broken before what is open, errors first, the whole report before its places."""
    start = result.source_start
    return result.status != "fail", SEVERITIES.index(result.severity), start is not None, start or 0


def _suggested(report: Report, result: Result) -> Iterator[Suggestion]:
    """The suggestions that would make a broken sum hold, or those for a row."""
    name, span = f"{result.rule}/{result.instance}", (result.source_start, result.source_end)
    for each in report.suggestions:
        is_part = result.family == "form" and result.status == "fail" and name in json.loads(each.checks)
        if is_part or (result.rule == ROW and (each.source_start, each.source_end) == span):
            yield each


def _rows(report: Report, results: Sequence[Result]) -> Iterator[Result]:
    """Rows with a figure too many or too few: a verdict of its own, since no sum can be put to them."""
    broken = {f"{each.rule}/{each.instance}" for each in results if each.family == "form" and each.status == "fail"}
    rows: dict[tuple[int, int], list[Suggestion]] = {}
    for each in report.suggestions:
        if broken.isdisjoint(json.loads(each.checks)):
            rows.setdefault((each.source_start, each.source_end), []).append(each)
    for (start, end), cells in rows.items():
        yield Result(
            document_id=cells[0].document_id,
            result_id=cells[0].suggestion_id,
            family="report",
            rule=ROW,
            instance=cells[0].table_ref.rpartition("/c")[0] or cells[0].table_ref,
            instance_label_zh=None,
            severity="warning",
            status="fail",
            expected=" ".join(plain_number(each.suggested_value) for each in cells),
            found=cells[0].value_text,
            source_start=start,
            source_end=end,
        )


def _cell_labels(codebook: Codebook, voice: Voice) -> Iterator[tuple[str, str]]:
    """How a person finds a cell of a form: its row and its column, where there are several."""
    for edition in codebook.editions.values():
        for table in edition.tables:
            for row in table.rows:
                for number, column in enumerate(table.columns if not row.header else (), 1):
                    heading = "/".join(filter(None, (column.group, column.label)))
                    label = row.label if len(table.columns) == 1 else heading
                    if len(table.columns) > 1 and table.reading != "header":
                        label = voice.say("cell_of", row=row.label, column=heading)
                    yield table.reference(row, number), label
