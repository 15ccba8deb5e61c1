"""A wrong entry stops the run and says where: file, entry, field."""

import shutil
from pathlib import Path

import pytest

from gongkai.codebook import Codebook, CodebookError, load_codebook
from gongkai.identities import instances, parse_formula
from gongkai.reference import reference_rows

FOLDER = Path(__file__).parent.parent.parent / "codebook"


WRONG = [
    ("measures.yml", "fact: disclosures", "fakt: disclosures", ["measures.yml", "disclosure_items_total", "fakt"]),
    ("measures.yml", "  fact: disclosures", "  fact: elsewhere", ["measures.yml", "disclosure_items_total", "fact"]),
    ("measures.yml", "parent: requests_answered", "parent: requests_lost", ["measures.yml", "parent", "requests_lost"]),
    ("measures.yml", "- code: requests_new", "- code: requests_partial", ["measures.yml", "requests_partial", "twice"]),
    ("measures.yml", "{channel: gazette}", "{channel: pigeon}", ["disclosure_items_channel_gazette", "pigeon"]),
    ("editions/E2014.yml", "measure: reading_points", "measure: lighthouses", ["E2014.yml", "row 57", "lighthouses"]),
    ("editions/E2014.yml", "unit: 人次", "unit: 蒲式耳", ["E2014.yml", "unit", "蒲式耳"]),
    ("editions/E2014.yml", "r28 + r29 = r27", "r28 + r99 = r27", ["E2014.yml", "E2014-2", "99"]),
    ("editions/E2021.yml", "each: column", "each: planet", ["E2021.yml", "each"]),
    ("checks.yml", "- rule: restated", "- rule: E2021-2", ["checks.yml", "E2021-2", "twice"]),
    ("checks.yml", "- family: year", "- family: form", ["checks.yml", "families", "year"]),
    ("checks.yml", "least: 6", "least: six", ["checks.yml", "new_figures", "least"]),
    ("units.yml", "factor: 10000", "factor: many", ["units.yml", "factor"]),
    ("sections.yml", "- section: fees", "- : [", ["sections.yml"]),
    ("divisions.csv", ",county,", ",hamlet,", ["divisions.csv", "level"]),
    ("script/traditional.tsv", "萬\t万", "萬", ["traditional.tsv", "two columns"]),
]


@pytest.mark.parametrize(("file", "before", "after", "words"), WRONG)
def test_wrong_entries_are_named(file: str, before: str, after: str, words: list[str], tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "codebook")
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CodebookError) as stopped:
        load_codebook(folder)
    for word in words:
        assert word in str(stopped.value)


def test_the_fingerprint_changes_with_any_byte(codebook: Codebook, tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "codebook")
    assert load_codebook(folder).fingerprint == codebook.fingerprint
    (folder / "units.yml").write_text((folder / "units.yml").read_text() + "\n")
    assert load_codebook(folder).fingerprint != codebook.fingerprint


@pytest.mark.parametrize(("edition", "comparisons"), [("E2021", 42), ("E2019", 40)])
def test_the_complete_forms_have_all_their_sums(codebook: Codebook, edition: str, comparisons: int) -> None:
    found = [
        instance
        for table in codebook.editions[edition].tables
        for identity in table.identities
        for instance in instances(identity, table)
        if instance.operator == "="
    ]
    assert len(found) == comparisons


def test_ranges_run_over_value_rows_only(codebook: Codebook) -> None:
    table = codebook.editions["E2014"].tables[0]
    formula = parse_formula("r31..r34 + r41..r44 = r30", table)
    assert [row for row, _ in formula.left] == [31, 32, 33, 34, 41, 42, 43, 44]
    with pytest.raises(ValueError, match="exactly one"):
        parse_formula("r1 + r2", table)


def test_references_are_unique(codebook: Codebook) -> None:
    rows = reference_rows(codebook)
    addresses = [line["table_ref"] for line in rows["lines"]]
    assert len(set(addresses)) == len(addresses)
    checks = [identity["check_id"] for identity in rows["identities"]]
    assert len(set(checks)) == len(checks)
