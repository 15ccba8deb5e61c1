"""From paths to the reports in them, and to the reasons why others are not checked.

Belongs here: files, folders and archives on the disk. Does not: formats (`gongkai/formats/`).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from assets.inbox import ignored_by
from gongkai.records import Report
from orchestration.delivered import NotRead, name_of
from orchestration.linter.words import Voice
from orchestration.reader_process import ReaderProcess


class NotChecked(NamedTuple):
    """A file, or a document in it, that was given and is not checked."""

    file: str
    reason: str
    is_asked_for: bool  # named itself, not found in a folder


def reports_in(paths: Iterable[Path], reader: ReaderProcess, voice: Voice) -> Iterator[Report | NotChecked]:
    """Every report of every path in order; its document bears the name of the file as it was given."""
    for path in paths:
        if not path.is_dir():
            yield from _reports(path, reader, voice, is_asked_for=True)
            continue
        files = sorted(file for file in path.rglob("*") if file.is_file() and not _is_ignored(file, path))
        if not files:
            yield NotChecked(name_of(path), voice.say("no_files"), is_asked_for=True)
        for file in files:
            yield from _reports(file, reader, voice, is_asked_for=False)


def _is_ignored(file: Path, folder: Path) -> bool:
    """What a build leaves alone by its name, such as README."""
    return any(map(ignored_by, file.relative_to(folder).parts))


def _reports(path: Path, reader: ReaderProcess, voice: Voice, *, is_asked_for: bool) -> Iterator[Report | NotChecked]:
    foreign, holding = dict[str, str](), set[str]()
    for found in reader.found(path, name_of(path)):
        if isinstance(found, NotRead):
            yield NotChecked(found.file, voice.say(f"not_read_{found.kind}", reason=found.reason), is_asked_for)
        elif found.header.document_class == "report":
            holding.add(found.document.file_name)
            yield found
        else:
            foreign.setdefault(found.document.file_name, found.header.class_reason)
    # The contents page or cover of a file that holds reports is none that was missed.
    for file in sorted(foreign.keys() - holding):
        yield NotChecked(file, voice.say("no_report", reason=foreign[file]), is_asked_for)
