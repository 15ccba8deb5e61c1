"""What a change of a text may change: script, width and layout nothing but places, a blank only a status,
a digit only one figure. And whatever is done to a text, a span holds the figure as printed.
"""

import random
import re
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.records import Observation, Report
from tests.accuracy import plain
from tests.generator.facts import Fact
from tests.generator.reports import EDITIONS, GeneratedReport, disturbed, generate

WITH_TABLES = [kind for kind, (_, forms) in EDITIONS.items() if forms]
# Noises that must leave every figure as it is; what the others cost, `make accuracy` prints.
HARMLESS = ("traditional", "taiwan", "taiwan_wording", "half_converted", "full_width", "half_width_signs",
            "windows_and_hard_spaces", "indented", "page_numbers", "pinyin", "plain_pinyin", "radicals",
            "spaced_figures", "dates_without_signs", "chrome")  # fmt: skip
SEEDS = range(4)
Figure = tuple[str, str, str | None, str, str | None, str]


def read(text: str, codebook: Codebook) -> Report:
    return parse(decode(text.encode(), "generated.txt"), codebook)


def figure(observation: Observation) -> Figure:
    """An observation without its place and its printed words."""
    value = None if observation.value is None else str(observation.value.normalize())
    dimensions = ",".join(sorted(observation.dimensions.values()))
    status = observation.value_status
    return observation.measure_code, dimensions, observation.table_ref, status, value, observation.approximation


def figures(text: str, codebook: Codebook) -> Counter[Figure]:
    return Counter(figure(observation) for observation in read(text, codebook).observations)


@pytest.mark.parametrize("noise", HARMLESS)
@pytest.mark.parametrize("kind", EDITIONS)
def test_noise_changes_nothing_but_places(kind: str, noise: str, codebook: Codebook) -> None:
    for layout, seed in (("tabs", 0), ("lines", 1)):
        report = generate(kind, layout, seed)
        assert figures(disturbed(report, [noise]).text, codebook) == figures(report.text, codebook)


@pytest.mark.parametrize("kind", WITH_TABLES)
def test_layout_changes_nothing_but_places(kind: str, codebook: Codebook) -> None:
    for seed in SEEDS:
        layouts = ("tabs", "pipes", "lines", "spaces")
        read_values = [
            {cell.table_ref: cell.value_text for cell in read(printed.text, codebook).cells if cell.value_text}
            for printed in (generate(kind, layout, seed, topics=0.0, as_layout="tabs") for layout in layouts)
        ]
        assert all(values == read_values[0] for values in read_values)


@pytest.mark.parametrize("instead", ["", "—", "/", " "])
@pytest.mark.parametrize("kind", WITH_TABLES)
def test_a_zero_left_out_changes_a_status_and_nothing_else(kind: str, instead: str, codebook: Codebook) -> None:
    for seed in SEEDS:
        report = generate(kind, "tabs", seed, topics=0.1)
        before = figures(report.text, codebook)
        counted = {
            reference for _, _, reference, *_ in before if reference
        }  # some columns are not, such as those of a month
        zeros = [fact for fact in report.facts if fact.table_ref in counted and fact.printed == "0"]
        if not zeros:
            continue
        zero = random.Random(seed).choice(zeros)
        after = figures(replaced(report, zero, instead), codebook)
        (gone,), (come,) = (before - after).elements(), (after - before).elements()
        assert gone[:3] == come[:3] and gone[2] == zero.table_ref
        assert (gone[3], come[3]) == ("reported", "dash" if instead.strip() else "blank")
        assert (gone[4], come[4]) == ("0", None)


@pytest.mark.parametrize("layout", ["tabs", "lines"])
@pytest.mark.parametrize("kind", EDITIONS)
def test_an_altered_digit_alters_one_figure(kind: str, layout: str, codebook: Codebook) -> None:
    for seed in SEEDS:
        dice = random.Random(seed)
        report = generate(kind, layout, seed)
        before = read(report.text, codebook).observations
        spans = {(one.source_start, one.source_end) for one in before}
        chosen = [
            fact for fact in report.facts if re.fullmatch(r"\d{2,}", fact.printed) and _spans(report, fact) & spans
        ]
        fact = dice.choice(chosen)
        altered = fact.printed[:-1] + str((int(fact.printed[-1]) + dice.randint(1, 9)) % 10)
        words = report.text[slice(*report.places[fact.number][0])]
        after = figures(replaced(report, fact, words.replace(fact.printed, altered)), codebook)
        lost = Counter(map(figure, before)) - after
        assert sum(lost.values()) == sum((after - Counter(map(figure, before))).values()) == 1, lost


def replaced(report: GeneratedReport, fact: Fact, words: str) -> str:
    """The text with other words where a figure is printed."""
    start, end = report.places[fact.number][0]
    return report.text[:start] + words + report.text[end:]


def _spans(report: GeneratedReport, fact: Fact) -> set[tuple[int, int]]:
    start = report.places[fact.number][0][0]
    return {(start, start + len(fact.printed))}


LETTERS = st.characters(exclude_categories=("C",))
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 12),
        st.one_of(
            st.sampled_from(["\n", " ", "\t", "　", "1", "０", "万", "余", "(gōng)", "- 3 -\n", "其中：", "，"]),
            st.text(LETTERS, max_size=6),
        ),
    ),
    max_size=12,
)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(kind=st.sampled_from(list(EDITIONS)), seed=st.integers(0, 40), edits=EDITS)
def test_a_span_holds_the_figure_as_printed(
    kind: str, seed: int, edits: list[tuple[float, int, str]], codebook: Codebook
) -> None:
    layout = random.Random(seed).choice(("tabs", "lines", "paragraph", "heap", "pipes"))
    report = read(edited(generate(kind, layout, seed).text, edits), codebook)
    for observation in report.observations:
        printed = report.document.text[observation.source_start : observation.source_end]
        if observation.value_text is not None:
            assert printed == observation.value_text
        if observation.value_status == "reported":
            assert observation.value is not None and re.search(r"[\d零〇一二三四五六七八九十百千两]", plain(printed))
        if (
            observation.value_status == "reported"
            and observation.unit != "%"
            and (digits := re.fullmatch(r"-?\d+", plain(printed)))
        ):
            assert observation.value % Decimal(digits[0] or 1) == 0 if Decimal(digits[0]) else observation.value == 0
        if observation.value_status in ("blank", "dash"):
            assert observation.value is None


def edited(text: str, edits: list[tuple[float, int, str]]) -> str:
    """A text after some deletions and insertions, each at a share of its length."""
    for place, removed, words in edits:
        start = int(place * len(text))
        text = text[:start] + words.encode(errors="ignore").decode() + text[start + removed :]
    return text
