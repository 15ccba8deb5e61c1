"""Where releases lie: a folder for each, and a link to the one that is published.

Belongs here: putting a finished release in place of the last, and removing what nobody needs any more. Does not: the
files of a release (`publication.py`).

    published            -> published.releases/7   what people and BI tools read
    published.previous   -> published.releases/6   the last release whose tables differed from it
    published.releases/new                         what is being written; a killed run may leave it behind

A link changes at once, so that whoever looks sees one release or the other and always a whole one; whoever has a file
open keeps it. Releases that no link leads to any more are removed when the next build begins.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

CONTENTS = "release.json"
VERSIONS = "reference.versions"


def new_folder(published: Path) -> Path:
    """An empty folder to write the next release to."""
    folder = _releases(published) / "new"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def put_in_place(new: Path, published: Path) -> None:
    """Publish a release that is complete; the one before stays as the previous one if its tables differ."""
    _move_old_style(published)
    release = new.rename(_releases(published) / str(_last_number(published) + 1))
    if published.exists() and _tables(published) != _tables(release):
        _link(previous(published), published.resolve())
    _link(published, release)


def previous(published: Path) -> Path:
    """The link to the release before; there may be none."""
    return published.with_name(f"{published.name}.previous")


def remove_leftovers(published: Path) -> None:
    """Remove releases that no link leads to, and what a killed run was writing; link a release it had finished."""
    finished = _releases(published) / str(_last_number(published))
    if not published.exists() and (finished / CONTENTS).exists():
        _link(published, finished)
    kept = {link.resolve() for link in (published, previous(published)) if link.is_symlink()}
    for path in _releases(published).glob("*"):
        if path.resolve() not in kept:
            shutil.rmtree(path, ignore_errors=True)
    for link in (published, previous(published)):
        _unfinished(link).unlink(missing_ok=True)


def _link(link: Path, release: Path) -> None:
    _unfinished(link).unlink(missing_ok=True)
    _unfinished(link).symlink_to(os.path.relpath(release, link.parent.resolve()))
    _unfinished(link).replace(link)


def _unfinished(link: Path) -> Path:
    return link.with_name(f"{link.name}.link")


def _releases(published: Path) -> Path:
    return published.with_name(f"{published.name}.releases")


def _last_number(published: Path) -> int:
    return max((int(path.name) for path in _releases(published).glob("*") if path.name.isdigit()), default=0)


def _tables(release: Path) -> Any:
    """What release.json says of all tables but the versions they were made by; null if it cannot be read."""
    try:
        tables = json.loads((release / CONTENTS).read_text(encoding="utf-8"))["tables"]
    except (OSError, ValueError, KeyError):
        return None
    return {name: table for name, table in tables.items() if name != VERSIONS}


def _move_old_style(published: Path) -> None:
    """A folder published by a version before the links becomes the first release."""
    if published.is_dir() and not published.is_symlink():
        published.rename(_releases(published) / str(_last_number(published) + 1))
        _link(published, _releases(published) / str(_last_number(published)))
