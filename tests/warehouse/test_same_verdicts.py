"""The linter and the marts are two engines over one set of rules: whatever a report says, their verdicts are the same.

Reports are the samples and 240 generated ones, read as they are; then changed at random (figures, blanks, round
figures, scopes, sections, dates), each with a report of the year before that differs from it a little.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gongkai import documents_in, parse
from gongkai.checks import check_reports
from gongkai.codebook import Codebook
from gongkai.records import Document, Observation, Report, ReportHeader
from models.warehouse import Warehouse
from tests.generator.layouts import LAYOUTS
from tests.generator.noise import NOISES
from tests.generator.reports import EDITIONS, disturbed, generate
from tests.warehouse.checked_reports import by_another, checked, renamed

SAMPLES = Path(__file__).parents[2] / "samples"
GENERATED = 240
CHANGED = 4  # one in so many figures is changed
APPROXIMATIONS = ("exact", "at_least", "at_most", "about", "rounded")
SCOPES = ("jurisdiction_aggregate", "own_level", "own_agency", "departments", "system_wide")
VERDICTS = {
    "fct_checks": "check_result_id, status, severity, formula, difference",
    "fct_report_checks": "check_result_id, status, severity, found, expected, source_start, source_end",
    "fct_comparisons": "comparison_id, status, severity, formula, difference, source_start, source_end",
}


def samples(codebook: Codebook) -> Iterator[Report]:
    for path in sorted(SAMPLES.glob("*.txt")):
        for document in documents_in(path.read_bytes(), path.name, codebook):
            yield parse(document, codebook)


def generated(codebook: Codebook, dice: random.Random) -> Iterator[Report]:
    kinds, layouts, noises = list(EDITIONS), list(LAYOUTS), list(NOISES)
    for seed in range(GENERATED):
        kind, layout = kinds[seed % len(kinds)], layouts[seed % len(layouts)]
        clean = generate(kind, layout, seed, blanks=dice.choice((0.0, 0.3)), topics=dice.choice((0.3, 1.0)))
        text = disturbed(clean, dice.sample(noises, dice.randrange(2)), seed).text
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        yield parse(Document(sha256[:16], sha256, f"{seed}.txt", "text", "utf-8", text), codebook)


def changed(report: Report, number: int, dice: random.Random) -> Report:
    """The report with faults of every kind, by another issuer."""
    faulty = set(dice.sample(range(len(report.observations)), len(report.observations) // CHANGED))
    observations = tuple(
        other_figure(each, dice) if place in faulty else each for place, each in enumerate(report.observations)
    )
    dropped = dice.randrange(len(report.sections) + 3)
    sections = tuple(
        msgspec.structs.replace(each, heading_number=dice.choice((each.heading_number, 3, None)))
        for place, each in enumerate(report.sections)
        if place != dropped
    )
    new = msgspec.structs.replace(
        report, observations=observations, sections=sections, header=other_header(report.header, number, dice)
    )
    return renamed(new, f"{number:016x}")


def other_figure(found: Observation, dice: random.Random) -> Observation:
    """A wrong, missing, round or negative figure, or one of another scope."""
    if found.value is None:
        return stated(found, Decimal(dice.randrange(50)))
    factor = dice.choice(("1000", "0.001", "0.5", "-1", "1.01"))
    changes = (
        msgspec.structs.replace(found, value=None, value_text=None, value_status="blank"),
        msgspec.structs.replace(found, value=None, value_text=None, value_status="ambiguous"),
        msgspec.structs.replace(found, approximation=dice.choice(APPROXIMATIONS)),
        msgspec.structs.replace(found, scope=dice.choice(SCOPES)) if found.source == "narrative" else found,
        stated(found, (found.value * Decimal(factor)).quantize(Decimal("0.01"))),
        stated(found, found.value + dice.choice((-1, 1, 9, 1000))),
    )
    return dice.choice(changes)


def stated(found: Observation, value: Decimal) -> Observation:
    end = max(found.source_end, found.source_start + 1)
    return msgspec.structs.replace(found, value=value, value_text=f"{value:f}", value_status="reported", source_end=end)


def other_header(header: ReportHeader, number: int, dice: random.Random) -> ReportHeader:
    year = header.report_year or 2020
    return msgspec.structs.replace(
        by_another(header, number),
        publication_date=dice.choice((None, date(year + 1, 3, 1) + timedelta(days=dice.randrange(60)))),
        publication_date_basis="heading",
        period_start=dice.choice((None, date(year, 1, 1), date(year, 2, 1))),
        period_end=date(year, 12, 31),
        issuer_type=dice.choice(("government", "department", None)),
        level=dice.choice(("county", "township", None)),
    )


def year_before(report: Report, number: int, dice: random.Random) -> Report:
    """The same figures, or nearly the same, in a report of the year before."""
    year = report.header.report_year
    faulty = set(dice.sample(range(len(report.observations)), min(dice.choice((0, 3)), len(report.observations))))
    observations = tuple(
        other_figure(each, dice) if place in faulty else each for place, each in enumerate(report.observations)
    )
    header = msgspec.structs.replace(report.header, report_year=year - 1 if year else None)
    return renamed(msgspec.structs.replace(report, header=header, observations=observations), f"{number:016x}")


@pytest.fixture(scope="module")
def reports(codebook: Codebook) -> list[Report]:
    dice = random.Random(20)
    read = [*samples(codebook), *generated(codebook, dice)]
    read = [report for report in read if report.header.document_class == "report"]
    faulty = [changed(report, number, dice) for number, report in enumerate(read, 1)]
    before = [year_before(report, number, dice) for number, report in enumerate((*read, *faulty), 10_000)]
    return list({report.document.document_id: report for report in (*read, *faulty, *before)}.values())


@pytest.fixture(scope="module")
def warehouse(reports: list[Report], codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return checked(tmp_path_factory.mktemp("verdicts"), reports, codebook, *VERDICTS)


@pytest.fixture(scope="module")
def judged(reports: list[Report], warehouse: Warehouse) -> list[Report]:
    """Without the copies of others, which the marts leave out."""
    best = "select report_id from intermediate.int_reports_ranked where copy_status = 'best'"
    names = set(warehouse.query(best)["report_id"])
    return [report for report in reports if report.document.document_id in names]


@pytest.fixture(scope="module")
def verdicts(judged: list[Report], codebook: Codebook) -> dict[str, dict[str, tuple[Any, ...]]]:
    found: dict[str, dict[str, tuple[Any, ...]]] = {mart: {} for mart in VERDICTS}
    marts = {"form": "fct_checks", "year": "fct_checks", "report": "fct_report_checks", "comparison": "fct_comparisons"}
    for result in (each for results in check_reports(judged, codebook) for each in results):
        is_report = result.family == "report"
        words = (result.found, result.expected) if is_report else (result.formula, result.difference)
        assert result.result_id not in found[marts[result.family]]
        # fct_checks has the places of all operands in one column instead.
        place = () if result.family in ("form", "year") else (result.source_start, result.source_end)
        found[marts[result.family]][result.result_id] = (result.status, result.severity, *words, *place)
    return found


@pytest.mark.parametrize("mart", VERDICTS)
def test_both_engines_say_the_same(
    mart: str, warehouse: Warehouse, verdicts: dict[str, dict[str, tuple[Any, ...]]]
) -> None:
    asked = f"select {VERDICTS[mart]} from marts.{mart}"
    if mart != "fct_comparisons":  # the linter does not see the reports of other bodies
        asked += " where check_id not in (select check_id from reference.check_rules where family = 'bodies')"
    stored = {row[0]: row[1:] for row in warehouse.query(asked).rows()}
    differing = [
        (name, stored.get(name), verdicts[mart].get(name))
        for name in sorted(stored.keys() | verdicts[mart].keys())
        if stored.get(name) != verdicts[mart].get(name)
    ]
    assert not differing, (len(differing), len(stored), differing[:10])


def test_every_rule_was_put_to_the_test(
    judged: list[Report], codebook: Codebook, verdicts: dict[str, dict[str, tuple[Any, ...]]]
) -> None:
    """No rule agrees because it was never broken."""
    broken = {
        result.rule for results in check_reports(judged, codebook) for result in results if result.status == "fail"
    }
    put = {result.rule for results in check_reports(judged, codebook) for result in results}
    elsewhere = {"suggestion"} | {rule.rule for rule in codebook.checks.rules.values() if rule.family == "bodies"}
    assert put == codebook.checks.all.keys() - elsewhere
    assert codebook.checks.rules.keys() - broken == elsewhere
    sums = {name for name, rule in codebook.checks.all.items() if rule.formula and not {"<", ">"} & set(rule.formula)}
    assert len(sums & broken) > 0.9 * len(sums)
    assert sum(len(found) for found in verdicts.values()) > 10_000
