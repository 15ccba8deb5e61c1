"""One blocking asset check per table: does what is stored keep its promise?

Belongs here: the factory that makes the checks from the contracts. Does not: the promises (`models/`), or checks
that need more than one table (`dbt_project/tests/`, `checks.py`).
"""

from collections.abc import Iterator

import dagster as dg

from models.contract import Table, tables
from models.warehouse import Warehouse

SCHEMAS = ("raw", "reference", "staging", "intermediate", "marts")


def contract_checks() -> list[dg.AssetChecksDefinition]:
    """The check `contract` for every table; a new table needs no line here, a new schema does."""
    return [contracts_of(schema, tables(schema)) for schema in SCHEMAS if tables(schema)]


def contracts_of(schema: str, promised: list[type[Table]]) -> dg.AssetChecksDefinition:
    """The checks of one schema, in one step: a step costs more than checking a table."""

    @dg.multi_asset_check(name=f"contracts_of_{schema}", specs=[_spec(table) for table in promised])
    def contracts(warehouse: dg.ResourceParam[Warehouse]) -> Iterator[dg.AssetCheckResult]:
        with warehouse.kept_open():
            for table in promised:
                broken = warehouse.broken_promises(table)
                yield dg.AssetCheckResult(
                    check_name="contract",
                    asset_key=list(table.address()),
                    passed=not broken,
                    metadata={"rows": warehouse.row_count(table.address()), "broken": "\n".join(broken) or "nothing"},
                )

    return contracts


def _spec(table: type[Table]) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        "contract",
        asset=dg.AssetKey(list(table.address())),
        blocking=True,
        description=f"Columns, types, ranges, row rules and the key ({', '.join(table.key())}) are as promised in "
        f"models/{table.address().schema}.py.",
    )
