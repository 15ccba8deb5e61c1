"""What lies in the inbox, path by path.

Belongs here: listing delivered files. Does not: what is in them (`sources.py`, `opening.py`), or storing a row
(`raw.py`). Nothing that is found is passed over: what will not be read carries a status and a reason.
"""

import errno
import mimetypes
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gongkai.formats import LIMITS, Limits, is_container

# Names that file managers, editors and people leave beside reports.
IGNORED_NAMES = ("thumbs.db", "desktop.ini", "readme", "readme.txt", "readme.md", "license", "license.txt")
IGNORED_PREFIXES = (".", "~$")

NOT_A_FILE = {
    stat.S_IFLNK: ("inode/symlink", "a symbolic link is not followed; deliver the file itself"),
    stat.S_IFIFO: ("inode/fifo", "a pipe is no file; deliver its content as a file"),
    stat.S_IFSOCK: ("inode/socket", "a socket is no file"),
    stat.S_IFCHR: ("inode/chardevice", "a device is no file"),
    stat.S_IFBLK: ("inode/blockdevice", "a device is no file"),
}

_media_types = mimetypes.MimeTypes(filenames=())  # without the lists of this machine: the same everywhere


class Problem(NamedTuple):
    """Why a path is not read: a status of `raw.files`, and words that say what to do."""

    status: str
    reason: str


class Delivery(NamedTuple):
    """A path in the inbox, not opened yet."""

    location: str
    path: str
    media_type: str
    size_bytes: int | None
    changed_ns: int
    problem: Problem | None

    @property
    def file_name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Inbox:
    """The folders and files that were delivered."""

    paths: tuple[Path, ...]
    limits: Limits = LIMITS

    def deliveries(self) -> Iterator[Delivery]:
        """Every path, in the order of its name, folders opened and links left alone."""
        root, paths = self._root(), {path.resolve() for path in self.paths}
        for path in sorted(paths):
            if paths.isdisjoint(path.parents):  # otherwise it is found in the folder that was given too
                yield from _found(os.fspath(path), root, self.limits)

    def _root(self) -> str:
        """Stored paths begin below this folder, so that they do not depend on the machine."""
        paths = [path.resolve() for path in self.paths]
        if len(paths) == 1 and paths[0].is_dir():
            return os.fspath(paths[0])
        return os.path.commonpath([path.parent for path in paths]) if paths else ""


def _found(location: str, root: str, limits: Limits) -> Iterator[Delivery]:
    try:
        status = os.lstat(location)
        if not stat.S_ISDIR(status.st_mode):
            yield _file(location, root, status, limits)
            return
        if location != root and (ignored := ignored_by(os.path.basename(location))):
            yield _problem(location, root, "inode/directory", ignored)
            return
        names = sorted(os.listdir(location))
    except OSError as error:
        yield _problem(location, root, "inode/directory", Problem("unreadable", cause(error)))
        return
    for name in names:
        yield from _found(os.path.join(location, name), root, limits)


def _file(location: str, root: str, status: os.stat_result, limits: Limits) -> Delivery:
    name = os.path.basename(location)
    if kind := NOT_A_FILE.get(stat.S_IFMT(status.st_mode)):
        return _problem(location, root, kind[0], Problem("unsupported", kind[1]))
    media_type = media_type_of(name)
    problem = ignored_by(name)
    limit, most = ("container_mib", limits.container_mib) if is_container(name) else ("file_mib", limits.file_mib)
    if not problem and status.st_size > most << 20:
        reason = f"larger than the {most:,} MiB of GONGKAI_{limit.upper()}; split it, or raise the limit"
        problem = Problem("unsupported", reason)
    return Delivery(location, _stored(location, root), media_type, status.st_size, status.st_mtime_ns, problem)


def _problem(location: str, root: str, media_type: str, problem: Problem) -> Delivery:
    return Delivery(location, _stored(location, root), media_type, None, 0, problem)


def ignored_by(name: str) -> Problem | None:
    """Why a file of this name is left alone."""
    if name.startswith(IGNORED_PREFIXES) or name.lower() in IGNORED_NAMES:
        return Problem("ignored", "by its name it belongs to the folder, not to the reports; rename it if it is one")
    return None


def media_type_of(name: str) -> str:
    """The media type by the ending of a name."""
    return _media_types.guess_type(name)[0] or "application/octet-stream"


def _stored(location: str, root: str) -> str:
    """The path as it is stored: below the root, and valid text even where a name is not."""
    below = os.path.relpath(location, root) if root else location
    return os.fsencode(below).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def opened(location: str) -> BinaryIO:
    """A listed file, opened. Raises OSError; also if a link, a pipe or a device has taken its place meanwhile."""
    number = os.open(location, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "it is no plain file any more")
    return os.fdopen(number, "rb")


def cause(error: OSError) -> str:
    """Why a path could not be opened, and what to do."""
    return f"{error.strerror or error}; check its permissions and that it is still there"
