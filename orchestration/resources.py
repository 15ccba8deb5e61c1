"""What the assets are given: inbox, codebook, warehouse and dbt, as the settings say.

Belongs here: making resources. Does not: the settings themselves (`settings.py`).
"""

from typing import Any

import dagster as dg

from assets.dbt import EXECUTABLE, PROJECT_FOLDER, Dbt
from assets.inbox import Inbox
from assets.readers import Readers
from gongkai.codebook import Codebook, load_codebook
from models.warehouse import Warehouse
from orchestration.settings import CODEBOOK, Settings


@dg.resource(description="The vocabulary, loaded when a run first needs it: a wrong entry stops that run by name.")
def codebook(_: dg.InitResourceContext) -> Codebook:
    """The codebook beside the code."""
    return load_codebook(CODEBOOK)


def resources(settings: Settings) -> dict[str, Any]:
    """Every resource by the name the assets ask for."""
    return {
        "inbox": Inbox(settings.inbox, settings.limits),
        "codebook": codebook,
        "readers": Readers(settings.workers, settings.seconds),
        "warehouse": Warehouse(settings.warehouse),
        "dbt": Dbt(project_dir=str(PROJECT_FOLDER), profiles_dir=str(PROJECT_FOLDER), dbt_executable=str(EXECUTABLE)),
    }
