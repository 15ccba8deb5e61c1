"""The published file as Superset sees it, through the dialect and the SQLAlchemy that Superset has."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.contract import tables

SESSION = Path(__file__).with_name("superset_session.py")
LIBRARIES = Path(sys.prefix) / "superset"


@pytest.fixture(scope="module")
def session(published: Path) -> Any:
    if not LIBRARIES.is_dir():
        pytest.skip(f"what Superset brings is not installed in {LIBRARIES}; `make setup-dev` does that")
    run = subprocess.run(
        [sys.executable, SESSION, f"duckdb:///{published / 'gongkai.duckdb'}"],
        env=os.environ | {"PYTHONPATH": str(LIBRARIES), "SQLALCHEMY_SILENCE_UBER_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


def test_the_versions_are_those_of_superset(session: Any) -> None:
    assert session["sqlalchemy"] == "1.4.54"
    assert session["dialect"] == "duckdb_engine"


def test_every_published_table_is_seen_with_its_columns(session: Any) -> None:
    assert {"gongkai.marts", "gongkai.reference"} <= set(session["schemas"])
    expected = {str(table.address()): list(table.polars_schema()) for table in tables("marts", "reference")}
    assert {name: list(seen["columns"]) for name, seen in session["tables"].items()} == expected


def test_tables_and_columns_bring_their_comments_in_both_languages(session: Any) -> None:
    for name, seen in session["tables"].items():
        assert seen["comment"], name
        assert all(comment for _, comment in seen["columns"].values()), name
    for name, seen in session["tables"].items():
        if name.startswith("marts."):
            for said in (seen["comment"], *(comment for _, comment in seen["columns"].values())):
                assert re.search("[A-Za-z]{3}", said) and re.search("[一-鿿]", said), (name, said)


def test_types_are_those_a_chart_needs(session: Any) -> None:
    requests = session["tables"]["marts.fct_requests"]["columns"]
    assert requests["report_year"][0] == "BIGINT"
    assert requests["quantity"][0].startswith("NUMERIC")
    assert session["tables"]["marts.dim_reports"]["columns"]["publication_date"][0] == "DATE"


def test_nothing_needs_keys_or_indexes(session: Any) -> None:
    """The models use none, so that they run on a lake; a BI tool must not fail over that."""
    assert all(seen["keys"] == [] and seen["indexes"] == [] for seen in session["tables"].values())


def test_a_time_grain_on_the_year(session: Any) -> None:
    years = [(year[:4], edition) for year, edition, _ in session["by_year"]]
    assert years == sorted(years) and len(set(years)) == len(years)
    assert ("2024", "E2021") in years and ("2011", "E2008") in years
    assert {year[4:10] for year, _, _ in session["by_year"]} == {"-01-01"}


def test_groups_bear_labels_in_both_languages(session: Any) -> None:
    assert len(session["by_outcome"]) > 5
    assert all(zh and en and int(reports) > 0 for zh, en, _, reports in session["by_outcome"])


def test_a_question_can_be_a_dataset(session: Any) -> None:
    assert {level for level, _, _ in session["virtual"]} >= {"county", "prefecture"}


def test_nothing_can_be_changed_through_it(session: Any) -> None:
    assert all(reason and "read-only" in reason for reason in session["refused"])
