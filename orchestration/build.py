"""The command `gongkai build`: the main job in this process, with progress and a summary.

Belongs here: deciding whether to run, running, and the exit status. Does not: what is run (`definitions.py`), or
what is said about it (`summary.py`). Dagster is imported only when there is something to build.
"""

import contextlib
import enum
import gc
import logging
import re
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from assets.ready_dbt import ready_dbt
from gongkai.deliveries import DeliveryNamesError
from orchestration.freshness import fingerprint, forget, remember, remembered
from orchestration.inbox import inbox_of
from orchestration.settings import DBT_PROJECT, Settings
from orchestration.turns import Turns

console = Console(highlight=False, soft_wrap=True)


class Exit(enum.IntEnum):
    """What the exit status of a build says."""

    ALL_READ = 0
    SOME_NOT_READ = 1
    NOTHING_BUILT = 2


def build(settings: Settings, *, force: bool) -> int:
    """Build everything if anything has changed, when no other build is at work; returns the exit status."""
    turns = Turns(settings.data)
    with turns.taken(console.print):
        return _build(settings, turns, force=force)


def _build(settings: Settings, turns: Turns, *, force: bool) -> int:
    try:
        deliveries = list(inbox_of(settings).deliveries())
    except DeliveryNamesError as error:
        console.print(f"[red]Nothing built:[/] {escape(str(error))}")
        return Exit.NOTHING_BUILT
    if not deliveries:
        console.print(f"Nothing built: there is no file in {_places(settings)}. Put reports there or name a folder.")
        return Exit.NOTHING_BUILT
    state = fingerprint(deliveries)
    last = remembered(settings)
    if last and last.fingerprint == state and not force:
        console.print(f"Nothing new since the last build, which {last.outcome}.")
        console.print(f"Published: {settings.published}   (--force builds again)")
        return last.exit_status
    console.print(f"Reading {_places(settings)}")
    if force:
        forget(settings)
    return _run(settings, turns, state)


def _run(settings: Settings, turns: Turns, state: str) -> int:
    gc.set_threshold(100_000, 50, 50)  # importing makes a million objects that stay: looking for garbage takes a second
    settings.enter()
    with ready_dbt(DBT_PROJECT) as dbt:
        return _run_with(dbt, settings, turns, state)


def _run_with(dbt: tuple[str, ...], settings: Settings, turns: Turns, state: str) -> int:
    import dagster as dg  # late: it takes longer to load than a run that has nothing to do

    from models.warehouse import Warehouse
    from orchestration.definitions import build_definitions
    from orchestration.recovery import OURS
    from orchestration.summary import print_files, summarize

    dg.get_dagster_logger().setLevel(logging.ERROR)  # how dagster-dbt calls dbt is nothing to look at
    job = build_definitions(settings, turns, dbt).resolve_job_def("build")
    gc.freeze()  # and another one at the end
    said_by_dbt = (settings.data / "dbt.log").open("w", encoding="utf-8")
    with dg.DagsterInstance.get() as instance, said_by_dbt, contextlib.redirect_stdout(said_by_dbt):
        result = job.execute_in_process(
            instance=instance, raise_on_error=False, run_config={"loggers": {"terminal": {}}}, tags=OURS
        )
    if not result.success:
        if any(event.is_step_success and event.step_key == "staging" for event in result.all_events):
            print_files(Warehouse(settings.warehouse, memory_mib=settings.memory_mib), console)
        console.print(f"[red]Nothing built:[/] {escape(_cause(result))}")
        if settings.published.exists():
            console.print(f"What was published before is unchanged: {settings.published}")
        return Exit.NOTHING_BUILT
    console.print(f"\n[bold]Reading[/]  {_reading(result)}")
    outcome = summarize(settings, console)
    status = Exit.ALL_READ if outcome.all_read else Exit.SOME_NOT_READ
    remember(settings, state, status, outcome.in_words)
    return status


def _reading(result: Any) -> str:
    """How much was read, how much had been read before, and why anything was read again."""
    made = {made.asset_key.path[-1]: made.metadata for made in result.asset_materializations_for_node("staging")}
    read, kept, why = (made["readings"][name].value for name in ("documents_read", "documents_kept", "why"))
    return f"{read:,} documents read, {kept:,} read before" + (f"; {why}" if why else "")


def _cause(result: Any) -> str:
    """The first error of a run without what Dagster wraps around it."""
    for event in result.all_events:
        if error := getattr(event.event_specific_data, "error", None):
            while error.cause and str(error.cls_name).startswith("Dagster"):
                error = error.cause
            return re.sub(r"^[\w.]*\.(?=\w+: )", "", str(error.message).strip())  # the class without its module
    return "the run failed without an error; see `gongkai ui`"


def _places(settings: Settings) -> str:
    return ", ".join(str(_relative(path)) for path in settings.inbox)


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
