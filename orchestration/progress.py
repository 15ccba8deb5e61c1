"""A run as it is seen in the terminal: a line per table, and checks that fail.

Belongs here: turning Dagster's events into lines. Does not: the summary at the end (`summary.py`).
"""

import logging
from typing import Any

import dagster as dg
from rich.console import Console
from rich.markup import escape


class Progress(logging.Handler):
    """Prints the events of a run that a person waits for."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.DEBUG)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Show one event; what an asset itself says is shown as it is."""
        event = record.__dict__.get("dagster_event")
        if event is None and record.levelno == logging.INFO:  # an asset speaks; warnings and errors are events too
            said = record.__dict__.get("dagster_meta", {}).get("orig_message", record.getMessage())
            self._console.print(f"[dim]  {escape(said)}[/]")
        elif event and (line := _line(event)):
            self._console.print(line)


def _logger(_: dg.InitLoggerContext) -> logging.Logger:
    logger = logging.getLogger("gongkai.progress")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.handlers = [Progress(Console(stderr=True, highlight=False, soft_wrap=True))]
    return logger


terminal = dg.LoggerDefinition(_logger, description="Lines for a person at a terminal instead of a log.")


def _line(event: dg.DagsterEvent) -> str | None:
    if event.event_type == dg.DagsterEventType.ASSET_MATERIALIZATION:
        made = event.step_materialization_data.materialization
        rows = made.metadata.get("dagster/row_count")
        return f"  {'.'.join(made.asset_key.path):<42}" + (f"{rows.value:>12,} rows" if rows else "")
    if event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION:
        return _failure(event.event_specific_data)
    return None


def _failure(check: Any) -> str | None:
    if check.passed:
        return None
    warns = check.severity == dg.AssetCheckSeverity.WARN
    style, says = ("yellow", "check warns") if warns else ("red", "check failed")
    return f"  [{style}]{says}: {'.'.join(check.asset_key.path)} {escape(check.check_name)}[/]"
