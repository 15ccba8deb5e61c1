"""What a killed build leaves behind, and how the next one clears it away.

Belongs here: unfinished files, a warehouse that cannot be opened, runs that Dagster takes for alive. Does not: the
lock (`turns.py`), which must be held, or going on with the work, which every asset does by looking at what is stored.
"""

import shutil
import time
from collections.abc import Callable

import dagster as dg

from models.releases import remove_leftovers
from models.warehouse import Warehouse, WarehouseBusyError
from orchestration.settings import Settings

OURS = {"gongkai/build": "command line"}  # runs of `gongkai build`, which live in a turn and never outside of one
PATIENCE = 60.0  # seconds until a process that a killed build has started must have ended

Say = Callable[[str], object]


def recover(settings: Settings, instance: dg.DagsterInstance, run_id: str | None, say: Say) -> None:
    """Clear away what builds before this one left unfinished."""
    remove_leftovers(settings.published)
    shutil.rmtree(settings.warehouse.with_name(f"{settings.warehouse.name}.tmp"), ignore_errors=True)
    _end_dead_runs(instance, run_id)
    _make_usable(Warehouse(settings.warehouse, memory_mib=settings.memory_mib), say)


def _make_usable(warehouse: Warehouse, say: Say) -> None:
    """Wait until the file is free; set a damaged one aside, since everything in it can be made again."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            damage = warehouse.damage()
        except WarehouseBusyError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            break
    if damage:
        say(f"{warehouse.path} cannot be opened ({damage}); it is set aside, and everything is read again")
        warehouse.set_aside()


def _end_dead_runs(instance: dg.DagsterInstance, run_id: str | None) -> None:
    """Only one such run is alive in a turn: this one."""
    begun = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING], tags=OURS)
    for run in instance.get_runs(begun):
        if run.run_id != run_id:
            instance.report_run_failed(run, "The process of this run was killed.")
