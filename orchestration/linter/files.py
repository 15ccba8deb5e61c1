"""From paths to the reports in them, and to the reasons why others are not checked.

Belongs here: files, folders and archives on the disk. Does not: formats (`gongkai/formats/`).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from assets.inbox import ignored_by
from gongkai import parse
from gongkai.codebook import Codebook
from gongkai.formats import UnreadableError
from gongkai.records import Report
from orchestration.delivered import NotRead, documents_of, name_of
from orchestration.linter.words import Voice


class NotChecked(NamedTuple):
    """A file, or a document in it, that was given and is not checked."""

    file: str
    reason: str
    is_asked_for: bool  # named itself, not found in a folder


def reports_in(paths: Iterable[Path], codebook: Codebook, voice: Voice) -> Iterator[Report | NotChecked]:
    """Every report of every path in order; its document bears the name of the file as it was given."""
    for path in paths:
        if not path.is_dir():
            yield from _reports(path, codebook, voice, is_asked_for=True)
            continue
        files = sorted(file for file in path.rglob("*") if file.is_file() and not _is_ignored(file, path))
        if not files:
            yield NotChecked(name_of(path), voice.say("no_files"), is_asked_for=True)
        for file in files:
            yield from _reports(file, codebook, voice, is_asked_for=False)


def _is_ignored(file: Path, folder: Path) -> bool:
    """What a build leaves alone by its name, such as README."""
    return any(map(ignored_by, file.relative_to(folder).parts))


def _reports(path: Path, codebook: Codebook, voice: Voice, *, is_asked_for: bool) -> Iterator[Report | NotChecked]:
    name, foreign, holding = name_of(path), dict[str, str](), set[str]()
    try:
        for document in documents_of(path, name, codebook):
            if isinstance(document, NotRead):
                yield NotChecked(*document, is_asked_for)
                continue
            report = parse(document, codebook)
            if report.header.document_class == "report":
                holding.add(document.file_name)
                yield report
            else:
                foreign.setdefault(document.file_name, report.header.class_reason)
        # The contents page or cover of a file that holds reports is none that was missed.
        for file in sorted(foreign.keys() - holding):
            yield NotChecked(file, voice.say("no_report", reason=foreign[file]), is_asked_for)
    except FileNotFoundError:
        yield NotChecked(name, voice.say("no_such_file"), is_asked_for)
    except (OSError, UnreadableError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error).removeprefix(f"{name}: ")
        yield NotChecked(name, reason or repr(error), is_asked_for)
    except Exception as error:  # one file must not stop the others, whatever it does to the reader
        yield NotChecked(name, voice.say("reader_failed", error=repr(error)), is_asked_for)
