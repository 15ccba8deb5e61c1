"""Batches of reports that were marked before the reader saw them: reading must not fall below what it has reached."""

from collections import Counter
from pathlib import Path

import pytest

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.formats import decode
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


def _wrapped(text: str, width: int, joint: str) -> str:
    lines = (line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))
    return joint.join(lines)


@pytest.mark.parametrize(("width", "joint"), [(37, "\n"), (35, "\n    "), (40, "\r\n"), (10_000, "\n\u3000\u3000")])
def test_wrapping_and_indents_lose_little_and_invent_nothing(width: int, joint: str, codebook: Codebook) -> None:
    told: Counter[object] = Counter()
    read: Counter[object] = Counter()
    reports = [report for path in batches() for report in load(path)["reports"]]
    for number, report in enumerate(report for report in reports if "cells" not in report):  # prose alone
        text, _ = unmarked(report["text"], report["scope"])
        for counted, each in ((told, text), (read, _wrapped(text, width, joint))):
            found = parse(decode(f"{report['title']}\n{each}".encode(), "unseen.txt"), codebook).observations
            counted.update((number, one.measure_code, one.value) for one in found)
    assert (told - read).total() <= told.total() * 0.01
    assert (read - told).total() <= 2
