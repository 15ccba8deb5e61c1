"""The codebook as tables, and with what they are used.

Belongs here: the assets of the schema `reference`. Does not: the content, which is edited in `codebook/`.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.description import made, spec
from assets.frames import frame_of_rows
from assets.versions import versions
from gongkai.codebook import Codebook
from gongkai.reference import reference_rows
from models.contract import tables as promised_tables
from models.warehouse import Warehouse

TABLES = promised_tables("reference")


@dg.multi_asset(name="reference", specs=[spec(table) for table in TABLES])
def reference(
    codebook: dg.ResourceParam[Codebook], warehouse: dg.ResourceParam[Warehouse]
) -> Iterator[dg.MaterializeResult[Any]]:
    """Store the words the reader uses, so that SQL joins the same ones."""
    rows = rows_of_tables(codebook)
    with warehouse.replacing(*TABLES) as tables:
        for table in TABLES:
            tables.append(table, frame_of_rows(table, rows[table.address().table]))
    with warehouse.kept_open():
        for table in TABLES:
            yield made(warehouse, table, codebook=codebook.fingerprint)


def rows_of_tables(codebook: Codebook) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of the schema, by its name."""
    made_with = [{"part": part, "version": version} for part, version in versions(codebook).items()]
    return reference_rows(codebook) | {"versions": made_with}
