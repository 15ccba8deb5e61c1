"""A slice of what `make accuracy` measures: floors below which reading must not fall."""

import pytest

from gongkai.codebook import Codebook
from tests.accuracy import Score, measure, measure_others
from tests.generator.corpus import reports


@pytest.fixture(scope="module")
def score(codebook: Codebook) -> Score:
    score = measure(reports(every=11), codebook)
    measure_others(score, codebook, texts=4)
    return score


def test_cells_are_right_or_said_to_be_unsure(score: Score) -> None:
    told = score.counts["cells"] - score.counts["cells ambiguous"]
    assert score.counts["cells right"] / told >= 0.998
    assert score.counts["cells wrong"] / told <= 0.001


def test_claims_are_found_and_few_others(score: Score) -> None:
    assert score.share("claims right", "claims") >= 0.93
    assert score.share("claims right", "claims found") >= 0.98


def test_editions_and_years_are_right(score: Score) -> None:
    assert score.counts["wrong editions"] == score.counts["wrong years"] == 0
    assert score.share("not taken for reports", "reports") <= 0.005


def test_other_texts_yield_little(score: Score) -> None:
    assert score.share("taken for reports", "other texts") <= 0.06


def test_every_span_is_what_was_printed(score: Score) -> None:
    assert score.counts["wrong spans"] == 0
