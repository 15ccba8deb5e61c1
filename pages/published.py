"""The published files as the pages read them: opened for a request and closed again.

Belongs here: finding the release. Does not: questions to it (`reports.py`, `panel.py`).

Who builds lets the link `published` lead to a new release. A page that is being made keeps the file it has opened, the
next one opens the new file, and neither waits for the other.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from models.publication import DATABASE
from models.warehouse import Warehouse

NEEDED = {
    ("report_texts", "text"),
    ("report_figures", "place"),
    ("report_leftovers", "place"),
    ("fct_series", "label_zh"),
}
HELD = "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"


class NothingPublishedError(Exception):
    """There is no release in the folder, or one of an earlier kind."""


class Published:
    """A folder with a release in it, sooner or later."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextlib.contextmanager
    def opened(self) -> Iterator[Warehouse]:
        """The release of this moment, open for several questions."""
        try:
            release = self.folder.resolve()  # once: the link may lead elsewhere before the file is open
            warehouse = Warehouse(release / f"{DATABASE}.duckdb", read_only=True)
            with warehouse.kept_open():
                if not set(warehouse.query(HELD).iter_rows()) >= NEEDED:
                    raise NothingPublishedError(self.folder)
                yield warehouse
        except (FileNotFoundError, duckdb.IOException) as error:
            raise NothingPublishedError(self.folder) from error
