"""What the assets are given: inbox, codebook, warehouse and dbt, as the settings say.

Belongs here: making resources. Does not: the settings themselves (`settings.py`).
"""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from assets import dbt
from assets.readers import Readers
from gongkai.codebook import Codebook, load_codebook
from models.warehouse import Warehouse
from orchestration.inbox import inbox_of
from orchestration.recovery import recover
from orchestration.settings import CODEBOOK, Settings
from orchestration.turns import Turns


@dg.resource(description="The vocabulary, loaded when a run first needs it: a wrong entry stops that run by name.")
def codebook(_: dg.InitResourceContext) -> Codebook:
    """The codebook beside the code."""
    return load_codebook(CODEBOOK)


def warehouse_in_turn(settings: Settings, turns: Turns) -> dg.ResourceDefinition:
    """The warehouse, which a run has for itself from its first step to its last."""

    @dg.resource(description="The DuckDB file, for one run at a time; what a killed run left behind is cleared away.")
    def warehouse(context: dg.InitResourceContext) -> Iterator[Warehouse]:
        say = context.log.info if context.log else print
        with turns.taken(say):
            if context.instance:
                recover(settings, context.instance, context.run_id, say)
            yield Warehouse(settings.warehouse, memory_mib=settings.memory_mib)

    return warehouse


def resources(settings: Settings, turns: Turns, dbt_program: Sequence[str]) -> dict[str, Any]:
    """Every resource by the name the assets ask for."""
    return {
        "inbox": inbox_of(settings),
        "codebook": codebook,
        "readers": Readers(settings.workers, settings.seconds),
        "warehouse": warehouse_in_turn(settings, turns),
        "dbt": dbt.resource(dbt_program),
    }
