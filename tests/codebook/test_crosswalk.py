"""The crosswalk: every measure is graded in every edition, and enough series run through the years."""

import msgspec
import pytest

from gongkai.codebook import Codebook
from gongkai.crosswalk import (
    GRADES,
    CrosswalkEntries,
    Indicator,
    dangling_crosswalk,
    dangling_indicators,
    parse_formula,
)
from gongkai.reference import reference_rows

LAST_YEAR = 2025  # reports on it are the newest there are


def test_every_measure_has_a_grade_and_a_reason_in_every_edition(codebook: Codebook) -> None:
    rows = reference_rows(codebook)["crosswalk"]
    keys = {(row["measure_code"], row["edition"]) for row in rows}
    assert keys == {(measure, edition) for measure in codebook.measures for edition in codebook.editions}
    assert all(row["reason_en"].isascii() and not row["reason_zh"].isascii() for row in rows)


def test_ten_series_run_for_fifteen_years(codebook: Codebook) -> None:
    long = []
    for series in codebook.crosswalk.series:
        years = {
            year
            for name in codebook.crosswalk.formulas(series)
            for year in range(codebook.editions[name].first_year, (codebook.editions[name].last_year or LAST_YEAR) + 1)
        }
        unbroken = max(years) - min(years) + 1 == len(years)
        printed = all(
            codebook.crosswalk.is_printed(term.name, name)
            for name, formula in codebook.crosswalk.formulas(series).items()
            for term in formula.terms
        )
        if unbroken and printed and len(years) >= 15:
            long.append(series.series)
    assert len(long) >= 10, long


@pytest.mark.parametrize(
    ("measure", "edition", "grade"),
    [
        ("requests_new", "E2021", "same"),
        ("requests_new", "E2014", "approximate"),
        ("requests_denied", "E2014", "break"),  # holds requests for what is no government information
        ("disclosure_items_total", "E2014", "same"),
        ("disclosure_items_total", "E2019", "break"),  # no row: prose alone, in undefined scope
        ("reviews_corrected", "E2014", "same"),
        ("requests_carried_in", "E2014", "break"),
    ],
)
def test_grades_are_as_meant(codebook: Codebook, measure: str, edition: str, grade: str) -> None:
    assert codebook.crosswalk.grade(measure, edition).grade == grade


def test_no_series_has_a_formula_where_a_figure_is_a_break(codebook: Codebook) -> None:
    for row in reference_rows(codebook)["series_terms"]:
        assert row["grade"] in ("same", "approximate")


@pytest.mark.parametrize("text", ["a b", "+ a", "a + + b", "a ×"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no term"):
        parse_formula(text)


def test_names_that_nothing_bears_are_reported(codebook: Codebook) -> None:
    entries = msgspec.convert(
        {
            "local_forms": [],
            "reasons": [],
            "measures": [{"measures": ["x"], "editions": ["E1900"], "grade": "same", "reason": "y"}],
            "series": [{"series": "s", "label_zh": "", "label_en": "", "unit": "件", "formula": "nothing@nobody"}],
        },
        CrosswalkEntries,
    )
    found = "\n".join(dangling_crosswalk(entries, codebook.measures, codebook.editions, codebook.dimensions))
    for name in ("no x", "no E1900", "no y", "no nothing", "no nobody"):
        assert name in found
    rate = Indicator(indicator="i", variant="v", label_zh="", label_en="", numerator="s", denominator="none", least=30)
    assert [message.split(": ")[-1] for message in dangling_indicators([rate], entries)] == ["no none"]


def test_a_measure_is_graded_by_the_crosswalk_alone(codebook: Codebook) -> None:
    rows = reference_rows(codebook)
    printed = [(row["measure_code"], GRADES.index(row["grade"])) for row in rows["crosswalk"] if row["is_on_form"]]
    for measure in rows["measures"]:
        worst = max((grade for code, grade in printed if code == measure["measure_code"]), default=2)
        assert measure["comparability"] == GRADES[worst], measure["measure_code"]
    assert codebook.crosswalk.worst_grade("requests_new") == "approximate"  # 2008 and 2014 count accepted ones
    assert codebook.crosswalk.worst_grade("disclosure_items_channel_new_media") == "break"  # stated in prose only
