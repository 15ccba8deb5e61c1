"""What every test may ask for: the codebook, the published samples, and the real reports where they are at hand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.codebook import Codebook, load_codebook

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """The codebook of the repository, compiled once."""
    return load_codebook(ROOT / "codebook")


@pytest.fixture(scope="session")
def samples_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder GONGKAI_DATA of the samples after `gongkai build`, once for all tests: change nothing in it."""
    data = tmp_path_factory.mktemp("samples") / "data"
    build = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "build", str(ROOT / "samples")],
        cwd=ROOT,
        env=os.environ | {"GONGKAI_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, build.stdout[-3000:] + build.stderr[-3000:]
    return data


@pytest.fixture(scope="session")
def published(samples_data: Path) -> Path:
    """The published files of the samples."""
    return samples_data / "published"


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of the five real reports, which are not part of the repository."""
    folder = Path(os.environ.get("GONGKAI_REPORTS", ROOT.parent / "shared" / "reports"))
    if not folder.is_dir():
        pytest.skip(f"the real reports are not at hand: no folder {folder}; name it in GONGKAI_REPORTS")
    return folder
