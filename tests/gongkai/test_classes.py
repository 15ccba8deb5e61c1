"""Is a text an annual report, what is it if not, and who reports on which year if it is?

Texts in `texts/`, written for these tests.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.records import Document, Report

TEXTS = Path(__file__).parent / "texts"


def entries(name: str) -> Any:
    return yaml.safe_load((TEXTS / f"{name}.yml").read_text(encoding="utf-8"))


def read(codebook: Codebook, text: str) -> Report:
    known = {"document_id": "0" * 16, "sha256": "0" * 64, "format": "text", "encoding": "utf-8"}
    return parse(Document(**known, file_name="文件.txt", text=text), codebook)


OTHERS, REPORTS, BODIES = entries("others"), entries("odd_reports"), entries("bodies")
HEADS = entries("heads")


@pytest.mark.parametrize("entry", OTHERS, ids=[entry["text"].split("\n")[0] for entry in OTHERS])
def test_another_text_is_named_for_what_it_is_and_yields_nothing(codebook: Codebook, entry: dict[str, Any]) -> None:
    report = read(codebook, entry["text"])
    found = report.header
    assert (found.document_class, found.class_reason.partition(":")[0]) == ("not_a_report", entry["reason"])
    assert (found.issuer, found.report_year, found.edition) == (None, None, None)
    assert (report.cells, report.claims, report.observations) == ((), (), ())


@pytest.mark.parametrize("entry", REPORTS, ids=[entry["head"].split("\n")[0] for entry in REPORTS])
def test_a_report_is_one_whatever_became_of_its_title(codebook: Codebook, entry: dict[str, Any]) -> None:
    report = read(codebook, f"{entry['head']}\n{BODIES[entry['body']]}{entry.get('tail', '')}\n")
    found = report.header
    assert found.document_class == "report", found.class_reason
    assert found.report_year == entry["year"]
    assert "issuer" not in entry or found.issuer == entry["issuer"]
    assert report.observations


@pytest.mark.parametrize("entry", HEADS, ids=[entry["head"] for entry in HEADS])
def test_who_reports_on_which_year(codebook: Codebook, entry: dict[str, Any]) -> None:
    text = f"{entry['head']}\n{entry.get('body', '')}\n{BODIES['headed']}{entry.get('tail', '')}\n"
    found = read(codebook, text).header
    known = [found.issuer, found.issuer_type, found.level, found.jurisdiction_code, found.report_year]
    assert known == entry["is"]
    assert found.report_year_basis
    assert (found.issuer is None) == (found.issuer_basis is None)
    assert found.jurisdiction_code is None or found.jurisdiction_basis
