"""JSON that is one value: an array of documents, an object with such an array somewhere in it, or one document alone.

Belongs here: taking records out of it one by one, so that the whole is never in memory. Does not: what a record holds
(`rows.py`), and JSON lines, which end with their lines.
"""

import codecs
import json
import re
from collections import deque
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO

from gongkai.deliveries import DeliveryNames
from gongkai.formats.members import Member
from gongkai.formats.refusals import Limits, UnreadableError, beyond
from gongkai.formats.rows import document_of, no_object

CHUNK = 1 << 16
DEPTH = 4  # objects within each other in which an array of documents is looked for
SPACE = re.compile(r"[ \t\r\n]*")
BEGINNING = re.compile(r"[ \t\r\n]*(?:\[|\{)")
ARRAY_OF_OBJECTS = re.compile(r"[ \t\r\n]*\[[ \t\r\n]*\{")

_decoder = json.JSONDecoder()


def holds_records(head: bytes, *, has_lines: bool) -> bool:
    """Whether a file that is called JSON begins so; one that is called JSON lines only if it is an array."""
    text = head.decode(_encoding(head), "replace")
    return bool((ARRAY_OF_OBJECTS if has_lines else BEGINNING).match(text))


def json_records(file: BinaryIO, names: DeliveryNames, limits: Limits) -> Iterator[Member]:
    """The documents of a file. Raises UnreadableError where it is no JSON; what was found before counts."""
    stream, number = _Stream(file, limits.file_mib), 0
    try:
        while stream.sign():  # one value, or one behind the other, as lines are
            for record in _records(stream, names):
                number += 1
                if isinstance(record, dict):
                    yield document_of("record", number, record, names, limits)
                else:
                    yield no_object("record", number)
    except (json.JSONDecodeError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        place = f"what follows record {number}" if number else "it"
        raise UnreadableError("unreadable", f"{place} is no JSON ({what}); write it again") from error


def _records(stream: "_Stream", names: DeliveryNames) -> Iterator[Any]:
    """The records of a value: those of an array, those of the arrays of documents in an object, or the object."""
    sign = stream.sign()
    if sign == "[":
        yield from stream.elements()
    elif sign == "{":
        fields: dict[str, Any] = {}
        if not (yield from _records_within(stream, names, fields, DEPTH)):
            yield fields
    else:
        yield stream.value()


def _records_within(
    stream: "_Stream", names: DeliveryNames, fields: dict[str, Any], depth: int
) -> Generator[Any, None, bool]:
    """The records of the arrays of documents in an object, and whether there are any; `fields` get its other values."""
    is_found, left = False, stream.most
    for name in stream.names():
        sign = stream.sign()
        if sign == "[" and names.found("content", fields)[0] is None:
            elements = stream.elements()
            first = next(elements, None)
            if isinstance(first, dict) and names.has_content(list(first)):
                is_found = True
                yield first
                yield from elements
            else:
                deque(elements, maxlen=0)  # of what is no document nothing is kept
        elif sign == "{" and depth > 1:
            is_found |= yield from _records_within(stream, names, {}, depth - 1)
        else:
            fields[name] = stream.value()
            left -= stream.size
            if left < 0:
                raise stream.beyond()
    return is_found


class _Stream:
    """The characters of a file, of which a value at a time is in memory."""

    def __init__(self, file: BinaryIO, file_mib: int) -> None:
        self.most, self.size = file_mib << 20, 0  # characters a value may have, and those the last one had
        self._file, self._file_mib = file, file_mib
        self._text, self._at, self._is_whole = "", 0, False
        head = file.read(CHUNK)
        # A byte that is none of the encoding stays one that no text can have: the record says so, and no other.
        self._decode = codecs.getincrementaldecoder(_encoding(head))("surrogateescape")
        self._text = self._decode.decode(head)

    def sign(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            self._at = SPACE.match(self._text, self._at).end()  # type: ignore[union-attr] # it matches nothing too
            if self._at < len(self._text) or not self._fill():
                return self._text[self._at : self._at + 1]

    def value(self) -> Any:
        """The next value as a whole."""
        self.sign()
        while True:
            problem = None
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                problem, end = error, len(self._text)
            if end < len(self._text) or not self._fill():  # what reaches to the end of what is here may go on
                break
        if problem:
            raise problem
        self.size, self._at = end - self._at, end
        return value

    def elements(self) -> Iterator[Any]:
        """The values of an array."""
        self._take("[")
        if self.sign() == "]":
            self._take("]")
            return
        while True:
            yield self.value()
            if self._take(",]") == "]":
                return

    def names(self) -> Iterator[str]:
        """The names of an object; whoever asks for the next one has taken the value of the last."""
        self._take("{")
        if self.sign() == "}":
            self._take("}")
            return
        while True:
            name = self.value()
            self._take(":")
            yield str(name)
            if self._take(",}") == "}":
                return

    def beyond(self) -> UnreadableError:
        """The refusal of what is too long for one value."""
        return beyond("file_mib", self._file_mib, "a record in it has too many MiB", "split it")

    def _take(self, signs: str) -> str:
        sign = self.sign()
        if not sign or sign not in signs:
            raise json.JSONDecodeError(f"expecting {' or '.join(signs)}", self._text, self._at)
        self._at += 1
        return sign

    def _fill(self) -> bool:
        """Read on, as much as is waiting already, so that a long value is not looked at too often."""
        waiting = len(self._text) - self._at
        if waiting > self.most:
            raise self.beyond()
        if self._is_whole:
            return False
        data = self._file.read(max(CHUNK, waiting))
        self._is_whole = not data
        self._text, self._at = self._text[self._at :] + self._decode.decode(data, final=self._is_whole), 0
        return True


def _encoding(head: bytes) -> str:
    """UTF-8, UTF-16 or UTF-32, as the standard allows; GB18030 where it cannot be UTF-8, as some programs write."""
    encoding = json.detect_encoding(head)
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return encoding
