"""Is there anything to do? A fingerprint of everything a build depends on, compared with that of the last one.

Belongs here: remembering a build. Does not: building. Nothing heavy is imported, so that the answer comes at once.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assets.inbox import Delivery
from orchestration.settings import HOME, Settings

CODE = ("assets", "codebook", "dbt_project", "gongkai", "models", "requirements.lock")
SUFFIXES = {".py", ".sql", ".yml", ".csv", ".tsv", ".md", ".lock"}


class LastBuild(NamedTuple):
    """What is remembered of a build: what it was made from, what it made, and how it ended."""

    fingerprint: str
    release: str
    exit_status: int
    outcome: str


def fingerprint(deliveries: list[Delivery]) -> str:
    """A hash of the listing of the inbox (path, size, time of change) and of every file of code and codebook."""
    digest = hashlib.sha256()
    for delivery in deliveries:
        digest.update(repr(delivery).encode())
    for path in _code():
        digest.update(f"{path.relative_to(HOME)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def remembered(settings: Settings) -> LastBuild | None:
    """The last build, if what it published still lies there as it left it."""
    try:
        last = LastBuild(**json.loads(_memory(settings).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return last if last.release and last.release == _release(settings) else None


def remember(settings: Settings, fingerprint: str, exit_status: int, outcome: str) -> None:
    """Note a build that ended."""
    last = LastBuild(fingerprint, _release(settings), exit_status, outcome)
    new = _memory(settings).with_suffix(".new")
    new.write_text(json.dumps(last._asdict(), ensure_ascii=False, indent=2), encoding="utf-8")
    new.replace(_memory(settings))


def forget(settings: Settings) -> None:
    """Remove the warehouse, so that everything is read again; what is published stays until it is replaced."""
    for name in (settings.warehouse.name, f"{settings.warehouse.name}.wal"):
        settings.warehouse.with_name(name).unlink(missing_ok=True)


def _code() -> Iterator[Path]:
    for name in CODE:
        top = HOME / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.suffix in SUFFIXES and "target" not in path.parts:
                yield path


def _memory(settings: Settings) -> Path:
    return settings.data / "build.json"


def _release(settings: Settings) -> str:
    """The hash of release.json, which holds the hashes of the published tables; empty if something is missing."""
    path = settings.published / "release.json"
    complete = path.exists() and (settings.published / "gongkai.duckdb").exists()
    return hashlib.sha256(path.read_bytes()).hexdigest() if complete else ""
