"""The codebook as rows, one list per table of the schema `reference`.

SQL joins the very words the reader used: nothing is said twice.
"""

import json
from collections.abc import Iterator
from typing import Any

from gongkai.codebook import Codebook
from gongkai.crosswalk import Indicator, parse_formula
from gongkai.identities import instances
from gongkai.rules import rule_row, scope_rows
from gongkai.vocabulary import Column, Edition, Identity, LeftoverClass, Measure, Row, Table, YearlyCheck
from gongkai.yearly import parse_yearly

Rows = list[dict[str, Any]]

# Dimensions that a measure may fix, in the order of the columns of reference.measures.
FIXED_DIMENSIONS = (
    "channel", "doc_type", "basis", "matter", "flow", "request_channel", "timeliness", "outcome", "reason",
    "review_stage", "review_outcome", "staff_type",
)  # fmt: skip


def reference_rows(codebook: Codebook) -> dict[str, Rows]:
    """The rows of every reference table, in the order of the codebook."""
    return {
        "measures": [_measure(codebook, order, measure) for order, measure in enumerate(codebook.measures.values(), 1)],
        "dimension_members": list(_members(codebook)),
        "editions": [_edition(edition) for edition in codebook.editions.values()],
        "edition_sections": [row for edition in codebook.editions.values() for row in _sections(codebook, edition)],
        "lines": [line for edition, table in _tables(codebook) for line in _lines(codebook, edition, table)],
        "identities": [_identity(edition, table, identity) for edition, table, identity in _identities(codebook)],
        "identity_terms": [term for _, table, identity in _identities(codebook) for term in _terms(table, identity)],
        "yearly_checks": list(map(_yearly_check, codebook.yearly)),
        "yearly_terms": [term for check in codebook.yearly for term in _yearly_terms(check)],
        "check_rules": list(map(rule_row, codebook.checks.rules.values())),
        "wider_scopes": list(scope_rows(codebook.checks)),
        "crosswalk": list(_crosswalk(codebook)),
        "series": [
            {
                "series_code": series.series,
                "label_zh": series.label_zh,
                "label_en": series.label_en,
                "unit": series.unit,
            }
            | {"display_order": order}
            for order, series in enumerate(codebook.crosswalk.series, 1)
        ],
        "series_terms": list(_series_terms(codebook)),
        "indicators": [
            _indicator(order, indicator) for order, indicator in enumerate(codebook.crosswalk.indicators, 1)
        ],
        "indicator_terms": [
            term for indicator in codebook.crosswalk.indicators for term in _indicator_terms(indicator)
        ],
        "divisions": [_division(division) for division in codebook.gazetteer.divisions],
        "number_classes": [_number_class(kind) for kind in codebook.leftovers],
    }


def _measure(codebook: Codebook, order: int, measure: Measure) -> dict[str, Any]:
    return {
        "measure_code": measure.code,
        "fact": measure.fact,
        "subject": measure.subject,
        "label_zh": measure.label_zh,
        "label_en": measure.label_en,
        "definition_en": measure.definition_en,
        "unit": measure.unit,
        "value_type": measure.value_type,
        "parent_code": measure.parent,
        "parent_relation": measure.parent_relation,
        "display_order": order,
        "comparability": codebook.crosswalk.worst_grade(measure.code),
        "comparability_note": measure.comparability_note or None,
        **{dimension: measure.dimensions.get(dimension) for dimension in FIXED_DIMENSIONS},
    }


def _members(codebook: Codebook) -> Iterator[dict[str, Any]]:
    for name, dimension in codebook.dimensions.items():
        for order, member in enumerate(dimension.members, 1):
            yield {
                "dimension": name,
                "member": member.member,
                "label_zh": member.label_zh,
                "label_en": member.label_en,
                "parent_member": member.parent,
                "display_order": order,
            }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition.edition,
        "label_zh": edition.label_zh,
        "label_en": edition.label_en,
        "first_year": edition.first_year,
        "last_year": edition.last_year,
        "legal_basis": "; ".join(edition.legal_basis),
        "format_notice": edition.format_notice,
        "deadline": edition.deadline,
        "deadline_governments": edition.deadline_governments,
        "deadline_departments": edition.deadline_departments,
    }


def _sections(codebook: Codebook, edition: Edition) -> Iterator[dict[str, Any]]:
    labels = {kind.section: kind for kind in codebook.sections}
    for position, section in enumerate(edition.sections, 1):
        label = labels[section]
        yield {
            "edition": edition.edition,
            "position": position,
            "section": section,
            "label_zh": label.label_zh,
            "label_en": label.label_en,
        }


def _tables(codebook: Codebook) -> Iterator[tuple[Edition, Table]]:
    for edition in codebook.editions.values():
        for table in edition.tables:
            yield edition, table


def _lines(codebook: Codebook, edition: Edition, table: Table) -> Iterator[dict[str, Any]]:
    for row in table.rows:
        if not row.header:
            for number, column in enumerate(table.columns, 1):
                yield _line(codebook, edition, table, row, number, column)


def _line(codebook: Codebook, edition: Edition, table: Table, row: Row, number: int, column: Column) -> dict[str, Any]:
    code = table.measure_code(row, number - 1) if column.read else None
    return {
        "edition": edition.edition,
        "table_id": table.table,
        "table_ref": table.reference(row, number),
        "row": row.row,
        "column": number,
        "label_zh": row.label,
        "column_label_zh": "/".join(filter(None, (column.group, column.label))) if len(table.columns) > 1 else None,
        "unit": column.unit or row.unit or (codebook.measures[code].unit if code else None),
        "measure_code": code,
        "dimensions": json.dumps({**row.dimensions, **column.dimensions}, ensure_ascii=False, sort_keys=True),
    }


def _identities(codebook: Codebook) -> Iterator[tuple[Edition, Table, Identity]]:
    for edition, table in _tables(codebook):
        for identity in table.identities:
            yield edition, table, identity


def _identity(edition: Edition, table: Table, identity: Identity) -> dict[str, Any]:
    return {
        "check_id": identity.check,
        "edition": edition.edition,
        "table_id": table.table,
        "severity": identity.severity,
        "operator": next(instances(identity, table)).operator,
        "label_zh": identity.label_zh,
        "label_en": identity.label_en,
        "exceptions_en": identity.exceptions_en or None,
    }


def _terms(table: Table, identity: Identity) -> Iterator[dict[str, Any]]:
    for instance in instances(identity, table):
        for position, operand in enumerate(instance.operands, 1):
            yield {
                "check_id": identity.check,
                "instance": instance.instance,
                "instance_label_zh": instance.label_zh,
                "side": operand.side,
                "coefficient": 1,
                "position": position,
                "table_ref": operand.reference,
                "label_zh": operand.label_zh,
            }


def _yearly_check(check: YearlyCheck) -> dict[str, Any]:
    return {
        "check_id": check.check,
        "dimension": check.each,
        "severity": check.severity,
        "operator": parse_yearly(check).operator,
        "label_zh": check.label_zh,
        "label_en": check.label_en,
        "exceptions_en": check.exceptions_en or None,
    }


def _yearly_terms(check: YearlyCheck) -> Iterator[dict[str, Any]]:
    for position, term in enumerate(parse_yearly(check).terms, 1):
        yield {
            "check_id": check.check,
            "side": term.side,
            "coefficient": term.coefficient,
            "position": position,
            "measure_code": term.measure,
            "years_back": term.years_back,
        }


def _crosswalk(codebook: Codebook) -> Iterator[dict[str, Any]]:
    for measure in codebook.measures:
        for edition in codebook.editions:
            graded = codebook.crosswalk.grade(measure, edition)
            yield {
                "measure_code": measure,
                "edition": edition,
                "grade": graded.grade,
                "is_on_form": codebook.crosswalk.is_printed(measure, edition),
                **_reason(codebook, graded.reason),
            }


def _series_terms(codebook: Codebook) -> Iterator[dict[str, Any]]:
    for series in codebook.crosswalk.series:
        for edition, formula in codebook.crosswalk.formulas(series).items():
            for position, term in enumerate(formula.terms, 1):
                yield {
                    "series_code": series.series,
                    "edition": edition,
                    "position": position,
                    "coefficient": term.coefficient,
                    "measure_code": term.name,
                    "member": term.member,
                    "grade": formula.graded.grade,
                    **_reason(codebook, formula.graded.reason),
                }


def _reason(codebook: Codebook, name: str) -> dict[str, str]:
    reason = codebook.crosswalk.reasons[name]
    return {"reason_zh": reason.reason_zh, "reason_en": reason.reason_en}


def _indicator(order: int, indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator_id": f"{indicator.indicator}.{indicator.variant}",
        "indicator": indicator.indicator,
        "variant": indicator.variant,
        "label_zh": indicator.label_zh,
        "label_en": indicator.label_en,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "per": indicator.per,
        "least": indicator.least,
        "display_order": order,
    }


def _indicator_terms(indicator: Indicator) -> Iterator[dict[str, Any]]:
    for side, formula in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        for position, term in enumerate(parse_formula(formula), 1):
            yield {
                "indicator_id": f"{indicator.indicator}.{indicator.variant}",
                "side": side,
                "position": position,
                "coefficient": term.coefficient,
                "series_code": term.name,
            }


def _division(division: Any) -> dict[str, Any]:
    return {
        "division_code": division.division_code,
        "name_zh": division.name_zh,
        "level": division.level,
        "parent_code": division.parent_code,
        "valid_from": division.valid_from,
        "valid_to": division.valid_to,
        "successor_code": division.successor_code,
        "source": division.source,
    }


def _number_class(kind: LeftoverClass) -> dict[str, Any]:
    return {"number_class": kind.number_class, "label_zh": kind.label_zh, "label_en": kind.label_en}
