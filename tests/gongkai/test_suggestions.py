"""One faulty cell named: slips planted into generated reports are found, or nothing is said; a wrong name never.

What counts as a slip is in `gongkai/repairs.py`. Under the assumption of a single wrong figure the search is complete,
so that a suggestion must be the planted one.
"""

import hashlib
import random
from collections import Counter
from decimal import Decimal

import msgspec
import pytest

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.records import Document, Observation, Report
from gongkai.repairs import rows
from tests.generator.reports import EDITIONS, generate

NOT_ADDING_UP = {"E2008.SH54", "E2008.GS35", "E2008.FJ17"}  # their rows are drawn one by one
WITH_TABLES = [kind for kind, (_, forms) in EDITIONS.items() if forms and kind not in NOT_ADDING_UP]
WITH_GRIDS = ("E2019", "E2021")  # forms in which nearly every figure stands in two sums
FAULTS_EACH = 25
APPLICANTS = [f"E2021/T3/r03/c{column:02d}" for column in range(1, 8)]


def read(text: str, codebook: Codebook) -> Report:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return parse(Document(sha256[:16], sha256, "generated.txt", "text", "utf-8", text), codebook)


def altered(found: Observation, dice: random.Random) -> Decimal:
    """Another figure that a hurried hand may write."""
    digits = f"{found.value:f}"
    place = dice.randrange(len(digits))
    slips = {
        digits[:place] + str(dice.randrange(10)) + digits[place + 1 :],
        digits[:place] + str(dice.randrange(10)) + digits[place:],
        digits[:place] + digits[place + 1 :] or "0",
        digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :],
        str(dice.randrange(1000)),
    }
    return Decimal(dice.choice(sorted({Decimal(slip) for slip in slips} - {found.value or Decimal(0)})))


def suggested(report: Report, observations: tuple[Observation, ...], codebook: Codebook) -> dict[str, Decimal]:
    tables = sorted({cell.table_id for cell in report.cells})
    found = codebook.suggester.suggest(tables, report.cells, observations)
    return {suggestion.table_ref: suggestion.suggested_value for suggestion in found}


@pytest.mark.parametrize("blanks", [0.0, 0.4])
@pytest.mark.parametrize("kind", WITH_TABLES)
def test_a_single_wrong_figure_is_named_rightly_or_not_at_all(kind: str, blanks: float, codebook: Codebook) -> None:
    dice = random.Random(f"{kind}/{blanks}")
    named = 0
    for seed in range(3):
        report = read(generate(kind, "tabs", seed, blanks, topics=0.0).text, codebook)
        assert report.suggestions == ()
        figures = [
            found for found in report.observations if found.table_ref and found.value is not None and found.value >= 0
        ]
        for found in dice.choices(figures, k=FAULTS_EACH):
            wrong = msgspec.structs.replace(found, value=altered(found, dice))
            observations = tuple(wrong if each is found else each for each in report.observations)
            answer = suggested(report, observations, codebook)
            assert answer in ({}, {found.table_ref: found.value}), wrong
            named += bool(answer)
    assert named >= (0.7 * 3 * FAULTS_EACH if kind in WITH_GRIDS and not blanks else 0)


@pytest.mark.parametrize("seed", range(12))
def test_a_suggestion_leaves_the_printed_figure(seed: int, codebook: Codebook) -> None:
    report = generate("E2021", "pipes", seed, topics=0.0)
    fact = next(fact for fact in report.facts if fact.table_ref == "E2021/T3/r03/c01")
    ((start, end),) = report.places[fact.number]
    found = read(report.text[:start] + f"{fact.printed}7" + report.text[end:], codebook)
    (suggestion,) = found.suggestions
    assert suggestion.rule == ("digit_extra" if fact.printed != "0" else "digit_wrong")
    assert (suggestion.value, suggestion.suggested_value) == (Decimal(f"{fact.printed}7"), fact.value)
    assert found.document.text[suggestion.source_start : suggestion.source_end] == suggestion.value_text
    (kept,) = (each for each in found.observations if each.observation_id == suggestion.observation_id)
    assert kept.value == suggestion.value


def slipped(kind: str, figures: list[str]) -> list[str] | None:
    """The first row of outcomes after a slip; None where its figures allow none."""
    first, second, *others = figures
    if kind == "glued":
        return [first + second, *others] if first != "0" else None
    if kind == "broken":
        return [first[:1], first[1:], second, *others] if len(first) > 1 and first[1] != "0" else None
    if kind == "exchanged":
        return [second, first, *others] if first != second else None
    if len(first) == 1 or first[-1] == "0":
        return None
    return [first[:-1], first[-1] + second, *others]


@pytest.mark.parametrize("kind", ["glued", "broken", "exchanged", "shifted"])
def test_slips_between_neighbours_are_undone_rightly_or_not_at_all(kind: str, codebook: Codebook) -> None:
    answers: Counter[bool] = Counter()
    for seed in range(40):
        report = generate("E2021", "spaces", seed, topics=0.0)
        facts = {fact.table_ref: fact for fact in report.facts}
        row = [facts[address] for address in APPLICANTS]
        after = slipped(kind, [fact.printed for fact in row])
        if after is None:
            continue
        start, end = report.places[row[0].number][0][0], report.places[row[-1].number][0][1]
        found = read(report.text[:start] + " ".join(after) + report.text[end:], codebook)
        answer = {suggestion.table_ref: suggestion.suggested_value for suggestion in found.suggestions}
        truth = {fact.table_ref: fact.value for fact in row}
        assert answer.items() <= truth.items(), (kind, seed, after)
        answers[bool(answer)] += 1
    assert answers[True] >= answers[False]
    assert answers[True] > 2


def test_a_blank_speaks_against_glued_figures() -> None:
    """`12 3` in a row of three is a blank and two figures, or one of the ways to part 12."""
    assert list(rows(["a", "b", "c"], ["12", "3"])) == [
        ("figures_glued", (1, 2, 3)),
        (None, (None, 12, 3)),
        (None, (12, None, 3)),
        (None, (12, 3, None)),
    ]


@pytest.mark.parametrize("blanks", [0.0, 0.4])
@pytest.mark.parametrize("layout", ["lines", "airy_lines", "spaces", "paragraph", "heap"])
def test_a_clean_report_is_told_what_it_meant_or_nothing(layout: str, blanks: float, codebook: Codebook) -> None:
    """Where a layout leaves open what stands in a cell, a suggestion must still be what the report says."""
    for kind in WITH_TABLES:
        for seed in range(4):
            report = generate(kind, layout, seed, blanks, topics=0.0)
            truth = {fact.table_ref: fact.value for fact in report.facts}
            for suggestion in read(report.text, codebook).suggestions:
                assert suggestion.suggested_value == truth[suggestion.table_ref], suggestion
                assert suggestion.checks != "[]"


def test_a_sum_alone_names_nobody(codebook: Codebook) -> None:
    """Any of five figures may be wrong where one sum is all there is."""
    report = read(generate("E2021", "tabs", 1, topics=0.0).text, codebook)
    reviews = [found for found in report.observations if (found.table_ref or "").startswith("E2021/T4")]
    wrong = msgspec.structs.replace(reviews[0], value=(reviews[0].value or Decimal(0)) + 1)
    observations = tuple(wrong if each is reviews[0] else each for each in report.observations)
    assert suggested(report, observations, codebook) == {}
