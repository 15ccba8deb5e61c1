"""Texts that no report is like: too long, or full of numbers. What is left out is said."""

from gongkai import LONGEST_REPORT, parse
from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.leftovers import MOST_LISTED

TITLE = "示例县2012年政府信息公开工作年度报告\n一、概述\n全年主动公开政府信息{}条。\n"


def test_a_text_that_is_longer_than_any_report_is_kept_and_not_read(codebook: Codebook) -> None:
    text = TITLE.format(12) + "的" * LONGEST_REPORT
    read = parse(decode(text.encode(), "long.txt"), codebook)
    assert read.document.text == text
    assert read.header.document_class == "not_a_report"
    assert f"{len(text):,} characters" in read.header.class_reason
    assert [(section.source_start, section.source_end) for section in read.sections] == [(0, len(text))]
    assert not read.observations


def test_more_numbers_than_any_report_has_are_counted_in_one_record(codebook: Codebook) -> None:
    text = TITLE.format(12) + "7 " * (MOST_LISTED + 5)
    read = parse(decode(text.encode(), "numbers.txt"), codebook)
    (rest,) = [left for left in read.leftovers if left.number_class == "not_listed"]
    listed = [left for left in read.leftovers if left.value_text == "7" and left.number_class != "not_listed"]
    assert "the first of 6 numbers" in rest.context  # the year of the title is listed too
    assert len(listed) == MOST_LISTED - 1
    assert text[rest.source_start : rest.source_end] == "7"
    assert [(claim.measure_code, claim.value_text) for claim in read.claims] == [("disclosure_items_total", "12")]


def test_number_words_are_accounted_for(codebook: Codebook) -> None:
    text = TITLE.format(12) + "根据《条例》第二十条，举办三个专题，培训两次。二〇一二年三月一日\n"
    left = parse(decode(text.encode(), "words.txt"), codebook).leftovers
    words = {each.value_text: each.number_class for each in left if each.number_class.endswith("_in_words")}
    assert words["第二十条"] == "ordinal_in_words"
    assert words["三"] == "count_in_words"
    assert words["二〇一二年三月一日"] == "date_in_words"
    assert words["一"] == "list_in_words"
    assert "两" not in words  # it counts training sessions
