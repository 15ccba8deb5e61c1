"""The command `dbt` in a process that ends with the one that asked for it.

Belongs here: that one difference. When a build is killed, nobody tells its dbt, which would go on writing into the
warehouse and keep the next build from it. Does not: how dbt is called (`dbt.py`). Run as a program; Dagster imports it
too when it looks for assets, so that dbt, which takes seconds to load, is imported by the program alone.
"""

import os
import sys
import threading
import time

EVERY = 0.5  # seconds between two looks


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY)
    os._exit(1)  # at once, as if it had been killed too: DuckDB keeps what was committed and nothing else


if __name__ == "__main__":
    from dbt.cli.main import cli

    if parent := os.environ.get("GONGKAI_PARENT"):
        threading.Thread(target=_end_with, args=(int(parent),), daemon=True).start()
    sys.argv[0] = "dbt"
    cli()
