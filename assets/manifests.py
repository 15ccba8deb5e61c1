"""Manifests: tables beside the files that say where each comes from, when it was got and whose it is.

Belongs here: reading them, and which file an entry is about. Does not: which column is what
(`codebook/deliveries.yml`), and what is made of the words (`gongkai/identify.py`).
"""

import csv
import io
import json
import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from gongkai.deliveries import NOTHING, DeliveryNames, Said
from gongkai.formats import is_container
from gongkai.formats.plain_text import decode_text

DELIMITERS = ",\t;"
CELL = 1 << 20  # characters of the longest cell of a manifest

_given = msgspec.json.Encoder()
_taken = msgspec.json.Decoder(dict[str, Said])


class Entry(NamedTuple):
    """A line of a manifest: the path it is about and what it says, or what is wrong with it."""

    number: int
    path: str | None
    said: Said
    reason: str | None = None


def entries(data: bytes, name: str, folder: str, names: DeliveryNames) -> Iterator[Entry]:
    """The entries of a manifest that lies in `folder`. Raises UnreadableError if it is no text."""
    text, _ = decode_text(data, name)
    for number, row in _json_lines(text) if name.lower().endswith(("jsonl", "ndjson")) else _cells(text):
        if isinstance(row, str):
            yield Entry(number, None, NOTHING, row)
            continue
        column, file = names.found("file_name", row)
        said = names.said({name: value for name, value in row.items() if name != column})
        path = _below(folder, str(file)) if file else None
        if path:
            yield Entry(number, path, said)
        else:
            reason = f"its file {str(file)[:100]!r} lies outside the folder" if file else "it names no file"
            yield Entry(number, None, said, reason)


class Manifests:
    """What all manifests say; of several entries about one path the first counts."""

    def __init__(self) -> None:
        self._said: dict[str, Said] = {}
        self._inside: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        """Remember an entry."""
        if entry.path is None or entry.path in self._said:
            return
        self._said[entry.path] = entry.said
        parts = entry.path.split("/")
        for end in range(1, len(parts)):
            if is_container(parts[end - 1]):
                self._inside["/".join(parts[:end])].append(entry.path)

    def given(self, path: str) -> str:
        """What is said about a file and the files in it, as JSON by path; empty if nothing is."""
        about = {each: self._said[each] for each in (path, *self._inside.get(path, ())) if each in self._said}
        return _given.encode(about).decode() if about else ""


def said_by(given: str) -> Mapping[str, Said]:
    """What `Manifests.given` made of it: what is said, by path."""
    return _taken.decode(given) if given else {}


def _json_lines(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                row = f"the line is no JSON ({str(error)[:100]})"
            yield number, row if isinstance(row, dict | str) else "the line is no JSON object with named fields"


def _cells(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The rows of a table with a heading line, by the names in it."""
    csv.field_size_limit(CELL)
    heading = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=heading.count))
    columns = [name.strip() for name in next(rows, [])]
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield rows.line_num, f"the line is no row of a table ({error})"
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            fits = len(row) == len(columns)
            odd = f"the line has {len(row)} cells, and the heading {len(columns)}"
            yield rows.line_num, dict(zip(columns, map(str.strip, row), strict=True)) if fits else odd


def _below(folder: str, file: str) -> str | None:
    """The stored path of a file that a manifest names; None if it leads out of the folder of the manifest."""
    named = posixpath.normpath(file.replace("\\", "/"))
    is_outside = named.startswith(("/", "../")) or named in (".", "..") or named[1:2] == ":"
    return None if is_outside else posixpath.normpath(posixpath.join(folder, named))
