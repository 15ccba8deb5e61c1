"""How well generated reports are read: `make accuracy`. Prints figures; what passes is for the tests to say.

Belongs here: comparing what was read with what was printed. Texts come from `tests/generator`.
"""

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gongkai import parse
from gongkai.codebook import Codebook, load_codebook
from gongkai.formats import decode
from gongkai.records import Cell, Observation, Report
from tests.generator.corpus import Example, reports
from tests.generator.facts import Fact
from tests.generator.others import kinds, other_text

ROOT = Path(__file__).parent.parent
OTHERS = 25  # texts of each kind that is no report
UNIT = 3  # so far may a span reach into the unit behind its figure
REACH = 28  # characters of context in an example
# Rates are printed by the generator, which keeps no account of them.
UNKNOWN = {"requests_completion_rate", "disclosure_fulltext_rate"}


@dataclass
class Score:
    """Counts by name, and an example of each kind of mistake."""

    counts: Counter[str] = field(default_factory=Counter)
    mistakes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    weak: dict[str, Counter[str]] = field(default_factory=dict)

    def mistake(self, kind: str, example: str) -> None:
        """Count a mistake and keep its first example."""
        self.mistakes[kind] += 1
        self.examples.setdefault(kind, example)

    def share(self, part: str, whole: str) -> float:
        """One count as a share of another; 1 of nothing."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0


def measure(examples: Iterator[Example], codebook: Codebook) -> Score:
    """Read the examples and compare."""
    score = Score()
    for example in examples:
        text = example.report.text
        read = parse(decode(text.encode(), "generated.txt"), codebook)
        # Decoding must leave the text alone, or places would be compared in two texts.
        text = read.document.text
        before = score.counts.copy()
        _header(score, example, read)
        _cells(score, example, read)
        _claims(score, example, read)
        _spans(score, read)
        gained = score.counts - before
        for name in (example.report.edition, f"layout {example.report.layout}", *(example.noises or ("clean",))):
            score.weak.setdefault(name, Counter()).update(gained)
    return score


def _header(score: Score, example: Example, read: Report) -> None:
    report, head = example.report, f"{example.report.text[:60]!r} {example.noises}"
    score.counts["reports"] += 1
    if read.header.document_class != "report":
        score.counts["not taken for reports"] += 1
        score.mistake(f"not taken for a report: {read.header.class_reason}", head)
        return
    if read.header.edition != report.edition.split(".")[0]:
        score.counts["wrong editions"] += 1
        score.mistake(f"edition {report.edition} read as {read.header.edition}", head)
    if read.header.report_year != report.year:
        score.counts["wrong years"] += 1
        score.mistake(f"year by {read.header.report_year_basis}", f"{report.year}/{read.header.report_year} {head}")


def _cells(score: Score, example: Example, read: Report) -> None:
    cells = {cell.table_ref: cell for cell in read.cells if cell.table_ref}
    for fact in example.report.facts:
        if not fact.table_ref:
            continue
        score.counts["cells"] += 1
        verdict = _verdict(fact, cells.pop(fact.table_ref, None), example)
        score.counts[f"cells {verdict}"] += 1
        if verdict != "right":
            report = example.report
            where = f"{report.edition} {report.layout}{' with blanks' if example.has_blanks else ''}"
            score.mistake(f"cell {verdict}: {where}", f"{fact.table_ref} printed {fact.printed!r} {example.noises}")
    for reference, cell in cells.items():
        if cell.value_text is not None:
            score.counts["cells too many"] += 1
            score.mistake("cell too many", f"{reference} {cell.value_text!r} {example.report.layout} {example.noises}")


def _verdict(fact: Fact, cell: Cell | None, example: Example) -> str:
    if cell is None:
        return "missed"
    if cell.mapping == "ambiguous":
        return "ambiguous"
    if fact.value is None:
        return "right" if cell.value_text is None and cell.value_status == "blank" else "wrong"
    at_its_place = (cell.source_start, cell.source_end) in example.report.places[fact.number]
    return "right" if at_its_place and plain(cell.value_text or "") == fact.printed else "wrong"


def _claims(score: Score, example: Example, read: Report) -> None:
    """Claims are matched by measure, value and place."""
    found = [each for each in read.observations if each.source == "narrative" and each.measure_code not in UNKNOWN]
    score.counts["claims found"] += len(found)
    for fact in example.report.claims:
        for place in example.report.places.get(fact.number, ()):
            score.counts["claims"] += 1
            claim = next((one for one in found if _states(one, fact, place)), None)
            if claim is None:
                other = next((one.measure_code for one in found if place[0] <= one.source_start < place[1]), "nothing")
                if fact.status == "zero_stated":
                    other = "a zero"
                score.mistake(f"claim missed: {fact.measure} read as {other}", _context(example, *place))
                continue
            found.remove(claim)
            score.counts["claims right"] += 1
            _attributes(score, example, fact, claim)
    for claim in found:
        example_text = _context(example, claim.source_start, claim.source_end)
        score.mistake(f"claim too many: {claim.measure_code} {claim.value_status}", example_text)


def _states(found: Observation, fact: Fact, place: tuple[int, int]) -> bool:
    if found.measure_code != fact.measure or found.value != fact.value:
        return False
    if fact.status == "reported":
        return found.source_start == place[0] and found.source_end <= place[1] + UNIT
    if fact.status == "zero_stated":
        return place[0] <= found.source_start < place[1]
    return found.value_status == fact.status and abs(found.source_start - place[0]) <= 2


def _attributes(score: Score, example: Example, fact: Fact, claim: Observation) -> None:
    place = _context(example, claim.source_start, claim.source_end)
    if claim.approximation != fact.approximation and claim.unit != "元":
        score.counts["wrong approximations"] += 1
        score.mistake(f"approximation {fact.approximation} read as {claim.approximation}", place)
    if fact.scope:
        score.counts["scopes told"] += 1
        if claim.scope != fact.scope:
            score.counts["wrong scopes"] += 1
            score.mistake(f"scope {fact.scope} read as {claim.scope}", place)
    if any(claim.dimensions.get(name) != member for name, member in fact.dimensions):
        score.counts["wrong dimensions"] += 1
        score.mistake(f"dimensions {fact.dimensions} read as {claim.dimensions}", place)


def _spans(score: Score, read: Report) -> None:
    """What a span holds must be the printed figure, whether or not it was generated there."""
    for observation in read.observations:
        printed = read.document.text[observation.source_start : observation.source_end]
        score.counts["spans"] += 1
        if observation.value_text is not None and printed != observation.value_text:
            score.counts["wrong spans"] += 1
            score.mistake("span", f"{printed!r} {observation.value_text!r}")


def _context(example: Example, start: int, end: int) -> str:
    text = example.report.text
    shown = f"{text[max(0, start - REACH) : start]}⟦{text[start:end]}⟧{text[end : end + REACH]}"
    return f"{shown!r} {example.report.issuer_kind} {'/'.join(example.noises)}"


def plain(printed: str) -> str:
    """A printed figure in half width and without spaces."""
    return "".join(unicodedata.normalize("NFKC", printed).split())


def measure_others(score: Score, codebook: Codebook, texts: int = OTHERS) -> None:
    """Texts that are no reports: each figure is one too many."""
    for kind in kinds():
        for seed in range(texts):
            text = other_text(kind, seed).text
            read = parse(decode(text.encode(), "generated.txt"), codebook)
            score.counts["other texts"] += 1
            score.counts["cells from other texts"] += len(read.observations)
            score.counts["figures from other texts"] += sum(one.value is not None for one in read.observations)
            if read.header.document_class == "report":
                score.counts["taken for reports"] += 1
                score.mistake(f"taken for a report: {kind}", f"{text[:60]!r}")


def report_of(score: Score, shown: int) -> Iterator[str]:
    """The lines to print."""
    counts = score.counts
    yield f"{counts['reports']} reports, {counts['cells']:,} cells, {counts['claims']:,} claims"
    yield (
        f"cells   {score.share('cells right', 'cells'):8.3%} right, {counts['cells ambiguous']} ambiguous "
        f"({counts['cells right'] / (counts['cells'] - counts['cells ambiguous']):.3%} of the others right), "
        f"{counts['cells wrong']} wrong, {counts['cells missed']} missed, {counts['cells too many']} too many"
    )
    yield (
        f"claims  {score.share('claims right', 'claims'):8.2%} recall, "
        f"{score.share('claims right', 'claims found'):.2%} precision; of the right ones "
        f"{counts['wrong approximations']} with another approximation, {counts['wrong dimensions']} other dimensions, "
        f"{counts['wrong scopes']} of {counts['scopes told']} another scope"
    )
    yield (
        f"wrong editions {counts['wrong editions']}, wrong years {counts['wrong years']}, "
        f"not taken for reports {counts['not taken for reports']}"
    )
    yield (
        f"{counts['other texts']} other texts: {counts['taken for reports']} taken for reports, "
        f"{counts['figures from other texts']} figures and {counts['cells from other texts']} cells"
    )
    yield f"{counts['spans']:,} spans, {counts['wrong spans']} not the printed figure"
    yield "\nby kind, layout, noise: cells right, claims recall"
    for name, own in score.weak.items():
        cells = own["cells right"] / own["cells"] if own["cells"] else 1
        claims = own["claims right"] / own["claims"] if own["claims"] else 1
        yield f"  {name:26} {cells:8.3%} {claims:8.2%}  of {own['reports']} reports"
    yield "\nmost frequent mistakes"
    for kind, number in score.mistakes.most_common(shown):
        yield f"{number:6}  {kind}\n        {score.examples[kind]}"


def main() -> None:
    """Measure, and print `N` (first argument) kinds of mistakes."""
    codebook = load_codebook(ROOT / "codebook")
    score = measure(reports(), codebook)
    measure_others(score, codebook)
    print("\n".join(report_of(score, int(sys.argv[1]) if len(sys.argv) > 1 else 30)))


if __name__ == "__main__":
    main()
