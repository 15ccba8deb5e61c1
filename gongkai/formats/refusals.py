"""Refusals: formats that are recognised and not read, and limits, each with what to do about it."""

from typing import Literal

import msgspec

Refusal = Literal["empty", "unsupported", "unreadable", "ignored"]

# First bytes of a format, its name, and what helps.
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "a legacy Office document", "save it as DOCX, PDF or plain text first"),
    (b"{\\rtf", "an RTF document", "save it as DOCX, PDF or plain text first"),
    (b"\x89PNG", "a picture", "get the text version of the report"),
    (b"\xff\xd8\xff", "a picture", "get the text version of the report"),
    (b"GIF8", "a picture", "get the text version of the report"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
)


class Limits(msgspec.Struct, frozen=True):
    """How much one file may ask for. Every refusal names the limit, which is a setting: GONGKAI_<NAME>.

    The defaults are ten times what the largest reports known need.
    """

    file_mib: int = 64  # bytes of a file, and of what it unpacks to
    html_mib: int = 16  # characters of a web page
    nesting: int = 1000  # elements within each other in a web page
    elements: int = 2_000_000  # elements of a web page, those that a parser opens again included
    attributes: int = 1000  # of one element of a web page
    columns: int = 200  # cells of a row; spans beyond it are cut
    cells: int = 200_000  # cells of the tables of a file, those that spans cover included
    container_mib: int = 1 << 20  # bytes of a file that holds many documents: an archive, rows, records
    members: int = 10_000_000  # documents in such a file
    unpacked_mib: int = 1024  # bytes of all documents in it, or if that is more
    growth: int = 200  # so many times its size
    archive_depth: int = 3  # such files within each other
    pages: int = 500  # pages of a PDF


LIMITS = Limits()


class UnreadableError(ValueError):
    """The bytes give no text. `status` is how the file is recorded in raw.files."""

    def __init__(self, status: Refusal, message: str) -> None:
        super().__init__(message)
        self.status: Refusal = status

    def __reduce__(self) -> tuple[type["UnreadableError"], tuple[Refusal, str]]:
        """As it travels between processes: an exception alone would forget its status."""
        return UnreadableError, (self.status, str(self))


def refuse_foreign(data: bytes, file_name: str) -> None:
    """Raise UnreadableError if the bytes are of a format that is known and not read."""
    for signature, kind, advice in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError("unsupported", f"{file_name}: this is {kind}, which is not read; {advice}")


def beyond(limit: str, allowed: int, what: str, advice: str) -> UnreadableError:
    """The refusal of a file that asks for more than a limit; the caller puts the name of the file in front."""
    setting = f"GONGKAI_{limit.upper()}"
    return UnreadableError("unsupported", f"{what}, more than the {allowed:,} of {setting}; {advice}, or raise it")


def grown(limits: Limits) -> UnreadableError:
    """The refusal of a file whose documents are too many bytes, and too many times its own."""
    advice = f"{limits.growth:,} times its size (GONGKAI_GROWTH); split it"
    return beyond("unpacked_mib", limits.unpacked_mib, "it unpacks to too many MiB", f"and more than {advice}")
