"""From stored observations to marts: dbt runs once on four reports, then the tables are asked.

The figures are those of `staging_examples.py`; what must come out was worked out from the printed forms.
"""

import json
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from models.contract import Table, tables
from models.warehouse import Warehouse
from tests.warehouse.staging_examples import (
    ANYUAN,
    BEFORE,
    BUREAU,
    CITY,
    COPIED,
    LETTER,
    MADE,
    SLIP,
    TWIN,
    XINZHOU,
    YAOHAI,
)

FACTS = ("fct_disclosures", "fct_requests", "fct_reviews", "fct_staffing", "fct_rollups")


def ask(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    """The rows of an answer."""
    return warehouse.query(sql).rows()


def checks(warehouse: Warehouse, report_id: str, check_id: str) -> dict[str, tuple[str, str]]:
    """Status and formula of a check in a report, by instance."""
    rows = ask(
        warehouse,
        f"select instance, status, formula from marts.fct_checks "
        f"where report_id = '{report_id}' and check_id = '{check_id}'",
    )
    return {instance: (status, formula) for instance, status, formula in rows}


@pytest.mark.parametrize("table", tables("intermediate", "marts"), ids=lambda table: str(table.address()))
def test_contract_is_kept(warehouse: Warehouse, table: type[Table]) -> None:
    assert warehouse.broken_promises(table) == []
    assert warehouse.read(table).height > 0
    assert list(warehouse.read(table).schema) == list(table.polars_schema())


@pytest.mark.parametrize("table", tables("intermediate", "marts"), ids=lambda table: str(table.address()))
def test_columns_are_described_in_both_languages(warehouse: Warehouse, table: type[Table]) -> None:
    schema, name = table.address()
    here = f"where schema_name = '{schema}' and table_name = '{name}'"
    columns = f"select column_name, comment from duckdb_columns() {here}"
    tables_and_views = f"""
        select table_name, comment from duckdb_tables() {here}
        union all select view_name, comment from duckdb_views() {here.replace("table_name", "view_name")}
    """
    comments = ask(warehouse, f"{columns} union all {tables_and_views}")
    assert len(comments) == len(table.polars_schema()) + 1
    undescribed = [name for name, text in comments if not text or text.isascii() or not text[0].isascii()]
    assert undescribed == []


def test_yaohai_outcomes_add_up_to_127_against_124(warehouse: Warehouse) -> None:
    outcomes = checks(warehouse, YAOHAI, "E2019-2")
    formula = "91 + 3 + 0 + 0 + 0 + 1 + 1 + 1 + 0 + 0 + 27 + 0 + 3 + 0 + 0 + 0 + 0 + 0 + 0 = 127 ≠ 124"
    assert outcomes["c01"] == outcomes["c07"] == ("fail", formula)
    assert {status for instance, (status, _) in outcomes.items() if instance not in ("c01", "c07")} == {"pass"}


def test_yaohai_flow_closes(warehouse: Warehouse) -> None:
    assert checks(warehouse, YAOHAI, "E2019-1")["c07"] == ("pass", "124 + 0 = 124 = 124 + 0")
    assert checks(warehouse, YAOHAI, "E2019-6b")["all"] == ("pass", "279 + (-62) = 217 ≥ 0")


def test_anyuan_publishes_more_on_the_web_than_in_all(warehouse: Warehouse) -> None:
    assert checks(warehouse, ANYUAN, "E2008.JX17-1") == {
        "r02": ("fail", "15647 > 10563"),
        "r03": ("pass", "2135 ≤ 10563"),
    }


@pytest.mark.parametrize(
    ("check_id", "status", "formula"),
    [
        ("E2014-1", "pass", "28 + 0 + 0 + 1 = 29"),
        ("E2014-2", "not_assessable", "29 + □ = □"),
        ("E2014-3", "pass_if_blank_is_zero", "4 + 11 + 2 + 8 + 1 + □ + □ + 3 = 29"),
        ("E2014-4", "pass_if_blank_is_zero", "□ + □ + 1 + □ + 7 + □ = 8"),
        ("E2014-5", "not_assessable", "29 = □"),
        ("E2014-7b", "pass_if_blank_is_zero", "□ + □ + □ = 0"),
        ("E2014-8", "pass", "2 + 35 = 37"),
        ("E2014-11", "pass", "309 ≤ 392 = 2 + 1 + 80 + 58 + 251"),
    ],
)
def test_xinzhou_blanks_are_not_noughts(warehouse: Warehouse, check_id: str, status: str, formula: str) -> None:
    assert checks(warehouse, XINZHOU, check_id)["all"] == (status, formula)


def test_unclear_and_absent_cells_cannot_be_judged(warehouse: Warehouse) -> None:
    assert checks(warehouse, MADE, "E2019-2")["c07"][0] == "not_assessable"
    assert checks(warehouse, MADE, "E2019-3")["r22"] == ("not_assessable", "100 + 24 + ? + ? + ? + ? = 124")
    assert checks(warehouse, MADE, "E2019-1")["c07"] == ("pass_if_blank_is_zero", "130 + — = 130 = 124 + 6")


def test_only_the_figure_that_explains_everything_is_suggested(warehouse: Warehouse) -> None:
    suggested = "select report_id, table_ref, rule, value, suggested_value, checks from marts.fct_suggestions"
    checks = '["E2019-1/c01", "E2019-3/r22"]'
    assert ask(warehouse, suggested) == [
        (SLIP, "E2019/T3/r22/c01", "digit_wrong", Decimal(19), Decimal(10), checks),
    ]
    failing = f"select check_id || '/' || instance from marts.fct_checks where report_id = '{SLIP}' and status = 'fail'"
    assert sorted(ask(warehouse, failing)) == [(name,) for name in json.loads(checks)]
    kept = f"select value from staging.observations where observation_id = '{SLIP}/E2019/T3/r22/c01'"
    assert ask(warehouse, kept) == [(Decimal(19),)]


def test_what_the_prose_contradicts_is_listed_with_both_figures(warehouse: Warehouse) -> None:
    failing = "select report_id, kind, severity, precedence, formula from marts.fct_comparisons where status = 'fail'"
    assert sorted(ask(warehouse, failing)) == [
        (ANYUAN, "restated", "error", "table_before_prose", "15647 ≠ 10563"),
        (YAOHAI, "restated", "error", "table_before_prose", "15 ≠ 57"),
        (TWIN, "restated", "error", "table_before_prose", "20000 ≠ 2"),
    ]


@pytest.mark.parametrize(
    ("report_id", "kind", "status", "formula"),
    [
        (ANYUAN, "narrower_scope", "pass", "6789 ≤ 15647"),
        (ANYUAN, "part", "pass", "3774 ≤ 10563"),
        (ANYUAN, "of_which", "pass", "7842 ≤ 10563"),
        (ANYUAN, "restated", "pass", "0 = 没有收到"),
        (XINZHOU, "restated", "pass", "309 = 309"),
        (XINZHOU, "restated", "not_assessable", "29 ? □"),
        (XINZHOU, "part", "pass", "29 ≤ 29"),
        (YAOHAI, "restated", "pass", "235 = 235"),
    ],
)
def test_figures_of_prose_are_held_against_others(
    warehouse: Warehouse, report_id: str, kind: str, status: str, formula: str
) -> None:
    own = f"from marts.fct_comparisons where report_id = '{report_id}' and kind = '{kind}'"
    assert (status, formula) in ask(warehouse, f"select status, formula {own}")


def test_compared_figures_lead_back_to_the_document(warehouse: Warehouse) -> None:
    astray = """
        select comparison_id
        from marts.fct_comparisons as compared
        left join staging.observations as one on compared.observation_id = one.observation_id
        left join staging.observations as other on compared.other_observation_id = other.observation_id
        where
            (compared.source_start, compared.source_end, compared.value)
            is distinct from (one.source_start, one.source_end, one.value)
            or (compared.other_source_start, compared.other_source_end, compared.other_value)
            is distinct from (other.source_start, other.source_end, other.value)
    """
    assert ask(warehouse, astray) == []


@pytest.mark.parametrize(
    ("check_id", "instance", "expected"),
    [
        ("Y-1", "natural_person", ("fail", "1 ≠ 0")),
        ("Y-1", "total", ("fail", "2 ≠ 0")),
        ("Y-3a", "all", ("pass", "30 + 9 = 39")),
        ("Y-3d", "all", ("fail", "40 + (-2) = 38 ≠ 37")),
        ("Y-4a", "all", ("fail", "0 < 1")),
    ],
)
def test_a_report_takes_over_what_the_one_before_left(
    warehouse: Warehouse, check_id: str, instance: str, expected: tuple[str, str]
) -> None:
    assert checks(warehouse, YAOHAI, check_id)[instance] == expected


def test_years_are_compared_where_both_forms_have_the_rows(warehouse: Warehouse) -> None:
    asked = "select report_id, instance, status from marts.fct_checks where starts_with(check_id, 'Y-')"
    found = ask(warehouse, asked)
    assert {report_id for report_id, _, _ in found} == {YAOHAI}
    assert len([status for _, _, status in found if status == "not_assessable"]) == 0
    assert (YAOHAI, "research_institution", "pass_if_blank_is_zero") in found
    [(operands,)] = ask(
        warehouse, f"select operands from marts.fct_checks where check_result_id = '{YAOHAI}/Y-1/total'"
    )
    assert [operand["observation_id"] for operand in json.loads(operands)] == [
        f"{BEFORE}/E2019/T3/r23/c07",
        f"{YAOHAI}/E2019/T3/r02/c07",
    ]


def report_checks(warehouse: Warehouse, report_id: str, check_id: str) -> dict[str, tuple[str, str | None, str | None]]:
    """Status, what is asked for and what is there, by instance."""
    rows = ask(
        warehouse,
        f"select instance, status, expected, found from marts.fct_report_checks "
        f"where report_id = '{report_id}' and check_id = '{check_id}'",
    )
    return {instance: (status, expected, found) for instance, status, expected, found in rows}


def test_prescribed_sections_are_missed(warehouse: Warehouse) -> None:
    present = report_checks(warehouse, YAOHAI, "section_present")
    assert {section for section, (status, _, _) in present.items() if status == "fail"} == {"reviews"}
    numbers = report_checks(warehouse, YAOHAI, "section_number")
    assert numbers["problems"] == ("fail", "5", "4")
    assert numbers["other_matters"] == ("pass", "6", "6")
    assert report_checks(warehouse, ANYUAN, "section_present") == {}


def test_announced_sections_are_looked_for(warehouse: Warehouse) -> None:
    announced = report_checks(warehouse, YAOHAI, "announced_section")
    assert {section: status for section, (status, _, _) in announced.items()} == {"overview": "pass", "reviews": "fail"}


def test_days_are_held_against_the_deadline_and_the_year(warehouse: Warehouse) -> None:
    assert report_checks(warehouse, XINZHOU, "in_time")["all"] == ("pass", "2018-03-31", "2018-02-11")
    assert report_checks(warehouse, COPIED, "in_time")["all"] == ("fail", "2019-03-31", "2019-04-01")
    assert report_checks(warehouse, YAOHAI, "in_time")["all"][0] == "not_assessable"
    assert report_checks(warehouse, XINZHOU, "whole_year")["all"][0] == "pass"
    assert report_checks(warehouse, COPIED, "whole_year")["all"][0] == "fail"


def test_copied_tables_and_slipped_units_are_listed(warehouse: Warehouse) -> None:
    copied = report_checks(warehouse, COPIED, "new_figures")
    assert copied["E2014/T14"] == ("fail", "other figures", "39 of 39 figures above zero are the same")
    slipped = "select report_id, instance, expected, found, other_report_id from marts.fct_report_checks"
    assert ask(warehouse, f"{slipped} where check_id = 'same_unit'") == [
        (YAOHAI, "gov_procurement_amount/total", "2962.83", "29628302.01", BEFORE)
    ]


@pytest.mark.parametrize("table", ["fct_checks", "fct_comparisons", "fct_report_checks", "fct_suggestions"])
def test_copies_are_not_judged_again(warehouse: Warehouse, table: str) -> None:
    judged = f"select count(*), bool_and(copy_status = 'best') from marts.{table} join marts.dim_reports"
    [(rows, are_best)] = ask(warehouse, f"{judged} using (report_id)")
    assert rows > 0
    assert are_best


def test_a_city_has_no_less_than_its_county_and_bureau(warehouse: Warehouse) -> None:
    assert checks(warehouse, CITY, "bodies_below") == {"requests_new": ("fail", "30 < 31 = 29 + 2")}
    asked = f"select operands from marts.fct_checks where check_result_id = '{CITY}/bodies_below/requests_new'"
    [(operands,)] = ask(warehouse, asked)
    named = [(operand["label_zh"], operand["observation_id"][:16]) for operand in json.loads(operands)]
    county, bureau = ("上饶市信州区人民政府", XINZHOU), ("上饶市教育局", BUREAU)
    assert named == [("上饶市人民政府", CITY), county, bureau]
    others = "select report_id from marts.fct_checks where check_id = 'bodies_below' and report_id <> "
    assert ask(warehouse, f"{others} '{CITY}'") == []  # nobody else has a body below whose report is held


def test_a_table_like_that_of_another_body_is_listed(warehouse: Warehouse) -> None:
    found = "select report_id, other_report_id, instance from marts.fct_report_checks where check_id = 'own_figures'"
    assert sorted(ask(warehouse, found)) == [
        (XINZHOU, TWIN, "E2014/T14"),
        (COPIED, TWIN, "E2014/T14"),
        (TWIN, XINZHOU, "E2014/T14"),
    ]


def test_a_mistaken_unit_explains_what_is_off_by_ten_thousand(warehouse: Warehouse) -> None:
    slipped = "select report_id, suspected_factor, formula from marts.fct_comparisons"
    assert ask(warehouse, f"{slipped} where suspected_factor is not null") == [(TWIN, 10000, "20000 ≠ 2")]


def test_a_blank_stays_a_blank_beside_the_zero_that_is_inferred(warehouse: Warehouse) -> None:
    columns = "value_status, inferred_status, inferred_value, check_id, formula"
    asked = f"select {columns} from marts.fct_inferred_zeros where observation_id = '{XINZHOU}/E2014/T14/r42'"
    assert ask(warehouse, asked) == [
        ("blank", "inferred_zero", Decimal(0), "E2014-3", "4 + 11 + 2 + 8 + 1 + □ + □ + 3 = 29")
    ]
    kept = "select distinct figures.value, figures.value_status from marts.report_figures as figures"
    beside = f"{kept} join marts.fct_inferred_zeros using (observation_id) order by all"
    assert ask(warehouse, beside) == [(None, "blank"), (None, "dash")]


def test_operands_lead_back_to_the_document(warehouse: Warehouse) -> None:
    [(operands,)] = ask(
        warehouse,
        f"select operands from marts.fct_checks where report_id = '{XINZHOU}' and check_id = 'E2014-2'",
    )
    on_time, extended, completed = json.loads(operands)
    assert on_time["observation_id"] == f"{XINZHOU}/E2014/T14/r28"
    assert (on_time["side"], on_time["coefficient"], on_time["value"], on_time["value_status"]) == (
        "left",
        1,
        "29",
        "reported",
    )
    assert on_time["source_start"] < on_time["source_end"]
    assert (extended["value"], extended["value_status"], completed["side"]) == (None, "blank", "right")


@pytest.mark.parametrize(
    ("fact", "report_id", "where", "total"),
    [
        ("fct_requests", YAOHAI, "flow = 'decided'", 127),  # printed: 124; the report's error, not ours to mend
        ("fct_requests", YAOHAI, "flow = 'received'", 124),
        ("fct_requests", XINZHOU, "flow = 'decided'", 29),
        ("fct_requests", XINZHOU, "flow = 'received'", 29),
        ("fct_requests", XINZHOU, "flow = 'completed'", 29),  # in the prose again, not counted again
        ("fct_requests", MADE, "flow = 'decided'", 124),  # broken down twice, counted once
        ("fct_disclosures", XINZHOU, "channel <> 'not_applicable'", 32101),
        ("fct_disclosures", ANYUAN, "channel <> 'not_applicable'", 17782),
        ("fct_staffing", XINZHOU, "staff_type <> 'not_applicable'", 37),
        ("fct_staffing", ANYUAN, "unit_type <> 'not_applicable'", 52),  # 41 + 11 are its narrower scopes
        ("fct_reviews", YAOHAI, "review_stage = 'direct_suit'", 1),
        ("fct_reviews", XINZHOU, "review_stage = 'suit'", 0),  # a total without parts is a fact itself
    ],
)
def test_plain_sum_counts_every_figure_once(
    warehouse: Warehouse, fact: str, report_id: str, where: str, total: int
) -> None:
    query = f"select sum(quantity) from marts.{fact} where report_id = '{report_id}' and {where}"
    assert ask(warehouse, query) == [(Decimal(total),)]


@pytest.mark.parametrize(
    ("observation_id", "role", "printed", "parts_sum", "parts_missing"),
    [
        (f"{YAOHAI}/E2019/T3/r22/c07", "total", 124, 127, 0),
        (f"{YAOHAI}/E2019/T3/r22/c01", "subtotal", 124, 127, 0),
        (f"{YAOHAI}/E2019/T3/r01/c07", "total", 124, 124, 0),
        (f"{YAOHAI}/E2019/T4/r01/c10", "subtotal", 1, 1, 0),
        (f"{XINZHOU}/E2014/T14/r30", "total", 29, 29, 6),
        (f"{XINZHOU}/E2014/T14/r34", "subtotal", 8, 8, 4),
        (f"{XINZHOU}/E2014/T14/r27", "total", None, 29, 1),
        (f"{ANYUAN}/E2008.JX17/r01", "total", 10563, 17782, 0),
        (f"{MADE}/E2019/T3/r22/c07", "total", 124, 124, 2),  # a dash and an unclear cell; the blank is covered
    ],
)
def test_printed_total_stands_beside_its_parts(
    warehouse: Warehouse, observation_id: str, role: str, printed: int | None, parts_sum: int, parts_missing: int
) -> None:
    columns = "role, quantity, parts_sum, parts_missing, difference"
    query = f"select {columns} from marts.fct_rollups where observation_id = '{observation_id}'"
    difference = None if printed is None else printed - parts_sum
    assert ask(warehouse, query) == [(role, printed, parts_sum, parts_missing, difference)]


@pytest.mark.parametrize("table", FACTS)
def test_blank_never_becomes_nought(warehouse: Warehouse, table: str) -> None:
    rows = warehouse.query(f"select * from marts.{table} where value_status not in ('reported', 'zero_stated')")
    assert rows.select(pl.col("^(quantity|amount_yuan|rate)$").is_not_null().any()).row(0).count(True) == 0


def test_blanks_of_the_form_are_rows_without_a_quantity(warehouse: Warehouse) -> None:
    query = f"from marts.fct_requests where report_id = '{XINZHOU}' and value_status = 'blank'"
    blank = warehouse.query(query)["observation_id"].str.tail(3).to_list()
    assert sorted(blank) == ["r29", "r35", "r36", "r38", "r40", "r42", "r43"]


def test_part_of_nothing_given_is_unspecified(warehouse: Warehouse) -> None:
    assert ask(
        warehouse,
        "select review_stage_zh, review_outcome, review_outcome_zh, review_outcome_en, quantity from marts.fct_reviews "
        f"where report_id = '{XINZHOU}' and measure_code = 'litigations_total'",
    ) == [("行政诉讼（不分）", "unspecified", "未细分", "Not broken down", Decimal(0))]


def test_prose_that_repeats_the_form_is_not_counted(warehouse: Warehouse) -> None:
    restated = ask(
        warehouse,
        "select measure_code, scope, quantity, difference, restated_observation_id from marts.fct_rollups "
        f"where report_id = '{ANYUAN}' and role = 'restated' and fact <> 'staffing' order by quantity desc",
    )
    website = ("disclosure_items_channel_website", "jurisdiction_aggregate", Decimal(10563), Decimal(-5084))
    assert restated[0] == (*website, f"{ANYUAN}/E2008.JX17/r02")
    assert [row[1:] for row in restated[1:3]] == [
        ("departments", Decimal(6789), None, None),
        ("townships", Decimal(3774), None, None),
    ]


def test_prose_without_a_form_is_counted_once(warehouse: Warehouse) -> None:
    assert ask(
        warehouse,
        "select channel_en, scope, quantity from marts.fct_disclosures "
        f"where report_id = '{YAOHAI}' and source = 'narrative' order by quantity",
    ) == [("Weibo", "own_level", Decimal(235)), ("WeChat", "own_level", Decimal(722))]


def test_subset_is_no_part(warehouse: Warehouse) -> None:
    subsets = ask(
        warehouse, f"select measure_code from marts.fct_rollups where report_id = '{XINZHOU}' and role = 'of_which'"
    )
    assert ("press_conferences_principal",) in subsets
    assert ("normative_docs_disclosed",) in subsets


def test_money_and_rates_have_their_own_columns(warehouse: Warehouse) -> None:
    money = "select matter_zh, quantity, amount_yuan from marts.fct_disclosures where amount_yuan is not null"
    assert ask(warehouse, f"{money} and report_id = '{YAOHAI}'") == [("政府集中采购", None, Decimal("29628302.01"))]
    assert ask(warehouse, "select quantity, rate, value_text from marts.fct_requests where rate is not null") == [
        (None, Decimal(1), "100%")
    ]


def test_detail_without_a_list_is_labelled_as_read(warehouse: Warehouse) -> None:
    assert ask(
        warehouse,
        "select detail_dimension, detail, detail_zh, quantity from marts.fct_disclosures "
        "where measure_code = 'new_media_accounts' order by quantity",
    ) == [("platform", "weibo", "weibo", Decimal(22)), ("platform", "wechat", "wechat", Decimal(69))]


def test_every_document_leads_to_its_file(warehouse: Warehouse) -> None:
    astray = """
        select document_id
        from marts.dim_documents
        left join raw.files using (path)
        where files.status is distinct from 'read' or files.sha256 is distinct from dim_documents.sha256
    """
    assert ask(warehouse, astray) == []
    letter = f"select report_id, path from marts.dim_documents where document_id = '{LETTER}'"
    assert ask(warehouse, letter) == [(None, f"{LETTER}/信函.txt")]


def test_only_reports_are_reported(warehouse: Warehouse) -> None:
    reports = ask(warehouse, "select report_id, issuer_id, jurisdiction_id from marts.dim_reports order by report_id")
    assert reports[0] == (ANYUAN, "360302/安源区人民政府", "360302-安源区-1993")
    assert LETTER not in [report_id for report_id, *_ in reports]
    assert ask(
        warehouse,
        "select province_name_zh, parent_name_zh from marts.dim_jurisdictions where jurisdiction_code = '360302'",
    ) == [("江西省", "萍乡市")]
