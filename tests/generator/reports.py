"""Whole reports with known figures: a form in a layout, prose that states figures, and what sites do to both.

`generate` gives a clean report, `disturbed` the same one after scripts and noise. Equal arguments give
equal texts.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tests.generator.facts import Fact, Ledger
from tests.generator.figures import Figures, draw
from tests.generator.frames import Framer, draw_topics
from tests.generator.grammar import Writer
from tests.generator.issuers import draw_issuer
from tests.generator.layouts import SHOWS_BLANKS, print_form
from tests.generator.marks import Places, unmarked
from tests.generator.noise import NOISES
from tests.generator.words import words


def _forms(edition: str, tables: str) -> tuple[str, ...]:
    return tuple(f"{edition}/{table}" for table in tables.split())


# Name of a kind of report -> the years of which it may be, and its forms.
EDITIONS: Mapping[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "E2014": ((2014, 2018), ("E2014/T14",)),
    "E2019": ((2019, 2020), _forms("E2019", "A20_1 A20_5 A20_6 A20_8 A20_9 T3 T4")),
    "E2021": ((2021, 2025), _forms("E2021", "A20_1 A20_5 A20_6 A20_8 T3 T4")),
    "E2008.JX17": ((2009, 2013), ("E2008.JX17",)),
    "E2008.SH54": ((2009, 2013), ("E2008.SH54",)),
    "E2008.FJ17": ((2009, 2013), ("E2008.FJ17",)),
    "E2008.GS35": ((2009, 2013), ("E2008.GS35",)),
    "E2008.LOCAL": ((2008, 2013), ("E2008.LOCAL",)),
    "E2019.requests": ((2019, 2020), _forms("E2019", "T3 T4")),
    "E2021.requests": ((2021, 2025), _forms("E2021", "T3 T4")),
    "E2014.late": ((2019, 2020), ("E2014/T14",)),  # some went on with the form of the years before
    "E2008.prose": ((2008, 2013), ()),
    "E2014.prose": ((2014, 2018), ()),
}
CHROME = "chrome"  # the noise of a site around a text
TOPICS = 0.35  # share of the topics that a report speaks of


@dataclass(frozen=True)
class GeneratedReport:
    """A report and what a reader must find in it."""

    edition: str
    year: int
    layout: str
    issuer_kind: str
    text: str
    facts: tuple[Fact, ...]
    places: Places
    marked_text: str
    chrome: tuple[str, str]  # what a site prints before and behind it

    @property
    def figures(self) -> Figures:
        """The printed value of every cell, None for a blank."""
        return {fact.table_ref: fact.printed or None for fact in self.facts if fact.table_ref}

    @property
    def claims(self) -> tuple[Fact, ...]:
        """What the prose states."""
        return tuple(fact for fact in self.facts if fact.measure)


def generate(
    kind: str,
    layout: str,
    seed: int | str,
    blanks: float = 0.0,
    bulk: int = 0,
    topics: float = TOPICS,
    as_layout: str | None = None,
) -> GeneratedReport:
    """A report of a kind (see EDITIONS) printed in `layout`; a share of zero cells may be left blank.

    `as_layout`: with the figures that another layout would have.
    `bulk` is the number of bare sentences around each statement: 3 make a report as long as real ones.
    """
    dice = random.Random(f"{kind}/{as_layout or layout}/{seed}")
    (first, last), forms = EDITIONS[kind]
    year, issuer, ledger = dice.randint(first, last), draw_issuer(dice), Ledger()
    writer = Writer(issuer, year, words(), ledger, dice)
    tables: dict[str, str] = {}
    for form in forms:
        own = draw(form, dice)
        if blanks and layout in SHOWS_BLANKS:
            own = {cell: None if value == "0" and dice.random() < blanks else value for cell, value in own.items()}
        section = _section_of(form)
        marked = {cell: ledger.cell(cell, value) for cell, value in own.items()}
        tables[section] = "\n".join(filter(None, (tables.get(section), print_form(layout, form, marked, dice))))
    framer = Framer(writer, issuer, words(), dice, bulk)
    text = framer.report(
        kind.startswith(("E2019", "E2021")), draw_topics(words(), issuer.kind, year, dice, topics), tables
    )
    bare, places = unmarked(text)
    chrome = framer.line("chrome_before"), framer.line("chrome_behind")
    return GeneratedReport(kind, year, layout, issuer.kind, bare, tuple(ledger.facts), places, text, chrome)


def disturbed(report: GeneratedReport, noises: Sequence[str], seed: int | str = 0) -> GeneratedReport:
    """The report after each of `noises` in turn; its figures are where the marks now are."""
    dice = random.Random(f"{'/'.join(noises)}/{seed}")
    text = report.marked_text
    for noise in noises:
        text = "\n".join((report.chrome[0], text, report.chrome[1])) if noise == CHROME else NOISES[noise](text, dice)
    bare, places = unmarked(text)
    return replace(report, text=bare, places=places, marked_text=text)


def _section_of(form: str) -> str:
    table = form.rpartition("/")[2]
    return {"A20": "captions", "T3": "applications", "T4": "suits"}.get(table.partition("_")[0], "appendix")
