"""Reports stored as a run stores them, and the checks that dbt computes from them.

Belongs here: from records to marts in a warehouse of its own. Does not: what must come out.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from assets.frames import frame_of_records, frame_of_rows
from assets.reference import rows_of_tables
from gongkai.codebook import Codebook
from gongkai.records import Record, Report, ReportHeader
from models import contract, remarks, staging
from models.warehouse import Warehouse

DBT_PROJECT = Path(__file__).parents[2] / "dbt_project"


def renamed(report: Report, document_id: str) -> Report:
    """The report as if it stood in another file."""
    before, after = report.document.document_id, document_id
    return msgspec.structs.replace(
        report,
        document=msgspec.structs.replace(report.document, document_id=after),
        header=msgspec.structs.replace(report.header, document_id=after),
        sections=tuple(msgspec.structs.replace(each, document_id=after) for each in report.sections),
        announced_parts=tuple(msgspec.structs.replace(each, document_id=after) for each in report.announced_parts),
        observations=tuple(
            msgspec.structs.replace(each, document_id=after, observation_id=each.observation_id.replace(before, after))
            for each in report.observations
        ),
    )


def by_another(header: ReportHeader, number: int) -> ReportHeader:
    """The header of another issuer: the marts judge one copy of a report only."""
    return msgspec.structs.replace(header, issuer=f"第{number}局", jurisdiction_code=None)


def checked(folder: Path, reports: Sequence[Report], codebook: Codebook, *marts: str) -> Warehouse:
    """A warehouse in which dbt has computed these marts, and what they need, from the reports."""
    warehouse = Warehouse(folder / "warehouse.duckdb")
    rows = rows_of_tables(codebook)
    for table in contract.tables("reference"):
        warehouse.write(table, frame_of_rows(table, rows[table.address().table]))
    records: dict[type[contract.Table], list[Record]] = {
        staging.Reports: [report.header for report in reports],
        staging.Sections: [each for report in reports for each in report.sections],
        staging.Observations: [each for report in reports for each in report.observations],
        remarks.AnnouncedParts: [each for report in reports for each in report.announced_parts],
    }
    for table, found in records.items():
        warehouse.write(table, frame_of_records(table.polars_schema(), found))
    dbt, project = Path(sys.executable).with_name("dbt"), ("--project-dir", DBT_PROJECT, "--profiles-dir", DBT_PROJECT)
    places = {
        "GONGKAI_WAREHOUSE": warehouse.path,
        "DBT_TARGET_PATH": folder / "target",
        "DBT_LOG_PATH": folder / "logs",
    }
    environment = os.environ | {name: str(path) for name, path in places.items()}
    wanted = ("--select", *(f"+{mart}" for mart in marts))
    run = subprocess.run([dbt, "run", *wanted, *project], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-5000:]
    return warehouse
