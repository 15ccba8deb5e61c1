"""Prose as reports write it (`prose.txt`): figures stated are claimed, others are left alone, denials are zeros."""

import re
from collections import Counter
from pathlib import Path

import pytest

from gongkai.codebook import Codebook

FIGURE = re.compile(r"\{([^|}]*)\|([^}]*)\}")
YEAR = re.compile(r"@(20\d\d) ")
PROSE = Path(__file__).with_name("prose.txt")
LINES = [line for line in PROSE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def _printed(figure: str) -> str:
    """A figure as it is compared: without its scale and the sign that it is not exact."""
    return figure.rstrip("余多").replace("万", "")


@pytest.mark.parametrize("line", LINES)
def test_what_a_sentence_states_is_claimed(line: str, codebook: Codebook) -> None:
    sentence, _, denied = line.partition(" => ")
    reported = YEAR.match(sentence)
    sentence = YEAR.sub("", sentence)
    stated = [(measure, _printed(figure)) for figure, names in FIGURE.findall(sentence) for measure in names.split("+")]
    characters = codebook.normalizer.normalize(FIGURE.sub(r"\1", sentence)).text.characters
    found = list(codebook.claimant.claims(characters, int(reported[1]) if reported else None, []))
    claimed = [(each.measure, _printed(characters[each.start : each.end])) for each in found if each.counter]
    assert Counter(claimed) == Counter(stated)
    assert Counter(each.measure for each in found if each.status == "zero_stated") == Counter(denied.split())
