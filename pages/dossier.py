"""All that is known of one report, in the rows that its page is made of, wherever they come from.

Belongs here: the form of a dossier. Does not: filling it from published files (`published_report.py`) or from the
reader (`orchestration/dossiers.py`), or the page (`report.py`).
"""

from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]

ORDER = ("fail", "not_assessable", "pass_if_blank_is_zero", "pass")


@dataclass(frozen=True)
class Operand:
    """A figure in a check, and the key of its place in the text if it has one."""

    label: str
    value: str
    figure: str | None


@dataclass(frozen=True)
class Check:
    """A verdict with its reason."""

    kind: str
    label: str
    status: str
    severity: str
    formula: str = ""
    operands: list[Operand] = field(default_factory=list)
    section: str = ""
    note: str = ""


@dataclass(frozen=True)
class Dossier:
    """Who reports on which year, the text, and what was found in it.

    report: `report_id`, `title`, `issuer` and so on, `text`, `format`, the labels of the edition.
    figures: in the order of the text; `key` names one on its page; `label`, `details` are what it counts in words.
        `facts` and `series` are what was made of it, none where nothing is published.
    checks: failures first. leftovers, sections, suggestions: in the order of the text.
    """

    report: Row
    figures: list[Row]
    checks: list[Check]
    leftovers: list[Row]
    sections: list[Row]
    suggestions: list[Row]


def key_of(observation_id: str | None, report_id: str) -> str | None:
    """The key of a figure on the page of its report; none for figures of other reports.

    >>> key_of("0123/E2021/T3/r01/c07", "0123"), key_of("4567/n12/staff", "0123")
    ('E2021/T3/r01/c07', None)
    """
    if not observation_id or not observation_id.startswith(f"{report_id}/"):
        return None
    return observation_id.removeprefix(f"{report_id}/")
