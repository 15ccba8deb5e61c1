"""When files have arrived: a run starts once they stay as they are.

Belongs here: looking at the inbox from time to time. Does not: what a run does (`jobs.py`). The sensor is off until
someone turns it on in the UI.
"""

import json
import time
from typing import NamedTuple

import dagster as dg

from gongkai.deliveries import DeliveryNamesError
from orchestration.freshness import fingerprint, remembered
from orchestration.inbox import inbox_of
from orchestration.jobs import build
from orchestration.settings import Settings


class Looks(NamedTuple):
    """What the sensor remembers: what it saw last, since when it is so, and for what it started a run."""

    seen: str = ""
    since: float = 0.0
    started: str = ""


def arrivals(settings: Settings) -> dg.SensorDefinition:
    """The sensor for the inbox of these settings."""

    @dg.sensor(
        job=build,
        minimum_interval_seconds=30,
        description=f"Build when the inbox has changed and then stayed the same for {settings.quiet:g} seconds.",
    )
    def arrivals(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        try:
            deliveries = list(inbox_of(settings).deliveries())
        except DeliveryNamesError as error:
            return dg.SensorResult(skip_reason=str(error))
        if not deliveries:
            return dg.SensorResult(skip_reason="there is no file in the inbox")
        before = Looks(*json.loads(context.cursor)) if context.cursor else Looks()
        looks, said = look(before, fingerprint(deliveries), time.time(), settings)
        runs = [] if said else [dg.RunRequest()]
        return dg.SensorResult(runs, skip_reason=said or None, cursor=json.dumps(looks))

    return arrivals


def look(before: Looks, found: str, now: float, settings: Settings) -> tuple[Looks, str]:
    """What to remember after a look at the inbox, and why no run is started; empty if one is."""
    last = remembered(settings)
    if found == before.started or (last and last.fingerprint == found):
        return before._replace(seen=found, since=now), "nothing new since the last build"
    if found != before.seen:
        return before._replace(seen=found, since=now), "files are arriving or changing; waiting until they stay"
    if now - before.since < settings.quiet:
        return before, f"waiting until nothing has changed for {settings.quiet:g} seconds (GONGKAI_QUIET)"
    return Looks(found, before.since, found), ""
