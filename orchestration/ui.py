"""The command `gongkai ui`: Dagster's web pages, on this machine only.

Belongs here: starting and ending Dagster's processes. Does not: what they show (`definitions.py`).
"""

import os
import sys
from pathlib import Path

from orchestration.settings import HOME, Settings

ADDRESS = "127.0.0.1"


def command(port: int) -> list[str]:
    """The command line of Dagster's web server and daemon; the daemon makes runs wait for each other."""
    dagster = Path(sys.executable).with_name("dagster")
    workspace = HOME / "workspace.yaml"
    return [str(dagster), "dev", "--host", ADDRESS, "--port", str(port), "--workspace", str(workspace)]


def serve(settings: Settings, port: int) -> None:
    """Serve the pages until interrupted; this process becomes Dagster's, so that signals reach it."""
    settings.enter()
    print(f"Dagster at http://{ADDRESS}:{port} (Ctrl-C ends it); history in {settings.dagster_home}", flush=True)
    os.chdir(HOME)
    os.execv(command(port)[0], command(port))
