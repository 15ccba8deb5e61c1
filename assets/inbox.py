"""What lies in the inbox, path by path, and what becomes of each when it is read.

Belongs here: listing and opening delivered files. Does not: decoding a format (`gongkai/formats/`), or storing
a row (`assets/raw.py`). Nothing that is found is passed over: what is not read carries a status and a reason.
"""

import hashlib
import mimetypes
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gongkai import documents_in
from gongkai.codebook import Codebook
from gongkai.formats import LIMITS, Limits, UnreadableError, is_archive, members
from gongkai.records import Document

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


class Reading(NamedTuple):
    """A path after it was opened: the documents in it, or the problem with it.

    `number` is how many documents its bytes hold, also where they were read before under another path.
    """

    delivery: Delivery
    sha256: str | None
    documents: tuple[Document, ...]
    number: int
    problem: Problem | None


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

    def readings(self, codebook: Codebook) -> Iterator[Reading]:
        """Every path with its documents or its problem."""
        known: dict[str, Reading] = {}
        for delivery in self.deliveries():
            yield from _opened(delivery, codebook, known, self.limits)

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
        if location != root and (ignored := _ignored(os.path.basename(location))):
            yield _problem(location, root, "inode/directory", ignored)
            return
        names = sorted(os.listdir(location))
    except OSError as error:
        yield _problem(location, root, "inode/directory", Problem("unreadable", _cause(error)))
        return
    for name in names:
        yield from _found(os.path.join(location, name), root, limits)


def _file(location: str, root: str, status: os.stat_result, limits: Limits) -> Delivery:
    name = os.path.basename(location)
    if kind := NOT_A_FILE.get(stat.S_IFMT(status.st_mode)):
        return _problem(location, root, kind[0], Problem("unsupported", kind[1]))
    media_type = _media_types.guess_type(name)[0] or "application/octet-stream"
    problem = _ignored(name)
    if not problem and status.st_size > limits.file_mib << 20:
        reason = f"larger than the {limits.file_mib} MiB of GONGKAI_FILE_MIB; split it, or raise the limit"
        problem = Problem("unsupported", reason)
    return Delivery(location, _stored(location, root), media_type, status.st_size, status.st_mtime_ns, problem)


def _problem(location: str, root: str, media_type: str, problem: Problem) -> Delivery:
    return Delivery(location, _stored(location, root), media_type, None, 0, problem)


def _ignored(name: str) -> Problem | None:
    if name.startswith(IGNORED_PREFIXES) or name.lower() in IGNORED_NAMES:
        return Problem("ignored", "by its name it belongs to the folder, not to the reports; rename it if it is one")
    return None


def _stored(location: str, root: str) -> str:
    """The path as it is stored: below the root, and valid text even where a name is not."""
    below = os.path.relpath(location, root) if root else location
    return os.fsencode(below).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _opened(delivery: Delivery, codebook: Codebook, known: dict[str, Reading], limits: Limits) -> Iterator[Reading]:
    """Open a file: one reading, and for an archive one more for each file in it."""
    if delivery.problem:
        yield Reading(delivery, None, (), 0, delivery.problem)
        return
    try:
        data = Path(delivery.location).read_bytes()
    except OSError as error:
        yield Reading(delivery, None, (), 0, Problem("unreadable", _cause(error)))
        return
    if is_archive(data):
        yield from _unpacked(delivery, data, codebook, known, limits)
    else:
        yield _read(delivery, data, codebook, known, limits)


def _unpacked(
    delivery: Delivery, data: bytes, codebook: Codebook, known: dict[str, Reading], limits: Limits
) -> Iterator[Reading]:
    """The files of an archive, each below its path, and then the archive itself: what was in it, or what stopped it."""
    sha256, names = hashlib.sha256(data).hexdigest(), set[str]()
    problem = None
    try:
        for name, content, refused in members(data, limits):
            again = f"{name} ({len(names)})" if name in names else name
            names.add(again)
            path = f"{delivery.path}/{again}".encode("utf-8", "backslashreplace").decode()
            media_type = _media_types.guess_type(name)[0] or "application/octet-stream"
            given = Problem(refused.status, str(refused)) if refused else _ignored(name.rpartition("/")[2])
            member = delivery._replace(path=path, media_type=media_type, size_bytes=len(content), problem=given)
            if given:
                yield Reading(member, None, (), 0, given)
            else:
                yield _read(member, content, codebook, known, limits)
    except UnreadableError as error:
        problem = Problem(error.status, str(error))
    counted = Problem("unpacked", f"an archive; the {len(names):,} files in it have rows of their own")
    yield Reading(delivery, sha256, (), 0, problem or (counted if names else Problem("empty", "an empty archive")))


def _read(delivery: Delivery, data: bytes, codebook: Codebook, known: dict[str, Reading], limits: Limits) -> Reading:
    """Decode the bytes of a file; `known` remembers which bytes were read before, and where."""
    sha256 = hashlib.sha256(data).hexdigest()
    if before := known.get(sha256):
        problem = Problem("duplicate", f"the same bytes as {before.delivery.path}")
        return Reading(delivery, sha256, (), before.number, problem)
    try:
        documents = documents_in(data, delivery.file_name, codebook, limits)
    except UnreadableError as error:
        reason = str(error).removeprefix(f"{delivery.file_name}: ")  # the row names the file already
        return Reading(delivery, sha256, (), 0, Problem(error.status, reason))
    except Exception as error:
        return Reading(delivery, sha256, (), 0, Problem("unreadable", f"decoding failed: {error!r}"))
    known[sha256] = Reading(delivery, sha256, (), len(documents), None)
    return known[sha256]._replace(documents=documents)


def _cause(error: OSError) -> str:
    return f"{error.strerror or error}; check its permissions and that it is still there"
