"""The rules put to reports: what the marts compute for all of them, for one or a few at a time and without a warehouse.

Belongs here: one small engine per kind of rule. Does not: the rules, which are data (`identities` of the editions,
`yearly.yml`, `checks.yml`), or how a verdict is shown. The SQL of `marts.fct_checks`, `fct_comparisons` and
`fct_report_checks` is the other engine over the same data; a test holds that both say the same.
"""

from collections.abc import Sequence

from gongkai.checks.comparisons import compare_figures
from gongkai.checks.forms import check_forms
from gongkai.checks.outline import check_dates, check_sections
from gongkai.checks.results import Operand, Result
from gongkai.checks.years import check_years, last_reports
from gongkai.codebook import Codebook
from gongkai.records import Report

__all__ = ["Operand", "Result", "check_reports"]


def check_reports(reports: Sequence[Report], codebook: Codebook) -> list[tuple[Result, ...]]:
    """Every verdict on every report, in their order; with that of the year before among them, on both together."""
    previous = last_reports(reports)
    return [
        (
            *check_forms(report, codebook),
            *compare_figures(report, codebook),
            *check_sections(report, codebook),
            *check_dates(report, codebook),
            *(check_years(report, previous[place], codebook) if place in previous else ()),
        )
        for place, report in enumerate(reports)
    ]
