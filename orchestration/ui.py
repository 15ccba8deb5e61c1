"""The command `gongkai ui`: Dagster's web pages, on this machine only.

Belongs here: starting and ending Dagster's processes. Does not: what they show (`definitions.py`).
"""

import subprocess
import sys
from pathlib import Path

from orchestration.settings import HOME, Settings

ADDRESS = "127.0.0.1"


def command(port: int) -> list[str]:
    """The command line of Dagster's web server and daemon; the daemon makes runs wait for each other."""
    dagster = Path(sys.executable).with_name("dagster")
    workspace = HOME / "workspace.yaml"
    return [str(dagster), "dev", "--host", ADDRESS, "--port", str(port), "--workspace", str(workspace)]


def serve(settings: Settings, port: int) -> int:
    """Serve the pages until interrupted."""
    settings.enter()
    print(f"Dagster at http://{ADDRESS}:{port} (Ctrl-C ends it); history in {settings.dagster_home}")
    with subprocess.Popen(command(port), cwd=HOME) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the terminal interrupts the children too; wait until they have ended
            return process.wait()
