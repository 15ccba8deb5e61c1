"""From bytes to text: one module per input format.

`decode` chooses the format by what the bytes are, not by the file's name alone. What cannot be read
raises `UnreadableError` with a status and a message that says what to do.
"""

import hashlib

from gongkai.formats.plain_text import decode_text
from gongkai.formats.refusals import UnreadableError, refuse_foreign
from gongkai.records import Document

__all__ = ["UnreadableError", "decode"]

ID_LENGTH = 16


def decode(data: bytes, file_name: str) -> Document:
    """The document in `data`. Raises UnreadableError if it is empty, of another format, or no text."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("empty", f"{file_name}: the file is empty; get it again from its source")
    refuse_foreign(data, file_name)
    text, encoding = decode_text(data, file_name)
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        document_id=sha256[:ID_LENGTH],
        sha256=sha256,
        file_name=file_name,
        format="text",
        encoding=encoding,
        text=text,
    )
