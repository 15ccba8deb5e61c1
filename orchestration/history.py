"""Where Dagster keeps the events of runs: its own SQLite files, with connections that stay open.

Belongs here: that one difference. Dagster makes an engine, opens the file and waits for the disk several times per
event; for a run as short as ours that takes longer than reading and computing. `settings.py` names this class in
dagster.yaml. Does not belong here: any other storage.
"""

import contextlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event

OPEN_FILES = 8  # one per run that is looked at, and the index of all runs
PATIENCE = 30  # seconds to wait for another process that writes


class History(SqliteEventLogStorage):
    """`SqliteEventLogStorage` with a few engines kept."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> "History":
        """The storage that dagster.yaml describes."""
        return cls(inst_data=inst_data, **config_value)

    @contextlib.contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            engine = create_engine(self.conn_string_for_shard(shard), connect_args={"timeout": PATIENCE})
            event.listen(engine, "connect", _without_waiting_for_the_disk)
            self._engines[shard] = engine
        self._engines.move_to_end(shard)
        if len(self._engines) > OPEN_FILES:
            self._engines.popitem(last=False)[1].dispose()
        return self._engines[shard]

    def dispose(self) -> None:
        """Close the files."""
        super().dispose()
        while self._engines:
            self._engines.popitem()[1].dispose()


def _without_waiting_for_the_disk(connection: Any, _: object) -> None:
    """A power cut may cost the last events of a run, which is then built again; it cannot damage the file."""
    connection.execute("pragma synchronous = normal")
