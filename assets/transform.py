"""Facts, computed by dbt: the schemas `intermediate` and `marts`, dbt's tests as asset checks.

Belongs here: handing over to dbt. Does not: SQL (`dbt_project/`). Keys and groups agree by name, so that no
translator is needed.
"""

import os
from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.dbt import DbtCliResource, dbt_assets, manifest
from assets.description import contents
from models.contract import Address
from models.warehouse import Warehouse

# Unit tests are about the SQL, not about the data. What dbt says stands in dbt.log; to write down each statement and
# the whole project again takes as long as a dozen models.
BUILD = ["build", "--exclude-resource-type", "unit_test", "--no-write-json", "--log-level-file", "none"]


@dbt_assets(manifest=manifest(), name="transform")
def transform(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, warehouse: dg.ResourceParam[Warehouse]
) -> Iterator[Any]:
    """Compute intermediate tables and marts and test them."""
    os.environ["GONGKAI_WAREHOUSE"] = str(warehouse.path)  # dbt's profile takes the file from there
    os.environ["GONGKAI_PARENT"] = str(os.getpid())  # and `dbt_process.py` the process to end with
    build = dbt.cli(BUILD, context=context, raise_on_error=False, target_path=warehouse.path.parent / "dbt")
    events = list(build.stream())  # all of them first: while dbt runs, the warehouse is locked
    with warehouse.kept_open():
        for event in events:
            if isinstance(event, dg.Output):
                key = context.asset_key_for_output(event.output_name)
                context.add_output_metadata(contents(warehouse, Address(*key.path)), output_name=event.output_name)
            yield event
    if error := build.get_error():
        raise error
