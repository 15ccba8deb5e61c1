"""Which reports and other texts are generated for a measurement: every kind, layout, script and noise meet."""

import random
from collections.abc import Iterator
from itertools import cycle
from typing import NamedTuple

from tests.generator.layouts import LAYOUTS
from tests.generator.reports import CHROME, EDITIONS, GeneratedReport, disturbed, generate

SCRIPTS = ("", "traditional", "taiwan", "taiwan_wording", "half_converted")
NOISES = (
    "",
    "full_width",
    "half_width_signs",
    "windows_and_hard_spaces",
    "indented",
    "page_numbers",
    "pinyin",
    "plain_pinyin",
    "radicals",
    "watermarks",
    "wrapped",
    "wrapped_with_spaces",
    "spaced_figures",
    "one_paragraph",
    "dates_without_signs",
    "broken_figures",
    CHROME,
)
NOISES_EACH = 6  # no divisor of the number of noises, so that all meet all in the end
# Where lines are cells, or all is one line already, these would change what can be read.
NOT_IN = {
    "wrapped": {"paragraph", "heap", "spaces"},
    "wrapped_with_spaces": {"paragraph", "heap", "spaces"},
    "broken_figures": {"paragraph", "heap"},
    "one_paragraph": {"lines", "airy_lines", "broken_lines", "tabs", "merged_tabs", "pipes"},
}


class Example(NamedTuple):
    """A generated report and what was done to it."""

    report: GeneratedReport
    noises: tuple[str, ...]
    has_blanks: bool


def reports(every: int = 1, rounds: int = 1) -> Iterator[Example]:
    """Every kind, layout and script with some noises in turn (or only `every` so many); each round other figures."""
    noises = cycle(NOISES)
    for seed, (kind, layout, script) in enumerate(_combinations(rounds)):
        noise = next(noises)
        if seed % every == 0:
            yield _example(kind, layout, script, noise, seed)


def _combinations(rounds: int) -> Iterator[tuple[str, str, str]]:
    for _ in range(rounds):
        for kind, (_, forms) in EDITIONS.items():
            for layout in LAYOUTS if forms else ("lines",) * 4:
                for script in SCRIPTS:
                    yield from ((kind, layout, script),) * NOISES_EACH


def _example(kind: str, layout: str, script: str, noise: str, seed: int) -> Example:
    if layout in NOT_IN.get(noise, ()) and EDITIONS[kind][1]:
        noise = ""
    dice = random.Random(seed)
    blanks = dice.choice((0.0, 0.0, 0.4)) if noise != "one_paragraph" else 0.0
    chosen = tuple(filter(None, (script, noise)))
    return Example(disturbed(generate(kind, layout, seed, blanks), chosen, seed), chosen, bool(blanks))
