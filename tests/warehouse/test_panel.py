"""Series, rates, wide tables and copies, from the examples of `staging_examples.py`."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.warehouse import Warehouse
from tests.warehouse.staging_examples import AGAIN, ANYUAN, MADE, REVISED, XINZHOU, YAOHAI

ROOT = Path(__file__).parents[2]


def series(warehouse: Warehouse, report_id: str, code: str, columns: str) -> tuple[Any, ...]:
    where = f"report_id = '{report_id}' and series_code = '{code}' and is_main_scope"
    return warehouse.query(f"select {columns} from marts.fct_series where {where}").row(0)


def rate(warehouse: Warehouse, report_id: str, indicator: str, columns: str) -> tuple[Any, ...]:
    where = f"report_id = '{report_id}' and indicator_id = '{indicator}' and is_main_scope"
    return warehouse.query(f"select {columns} from marts.indicators where {where}").row(0)


@pytest.mark.parametrize(
    ("report_id", "code", "value", "grade"),
    [
        (XINZHOU, "requests_granted", 15, "approximate"),  # 4 public already and 11 granted
        (YAOHAI, "requests_granted", 91, "same"),
        (YAOHAI, "requests_denied", 3, "same"),  # eight reasons added up: 1 + 1 + 1
        (XINZHOU, "requests_denied", 1, "approximate"),  # 8 less 7 that are no government information
        (YAOHAI, "lawsuits", 1, "same"),
        (ANYUAN, "requests_received", 0, "approximate"),
    ],
)
def test_series_run_across_editions(warehouse: Warehouse, report_id: str, code: str, value: int, grade: str) -> None:
    assert series(warehouse, report_id, code, "value, grade") == (value, grade)


def test_a_series_has_no_value_across_a_break(warehouse: Warehouse) -> None:
    assert series(warehouse, YAOHAI, "staff", "value, value_status, grade") == (None, "not_on_this_form", "break")


def test_a_blank_is_inferred_beside_and_only_by_a_rule(warehouse: Warehouse) -> None:
    columns = "value, value_status, inferred_value, zero_rules"
    assert series(warehouse, XINZHOU, "requests_not_held", columns) == (None, "blank", 1, "E2014-3")
    assert series(warehouse, MADE, "requests_carried_in", columns) == (None, "dash", 0, "E2019-1")
    assert series(warehouse, MADE, "requests_denied", columns) == (None, "ambiguous", None, None)


def test_rates_have_their_parts_or_a_reason(warehouse: Warehouse) -> None:
    columns = "numerator, denominator, rate, null_reason, missing_series, is_small_number"
    granted = rate(warehouse, YAOHAI, "grant_rate.of_decided", columns)
    assert granted == (91, 124, Decimal("0.733871"), None, None, False)
    staff = rate(warehouse, XINZHOU, "staff_intensity.per_100_received", columns)
    assert staff == (37, 29, Decimal("127.586207"), None, None, True)
    none = rate(warehouse, YAOHAI, "review_correction_rate.of_total", columns)
    assert none == (0, 0, None, "denominator_is_zero", None, True)
    unknown = rate(warehouse, MADE, "denial_rate.of_decided", columns)
    assert unknown == (None, 124, None, "ambiguous", "requests_denied", False)


def test_a_share_has_an_interval_and_a_ratio_has_none(warehouse: Warehouse) -> None:
    low, high = rate(warehouse, YAOHAI, "grant_rate.of_decided", "rate_low, rate_high")
    assert low < Decimal("0.733871") < high
    assert rate(warehouse, XINZHOU, "staff_intensity.per_received", "rate_low, rate_high") == (None, None)


def test_coverage_counts_who_reported_of_how_many(warehouse: Warehouse) -> None:
    where = "report_year = 2019 and indicator_id = 'grant_rate.of_decided'"
    columns = "reports_expected, reports_with_rate, numerator, denominator, pooled_rate"
    found = warehouse.query(f"select {columns} from marts.indicator_coverage where {where}").rows()
    assert found == [(1, 1, 91, 124, Decimal("0.733871"))]  # one report in two copies counts once


def test_copies_count_once_and_revisions_are_listed(warehouse: Warehouse) -> None:
    copies = "select report_id, copy_status, best_report_id from marts.dim_reports where best_report_id <> report_id"
    assert set(warehouse.query(copies).rows()) == {(REVISED, "revision", XINZHOU), (AGAIN, "copy", YAOHAI)}
    changed = f"""
        select measure_code, value, value_status, best_value, best_value_status from marts.fct_revisions
        where report_id = '{REVISED}' and source = 'table' order by measure_code
    """
    assert warehouse.query(changed).rows() == [
        ("requests_new", 27, "reported", 29, "reported"),
        ("trainees", None, "not_in_report", 39, "reported"),
    ]
    received = "select sum(quantity) from marts.fct_requests where flow = 'received' and jurisdiction_code = '361102'"
    assert warehouse.query(f"{received} and report_year = 2017").item() == 29
    kept = f"select count(*) from marts.fct_rollups where role = 'copy' and report_id = '{AGAIN}'"
    assert warehouse.query(kept).item() > 100


def test_panels_have_a_row_per_report_scope_and_per_jurisdiction_year(warehouse: Warehouse) -> None:
    panel = "select requests_received, requests_received_status, requests_received_grade, checks_failed, completeness"
    main = f"from marts.report_panel where is_main_scope and report_id = '{YAOHAI}'"
    assert warehouse.query(f"{panel} {main}").row(0)[:3] == (124, "reported", "same")
    year = "jurisdiction_code = '361102' and report_year = 2017"
    columns = "reports_held, requests_received, requests_received_status, departments_requests_received"
    found = warehouse.query(f"select {columns} from marts.jurisdiction_panel where {year}").rows()
    assert found == [(1, 29, "reported", None)]


# What would make a number of nothing: a fallback to nought, or a function that counts nulls as one.
FALLBACK = re.compile(
    r"(?:coalesce|ifnull|nvl)\s*\([^()]*(?:\([^()]*\)[^()]*)*,\s*0(?:\.0*)?\s*\)|\belse\s+0\b|\bzeroifnull\b",
    re.IGNORECASE,
)


def test_no_expression_turns_null_into_nought() -> None:
    """`else 0` may stand where something else than a value is computed: the rank of an account, a tolerance."""
    allowed = {"bounds.sql"}  # how far a rounded figure may lie from an exact one
    for path in sorted((ROOT / "dbt_project").rglob("*.sql")):
        if path.name in allowed or "target" in path.parts:
            continue
        found = FALLBACK.findall(path.read_text(encoding="utf-8"))
        assert not found, (path.name, found)


@pytest.mark.parametrize("sql", ["coalesce(value, 0)", "ifnull(sum(value), 0)", "case when a then b else 0 end"])
def test_the_search_for_noughts_finds_them(sql: str) -> None:
    assert FALLBACK.search(sql)


QUERIES = re.findall(r"```sql\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", [query.strip() for block in QUERIES for query in block.split(";\n") if query.strip()])
def test_the_questions_of_the_readme_have_answers(warehouse: Warehouse, query: str) -> None:
    assert warehouse.query(query).height > 0


def test_no_sum_over_a_panel_counts_a_report_twice(warehouse: Warehouse) -> None:
    rows, reports = warehouse.query(
        "select count(*), count(distinct report_id) from marts.report_panel where is_main_scope"
    ).row(0)
    assert rows == reports


def test_lateness_is_the_same_in_the_panel_and_in_the_checks(warehouse: Warehouse) -> None:
    """By the regulation in force, whatever form was used."""
    asked = """
        select count(*), bool_and((days_late > 0) = (status = 'fail'))
        from marts.report_panel join marts.fct_report_checks using (report_id)
        where check_id = 'in_time' and days_late is not null
    """
    [(reports, agree)] = warehouse.query(asked).rows()
    assert reports > 1
    assert agree
