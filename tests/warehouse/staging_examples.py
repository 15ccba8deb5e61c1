"""Reports as the reader would store them: the forms of three real reports and one written for the purpose.

Belongs here: figures, and storing them with the codebook as the warehouse would. Does not: dbt, or what must come out
(`test_marts.py`). The real figures are those of 安源区 2012, 信州区 2017 and 瑶海区 2019. Offsets only order the
figures: computing facts needs no text.
"""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from assets.frames import frame_of_records, frame_of_rows
from assets.reference import rows_of_tables
from gongkai.codebook import load_codebook
from gongkai.records import AnnouncedPart, Observation, ReportHeader, Section
from models import contract, raw, remarks, staging
from models.warehouse import Warehouse

CODEBOOK = Path(__file__).parents[2] / "codebook"
ANYUAN, XINZHOU, YAOHAI, MADE, SLIP, BEFORE, COPIED, REVISED, AGAIN, LETTER = (digit * 16 for digit in "0345789abf")
CITY, BUREAU, TWIN = (digit * 16 for digit in "cde")

Figure = int | str | None  # text is a figure with decimals, or says what stands in the cell instead of one
STATUSES = {"blank", "dash", "ambiguous"}

ANYUAN_FORM: dict[str, Figure] = {
    f"E2008.JX17/r{row:02d}": figure for row, figure in enumerate([10563, 15647, 2135, *[0] * 14], 1)
}

XINZHOU_ROWS: dict[int, Figure] = {
    2: 32101, 3: 5, 4: 5, 6: 0, 7: 23591, 8: 4004, 9: 2865, 10: 1641, 12: 309, 14: 2, 15: 1, 16: 1, 17: 1, 18: 80,
    19: 58, 20: 251, 22: 29, 23: 28, 24: 0, 25: 0, 26: 1, 27: "blank", 28: 29, 29: "blank", 30: 29, 31: 4, 32: 11,
    33: 2, 34: 8, 35: "blank", 36: "blank", 37: 1, 38: "blank", 39: 7, 40: "blank", 41: 1, 42: "blank", 43: "blank",
    44: 3, 45: 1, 46: "blank", 47: "blank", 48: 1, 49: 0, 50: "blank", 51: "blank", 52: "blank", 53: 0, 54: 0, 56: 1,
    57: 3, 58: 37, 59: 2, 60: 35, 61: 20000, 63: 1, 64: 1, 65: 39,
}  # fmt: skip
# Another copy of the same report: 27 requests where the best copy has 29, and one row fewer.
REVISED_ROWS = {row: figure for row, figure in XINZHOU_ROWS.items() if row != 65} | {22: 27}
REVISED_FORM = {f"E2014/T14/r{row:02d}": figure for row, figure in REVISED_ROWS.items()}
XINZHOU_FORM = {f"E2014/T14/r{row:02d}": figure for row, figure in XINZHOU_ROWS.items()}

# All applicants of 瑶海区 are natural persons: the first column is the last, and the five between are zeros.
YAOHAI_PERSONS = (124, 0, 91, 3, 0, 0, 0, 1, 1, 1, 0, 0, 27, 0, 3, 0, 0, 0, 0, 0, 0, 124, 0)
YAOHAI_DISCLOSURE: dict[str, tuple[Figure, ...]] = {
    "A20_1/r01": (0, 0, 0), "A20_1/r02": (15, 15, 65), "A20_5/r01": (39, 122, 678), "A20_5/r02": (279, -62, 647),
    "A20_6/r01": (1101, -23, 996), "A20_6/r02": (37, 0, 7), "A20_8/r01": (3, 0), "A20_9/r01": (3977, "29628302.01"),
    "T4/r01": (0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0),
}  # fmt: skip
YAOHAI_REQUESTS = {f"T3/r{row:02d}": (n, 0, 0, 0, 0, 0, n) for row, n in enumerate(YAOHAI_PERSONS, 1)}
YAOHAI_FORM = {
    f"E2019/{row}/c{column:02d}": figure
    for row, figures in {**YAOHAI_DISCLOSURE, **YAOHAI_REQUESTS}.items()
    for column, figure in enumerate(figures, 1)
}

# Awkward on purpose: the total is broken down by applicant in its own row and by outcome in the last column.
MADE_FORM: dict[str, Figure] = {
    "E2019/T3/r01/c07": 130, "E2019/T3/r02/c07": "dash", "E2019/T3/r03/c01": "blank", "E2019/T3/r03/c07": 100,
    "E2019/T3/r04/c07": "dash", "E2019/T3/r05/c07": "ambiguous", "E2019/T3/r21/c07": 24, "E2019/T3/r22/c01": 100,
    "E2019/T3/r22/c02": 24, "E2019/T3/r22/c07": 124, "E2019/T3/r23/c07": 6,
}  # fmt: skip

# Nine more than the applicants add up to, and than the flow allows: one figure, printed 19, stands in both sums.
SLIP_ROWS = {1: (10, 0, 0, 0, 0, 0, 10), 2: (0,) * 7, 22: (19, 0, 0, 0, 0, 0, 10), 23: (0,) * 7}
SLIP_FORM: dict[str, Figure] = {
    f"E2019/T3/r{row:02d}/c{column:02d}": figure
    for row, figures in SLIP_ROWS.items()
    for column, figure in enumerate(figures, 1)
}

# The year before 瑶海区 2019, on the form of 2019 for the purpose: it carries two requests out, and two rules of 2019.
BEFORE_FORM: dict[str, Figure] = {
    "E2019/T3/r23/c01": 1, "E2019/T3/r23/c02": 0, "E2019/T3/r23/c03": "blank", "E2019/T3/r23/c07": 2,
    "E2019/A20_5/r01/c01": 30, "E2019/A20_5/r01/c02": 9, "E2019/A20_6/r02/c01": 40, "E2019/A20_6/r02/c02": -2,
    "E2019/T4/r01/c04": 1, "E2019/T4/r01/c09": 2, "E2019/A20_9/r01/c01": 3800, "E2019/A20_9/r01/c02": "2962.83",
}  # fmt: skip

FORMS = {
    BEFORE: BEFORE_FORM,
    SLIP: SLIP_FORM,
    ANYUAN: ANYUAN_FORM,
    XINZHOU: XINZHOU_FORM,
    YAOHAI: YAOHAI_FORM,
    MADE: MADE_FORM,
    COPIED: XINZHOU_FORM,
    REVISED: REVISED_FORM,
    AGAIN: YAOHAI_FORM,
    CITY: {"E2014/T14/r22": 30},
    BUREAU: {"E2014/T14/r22": 2},
    TWIN: XINZHOU_FORM,
}

# measure, dimensions, scope, value, and what else differs from an exact figure of the year
Said = tuple[str, dict[str, str], str, Figure, dict[str, Any]]
PROSE: dict[str, list[Said]] = {
    ANYUAN: [
        ("disclosure_items_channel_website", {}, "jurisdiction_aggregate", 10563, {}),
        ("disclosure_items_channel_website", {}, "departments", 6789, {}),
        ("disclosure_items_channel_website", {}, "townships", 3774, {}),
        ("disclosure_items_channel_periodical", {}, "jurisdiction_aggregate", 7842, {}),
        ("responsible_units", {"unit_type": "total"}, "jurisdiction_aggregate", 52, {"period": "point_in_time"}),
        ("responsible_units", {"unit_type": "district_units"}, "departments", 41, {"period": "point_in_time"}),
        ("responsible_units", {"unit_type": "townships"}, "townships", 11, {"period": "point_in_time"}),
        ("trainees", {}, "jurisdiction_aggregate", 200, {"approximation": "at_least", "value_text": "200余"}),
        ("requests_new", {}, "jurisdiction_aggregate", 0, {"value_status": "zero_stated", "value_text": "没有收到"}),
    ],
    XINZHOU: [
        ("new_media_accounts", {"platform": "weibo"}, "jurisdiction_aggregate", 22, {"period": "point_in_time"}),
        ("new_media_accounts", {"platform": "wechat"}, "jurisdiction_aggregate", 69, {"period": "point_in_time"}),
        ("response_events_total", {}, "jurisdiction_aggregate", 309, {"approximation": "at_least"}),
        ("requests_completed", {}, "jurisdiction_aggregate", 29, {}),
        ("requests_completion_rate", {}, "jurisdiction_aggregate", 1, {"value_text": "100%"}),
    ],
    YAOHAI: [
        ("normative_docs_issued", {}, "jurisdiction_aggregate", 57, {}),
        ("requests_completed", {}, "own_level", 41, {}),
        ("disclosure_items_channel_wechat", {}, "own_level", 722, {}),
        ("disclosure_items_channel_weibo", {}, "own_level", 235, {}),
        ("disclosure_items_channel_weibo", {}, "own_level", 235, {}),
    ],
    # 2万元 taken for 2元.
    TWIN: [("gid_special_funds", {}, "jurisdiction_aggregate", 2, {})],
}


BASED = ("title", "issuer", "report_year", "edition", "publication_date")
PROSE[AGAIN] = PROSE[YAOHAI]


def _header(document_id: str, **known: Any) -> ReportHeader:
    basis = {f"{name}_basis": "example" for name in BASED if name in known}
    return ReportHeader(document_id=document_id, document_class="report", class_reason="example", **known, **basis)


HEADERS = [
    _header(ANYUAN, title="安源区2012年政府信息公开年度报告", issuer="安源区人民政府", issuer_type="government",
            level="county", jurisdiction_code="360302", jurisdiction_name="安源区", report_year=2012, edition="E2008"),
    _header(XINZHOU, title="上饶市信州区人民政府2017年度政府信息公开工作报告", issuer="上饶市信州区人民政府",
            issuer_type="government", level="county", jurisdiction_code="361102", jurisdiction_name="信州区",
            report_year=2017, edition="E2014", publication_date=date(2018, 2, 11), period_start=date(2017, 1, 1),
            period_end=date(2017, 12, 31)),
    _header(COPIED, title="信州区人民政府2018年政府信息公开工作年度报告", issuer="信州区人民政府",
            issuer_type="government", level="county", jurisdiction_code="361102", jurisdiction_name="信州区",
            report_year=2018, edition="E2014", publication_date=date(2019, 4, 1), period_start=date(2017, 1, 1),
            period_end=date(2017, 12, 31)),
    _header(YAOHAI, title="瑶海区人民政府2019年政府信息公开工作年度报告", issuer="合肥市瑶海区人民政府",
            issuer_type="government", level="county", jurisdiction_code="340102", jurisdiction_name="瑶海区",
            report_year=2019, edition="E2019"),
    _header(BEFORE, title="瑶海区人民政府2018年政府信息公开工作年度报告", issuer="瑶海区人民政府",
            issuer_type="government", level="county", jurisdiction_code="340102", jurisdiction_name="瑶海区",
            report_year=2018, edition="E2019"),
    _header(REVISED, title="信州区2017年政府信息公开年报", issuer="信州区人民政府", issuer_type="government",
            level="county", jurisdiction_code="361102", jurisdiction_name="信州区", report_year=2017, edition="E2014"),
    _header(AGAIN, title="瑶海区2019年政府信息公开年报", issuer="瑶海区人民政府", issuer_type="government",
            level="county", jurisdiction_code="340102", jurisdiction_name="瑶海区", report_year=2019, edition="E2019"),
    _header(CITY, title="上饶市2017年政府信息公开年度报告", issuer="上饶市人民政府", issuer_type="government",
            level="prefecture", jurisdiction_code="361100", jurisdiction_name="上饶市", report_year=2017,
            edition="E2014"),
    _header(BUREAU, title="上饶市教育局2017年政府信息公开年度报告", issuer="上饶市教育局", issuer_type="department",
            level="prefecture", jurisdiction_code="361100", jurisdiction_name="上饶市", report_year=2017,
            edition="E2014"),
    _header(TWIN, title="广信区2020年政府信息公开年度报告", issuer="广信区人民政府", issuer_type="government",
            level="county", jurisdiction_code="361104", jurisdiction_name="广信区", report_year=2020, edition="E2014"),
    _header(MADE, edition="E2019"),
    _header(SLIP, edition="E2019"),
    ReportHeader(document_id=LETTER, document_class="not_a_report", class_reason="example"),
]  # fmt: skip


# 瑶海区 2019 without its fourth section, the fifth being numbered four.
SECTIONS = [
    Section(YAOHAI, index, section, f"{number}、", number, 100 * index, 100 * index + 100)
    for index, (section, number) in enumerate(
        [("overview", 1), ("proactive_disclosure", 2), ("requests", 3), ("problems", 4), ("other_matters", 6)], 1
    )
]


ANNOUNCED = [AnnouncedPart(YAOHAI, section, 40, 44) for section in ("overview", "reviews")]

LEFTOVERS = [
    {"document_id": YAOHAI, "number_class": "date", "value_text": "2019", "source_start": 3, "source_end": 7}
    | {"context": "瑶海区2019年", "place": "line 1, column 4"}
]
FILE: dict[str, Any] = {"number": 0, "documents": 1, "size_bytes": 1, "media_type": "text/plain", "status": "read"}
FILE |= {"reason": None}
# The same bytes as the letter once more, under a path that comes first.
ANOTHER = FILE | {"path": "0.txt", "file_name": "0.txt", "delivery": "0.txt", "sha256": LETTER * 4}
ANOTHER |= {"status": "duplicate", "reason": "the same bytes lie elsewhere"}


def store(warehouse: Warehouse) -> None:
    """Fill `reference`, `raw` and `staging` as far as dbt reads them."""
    codebook = load_codebook(CODEBOOK)
    rows = rows_of_tables(codebook)
    for table in contract.tables("reference"):
        warehouse.write(table, frame_of_rows(table, rows[table.address().table]))
    lines = {line["table_ref"]: line for line in rows["lines"]}
    units = {measure["measure_code"]: measure["unit"] for measure in rows["measures"]}
    observations = [*_table_figures(lines, units), *_prose_figures(units)]
    tables = {line["table_id"] for line in rows["lines"]}
    by_report = [[each for each in observations if each.document_id == document_id] for document_id in FORMS]
    suggestions = [found for own in by_report for found in codebook.suggester.suggest(tables, (), own)]
    warehouse.write(raw.Documents, frame_of_rows(raw.Documents, [_document(header) for header in HEADERS]))
    warehouse.write(raw.Files, frame_of_rows(raw.Files, [*map(_file, HEADERS), ANOTHER]))
    warehouse.write(staging.Reports, frame_of_records(staging.Reports.polars_schema(), HEADERS))
    warehouse.write(staging.Observations, frame_of_records(staging.Observations.polars_schema(), observations))
    warehouse.write(staging.Leftovers, frame_of_rows(staging.Leftovers, LEFTOVERS))
    warehouse.write(staging.Sections, frame_of_records(staging.Sections.polars_schema(), SECTIONS))
    warehouse.write(remarks.AnnouncedParts, frame_of_records(remarks.AnnouncedParts.polars_schema(), ANNOUNCED))
    warehouse.write(remarks.Suggestions, frame_of_records(remarks.Suggestions.polars_schema(), suggestions))


def _document(header: ReportHeader) -> dict[str, Any]:
    known: dict[str, Any] = {"document_id": header.document_id, "sha256": header.document_id * 4, "format": "text"}
    text = header.title or "信函"
    known |= {"file_name": f"{text}.txt", "encoding": "utf-8", "part": 1, "part_start": 0}
    known |= {"locators": "", "aside": "", "attachments": "", "said": ""}
    return known | {"text": text, "characters": len(text), "digest": header.document_id * 4}


def _file(header: ReportHeader) -> dict[str, Any]:
    name = f"{header.title or '信函'}.txt"
    path = f"{header.document_id}/{name}"
    known = {"path": path, "file_name": name, "delivery": path, "sha256": header.document_id * 4}
    return FILE | known


def _table_figures(lines: dict[str, Any], units: dict[str, str]) -> Iterator[Observation]:
    for document_id, form in FORMS.items():
        for place, (table_ref, figure) in enumerate(form.items()):
            line = lines[table_ref]
            code, dimensions = line["measure_code"], json.loads(line["dimensions"])
            scope = "own_agency" if document_id == BUREAU else "jurisdiction_aggregate"
            fields = {"source": "table", "table_ref": table_ref, "unit": units[code], "scope": scope}
            yield _observation(document_id, f"{document_id}/{table_ref}", code, dimensions, figure, place, **fields)


def _prose_figures(units: dict[str, str]) -> Iterator[Observation]:
    for document_id, sayings in PROSE.items():
        for place, (code, dimensions, scope, figure, other) in enumerate(sayings, 1000):
            fields = {"source": "narrative", "table_ref": None, "unit": units[code], "scope": scope, **other}
            yield _observation(document_id, f"{document_id}/n{place}", code, dimensions, figure, place, **fields)


def _observation(
    document_id: str, observation_id: str, code: str, dimensions: dict[str, str], figure: Figure, place: int,
    **fields: Any,
) -> Observation:  # fmt: skip
    stated = figure not in STATUSES
    usual = {
        "scope": "jurisdiction_aggregate", "period": "report_year", "approximation": "exact", "section": "example",
        "value": Decimal(str(figure)) if stated else None, "value_status": "reported" if stated else figure,
        "value_text": None if figure == "blank" else str(figure), "source_start": 10 * place,
        "source_end": 10 * place + 5, "evidence": "", "rule": "example", "place": f"line {place + 1}, column 1",
    }  # fmt: skip
    return Observation(
        document_id=document_id, observation_id=observation_id, measure_code=code, dimensions=dimensions,
        **{**usual, **fields},
    )  # fmt: skip
