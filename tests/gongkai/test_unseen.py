"""Batches of reports that were marked before the reader saw them: reading must not fall below what it has reached."""

from pathlib import Path

import pytest

from gongkai.codebook import Codebook
from tests.unseen import batches, load, read_batch, unmarked


@pytest.mark.parametrize("path", batches(), ids=lambda path: path.stem)
def test_a_batch_is_read_as_well_as_before(path: Path, codebook: Codebook) -> None:
    batch = load(path)
    reading = read_batch(batch, codebook)
    figures = reading.figures()
    fallen = {name: figures[name] for name, floor in batch["floor"].items() if figures[name] < floor}
    assert not fallen, "\n".join(reading.mistakes)


def test_marks_are_taken_out_and_say_what_stands_there() -> None:
    marked = "公开信息{2.1万|disclosure_items_total|r @departments =21000}条，[[没有申请|requests_new]]，其他{3|?}条。"
    text, stated = unmarked(marked, "own_agency")
    assert text == "公开信息2.1万条，没有申请，其他3条。"
    figure, zero, optional = stated
    assert (text[figure.start : figure.end], figure.value, figure.approximation) == ("2.1万", 21000, "rounded")
    assert (figure.scope, zero.scope) == ("departments", "own_agency")
    assert (zero.is_zero, zero.measures, zero.value) == (True, ("requests_new",), 0)
    assert optional.measures == ()
