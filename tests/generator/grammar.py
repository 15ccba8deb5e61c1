"""Sentence skeletons and what can be made of them.

A skeleton is a line with `(one|other)` for a choice, `[perhaps]` for what may be left out, `{name}` for
words of a list, and `<measure counter ...>` for a figure. See `language/README.md`.
"""

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from tests.generator.facts import Ledger
from tests.generator.issuers import Issuer
from tests.generator.numbers import worded
from tests.generator.words import Words

TOKEN = re.compile(r"[\[\]()|]|\{[^}]*\}|<[^>]*>|[^\[\](){}<|]+")
COMMAS = re.compile("，{2,}")
Sequence = tuple["Node", ...]
Node = str | tuple["Sequence", ...]  # words, slots and figures as they stand; a choice as its alternatives


@cache
def parsed(skeleton: str) -> Sequence:
    """A skeleton as a sequence of words, slots and choices."""
    tokens = iter(TOKEN.findall(skeleton))
    (only,), end = _alternatives(tokens)
    if end:
        raise ValueError(f"unbalanced {end} in {skeleton}")
    return only


def _alternatives(tokens: Iterator[str]) -> tuple[tuple[Sequence, ...], str]:
    """The alternatives up to the closing bracket, which is returned too."""
    found: list[list[Node]] = [[]]
    for token in tokens:
        if token in "])":
            return tuple(tuple(one) for one in found), token
        if token == "|":
            found.append([])
        elif token in "[(":
            inner, _ = _alternatives(tokens)
            found[-1].append((*inner, *((),) * len(inner)) if token == "[" else inner)
        else:
            found[-1].append(token)
    return tuple(tuple(one) for one in found), ""


class Writer:
    """Writes sentences for one report and notes what they state."""

    def __init__(self, issuer: Issuer, year: int, words: Words, ledger: Ledger, dice: random.Random) -> None:
        self._issuer, self._year, self._words, self._ledger, self._dice = issuer, year, words, ledger, dice
        self._scope: str | None = None
        self._zeros: list[str] = []
        self._last: dict[str, int] = {}

    def sentence(self, skeleton: str) -> str:
        """One sentence (or a few that belong together) made from a skeleton."""
        self._scope, self._zeros = None, []
        text = COMMAS.sub("，", self._expand(parsed(skeleton)).removeprefix("，"))
        for measure in self._zeros:
            text = self._ledger.claim(measure, Decimal(0), "zero_stated", text, "", scope=self._scope)
        return text

    def _expand(self, sequence: Sequence) -> str:
        return "".join(self._one(node) for node in sequence)

    def _one(self, node: Node) -> str:
        if not isinstance(node, str):
            return self._expand(self._dice.choice(node))
        if node[0] == "<":
            return self._figure(node[1:-1])
        if node[0] == "{":
            return self._slot(node[1:-1])
        return node

    def _slot(self, slot: str) -> str:
        """Words of a list, a year, a number that is no figure, or a change of scope."""
        name, _, rest = slot.partition(" ")
        if name == "n":
            low, high = (int(bound) for bound in rest.split("-"))
            return str(self._dice.randint(low, high))
        if name == "pct":
            return f"{self._dice.choice((100, self._dice.randint(3, 99), self._dice.randint(101, 9999) / 100))}%"
        if (name[0] == "y" and name[1:].lstrip("+-").isdigit()) or name == "y":
            return str(self._year + int(name[1:] or 0))
        if name in self._issuer.words:
            self._scope = self._issuer.scopes.get(name, self._scope)
            return self._dice.choice(self._issuer.words[name])
        return self._expand(parsed(self._dice.choice(self._words.lists[name])))

    def _figure(self, slot: str) -> str:
        """A figure of a measure with its counter word: `<measure counter [low-high] [=measure] [dimension:member]>`."""
        measure, *options = slot.split()
        if measure == "zero":
            self._zeros += options
            return ""
        counter = self._dice.choice(options.pop(0).split("/"))
        if measure == "missing":
            return self._ledger.claim(options[0], None, "missing_number", dice_space(self._dice), "") + counter
        low, high, loose = self._words.ranges.get(measure, (0, 60, False))
        dimensions: list[tuple[str, str]] = []
        same = None
        for option in options:
            if option.startswith("="):
                same = self._last.get(option[1:])
            elif ":" in option:
                dimensions.append((option.split(":")[0], option.split(":")[1]))
            else:
                low, high = (int(bound) for bound in option.split("-"))
        value = same if same is not None else skewed(low, high, self._dice)
        self._last[measure] = value
        wording = worded(value, counter, loose and same is None, self._dice)
        figure = self._ledger.claim(
            measure,
            wording.value * MONEY.get(counter, 1),
            "reported",
            wording.figure,
            wording.digits,
            wording.approximation,
            self._scope,
            tuple(dimensions),
        )
        return f"{wording.before}{figure}{counter}{wording.after}"


MONEY = {"万元": 10_000, "亿元": 100_000_000, "元": 1}


def skewed(low: int, high: int, dice: random.Random) -> int:
    """Small numbers are commoner than large ones."""
    if dice.random() < 0.5:
        high = max(low + 1, low + (high - low) // 20)
    return dice.randint(low, max(low, high))


def dice_space(dice: random.Random) -> str:
    """What is left where a number should be."""
    return dice.choice(("", " ", "  "))
