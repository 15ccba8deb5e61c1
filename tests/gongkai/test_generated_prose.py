"""Generated prose with known figures: what is stated is claimed, what is none is left alone."""

from collections import Counter

import pytest

from gongkai.codebook import Codebook
from tests.generator.prose import compose


@pytest.mark.parametrize("first", range(0, 300, 60))
def test_stated_figures_and_no_others_are_claimed(first: int, codebook: Codebook) -> None:
    wrong: Counter[str] = Counter()
    for seed in range(first, first + 60):
        prose = compose(seed)
        characters = codebook.normalizer.normalize(prose.text).text.characters
        found = list(codebook.claimant.claims(characters, None, []))
        stated = [(claim.measure, characters[claim.start : claim.end]) for claim in found if claim.counter]
        denied = [claim.measure for claim in found if claim.status == "zero_stated"]
        missed = Counter(prose.figures) - Counter(stated)
        extra = Counter(stated) - Counter(prose.figures)
        wrong.update(f"missed {measure}" for measure, _ in missed.elements())
        wrong.update(f"extra {measure}" for measure, _ in extra.elements())
        wrong.update(f"zero {measure}" for measure in (Counter(denied) - Counter(prose.zeros)).elements())
        wrong.update(f"no zero {measure}" for measure in (Counter(prose.zeros) - Counter(denied)).elements())
    assert not wrong
