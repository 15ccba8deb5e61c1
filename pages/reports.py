"""The list of reports: who reports on which year, found by place, issuer, year, edition and failing checks.

Belongs here: the question and a page of its answer. Does not: one report (`report.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.warehouse import Warehouse
from pages.dossier import Row
from pages.figures import rows

PER_PAGE = 50
LAST_PAGE = 1_000_000
LONGEST_WORDS = 100

FOUND = """
    with

    failing as (
        select report_id, count(*) as failures
        from (
            select report_id from marts.fct_checks where status = 'fail'
            union all select report_id from marts.fct_comparisons where status = 'fail' and severity <> 'information'
            union all select report_id from marts.fct_report_checks where status = 'fail' and severity <> 'information'
        )
        group by report_id
    ),

    found as (
        select
            dim_reports.report_id,
            dim_reports.title,
            dim_reports.file_name,
            dim_reports.issuer,
            dim_reports.jurisdiction_name,
            dim_reports.jurisdiction_code,
            dim_reports.report_year,
            dim_reports.edition,
            dim_reports.copy_status,
            dim_jurisdictions.parent_name_zh,
            dim_jurisdictions.province_name_zh,
            coalesce(failing.failures, 0) as failures,
        from marts.dim_reports
        left join marts.dim_jurisdictions using (jurisdiction_id)
        left join failing using (report_id)
        where
            (list_bool_and(list_transform($words, lambda word: contains(
                concat_ws(
                    ' ', dim_reports.title, dim_reports.issuer, dim_reports.jurisdiction_name,
                    dim_reports.jurisdiction_code, dim_jurisdictions.parent_name_zh,
                    dim_jurisdictions.province_name_zh, dim_reports.file_name
                ),
                word
            ))) is not false)
            and ($year is null or dim_reports.report_year = $year)
            and ($edition is null or dim_reports.edition = $edition)
            and (not $failing or failing.failures > 0)
    )

    select *, count(*) over () as reports
    from found
    order by report_year desc nulls last, jurisdiction_code nulls last, issuer, title, report_id
    limit $rows offset $skipped
"""
YEARS = "select distinct report_year from marts.dim_reports where report_year is not null order by report_year desc"
EDITIONS = "from marts.dim_editions order by first_year desc"


class BadRequestError(ValueError):
    """A view that cannot be shown as it is asked for; the message says which part is wrong."""


@dataclass(frozen=True)
class ReportList:
    """A page of the list and what can be chosen."""

    words: str
    year: int | None
    edition: str | None
    failing: bool
    page: int
    found: int
    rows: list[Row]
    years: list[int]
    editions: list[Row]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(-(-self.found // PER_PAGE), 1)


def report_list(warehouse: Warehouse, asked: Mapping[str, str]) -> ReportList:
    """The reports that are asked for: `q` words of place or issuer, `year`, `edition`, `checks`, `page`."""
    editions = rows(warehouse, EDITIONS)
    words, page = asked.get("q", "").strip()[:LONGEST_WORDS], integer(asked, "page")
    year, edition, failing = integer(asked, "year"), asked.get("edition") or None, asked.get("checks") == "fail"
    if edition and edition not in {row["edition"] for row in editions}:
        raise BadRequestError(f"edition={edition}")
    page = 1 if page is None else page
    if not 1 <= page <= LAST_PAGE:
        raise BadRequestError(f"page={page}")
    parameters = {"words": re.split(r"\s+", words), "year": year, "edition": edition, "failing": failing}
    found = rows(warehouse, FOUND, **parameters, rows=PER_PAGE, skipped=(page - 1) * PER_PAGE)
    return ReportList(
        words=words,
        year=year,
        edition=edition,
        failing=failing,
        page=page,
        found=found[0]["reports"] if found else 0,
        rows=found,
        years=[row["report_year"] for row in rows(warehouse, YEARS)],
        editions=editions,
    )


def integer(asked: Mapping[str, str], name: str) -> int | None:
    """A number of the query string; nothing if it is left empty."""
    value = asked.get(name, "").strip()
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,7}", value):
        raise BadRequestError(f"{name}={value[:LONGEST_WORDS]}")
    return int(value)
