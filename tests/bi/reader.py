"""One of many readers: opens the published file again and again until told to stop, and prints what it saw as JSON.

Run by test_many_readers.py. `seen` are the builds it met; `mixed` the times it met two builds in one; `kept` whether
the connection that it held open from the first to the last showed the same build all along.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

BUILD = "select distinct value_text from marts.fct_requests union all select distinct title from marts.dim_reports"


def builds(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in connection.execute(BUILD).fetchall()]


def main(published: Path, stop: Path) -> None:
    """Read until the file `stop` exists, and once more after that."""
    seen: list[str] = []
    mixed = 0
    # Within one process DuckDB shares a file among connections: with another setting it would refuse, so all are alike.
    held = duckdb.connect(str((published / "gongkai.duckdb").resolve()), read_only=True)
    first = builds(held)
    while True:
        last_round = stop.exists()
        with duckdb.connect(str((published / "gongkai.duckdb").resolve()), read_only=True) as connection:
            found = builds(connection)
        release = published.resolve()
        parquet = (release / "marts" / name for name in ("fct_requests.parquet", "dim_reports.parquet"))
        requests, reports = (duckdb.read_parquet(str(path)) for path in parquet)
        found += [row[0] for row in requests.select("value_text").union(reports.select("title")).distinct().fetchall()]
        mixed += len(set(found[:2])) != 1 or len(set(found[2:])) != 1
        seen += [build for build in found if build not in seen]
        if last_round:
            break
        time.sleep(0.05)
    json.dump({"seen": seen, "mixed": mixed, "kept": builds(held) == first}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
