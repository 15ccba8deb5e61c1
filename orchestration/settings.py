"""Where things are, from the environment.

Belongs here: folders and files, and the variables that move them. Does not: anything that opens them.

GONGKAI_DATA    folder of the warehouse, the published files and the run history (`data/` beside the code)
GONGKAI_INBOX   folders and files to read, separated as in PATH (`samples/` beside the code)
GONGKAI_MANIFEST manifests that do not lie beside the files, separated as in PATH
GONGKAI_WORKERS how many processes read documents (one for every core)
GONGKAI_SECONDS for how long one document may keep a reader busy, or the way to the next one in a container (60)
GONGKAI_MEMORY_MIB how much memory DuckDB may take; what does not fit goes to a folder beside the warehouse (1000)
GONGKAI_QUIET   for how long the inbox must not change before the sensor starts a build (60)
GONGKAI_<LIMIT> how much a file may ask for: FILE_MIB, HTML_MIB, NESTING and so on (`gongkai/formats/refusals.py`)
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from gongkai.formats.refusals import LIMITS, Limits

HOME = Path(__file__).parent.parent
CODEBOOK = HOME / "codebook"
DBT_PROJECT = HOME / "dbt_project"
EXAMPLES = HOME / "examples"

DAGSTER_YAML = """\
# Written by gongkai. Nothing is sent anywhere; DuckDB has one writing process, so runs wait for each other.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
event_log_storage:
  module: orchestration.history
  class: History
  config:
    base_dir: {history}
"""


@dataclass(frozen=True)
class Settings:
    """What a run reads and where it writes."""

    data: Path
    inbox: tuple[Path, ...]
    workers: int = 1
    seconds: float = 60.0
    memory_mib: int = 1000
    quiet: float = 60.0
    limits: Limits = LIMITS
    manifests: tuple[Path, ...] = ()

    @classmethod
    def from_environment(cls) -> "Settings":
        """The settings of this process."""
        inbox = os.environ.get("GONGKAI_INBOX") or str(HOME / "samples")
        return cls(
            data=Path(os.environ.get("GONGKAI_DATA") or HOME / "data").absolute(),
            inbox=_paths(inbox),
            workers=int(os.environ.get("GONGKAI_WORKERS") or os.cpu_count() or 1),
            seconds=seconds_from_environment(),
            memory_mib=int(os.environ.get("GONGKAI_MEMORY_MIB") or 1000),
            quiet=float(os.environ.get("GONGKAI_QUIET") or 60),
            limits=limits_from_environment(),
            manifests=_paths(os.environ.get("GONGKAI_MANIFEST") or ""),
        )

    @property
    def warehouse(self) -> Path:
        """The file that Python and dbt write; nobody else opens it."""
        return self.data / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The folder that people and BI tools read."""
        return self.data / "published"

    @property
    def dagster_home(self) -> Path:
        """Run history, logs and settings of Dagster."""
        return self.data / "dagster"

    def enter(self) -> None:
        """Make these settings those of this process and of every process it starts."""
        self.dagster_home.mkdir(parents=True, exist_ok=True)
        dagster_yaml = DAGSTER_YAML.format(history=json.dumps(str(self.dagster_home / "history")))
        (self.dagster_home / "dagster.yaml").write_text(dagster_yaml, encoding="utf-8")
        os.environ |= {
            "PYTHONPATH": os.pathsep.join(filter(None, [str(HOME), os.environ.get("PYTHONPATH")])),
            "GONGKAI_DATA": str(self.data),
            "GONGKAI_INBOX": os.pathsep.join(map(str, self.inbox)),
            "GONGKAI_MANIFEST": os.pathsep.join(map(str, self.manifests)),
            "GONGKAI_WAREHOUSE": str(self.warehouse),
            "DAGSTER_HOME": str(self.dagster_home),
        }


def _paths(words: str) -> tuple[Path, ...]:
    return tuple(Path(path).absolute() for path in words.split(os.pathsep) if path)


def seconds_from_environment() -> float:
    """For how long one document may keep a reader busy."""
    return float(os.environ.get("GONGKAI_SECONDS") or 60)


def limits_from_environment() -> Limits:
    """The limits on files, each as its variable says or as it is by default."""
    names = {name: f"GONGKAI_{name.upper()}" for name in Limits.__struct_fields__}
    return Limits(**{name: int(os.environ[variable]) for name, variable in names.items() if os.environ.get(variable)})
