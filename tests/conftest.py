"""What every test may ask for: the codebook, and the real reports where they are at hand."""

import os
from pathlib import Path

import pytest

from gongkai.codebook import Codebook, load_codebook

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """The codebook of the repository, compiled once."""
    return load_codebook(ROOT / "codebook")


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of the five real reports, which are not part of the repository."""
    folder = Path(os.environ.get("GONGKAI_REPORTS", ROOT.parent / "shared" / "reports"))
    if not folder.is_dir():
        pytest.skip(f"the real reports are not at hand: no folder {folder}; name it in GONGKAI_REPORTS")
    return folder
