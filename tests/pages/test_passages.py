"""Texts cut at their figures: nothing is lost, nothing is shown twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.chart import chart
from pages.passages import Block, Place, blocks, disjoint


def words(found: list[Block]) -> list[str]:
    return ["".join(piece.text for piece in cell) for block in found for row in block.rows for cell in row]


def marked(found: list[Block]) -> list[tuple[str, str]]:
    cells = [cell for block in found for row in block.rows for cell in row]
    return [(piece.place.key, piece.text) for cell in cells for piece in cell if piece.place]


def test_lines_rows_and_stacks_are_told_apart() -> None:
    prose = "全年共公开信息120条，其中网站公开100条，公报公开20条，全部按时。"
    text = "\n".join([prose, "", "指标\t数", "收到\t5", *"甲1乙2丙3", "一、概述"])
    found = blocks(text, [], {text.index("一、"): "at"})
    assert [block.kind for block in found] == ["line", "table", "stack", "heading"]
    assert found[-1].anchors == ("at",)


def test_a_place_across_lines_and_cells_is_marked_in_each() -> None:
    text = "行政\n处罚\t3"
    found = blocks(text, [Place(0, 5, "label", "blank"), Place(6, 7, "three", "reported")], {})
    assert marked(found) == [("label", "行政"), ("label", "处罚"), ("three", "3")]


def test_a_line_that_goes_on_behind_its_heading_is_no_heading() -> None:
    [line] = blocks("一、概述" + "全区从三处下手。" * 20, [], {0: "at", 40: "next"})
    assert (line.kind, line.anchors) == ("line", ("at", "next"))


def test_an_empty_place_is_kept_where_it_stands() -> None:
    assert marked(blocks("共\t\t件\n甲\t\t乙", [Place(2, 2, "gap", "blank")], {})) == [("gap", "")]


def test_the_first_of_overlapping_places_stays() -> None:
    kept = disjoint([Place(5, 9, "a", ""), Place(0, 6, "b", ""), Place(9, 12, "c", ""), Place(5, 9, "d", "")])
    assert [place.key for place in kept] == ["a", "c"]


TEXTS = st.text(alphabet="政府1 2\t\n\r", max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 8)), max_size=8)


@given(TEXTS, SPANS)
def test_no_character_is_lost_and_every_mark_is_in_its_place(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(start, min(start + length, len(text))) for start, length in spans if start < len(text)]
    places = disjoint([Place(start, end, f"{start}-{end}", "") for start, end in inside])
    found = blocks(text, places, {})
    shown = [line for line in text.splitlines() if line.strip()]
    assert "".join(words(found)) == "".join(shown).replace("\t", "") or "\t" in "".join(words(found))
    for key, piece in marked(found):
        start, end = map(int, key.split("-"))
        assert piece in text[start:end]


def row(year: int, value: int | None, edition: str, grade: str) -> dict[str, object]:
    return {"report_year": year, "value": value, "edition": edition, "grade": grade}


@pytest.fixture
def rows() -> list[dict[str, object]]:
    return [
        row(2012, 4, "E2008", "break"),
        row(2013, 9, "E2008", "break"),
        row(2014, 20, "E2014", "approximate"),
        row(2015, 21, "E2014", "approximate"),
        row(2016, None, "E2014", "approximate"),
        row(2018, 30, "E2014", "approximate"),
        row(2019, 31, "E2019", "same"),
        row(2020, 25, "E2019", "same"),
        row(2021, 26, "E2021", "same"),
    ]


def test_lines_are_broken_where_forms_or_years_are(rows: list[dict[str, object]]) -> None:
    [line] = chart([("某地", rows)], [], 2012, 2021).lines
    joined = [(each.start.row["report_year"], each.end.row["report_year"], each.kind) for each in line.segments]
    assert joined == [
        (2014, 2015, "plain"),
        (2018, 2019, "rough"),
        (2019, 2020, "plain"),
        (2020, 2021, "plain"),
    ]
    assert len(line.points) == 8


def test_more_is_higher_and_later_is_further_right(rows: list[dict[str, object]]) -> None:
    points = chart([("某地", rows)], [], 2012, 2021).lines[0].points
    assert [point.x for point in points] == sorted(point.x for point in points)
    by_value = sorted(points, key=lambda point: point.row["value"])
    assert [point.y for point in by_value] == sorted((point.y for point in by_value), reverse=True)
