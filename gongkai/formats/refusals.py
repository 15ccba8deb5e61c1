"""Formats that are recognised and not read, each with what to do about it."""

from typing import Literal

Refusal = Literal["empty", "unsupported", "unreadable"]

# First bytes of a format, its name, and what helps. Office files since 2007 are ZIP archives.
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "extract its text first"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "a legacy Office document", "save it as plain text first"),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
    (b"\x89PNG", "a picture", "get the text version of the report"),
    (b"\xff\xd8\xff", "a picture", "get the text version of the report"),
    (b"GIF8", "a picture", "get the text version of the report"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
)
MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")


class UnreadableError(ValueError):
    """The bytes give no text. `status` is how the file is recorded in raw.files."""

    def __init__(self, status: Refusal, message: str) -> None:
        super().__init__(message)
        self.status: Refusal = status


def refuse_foreign(data: bytes, file_name: str) -> None:
    """Raise UnreadableError if the bytes are of a format that is known and not read."""
    for signature, kind, advice in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError("unsupported", f"{file_name}: this is {kind}, which is not read yet; {advice}")
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(MARKUP):
        raise UnreadableError("unsupported", f"{file_name}: this is a web page, which is not read yet; save its text")
