"""What Superset asks of a database, with its own SQLAlchemy and dialect: prints the answers as one JSON object.

Run by test_superset.py, in a process whose PYTHONPATH leads to these versions. The statements are of the form that
Superset 6.1 sends: names quoted, aliases, a limit, a time grain by `DATE_TRUNC`.
"""

import json
import sys
from typing import Any

import sqlalchemy
from sqlalchemy.exc import DBAPIError

BY_YEAR = """
    SELECT DATE_TRUNC('year', make_date(report_year, 1, 1)) AS year, edition AS edition, sum(value) AS requests
    FROM marts.fct_series
    WHERE series_code = 'requests_received' AND is_main_scope IS TRUE
    GROUP BY DATE_TRUNC('year', make_date(report_year, 1, 1)), edition ORDER BY year ASC LIMIT 10000
"""
BY_OUTCOME = """
    SELECT outcome_zh AS outcome_zh, outcome_en AS outcome_en, sum(quantity) AS decided, COUNT(DISTINCT report_id) AS n
    FROM marts.fct_requests
    WHERE flow = 'decided' AND outcome IS NOT NULL
    GROUP BY outcome_zh, outcome_en ORDER BY decided DESC LIMIT 100
"""
VIRTUAL_DATASET = """
    SELECT level AS level, AVG(rate) AS rate, COUNT(*) AS rows
    FROM (SELECT * FROM marts.indicators JOIN marts.dim_reports USING (report_id)
          WHERE indicator_id = 'not_held_share.of_decided') AS virtual_table
    GROUP BY level ORDER BY rate DESC LIMIT 1000
"""
FORBIDDEN = (
    "create table marts.mine (a int)",
    "update marts.fct_requests set quantity = 0",
    "drop table marts.indicators",
)


def main(uri: str) -> None:
    """Reflect every table, ask the statements, and try to change something."""
    engine = sqlalchemy.create_engine(uri, connect_args={"read_only": True})
    answers: dict[str, Any] = {"sqlalchemy": sqlalchemy.__version__, "dialect": type(engine.dialect).__module__}
    inspector = sqlalchemy.inspect(engine)
    answers["schemas"] = inspector.get_schema_names()
    answers["tables"] = {
        f"{schema}.{table}": described(inspector, schema, table)
        for schema in ("marts", "reference")
        for table in inspector.get_table_names(schema=schema)
    }
    for name, sql in {"by_year": BY_YEAR, "by_outcome": BY_OUTCOME, "virtual": VIRTUAL_DATASET}.items():
        with engine.connect() as connection:
            answers[name] = [list(row) for row in connection.execute(sqlalchemy.text(sql))]
    answers["refused"] = [refusal(engine, sql) for sql in FORBIDDEN]
    json.dump(answers, sys.stdout, default=str)


def described(inspector: Any, schema: str, table: str) -> dict[str, Any]:
    """Comment and columns of a table, and how its keys and indexes are given."""
    return {
        "comment": inspector.get_table_comment(table, schema=schema)["text"],
        "columns": {c["name"]: [str(c["type"]), c["comment"]] for c in inspector.get_columns(table, schema=schema)},
        "keys": inspector.get_pk_constraint(table, schema=schema)["constrained_columns"],
        "indexes": inspector.get_indexes(table, schema=schema),
    }


def refusal(engine: Any, sql: str) -> str | None:
    """Why the database did not do this; None if it did."""
    try:
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(sql))
    except DBAPIError as error:
        return str(error.orig)
    return None


if __name__ == "__main__":
    main(sys.argv[1])
