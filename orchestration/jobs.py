"""The jobs: which assets run together, and how.

Belongs here: selections and executors. Does not: resources, or what triggers a job.
"""

import dagster as dg

build = dg.define_asset_job(
    "build",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,  # DuckDB has one writing process
    description="Read the inbox, compute the facts, check everything and publish it.",
)
