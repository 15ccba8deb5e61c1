"""What lies in the inbox, path by path.

Belongs here: listing delivered files. Does not: what is in them (`sources.py`, `opening.py`), or storing a row
(`raw.py`). Nothing that is found is passed over: what will not be read carries a status and a reason.
"""

import errno
import functools
import mimetypes
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from assets.manifests import Manifests, entries
from gongkai.deliveries import DeliveryNames
from gongkai.formats import LIMITS, Limits, UnreadableError, is_container

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

MANIFEST = "manifest"  # the status of a file that speaks of others
OTHER = "application/octet-stream"

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
    given: str = ""  # what manifests say about it and the files in it (`Manifests.given`)

    @property
    def file_name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Inbox:
    """The folders and files that were delivered; `manifests` are those that do not lie beside the files."""

    paths: tuple[Path, ...]
    names: DeliveryNames
    limits: Limits = LIMITS
    manifests: tuple[Path, ...] = ()

    def deliveries(self) -> Iterator[Delivery]:
        """Every path, in the order of its name, folders opened and links left alone; manifests before their files."""
        root, paths = self._root(), {path.resolve() for path in self.paths}
        listing = _Listing(root, self.limits, self.names, Manifests())
        apart = {path.absolute() for path in self.manifests}
        for path in sorted(apart):
            yield listing.manifest(os.fspath(path), _stored(os.fspath(path), root), "")
        for path in sorted(paths - apart):
            if paths.isdisjoint(path.parents):  # otherwise it is found in the folder that was given too
                yield from listing.found(os.fspath(path), apart)

    def _root(self) -> str:
        """Stored paths begin below this folder, so that they do not depend on the machine."""
        paths = [path.resolve() for path in self.paths]
        if len(paths) == 1 and paths[0].is_dir():
            return os.fspath(paths[0])
        return os.path.commonpath([path.parent for path in paths]) if paths else ""


class _Listing(NamedTuple):
    """What listing needs to know, and the manifests found so far."""

    root: str
    limits: Limits
    names: DeliveryNames
    manifests: Manifests

    def found(self, location: str, apart: Collection[Path]) -> Iterator[Delivery]:
        """The path, or what lies below it; manifests that were read apart are passed over."""
        try:
            status = os.lstat(location)
            if not stat.S_ISDIR(status.st_mode):
                yield self._file(location, status)
                return
            if location != self.root and (ignored := ignored_by(os.path.basename(location))):
                yield self._problem(location, "inode/directory", ignored)
                return
            names = sorted(os.listdir(location))
        except OSError as error:
            yield self._problem(location, "inode/directory", Problem("unreadable", cause(error)))
            return
        known = {os.fspath(path) for path in apart}
        own = [name for name in names if name.lower() in self.names.manifests]
        for name in own:
            if (path := os.path.join(location, name)) not in known:
                yield self.manifest(path, _stored(path, self.root), _stored(location, self.root))
        for name in names:
            if name not in own and (path := os.path.join(location, name)) not in known:
                yield from self.found(path, apart)

    def manifest(self, location: str, path: str, folder: str) -> Delivery:
        """A manifest whose entries begin at a folder; from now on what it says is known."""
        try:
            status = os.lstat(location)
            if kind := NOT_A_FILE.get(stat.S_IFMT(status.st_mode)):
                return self._problem(location, kind[0], Problem("unsupported", kind[1]))
            found = list(entries(read(location, self.limits), path, folder, self.names))
        except OSError as error:
            return self._problem(location, "text/csv", Problem("unreadable", cause(error)))
        except UnreadableError as error:
            return self._problem(location, "text/csv", Problem(error.status, str(error)))
        for entry in found:
            self.manifests.add(entry)
        wrong = sum(entry.reason is not None for entry in found)
        problem = Problem(MANIFEST, f"a manifest of {len(found):,} entries, {wrong:,} of them malformed")
        media_type = media_type_of(path)
        # Below which folder its entries lie is given to whoever opens it.
        return Delivery(location, path, media_type, status.st_size, status.st_mtime_ns, problem, folder)

    def _file(self, location: str, status: os.stat_result) -> Delivery:
        name = os.path.basename(location)
        if kind := NOT_A_FILE.get(stat.S_IFMT(status.st_mode)):
            return self._problem(location, kind[0], Problem("unsupported", kind[1]))
        problem, path = ignored_by(name), _stored(location, self.root)
        limit = "container_mib" if is_container(name) else "file_mib"
        most = getattr(self.limits, limit)
        if not problem and status.st_size > most << 20:
            reason = f"larger than the {most:,} MiB of GONGKAI_{limit.upper()}; split it, or raise the limit"
            problem = Problem("unsupported", reason)
        given = self.manifests.given(path)
        return Delivery(location, path, media_type_of(name), status.st_size, status.st_mtime_ns, problem, given)

    def _problem(self, location: str, media_type: str, problem: Problem) -> Delivery:
        return Delivery(location, _stored(location, self.root), media_type, None, 0, problem)


def ignored_by(name: str) -> Problem | None:
    """Why a file of this name is left alone."""
    if name.startswith(IGNORED_PREFIXES) or name.lower() in IGNORED_NAMES:
        return Problem("ignored", "by its name it belongs to the folder, not to the reports; rename it if it is one")
    return None


def read(location: str, limits: Limits) -> bytes:
    """The bytes of a listed file, which may have grown since. Raises OSError."""
    with opened(location) as file:
        data = file.read((limits.file_mib << 20) + 1)
    if len(data) > limits.file_mib << 20:
        raise OSError(errno.EFBIG, f"larger than the {limits.file_mib} MiB of GONGKAI_FILE_MIB")
    return data


def media_type_of(name: str) -> str:
    """The media type by the ending of a name; what is compressed has two endings."""
    parts = name.split(".")
    is_compressed = len(parts) > 2 and f".{parts[-1]}" in _media_types.encodings_map
    return _media_type(".".join(parts[-2:] if is_compressed else parts[-1:])) if len(parts) > 1 else OTHER


@functools.lru_cache
def _media_type(endings: str) -> str:
    return _media_types.guess_type(f"x.{endings}")[0] or OTHER


def _stored(location: str, root: str) -> str:
    """The path as it is stored: below the root, and valid text even where a name is not."""
    is_below = location.startswith(f"{root}{os.sep}")  # as all is but a manifest that lies elsewhere
    below = location[len(root) + 1 :] if is_below else os.path.relpath(location, root or os.sep)
    return below if below.isascii() else os.fsencode(below).decode("utf-8", "backslashreplace")


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
