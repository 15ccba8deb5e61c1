"""The same report gives the same observations whatever the format of its file; only places differ."""

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.records import Report
from tests.generator.renderings import as_docx, as_page, as_pdf
from tests.generator.reports import EDITIONS, generate

PLACES = {"document_id", "observation_id", "source_start", "source_end", "evidence", "place"}
SEEDS = (1, 2)
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


def read(data: bytes, name: str, codebook: Codebook) -> Report:
    return parse(decode(data, name), codebook)


def without_places(report: Report) -> list[dict[str, Any]]:
    found = [msgspec.structs.asdict(each) for each in report.observations]
    return [{name: value for name, value in each.items() if name not in PLACES} for each in found]


def check(text: str, data: bytes, codebook: Codebook) -> None:
    plain, other = read(text.encode(), "报告.txt", codebook), read(data, "报告", codebook)
    assert other.observations
    assert without_places(other) == without_places(plain)
    for each in other.observations:
        if each.source == "table" and each.value_text is not None:
            assert other.document.text[each.source_start : each.source_end] == each.value_text


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("blanks", [0.0, 0.4])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_says_what_the_text_says(edition: str, blanks: float, seed: int, codebook: Codebook) -> None:
    text = generate(edition, "tabs", seed, blanks).text
    check(text, as_page(text, ("utf-8", "gb18030")[seed % 2], seed), codebook)


@pytest.mark.parametrize("blanks", [0.0, 0.4])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_word_document_says_what_the_text_says(edition: str, blanks: float, codebook: Codebook) -> None:
    text = generate(edition, "tabs", 1, blanks).text
    check(text, as_docx(text), codebook)


@pytest.mark.skipif(not BROWSER, reason="no Chromium here to print a PDF with; `apt-get install chromium`")
@pytest.mark.parametrize("edition", ["E2014", "E2021", "E2008.prose"])
def test_a_pdf_says_what_the_text_says(edition: str, tmp_path: Path, codebook: Codebook) -> None:
    text = generate(edition, "tabs", 1, 0.4).text
    check(text, as_pdf(text, str(BROWSER), tmp_path), codebook)
