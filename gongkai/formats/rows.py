"""JSON lines and Parquet: a document a row, with what the row says about it.

Belongs here: rows, streamed, a few in memory at a time. Does not: which column is what (`codebook/deliveries.yml`).
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from gongkai.deliveries import NOTHING, DeliveryNames, Said
from gongkai.formats.members import Member, row_name
from gongkai.formats.refusals import Limits, UnreadableError, beyond

# So many rows are in memory at a time: a file may repeat one long text in every row and still be small.
BATCH_ROWS = 16
ADVICE = "name the column in codebook/deliveries.yml"


def lines_of(file: BinaryIO, names: DeliveryNames, limits: Limits) -> Iterator[Member]:
    """The documents of JSON lines; an empty line is none, a broken one says what is wrong with it."""
    most = limits.file_mib << 20
    number = 0
    while line := file.readline(most + 1):
        number += 1
        name = f"line {number}"
        if len(line) > most:
            while line and not line.endswith(b"\n"):
                line = file.readline(most)
            yield _refused(name, beyond("file_mib", limits.file_mib, "the line has too many MiB", "split it"))
        elif line.strip():
            try:
                row = _parsed(line)
            except (ValueError, RecursionError) as error:
                reason = f"the line is no JSON ({str(error)[:100]}); write it again"
                yield _refused(name, UnreadableError("unreadable", reason))
                continue
            if isinstance(row, dict):
                yield document_of("line", number, row, names, limits)
            else:
                yield no_object("line", number)


def parquet_rows(file: BinaryIO, names: DeliveryNames, limits: Limits) -> Iterator[Member]:
    """The documents of a Parquet file; a damaged row group says so, and the next is read.

    Raises UnreadableError if the file is damaged or no column holds documents.
    """
    import pyarrow as pa  # loaded only when a Parquet file comes
    from pyarrow import parquet

    damage = (pa.ArrowException, OSError, ValueError, NotImplementedError)
    try:
        table = parquet.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
        columns = list(table.schema_arrow.names)
    except damage as error:
        raise UnreadableError("unreadable", f"the Parquet file is damaged ({_short(error)}); get it again") from error
    if not names.has_content(columns):
        raise UnreadableError("unsupported", f"none of its columns holds documents ({', '.join(columns)}); {ADVICE}")
    number = 0
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        last = number + rows
        try:
            for batch in table.iter_batches(BATCH_ROWS, row_groups=[group], use_threads=False):
                for index in range(batch.num_rows):
                    number += 1
                    row = {name: batch.column(place)[index].as_py() for place, name in enumerate(columns)}
                    yield document_of("row", number, row, names, limits)
        except damage as error:
            reason = f"rows {number + 1} to {last} are damaged ({_short(error)}); get the file again"
            yield _refused(f"row {number + 1}", UnreadableError("unreadable", reason))
        number = last


def no_object(kind: str, number: int) -> Member:
    """The refusal of a row that is a bare text, a figure or a list."""
    reason = f"the {kind} is no JSON object with named fields"
    return _refused(row_name(kind, number, None), UnreadableError("unreadable", reason))


def document_of(kind: str, number: int, row: Mapping[str, Any], names: DeliveryNames, limits: Limits) -> Member:
    """The document in a row, or why there is none."""
    said: Said = names.said(row)
    name = row_name(kind, number, names.found("file_name", row)[1])
    column, value = names.found("content", row)
    try:
        data = _bytes(value) if column else _decoded(names.found("base64", row)[1])
    except (UnicodeError, binascii.Error, TypeError) as error:
        reason = f"its text cannot be used ({str(error)[:100]}); write it as text or as Base64"
        return _refused(name, UnreadableError("unreadable", reason), said)
    if data is None:
        if names.has_content(list(row)):
            return _refused(name, UnreadableError("empty", "the row has no text; get it again from its source"), said)
        reason = f"none of its fields holds a document ({', '.join(map(str, row))[:200]}); {ADVICE}"
        return _refused(name, UnreadableError("unsupported", reason), said)
    if len(data) > limits.file_mib << 20:
        return _refused(name, beyond("file_mib", limits.file_mib, "the row has too many MiB", "split it"), said)
    return Member(name, data, None, said, is_row=True)


def _parsed(line: bytes) -> Any:
    """What a line says, which may be GB18030 where it cannot be UTF-8."""
    try:
        return json.loads(line)
    except UnicodeDecodeError:
        return json.loads(line.decode("gb18030"))


def _bytes(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, bytes):
        return value
    raise TypeError(f"a value of type {type(value).__name__}")


def _decoded(value: Any) -> bytes | None:
    return None if value is None else base64.b64decode(_bytes(value), validate=True)


def _refused(name: str, problem: UnreadableError, said: Said = NOTHING) -> Member:
    return Member(name, b"", problem, said, is_row=True)


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:100]
