"""The command `gongkai serve`: the pages on reports and the panel, on this machine only.

Belongs here: the server. Does not: the pages (`pages/`), which read the published files and nothing else.
"""

import uvicorn

from orchestration.settings import Settings
from orchestration.ui import ADDRESS
from pages.application import application


def serve(settings: Settings, port: int) -> None:
    """Serve the pages until interrupted."""
    print(f"Pages at http://{ADDRESS}:{port} (Ctrl-C ends them), from {settings.published}", flush=True)
    uvicorn.run(application(settings.published), host=ADDRESS, port=port, log_level="warning", server_header=False)
