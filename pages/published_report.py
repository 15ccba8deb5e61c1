"""The dossier of a report from the published files.

Belongs here: putting the answers together. Does not: the questions (`figures.py`, `checks.py`).
"""

from models.warehouse import Warehouse
from pages import checks, figures
from pages.dossier import Dossier
from pages.language import Language


def published_report(warehouse: Warehouse, report_id: str, language: Language) -> Dossier | None:
    """All that is published about a report; nothing if there is no such report."""
    report = figures.report(warehouse, report_id)
    if report is None:
        return None
    return Dossier(
        report=report,
        figures=figures.figures(warehouse, report_id, language),
        checks=checks.checks(warehouse, report_id, language),
        leftovers=figures.rows(warehouse, figures.LEFTOVERS, report=report_id),
        sections=figures.rows(warehouse, figures.SECTIONS, report=report_id),
        suggestions=checks.suggestions(warehouse, report_id),
    )
