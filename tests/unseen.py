"""How well prose is read that nobody tuned the reader on: `python -m tests.unseen [BATCH…]`.

A batch (`tests/gongkai/unseen/`) is a dozen reports of other years, levels and regions in wordings of our own, marked
before the reader saw them. Its first reading, before anything was mended, is the honest figure and stands in
the batch; what is printed here is how it is read now.

    {412|disclosure_items_total}条              a figure and its measure, whose and when as the report has it
    {2.1万|disclosure_items_channel_website|r @own_level ^cumulative platform=weibo =21000}条
                                                + at least, - at most, ~ about, r rounded; scope; period; member; value
    {31|?}条                                    may be read or not
    [[没有收到申请|requests_new]]                a zero in words, of one measure or several (a+b)
    412                                         must not be read

A report with tables has `cells` besides: of each row of its forms the figures in base units (`r05..r12: 0x7` for eight
rows of seven noughts), `-` where a cell is empty or cannot be told from its neighbours, `?` where either may be
said. What else is read from a table is a mistake.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from gongkai import parse
from gongkai.codebook import Codebook, load_codebook
from gongkai.formats import decode
from gongkai.records import Observation

ROOT = Path(__file__).parent.parent
BATCHES = ROOT / "tests" / "gongkai" / "unseen"
MARK = re.compile(
    r"\{(?P<figure>[^{}|]*)\|(?P<measure>[^{}|]+)(?:\|(?P<more>[^{}]*))?\}|\[\[(?P<words>[^|]*)\|(?P<zeros>[^|\]]*)(?:\|(?P<of>[^\]]*))?\]\]"
)
APPROXIMATIONS = {"+": "at_least", "-": "at_most", "~": "about", "r": "rounded"}
# Figures that stand at the end of the year and are not of the year, if their mark says nothing else.
STOCKS = re.compile("gid_staff|gid_dedicated|_points$|_accounts$|website_count|responsible_units|_in_force$|_stock$")
# What a government counts of its own accounts and doings or of all its organs; seldom told, and then marked.
UNTOLD = re.compile("wechat|weibo|_visits$|_copies$|letters|gazette|press_|interviews|training")
SCALES = {"万": 10_000, "亿": 100_000_000}
NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
REACH = 40


@dataclass(frozen=True)
class Stated:
    """What a mark says of the words at its place; without measures anything may be read there."""

    start: int
    end: int
    measures: tuple[str, ...]
    is_zero: bool
    value: Decimal | None
    scope: str | None
    period: str
    approximation: str
    members: dict[str, str]


@dataclass
class Reading:
    """Counts of what was read right, with the mistakes."""

    counts: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """One count as a share of another; 1 of nothing."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    def figures(self) -> dict[str, float]:
        """The figures of a batch."""
        return {
            "recall": round(self.share("right", "stated"), 4),
            "precision": round(self.share("right", "read"), 4),
            "scope": round(self.share("right scope", "scopes"), 4),
            "period": round(self.share("right period", "right"), 4),
            "approximation": round(self.share("right approximation", "right"), 4),
            "members": round(self.share("right members", "members"), 4),
            **self._cells(),
        }

    def _cells(self) -> dict[str, float]:
        if not self.counts["cells"]:
            return {}
        return {
            "cell_recall": round(self.share("right cells", "cells"), 4),
            "cell_precision": round(self.share("right cells", "read cells"), 4),
        }


def batches() -> list[Path]:
    """All batches, the first written first."""
    return sorted(BATCHES.glob("*.yml"), key=lambda path: int(path.stem.rpartition("_")[2]))


def load(path: Path) -> dict[str, Any]:
    """A batch as it is written."""
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def read_batch(batch: dict[str, Any], codebook: Codebook) -> Reading:
    """Read all reports of a batch and compare with their marks."""
    reading = Reading()
    for report in batch["reports"]:
        text, stated = unmarked(f"{report['title']}\n{report['text']}", report["scope"])
        observations = parse(decode(text.encode(), "unseen.txt"), codebook).observations
        if "cells" in report:
            _compare_cells(reading, report, [one for one in observations if one.source == "table"])
            observations = tuple(one for one in observations if one.source != "table")
        _compare(reading, text, stated, observations)
    return reading


def unmarked(marked: str, scope: str | None) -> tuple[str, list[Stated]]:
    """The plain text, and what its marks say."""
    plain, stated, read = "", [], 0
    for mark in MARK.finditer(marked):
        plain += marked[read : mark.start()]
        words = mark["words"] or mark["figure"] or ""
        stated.append(_stated(mark, len(plain), scope))
        plain += words
        read = mark.end()
    return plain + marked[read:], stated


def _stated(mark: re.Match[str], start: int, scope: str | None) -> Stated:
    is_zero = mark["words"] is not None
    words = mark["words"] if is_zero else mark["figure"]
    measures = tuple((mark["zeros"] if is_zero else mark["measure"]).strip("?").split("+"))
    more = (mark["more"] or mark["of"] or "").split()
    own = {each[0]: each[1:] for each in more if each[0] in "@^="}
    untold = scope == "jurisdiction_aggregate" and UNTOLD.search(measures[0])
    own_scope = own.get("@", "any" if untold else scope)
    return Stated(
        start,
        start + len(words),
        tuple(filter(None, measures)),
        is_zero,
        Decimal(0) if is_zero else Decimal(own["="]) if "=" in own else value_of(words),
        None if own_scope == "any" else own_scope,
        own.get("^", "point_in_time" if STOCKS.search(measures[0]) else "report_year"),
        next((APPROXIMATIONS[each] for each in more if each in APPROXIMATIONS), "exact"),
        dict(each.split("=") for each in more if "=" in each[1:]),
    )


def value_of(printed: str) -> Decimal | None:
    """The value of a printed figure; None of one that is missing."""
    scale = SCALES.get(printed[-1:], 1)
    number = printed.rstrip("万亿").replace(",", "")
    if number in NUMERALS:
        return Decimal(NUMERALS[number])
    return Decimal(number) * scale if number else None


def _rows(cells: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The figures of each row; `T3/r05..r12: 0x7` are eight rows of seven noughts."""
    for name, printed in cells.items():
        figures = [one for part in str(printed).split() for one in _repeated(part)]
        table, _, rows = name.rpartition("/r")
        first, _, last = rows.partition("..r")
        for row in range(int(first), int(last or first) + 1):
            yield f"{table}/r{row:02d}", figures


def _repeated(part: str) -> list[str]:
    figure, _, times = part.partition("x")
    return [figure] * int(times or 1)


def _compare_cells(reading: Reading, report: dict[str, Any], observations: list[Observation]) -> None:
    """Compare the figures of tables with those of `cells`."""
    read = {one.table_ref or "": one.value for one in observations if one.value is not None}
    for row, figures in _rows(report["cells"]):
        for column, figure in enumerate(figures, 1):
            reference = row if len(figures) == 1 else f"{row}/c{column:02d}"
            value = read.pop(reference, None)
            wanted = None if figure in "-?" else Decimal(figure)
            if figure == "?" or value == wanted is None:
                continue
            counted = {"cells": wanted is not None, "read cells": value is not None, "right cells": value == wanted}
            reading.counts.update(name for name, is_so in counted.items() if is_so)
            if value != wanted:
                reading.mistakes.append(f"cell {reference} of {report['title']} {figure} read as {value}")
    for reference, value in read.items():
        reading.counts["read cells"] += 1
        reading.mistakes.append(f"extra cell {reference} of {report['title']} {value}")


def _compare(reading: Reading, text: str, stated: list[Stated], observations: tuple[Observation, ...]) -> None:
    found = list(observations)
    for each in stated:
        for measure in each.measures:
            reading.counts["stated"] += 1
            claim = next((one for one in found if _is_read(each, measure, one)), None)
            if claim is None:
                at_place = [one.measure_code for one in found if each.start <= one.source_start < each.end]
                reading.mistakes.append(f"missed {measure} read as {at_place}: {_context(text, each.start, each.end)}")
                continue
            found.remove(claim)
            reading.counts.update(("right", "read"))
            _attributes(reading, text, each, claim)
        if not each.measures:
            found = [one for one in found if not each.start <= one.source_start < each.end]
    for one in found:
        reading.counts["read"] += 1
        place = _context(text, one.source_start, one.source_end)
        reading.mistakes.append(f"extra {one.measure_code} {one.value_status}: {place}")


def _is_read(stated: Stated, measure: str, found: Observation) -> bool:
    if found.measure_code != measure or found.value != stated.value:
        return False
    if stated.is_zero:
        return found.value_status == "zero_stated" and stated.start < found.source_end <= stated.end + 2
    return found.source_start == stated.start


def _attributes(reading: Reading, text: str, stated: Stated, found: Observation) -> None:
    place = _context(text, stated.start, stated.end)
    if stated.scope:
        reading.counts["scopes"] += 1
    if stated.members:
        reading.counts["members"] += 1
    for name, wanted, given in (
        ("scope", stated.scope, found.scope),
        ("period", stated.period, found.period),
        ("approximation", stated.approximation, found.approximation),
        ("members", stated.members, {key: found.dimensions.get(key) for key in stated.members}),
    ):
        if not wanted:
            continue
        if wanted == given:
            reading.counts[f"right {name}"] += 1
        else:
            reading.mistakes.append(f"{name} {wanted} read as {given}: {found.measure_code} {place}")


def _context(text: str, start: int, end: int) -> str:
    shown = f"{text[max(0, start - REACH) : start]}⟦{text[start:end]}⟧{text[end : end + 14]}"
    return shown.replace("\n", "⏎")


def report_of(path: Path, codebook: Codebook) -> Iterator[str]:
    """The lines to print about a batch."""
    batch = load(path)
    reading = read_batch(batch, codebook)
    counts = reading.counts
    yield f"{path.stem}: {len(batch['reports'])} reports, {counts['stated']} figures and zeros, {counts['read']} read"
    yield f"  first read  {_shown(batch['first_reading'])}" if "first_reading" in batch else "  not read before"
    yield f"  now         {_shown(reading.figures())}"
    yield from (f"    {mistake}" for mistake in reading.mistakes)


def _shown(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {share:.1%}" for name, share in figures.items())


def main() -> None:
    """Print the figures of all batches, or of those named."""
    codebook = load_codebook(ROOT / "codebook")
    for path in batches():
        if len(sys.argv) == 1 or path.stem in sys.argv[1:]:
            print("\n".join(report_of(path, codebook)))


if __name__ == "__main__":
    main()
