"""The offset map under any sequence of edits, and what is exchanged or left out before reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.codebook import Codebook
from gongkai.text import Edit, Text

CHARACTERS = st.text(alphabet="公开信息 0123\n", min_size=0, max_size=40)


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    """Deletions only, ordered and disjoint: every kept character must still be found."""
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Edit(start, end, "", "test") for start, end in pairs]


@given(st.data(), CHARACTERS)
def test_kept_characters_lead_back_to_themselves(data: st.DataObject, characters: str) -> None:
    text = Text(characters)
    for _ in range(3):
        text = text.edited(data.draw(edits(len(text.characters))))
    for position, character in enumerate(text.characters):
        start, end = text.source_span(position, position + 1)
        assert characters[start:end] == character


@given(CHARACTERS, CHARACTERS)
def test_a_replacement_points_at_what_it_replaced(before: str, replacement: str) -> None:
    characters = f"前{before}后"
    text = Text(characters).edited([Edit(1, 1 + len(before), replacement, "test")])
    assert text.source_span(0, 1) == (0, 1)
    last = len(text.characters) - 1
    assert text.source_span(last, last + 1) == (len(characters) - 1, len(characters))


def test_one_for_one_exchange_keeps_the_map_and_the_length() -> None:
    text = Text("申請 數").edited([Edit(2, 3, "", "spaces")]).replaced("申请数")
    assert text.source_span(2, 3) == (3, 4)


@pytest.mark.parametrize(
    ("printed", "normalized"),
    [
        ("⼈⺠政府⼯作⽇", "人民政府工作日"),  # radicals of a PDF file
        ("公(gong)开机(ji)关办(ban)公室", "公开机关办公室"),
        ("公开(gong)目录(pdf)、说明(doc)", "公开(gong)目录(pdf)、说明(doc)"),  # too few to be pinyin
    ],
)
def test_radicals_and_plain_pinyin(printed: str, normalized: str, codebook: Codebook) -> None:
    text = codebook.normalizer.normalize(printed).text
    assert text.characters == normalized
    assert text.source_span(len(normalized) - 1, len(normalized))[1] == len(printed)
