"""Which reports and other texts are generated for a measurement: every kind, layout, script and noise meet."""

import random
from collections.abc import Iterator
from itertools import count, cycle
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
    "watermarks",
    "wrapped",
    "wrapped_with_spaces",
    "spaced_figures",
    "one_paragraph",
    "dates_without_signs",
    "broken_figures",
    CHROME,
)
# Where lines are cells, or all is one line already, these would change what can be read.
NOT_IN = {
    "wrapped": {"paragraph", "heap", "spaces"},
    "wrapped_with_spaces": {"paragraph", "heap", "spaces"},
    "broken_figures": {"paragraph", "heap"},
    "one_paragraph": {"lines", "airy_lines", "tabs", "pipes"},
}


class Example(NamedTuple):
    """A generated report and what was done to it."""

    report: GeneratedReport
    noises: tuple[str, ...]
    has_blanks: bool


def reports(rounds: int = 1) -> Iterator[Example]:
    """Every kind, layout and script with a few noises in turn; each round other figures."""
    noises, numbers = cycle(NOISES), count()
    for _ in range(rounds):
        for kind in EDITIONS:
            layouts = LAYOUTS if EDITIONS[kind][1] else ("lines",) * 4
            for layout in layouts:
                for script in SCRIPTS:
                    for _ in range(6):
                        noise, seed = next(noises), next(numbers)
                        yield _example(kind, layout, script, noise, seed)


def _example(kind: str, layout: str, script: str, noise: str, seed: int) -> Example:
    if layout in NOT_IN.get(noise, ()) and EDITIONS[kind][1]:
        noise = ""
    dice = random.Random(seed)
    blanks = dice.choice((0.0, 0.0, 0.4)) if noise != "one_paragraph" else 0.0
    chosen = tuple(filter(None, (script, noise)))
    return Example(disturbed(generate(kind, layout, seed, blanks), chosen, seed), chosen, bool(blanks))
