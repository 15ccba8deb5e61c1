"""Texts that are no reports and must yield no figures: regulations, notices, blank forms, guides, news, and so on."""

import random
from typing import NamedTuple

from tests.generator.facts import Ledger
from tests.generator.figures import draw
from tests.generator.frames import Framer
from tests.generator.grammar import Writer
from tests.generator.issuers import draw_issuer
from tests.generator.layouts import print_form
from tests.generator.words import words

FORMS = ("E2014/T14", "E2019/T3", "E2021/T3", "E2021/T4")


class OtherText(NamedTuple):
    """A text and what it is."""

    kind: str
    text: str


def kinds() -> tuple[str, ...]:
    """What kinds there are."""
    return tuple(words().others)


def other_text(kind: str, seed: int | str) -> OtherText:
    """A text of a kind."""
    dice = random.Random(f"{kind}/{seed}")
    writer = Writer(issuer := draw_issuer(dice), dice.randint(2009, 2025), words(), Ledger(), dice)
    framer = Framer(writer, issuer, words(), dice, 0)
    shape = words().others[kind]
    lines = [dice.choice(shape["title"]), *shape["lines"]]
    return OtherText(kind, "\n".join(_blank_form(dice) if line == "{form}" else framer.filled(line) for line in lines))


def _blank_form(dice: random.Random) -> str:
    form, layout = dice.choice(FORMS), dice.choice(("tabs", "lines"))
    return print_form(layout, form, dict.fromkeys(draw(form, dice)), dice)
