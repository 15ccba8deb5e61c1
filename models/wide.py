"""Wide tables for people, as data of the layer `marts`: a row per report and scope, a row per jurisdiction and year.

Belongs here: their many columns. Does not: the long tables they are made from (`panel.py`).
"""

import pandera.polars as pa
import polars as pl

from models.comparison import GRADES
from models.contract import Quantity, Table
from models.panel import KINDS, STATUSES
from models.staging import SCOPES

Text = pl.String
HELD = [*STATUSES, "no_report_held"]


class ReportPanel(Table):
    """A row per report and scope."""

    panel_id: Text = pa.Field()
    report_id: Text = pa.Field()
    title: Text = pa.Field(nullable=True)
    issuer_id: Text = pa.Field(nullable=True)
    issuer: Text = pa.Field(nullable=True)
    issuer_type: Text = pa.Field(nullable=True, isin=KINDS)
    level: Text = pa.Field(nullable=True)
    jurisdiction_code: Text = pa.Field(nullable=True)
    jurisdiction_name: Text = pa.Field(nullable=True)
    report_year: pl.Int64 = pa.Field(nullable=True, ge=1949, le=2100)
    edition: Text = pa.Field(nullable=True)
    scope: Text = pa.Field(isin=SCOPES)
    is_main_scope: pl.Boolean = pa.Field()
    items_disclosed: Quantity = pa.Field(nullable=True)
    items_disclosed_status: Text = pa.Field(isin=STATUSES)
    items_disclosed_grade: Text = pa.Field(nullable=True, isin=GRADES)
    normative_documents_issued: Quantity = pa.Field(nullable=True)
    normative_documents_issued_status: Text = pa.Field(isin=STATUSES)
    normative_documents_issued_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_received: Quantity = pa.Field(nullable=True)
    requests_received_status: Text = pa.Field(isin=STATUSES)
    requests_received_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_carried_in: Quantity = pa.Field(nullable=True)
    requests_carried_in_status: Text = pa.Field(isin=STATUSES)
    requests_carried_in_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_decided: Quantity = pa.Field(nullable=True)
    requests_decided_status: Text = pa.Field(isin=STATUSES)
    requests_decided_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_granted: Quantity = pa.Field(nullable=True)
    requests_granted_status: Text = pa.Field(isin=STATUSES)
    requests_granted_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_partial: Quantity = pa.Field(nullable=True)
    requests_partial_status: Text = pa.Field(isin=STATUSES)
    requests_partial_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_denied: Quantity = pa.Field(nullable=True)
    requests_denied_status: Text = pa.Field(isin=STATUSES)
    requests_denied_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_not_held: Quantity = pa.Field(nullable=True)
    requests_not_held_status: Text = pa.Field(isin=STATUSES)
    requests_not_held_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_not_processed: Quantity = pa.Field(nullable=True)
    requests_not_processed_status: Text = pa.Field(isin=STATUSES)
    requests_not_processed_grade: Text = pa.Field(nullable=True, isin=GRADES)
    requests_carried_out: Quantity = pa.Field(nullable=True)
    requests_carried_out_status: Text = pa.Field(isin=STATUSES)
    requests_carried_out_grade: Text = pa.Field(nullable=True, isin=GRADES)
    reviews: Quantity = pa.Field(nullable=True)
    reviews_status: Text = pa.Field(isin=STATUSES)
    reviews_grade: Text = pa.Field(nullable=True, isin=GRADES)
    reviews_corrected: Quantity = pa.Field(nullable=True)
    reviews_corrected_status: Text = pa.Field(isin=STATUSES)
    reviews_corrected_grade: Text = pa.Field(nullable=True, isin=GRADES)
    lawsuits: Quantity = pa.Field(nullable=True)
    lawsuits_status: Text = pa.Field(isin=STATUSES)
    lawsuits_grade: Text = pa.Field(nullable=True, isin=GRADES)
    lawsuits_corrected: Quantity = pa.Field(nullable=True)
    lawsuits_corrected_status: Text = pa.Field(isin=STATUSES)
    lawsuits_corrected_grade: Text = pa.Field(nullable=True, isin=GRADES)
    staff: Quantity = pa.Field(nullable=True)
    staff_status: Text = pa.Field(isin=STATUSES)
    staff_grade: Text = pa.Field(nullable=True, isin=GRADES)
    special_funds: Quantity = pa.Field(nullable=True)
    special_funds_status: Text = pa.Field(isin=STATUSES)
    special_funds_grade: Text = pa.Field(nullable=True, isin=GRADES)
    trainees: Quantity = pa.Field(nullable=True)
    trainees_status: Text = pa.Field(isin=STATUSES)
    trainees_grade: Text = pa.Field(nullable=True, isin=GRADES)
    checks_judged: pl.Int64 = pa.Field(nullable=True, ge=0)
    checks_failed: pl.Int64 = pa.Field(nullable=True, ge=0)
    arithmetic_error_rate: Quantity = pa.Field(nullable=True, ge=0, le=1)
    cells_expected: pl.Int64 = pa.Field(nullable=True, ge=1)
    cells_reported: pl.Int64 = pa.Field(nullable=True, ge=0)
    completeness: Quantity = pa.Field(nullable=True, ge=0, le=1)
    days_late: pl.Int64 = pa.Field(nullable=True)

    class Config:
        """Grain: one scope of a report."""

        name = "marts.report_panel"
        unique = ("panel_id",)


class JurisdictionPanel(Table):
    """A row per jurisdiction and year."""

    panel_id: Text = pa.Field()
    jurisdiction_code: Text = pa.Field()
    report_year: pl.Int64 = pa.Field(ge=1949, le=2100)
    government_report_id: Text = pa.Field(nullable=True)
    reports_held: pl.Int64 = pa.Field(ge=1)
    department_reports: pl.Int64 = pa.Field(ge=0)
    requests_received: Quantity = pa.Field(nullable=True)
    requests_received_status: Text = pa.Field(isin=HELD)
    requests_received_grade: Text = pa.Field(nullable=True, isin=GRADES)
    departments_requests_received: Quantity = pa.Field(nullable=True)
    departments_requests_received_reported: pl.Int64 = pa.Field(nullable=True, ge=0)
    requests_decided: Quantity = pa.Field(nullable=True)
    requests_decided_status: Text = pa.Field(isin=HELD)
    requests_decided_grade: Text = pa.Field(nullable=True, isin=GRADES)
    departments_requests_decided: Quantity = pa.Field(nullable=True)
    departments_requests_decided_reported: pl.Int64 = pa.Field(nullable=True, ge=0)
    requests_granted: Quantity = pa.Field(nullable=True)
    requests_granted_status: Text = pa.Field(isin=HELD)
    requests_granted_grade: Text = pa.Field(nullable=True, isin=GRADES)
    departments_requests_granted: Quantity = pa.Field(nullable=True)
    departments_requests_granted_reported: pl.Int64 = pa.Field(nullable=True, ge=0)
    requests_denied: Quantity = pa.Field(nullable=True)
    requests_denied_status: Text = pa.Field(isin=HELD)
    requests_denied_grade: Text = pa.Field(nullable=True, isin=GRADES)
    departments_requests_denied: Quantity = pa.Field(nullable=True)
    departments_requests_denied_reported: pl.Int64 = pa.Field(nullable=True, ge=0)
    reviews: Quantity = pa.Field(nullable=True)
    reviews_status: Text = pa.Field(isin=HELD)
    reviews_grade: Text = pa.Field(nullable=True, isin=GRADES)
    departments_reviews: Quantity = pa.Field(nullable=True)
    departments_reviews_reported: pl.Int64 = pa.Field(nullable=True, ge=0)
    lawsuits: Quantity = pa.Field(nullable=True)
    lawsuits_status: Text = pa.Field(isin=HELD)
    lawsuits_grade: Text = pa.Field(nullable=True, isin=GRADES)
    departments_lawsuits: Quantity = pa.Field(nullable=True)
    departments_lawsuits_reported: pl.Int64 = pa.Field(nullable=True, ge=0)

    class Config:
        """Grain: one jurisdiction in one year."""

        name = "marts.jurisdiction_panel"
        unique = ("panel_id",)
