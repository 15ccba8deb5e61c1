"""How dbt is called: the executable, a manifest that is up to date, and a resource without idle time.

Belongs here: what stands between Dagster and the command `dbt`. Does not: the assets dbt makes (`transform.py`).
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from packaging.version import Version

from assets.ready_dbt import PLAIN_DBT

# dbt runs in a process of its own. Where it is not installed, dagster-dbt does without importing it; that is all we
# need here too, and takes two seconds less.
sys.modules.setdefault("dbt", None)  # type: ignore[arg-type]
from dagster_dbt import DbtCliResource, dbt_assets  # noqa: E402

if sys.modules["dbt"] is None:
    del sys.modules["dbt"]

__all__ = ["EXECUTABLE", "PROJECT_FOLDER", "Dbt", "DbtCliResource", "dbt_assets", "manifest", "resource"]

PROJECT_FOLDER = Path(__file__).parent.parent / "dbt_project"
EXECUTABLE = Path(sys.executable).with_name("dbt")  # PATH may name another, or none


def resource(program: Sequence[str] = PLAIN_DBT) -> "Dbt":
    """dbt for this project: our Python with the program that makes it dbt."""
    folder = str(PROJECT_FOLDER)
    own = list(program)
    return Dbt(project_dir=folder, profiles_dir=folder, dbt_executable=sys.executable, global_config_flags=own)


class Dbt(DbtCliResource):
    """`DbtCliResource` without its two preparations that cost more than our whole dbt run.

    It asks `dbt --version` in a process of its own, though the package says it, and builds an adapter in this
    process, which is only needed to fetch column metadata: ours come from the contracts.
    """

    @property
    def _cli_version(self) -> Version:
        return Version(installed_version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:  # noqa: ARG002 - as the base calls it
        return None


def manifest(folder: Path = PROJECT_FOLDER) -> Path:
    """The path of dbt's manifest, parsed again if it is missing or older than a file it describes."""
    path = folder / "target" / "manifest.json"
    if not path.exists() or path.stat().st_mtime < _last_change(folder):
        parsing = subprocess.run(
            [EXECUTABLE, "parse", "--quiet", "--project-dir", folder, "--profiles-dir", folder],
            env=os.environ | {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if parsing.returncode:
            raise RuntimeError(f"dbt cannot parse {folder}:\n{parsing.stdout}{parsing.stderr}")
    return path


def _last_change(folder: Path) -> float:
    sources = [path for pattern in ("*.sql", "*.yml", "*.md", "*.csv") for path in folder.rglob(pattern)]
    return max(path.stat().st_mtime for path in sources if not path.is_relative_to(folder / "target"))
