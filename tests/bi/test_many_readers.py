"""Readers while a release is published: none is turned away, none holds up the writer, none sees half a build."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from models.contract import tables
from models.warehouse import Warehouse

READER = Path(__file__).with_name("reader.py")
PUBLISHED = [table for table in tables("marts") if table.address().table.startswith(("dim_reports", "fct_"))]
READERS, BUILDS = 3, 3


def publish(warehouse: Path, build: str, folder: Path) -> None:
    """A build whose tables all say which one it is, published by the code that publishes every build."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update marts.fct_requests set value_text = $build", {"build": build})
        connection.execute("update marts.dim_reports set title = $build", {"build": build})
    Warehouse(warehouse).publish(PUBLISHED, folder)


def test_no_reader_is_blocked_or_sees_half_a_build(samples_data: Path, tmp_path: Path) -> None:
    warehouse, folder, stop = tmp_path / "warehouse.duckdb", tmp_path / "published", tmp_path / "stop"
    shutil.copy(samples_data / "warehouse.duckdb", warehouse)
    publish(warehouse, "build 0", folder)
    readers = [
        subprocess.Popen(
            [sys.executable, READER, folder, stop], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(READERS)
    ]
    try:
        for number in range(1, BUILDS):
            publish(warehouse, f"build {number}", folder)
    finally:
        stop.touch()
        ended = [(*reader.communicate(timeout=60), reader.returncode) for reader in readers]
    assert [status for _, _, status in ended] == [0] * READERS, [said[-500:] for _, said, _ in ended]
    for answer in (json.loads(out) for out, _, _ in ended):
        assert answer["mixed"] == 0
        assert answer["kept"] is True
        assert answer["seen"][-1] == f"build {BUILDS - 1}"
        assert answer["seen"] == sorted(answer["seen"]), "a reader must not go back to an older build"
