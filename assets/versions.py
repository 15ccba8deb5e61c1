"""With what a release is made: a hash of the reader, of the codebook and of the SQL.

Belongs here: what each of them consists of. Does not: comparing releases (`models/changes.py`). Comments count as code:
telling them apart would be a parser of its own.
"""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version as installed_version
from pathlib import Path

import gongkai
from assets.dbt import PROJECT_FOLDER
from gongkai.codebook import Codebook

READER = Path(gongkai.__file__).parent
# What hands it files and makes rows of what it returns is a part of the reader too.
ROWS = ("frames.py", "inbox.py", "manifests.py", "opening.py", "reading.py", "sources.py", "unpacking.py")
# What other formats than plain text are decoded with; another version may render a page in another way.
LIBRARIES = ("selectolax", "lxml", "pdfplumber", "pdfminer.six", "python-calamine", "pyarrow", "warcio")


def versions(codebook: Codebook) -> dict[str, str]:
    """The version of each part, by its name in reference.versions."""
    libraries = [f"{name} {installed_version(name)}" for name in LIBRARIES]
    reader = [*READER.rglob("*.py"), *(Path(__file__).with_name(name) for name in ROWS)]
    return {
        "reader": _hash_of(READER.parent, reader, libraries),
        "codebook": codebook.fingerprint,
        "models": _hash_of(PROJECT_FOLDER, _queries(PROJECT_FOLDER)),
    }


def _queries(project: Path) -> Iterable[Path]:
    return (path for folder in ("models", "macros") for path in (project / folder).rglob("*.sql"))


def _hash_of(folder: Path, files: Iterable[Path], words: Iterable[str] = ()) -> str:
    """SHA-256 over names and contents, in an order that does not depend on the machine."""
    digest = hashlib.sha256("\n".join(words).encode())
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
