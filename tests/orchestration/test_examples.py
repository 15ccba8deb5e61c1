"""The ready-made questions: what each says, and that the published samples answer it."""

import datetime
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from orchestration.cli import main
from orchestration.examples import Example, example, examples

QUESTIONS = examples()

# What a person finds in the samples, keyed by question: columns of one row that must be in the answer.
ANSWERS: dict[str, dict[str, Any]] = {
    "blanks_and_zeros": {"title": "上饶市信州区人民政府2017年度政府信息公开工作报告", "blanks": 13, "dashes": 0},
    "comparable_series": {"series_code": "requests_received", "first_year": 2010, "last_year": 2024, "broken": 0},
    "contradictions": {"title": "安源区2012年政府信息公开年度报告", "formula": "15647 > 10563"},
    "coverage_of_a_rate": {"report_year": 2012, "level": "county", "reports_expected": 1, "reports_with_rate": 0},
    "disclosures_by_channel": {"report_year": 2012, "channel_en": "Government website", "quantity": Decimal(15647)},
    "grant_rate_denominators": {"report_year": 2024, "of_decided": Decimal("0.406419")},
    "late_reports": {"publication_date": datetime.date(2018, 2, 11), "days_late": -48, "status": "pass"},
    "not_held_share": {"report_year": 2019, "numerator": Decimal(27), "denominator": Decimal(124)},
    "number_to_sentence": {"title": "荆州市2011年政府信息公开年度报告", "value": Decimal(1)},
    "one_figure_over_four_forms": {"report_year": 2010, "value": Decimal(87), "grade": "approximate"},
    "one_report_at_a_glance": {"report_year": 2019, "requests_received": Decimal(124), "checks_failed": 2},
    "prose_against_tables": {"kind": "restated", "formula": "170 ≠ 134", "precedence": "table_before_prose"},
    "refusal_reasons": {"edition": "E2021", "reason_zh": "国家秘密", "requests": Decimal(1)},
    "requests_by_applicant": {"report_year": 2016, "applicant_type_zh": "未细分", "requests": Decimal(63)},
    "review_corrections": {"report_year": 2016, "corrected": Decimal(0), "concluded": Decimal(3), "rate": Decimal(0)},
    "staff_per_request": {"report_year": 2017, "staff": Decimal(37), "requests": Decimal(29)},
    "totals_beside_their_parts": {"printed": Decimal(124), "parts_sum": Decimal(127), "difference": Decimal(-3)},
    "work_on_hand": {"report_year": 2024, "requests_carried_in": Decimal(121), "open_difference": Decimal(0)},
}


def test_there_are_enough_of_them_and_each_has_an_answer() -> None:
    assert len(QUESTIONS) >= 12
    assert set(ANSWERS) == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_says_in_both_languages_what_its_answer_means(question: Example) -> None:
    for english in (question.title_en, question.meaning_en):
        assert re.search("[A-Za-z]{3}", english) and not re.search("[一-鿿]", english)
    for chinese in (question.title_zh, question.meaning_zh):
        assert re.search("[一-鿿]{3}", chinese)
    assert re.search(r"\norder by .+$", question.sql), "the order of the answer must not be left to chance"


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_the_samples_answer_it(question: Example, published: Path) -> None:
    with duckdb.connect(str(published / "gongkai.duckdb"), read_only=True) as connection:
        answer = connection.sql(question.sql)
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
    assert rows
    assert any(ANSWERS[question.name].items() <= row.items() for row in rows), rows
    without_value = {column for column in rows[0] if all(row[column] is None for row in rows)}
    assert without_value <= {"null_reason"}


def test_the_characters_around_a_figure_are_those_of_the_report(published: Path) -> None:
    with duckdb.connect(str(published / "gongkai.duckdb"), read_only=True) as connection:
        answer = connection.sql(QUESTIONS["number_to_sentence"].sql)
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
        texts = connection.sql("select title, text from marts.dim_reports join marts.report_texts using (report_id)")
        text_of = dict(texts.fetchall())
    for row in rows:
        text, start, end = text_of[row["title"]], row["source_start"], row["source_end"]
        assert row["figure"] == text[start:end]
        assert row["words_before"] == text[max(start - 20, 0) : start].replace("\n", " ")
        assert row["words_after"] == text[end : end + 12].replace("\n", " ")


def test_a_file_without_both_meanings_is_refused() -> None:
    with pytest.raises(ValueError, match=r"odd\.sql: two titles"):
        example("odd", "-- Only a title\nselect 1")


def gongkai(*arguments: str, data: Path) -> Result:
    return CliRunner(env={"GONGKAI_DATA": str(data)}).invoke(main, arguments)


def test_a_person_lists_them_and_asks_one(samples_data: Path) -> None:
    listed = gongkai("examples", data=samples_data)
    assert all(f"{name}\n  {question.title_en}" in listed.output for name, question in QUESTIONS.items())
    asked = gongkai("query", "--example", "staff_per_request", data=samples_data)
    assert QUESTIONS["staff_per_request"].meaning_zh in asked.output and "1.275862" in asked.output
    for_a_program = gongkai("query", "--example", "staff_per_request", "--format", "jsonl", data=samples_data)
    assert [json.loads(line)["report_year"] for line in for_a_program.output.splitlines()] == [2016, 2017, 2018]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--example", "no_such"], 1, "there is no example no_such"),
        ([], 2, "give a question in SQL or --example NAME"),
        (["select 1", "--example", "late_reports"], 2, "give a question in SQL or --example NAME"),
    ],
)
def test_what_cannot_be_asked_is_said(arguments: list[str], status: int, said: str, samples_data: Path) -> None:
    asked = gongkai("query", *arguments, data=samples_data)
    assert asked.exit_code == status
    assert said in asked.output
