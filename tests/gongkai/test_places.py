"""Where a person finds a figure in the original: lines of a text, rows and cells of a table, pages, parts of a file."""

import re

import pytest

from gongkai import documents_in, parse
from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.places import Places
from gongkai.records import Document
from tests.generator.renderings import as_page
from tests.generator.reports import EDITIONS, generate

CELL = re.compile(r"table (\d+), row (\d+), cell (\d+)")


@pytest.mark.parametrize("edition", EDITIONS)
def test_in_a_text_every_figure_stands_in_its_line(edition: str, codebook: Codebook) -> None:
    read = parse(decode(generate(edition, "tabs", 3, 0.2).text.encode(), "报告.txt"), codebook)
    lines = read.document.text.split("\n")
    for each in (*read.observations, *read.leftovers):
        line, column = map(int, re.findall(r"\d+", each.place))
        printed = read.document.text[each.source_start : each.source_end].split("\n")[0]
        assert lines[line - 1][column - 1 :].startswith(printed), each


@pytest.mark.parametrize("edition", ["E2014", "E2021"])
def test_in_a_page_a_cell_is_found_by_table_row_and_cell(edition: str, codebook: Codebook) -> None:
    read = parse(decode(as_page(generate(edition, "tabs", 3, 0.2).text), "报告.html"), codebook)
    tables = [locator.split(":")[2:] for locator in read.document.locators.split() if locator.startswith("table")]
    grids = [read.document.text[int(start) : int(end)].split("\n") for start, end in tables]
    cells = [each for each in read.observations if each.source == "table" and each.value is not None]
    assert cells
    for each in cells:
        table, row, cell = map(int, CELL.fullmatch(each.place).groups())  # type: ignore[union-attr]
        assert each.value_text and each.value_text in grids[table - 1][row - 1].split("\t")[cell - 1]


def test_in_a_pdf_a_figure_has_its_page() -> None:
    document = Document("0" * 16, "0" * 64, "a.pdf", "pdf", "", "一\n二\n三", locators="page:1:0:2 page:2:2:5")
    assert [Places(document).words(at) for at in (0, 2, 4)] == ["page 1", "page 2", "page 2"]


def test_in_a_part_of_a_file_lines_are_those_of_the_file(codebook: Codebook) -> None:
    reports = [generate("E2021", "lines", seed).text for seed in (1, 2)]
    parts = documents_in("\n".join(reports).encode(), "汇编.txt", codebook)
    assert len(parts) == 2
    whole = "\n".join(reports).split("\n")
    for each in parse(parts[1], codebook).observations:
        line, column = map(int, re.findall(r"\d+", each.place))
        assert line > reports[0].count("\n")
        assert each.value_text is None or whole[line - 1][column - 1 :].startswith(each.value_text.split("\n")[0])
