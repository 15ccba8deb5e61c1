"""What a run says about its input: was everything read, and is there anything to compute facts from?

Belongs here: checks on what was delivered. Does not: promises of a table (`models/`), or arithmetic of reports,
which are data (`marts.fct_checks`).
"""

from typing import Any

import dagster as dg

from assets.description import markdown
from models.warehouse import Warehouse

FILES_NOT_READ = """
    select path, status, reason
    from raw.files
    where status not in ('read', 'duplicate', 'unpacked', 'manifest', 'ignored')
    order by path
"""
ENTRIES_WITHOUT_FILE = """
    select
        manifests.delivery as manifest,
        manifests.number as line,
        coalesce(manifests.reason, 'there is no such file: ' || manifests.path) as reason,
    from raw.manifests
    left join raw.files using (path)
    where files.path is null
    order by manifest, line
"""
# The contents page or cover of a file that holds reports is no report and is none that was missed.
DOCUMENTS_NOT_READ = """
    select documents.file_name, reports.document_class, reports.class_reason
    from staging.reports
    join raw.documents using (document_id)
    qualify
        reports.document_class = 'unreadable'
        or not bool_or(reports.document_class = 'report') over (partition by documents.sha256)
    order by documents.file_name
"""
REPORTS = "select count(*) from staging.reports where document_class = 'report'"
SHOWN = 20


@dg.asset_check(asset=["raw", "files"])
def every_file_was_read(warehouse: dg.ResourceParam[Warehouse]) -> Any:
    """No file was empty, damaged, forbidden or of a foreign format."""
    return _warning(warehouse, FILES_NOT_READ)


@dg.asset_check(asset=["raw", "manifests"])
def every_entry_has_its_file(warehouse: dg.ResourceParam[Warehouse]) -> Any:
    """No entry of a manifest is malformed or speaks of a file that is not there."""
    return _warning(warehouse, ENTRIES_WITHOUT_FILE)


@dg.asset_check(asset=["staging", "reports"])
def every_document_is_a_report(warehouse: dg.ResourceParam[Warehouse]) -> Any:
    """No document is of another kind, and none broke the reader."""
    return _warning(warehouse, DOCUMENTS_NOT_READ)


@dg.asset_check(asset=["staging", "reports"], blocking=True)
def there_are_reports(warehouse: dg.ResourceParam[Warehouse]) -> Any:
    """At least one report was found; otherwise what was published before stays."""
    reports = int(warehouse.query(REPORTS).item())
    return dg.AssetCheckResult(passed=reports > 0, metadata={"reports": reports})


CHECKS = [every_file_was_read, every_entry_has_its_file, every_document_is_a_report, there_are_reports]


def _warning(warehouse: Warehouse, question: str) -> dg.AssetCheckResult:
    found = warehouse.query(question)
    return dg.AssetCheckResult(
        passed=found.is_empty(),
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"found": found.height, "first": dg.MetadataValue.md(markdown(found.head(SHOWN)))},
    )
