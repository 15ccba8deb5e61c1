"""A thousand wrong figures in clean reports: SQL finds every one that breaks the arithmetic of its form, and no other.

What must fail is worked out here from the identities of the codebook, in Python, cell by cell.
"""

import hashlib
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.identities import Instance, instances
from gongkai.records import Document, Report
from tests.generator.reports import generate
from tests.warehouse.checked_reports import by_another, checked, renamed

KINDS = ("E2008.JX17", "E2008.LOCAL", "E2014", "E2019", "E2021")
CLEAN_EACH, FAULTS_EACH = 4, 50  # for each of five kinds: 20 clean reports, 1,000 faults

Failing = set[tuple[str, str, str]]  # report, check, instance


def clean_reports(codebook: Codebook) -> Iterator[Report]:
    for kind in KINDS:
        for seed in range(CLEAN_EACH):
            text = generate(kind, "tabs", seed, topics=0.0).text
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            yield parse(Document(sha256[:16], sha256, f"{kind}.txt", "text", "utf-8", text), codebook)


def copy_with_fault(report: Report, number: int, dice: random.Random) -> Report:
    """The report of another issuer, one of its figures wrong."""
    wrong = dice.choice([each for each in report.observations if each.table_ref and each.value is not None])
    value = Decimal(dice.choice([digit for digit in (0, 1, 7, 12, 300, 5000) if digit != wrong.value]))
    observations = tuple(
        msgspec.structs.replace(each, value=value) if each is wrong else each for each in report.observations
    )
    header = by_another(report.header, number)
    return renamed(msgspec.structs.replace(report, header=header, observations=observations), f"{number:016x}")


def failing(report: Report, comparisons: dict[str, list[tuple[str, Instance]]]) -> Failing:
    """The comparisons of the tables it prints that its figures do not satisfy."""
    values = {each.table_ref: each.value for each in report.observations if each.table_ref}
    tables = {reference.rpartition("/r")[0] for reference in values}
    broken: Failing = set()
    for check, instance in (each for table in sorted(tables) for each in comparisons.get(table, ())):
        if any(values.get(operand.reference) is None for operand in instance.operands):
            continue  # a row the report does not have
        sides = {"left": Decimal(0), "right": Decimal(0)}
        for operand in instance.operands:
            sides[operand.side] += values[operand.reference] or 0
        left, right = sides["left"], sides["right"]
        holds = {"=": left == right, "<=": left <= right, ">=": left >= right}[instance.operator]
        if not holds:
            broken.add((report.header.document_id, check, instance.instance))
    return broken


@pytest.mark.parametrize("seed", [1])
def test_every_fault_that_breaks_an_identity_is_found_and_nothing_else(
    seed: int, codebook: Codebook, tmp_path: Path
) -> None:
    dice = random.Random(seed)
    clean = list(clean_reports(codebook))
    faulty = [copy_with_fault(report, number, dice) for number, report in enumerate(clean * FAULTS_EACH, 1)]
    comparisons = {
        table.table: [(identity.check, each) for identity in table.identities for each in instances(identity, table)]
        for edition in codebook.editions.values()
        for table in edition.tables
    }
    expected = [failing(report, comparisons) for report in faulty]
    assert not any(failing(report, comparisons) for report in clean)
    assert len(faulty) == 1000
    assert sum(map(bool, expected)) > 500
    warehouse = checked(tmp_path, clean + faulty, codebook, "fct_checks")
    found = warehouse.query("select report_id, check_id, instance from marts.fct_checks where status = 'fail'")
    assert set(found.rows()) == set().union(*expected)
