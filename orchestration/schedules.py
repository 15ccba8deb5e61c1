"""When runs start by themselves.

Belongs here: schedules. Does not: what they run (`jobs.py`). They are off until someone turns them on in the UI.
"""

import dagster as dg

from orchestration.jobs import build

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=build,
    cron_schedule="0 3 * * *",
    execution_timezone="Asia/Shanghai",
    description="Build once a night, when nobody works with the warehouse.",
)
