"""Every entry of the codebook that reads text carries examples; here they are replayed."""

import re

import pytest

from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.labels import bare_label
from gongkai.layouts import read_tables
from gongkai.leftovers import LeftoverFinder
from gongkai.places import Places

BRACES = re.compile(r"^(.*)\{(.*?)\}(.*)$", re.DOTALL)


@pytest.mark.parametrize("edition", ["E2008", "E2014", "E2019", "E2021"])
def test_editions_read_their_examples(codebook: Codebook, edition: str) -> None:
    compiled = next(form for form in codebook.forms if form.edition.edition == edition)
    assert compiled.edition.examples
    for example in compiled.edition.examples:
        characters = codebook.normalizer.normalize(example.text).text.characters
        read = {
            reading.slot.reference: reading.token.text if reading.token else None
            for _, readings in read_tables(characters, compiled, [])
            for reading in readings
            if reading.slot
        }
        assert {address: read.get(address, "missing") for address in example.reads} == example.reads, example.text


def test_sections_know_their_headings(codebook: Codebook) -> None:
    for kind in codebook.sections:
        assert kind.examples, kind.section
        for heading in kind.examples:
            characters = codebook.normalizer.normalize(f"前言\n{heading}\n正文").text
            assert codebook.segmenter.kind_of(characters.characters) == kind.section, heading


def test_phrases_claim_the_figures_of_their_examples(codebook: Codebook) -> None:
    for phrase in codebook.phrases.phrases:
        assert phrase.examples, phrase.measure
        for example in phrase.examples:
            before, number, after = BRACES.match(example).groups()  # type: ignore[union-attr]
            characters = codebook.normalizer.normalize(before + number + after).text.characters
            found = [c for c in codebook.claimant.claims(characters, None, []) if c.start == len(before)]
            assert [claim.measure for claim in found] == [phrase.measure], example
            fixed = {name: member for name, member in phrase.dimensions.items() if "$" not in member}
            assert fixed.items() <= found[0].dimensions.items(), example


def test_denials_are_zeros_of_what_they_deny(codebook: Codebook) -> None:
    for example in codebook.phrases.zeros.examples:
        characters = codebook.normalizer.normalize(example.text).text.characters
        found = [c.measure for c in codebook.claimant.claims(characters, None, []) if c.status == "zero_stated"]
        assert sorted(found) == sorted(example.measures), example.text


def test_a_counter_without_its_number_is_no_zero(codebook: Codebook) -> None:
    texts = {
        "2020年主动公开信息  条。": 1,
        "全年在政府网上共主动公开信息条,受理申请3件。": 1,
        "全年未受理政府信息公开申请件。": 0,
    }
    for text, missing in texts.items():
        characters = codebook.normalizer.normalize(text).text.characters
        found = [c for c in codebook.claimant.claims(characters, None, []) if c.status == "missing_number"]
        assert len(found) == missing, text
        assert all(claim.value is None for claim in found)


def test_leftover_classes_know_their_numbers(codebook: Codebook) -> None:
    finder: LeftoverFinder = codebook.leftover_finder
    for entry in codebook.leftovers:
        for example in entry.examples:
            before, number, after = BRACES.match(example).groups()  # type: ignore[union-attr]
            document = decode((before + number + after).encode(), "example.txt")
            left = finder.find(Places(document), codebook.normalizer.normalize(document.text).text, {})
            classes = [each.number_class for each in left if each.source_start == len(before)]
            assert classes == [entry.number_class], example


def test_no_two_rows_of_a_table_share_their_only_wording(codebook: Codebook) -> None:
    """Rows with the same words must differ by their place: else one of them could never be read."""
    for edition in codebook.editions.values():
        for table in edition.tables:
            if table.reading == "captions":
                wordings = [bare_label(row.label) for row in table.rows]
                assert len(set(wordings)) == len(wordings), table.table
