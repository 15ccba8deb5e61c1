"""What a delivery of many documents is taken apart into.

Belongs here: a file, row or record as any of them yields it, and reading within limits. Does not: any format.
"""

from typing import BinaryIO, NamedTuple

from gongkai.deliveries import NOTHING, Said
from gongkai.formats.refusals import Limits, UnreadableError, beyond

LONGEST_NAME = 200


class Member(NamedTuple):
    """A document in a delivery: its bytes, or why they are not read.

    `name` leads to it: a path in an archive, or `row 7`, `line 7`, `record 7`, with the name of the file if the row
    says one. `said` is what the row says about it; `is_row` tells rows from files, whose names mean something.
    """

    name: str
    data: bytes
    problem: UnreadableError | None = None
    said: Said = NOTHING
    is_row: bool = False


def bounded(name: str, file: BinaryIO, limits: Limits) -> Member:
    """A file in an archive, read as far as the limit allows."""
    data = file.read((limits.file_mib << 20) + 1)
    if len(data) <= limits.file_mib << 20:
        return Member(name, data)
    return Member(name, b"", beyond("file_mib", limits.file_mib, "it unpacks to too many MiB", "split it"))


def row_name(kind: str, number: int, file_name: object) -> str:
    """The name of a row: its number, and the last part of the file name it says.

    >>> row_name("row", 7, "c:\\\\下载\\\\年报.html"), row_name("line", 8, None)
    ('row 7/年报.html', 'line 8')
    """
    last = str(file_name or "").replace("\\", "/").rstrip("/").rpartition("/")[2].strip()
    printable = "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:]
    return f"{kind} {number}/{printable}" if printable.strip(".") else f"{kind} {number}"
