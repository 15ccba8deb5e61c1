"""Everything Dagster is told, in one place; `workspace.yaml` and pyproject.toml point here.

Belongs here: putting assets, checks, jobs and resources together. Does not: any of them.
"""

from collections.abc import Sequence

import dagster as dg

import assets
from assets.ready_dbt import PLAIN_DBT
from orchestration.checks import CHECKS
from orchestration.contracts import contract_checks
from orchestration.jobs import build
from orchestration.progress import terminal
from orchestration.resources import resources
from orchestration.schedules import nightly
from orchestration.sensors import arrivals
from orchestration.settings import Settings
from orchestration.turns import Turns


def build_definitions(
    settings: Settings, turns: Turns | None = None, dbt_program: Sequence[str] = PLAIN_DBT
) -> dg.Definitions:
    """The definitions for these settings; a new module in `assets/` is found by itself.

    Whoever holds the turn already hands it over, so that the run does not wait for it; and whoever has dbt ready, that.
    """
    return dg.Definitions(
        assets=dg.load_assets_from_package_module(assets),
        asset_checks=[*contract_checks(), *CHECKS],
        jobs=[build],
        schedules=[nightly],
        sensors=[arrivals(settings)],
        loggers={"terminal": terminal},
        resources=resources(settings, turns or Turns(settings.data), dbt_program),
        executor=dg.in_process_executor,
    )


defs = build_definitions(Settings.from_environment())
