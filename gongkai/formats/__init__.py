"""From bytes to text: one module per input format.

`decode` chooses the format by what the bytes are, not by the file's name alone. What cannot be read
raises `UnreadableError` with a status and a message that says what to do. A library is loaded only
when a file of its format comes.
"""

import hashlib
import io
import zipfile

from gongkai.deliveries import NOTHING, Said
from gongkai.formats.archives import ZIP
from gongkai.formats.containers import holds_documents, is_container, is_document, may_hold_documents, members
from gongkai.formats.mail_page import is_mail_page, page_in_mail
from gongkai.formats.members import Member
from gongkai.formats.pdf import render_pdf
from gongkai.formats.plain_text import decode_text
from gongkai.formats.refusals import LIMITS, Limits, UnreadableError, beyond, refuse_foreign
from gongkai.formats.rendering import Rendered
from gongkai.formats.spreadsheet import render_spreadsheet
from gongkai.formats.web_page import HEAD, declared_encoding, is_page, render_page
from gongkai.formats.word_document import MAIN_PART, render_word
from gongkai.records import Document

__all__ = [
    "LIMITS",
    "Limits",
    "Member",
    "UnreadableError",
    "decode",
    "holds_documents",
    "is_container",
    "is_document",
    "may_hold_documents",
    "members",
]

ID_LENGTH = 16
PDF, LEGACY = b"%PDF-", b"\xd0\xcf\x11\xe0"


def decode(data: bytes, file_name: str, limits: Limits = LIMITS, said: Said = NOTHING) -> Document:
    """The document in `data`, of which the delivery says something.

    Raises UnreadableError if it is empty, beyond a limit, not read, or no text.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("empty", f"{file_name}: the file is empty; get it again from its source")
    try:
        rendered, form, encoding = _rendered(data, file_name, limits, said)
    except UnreadableError as error:
        reason = str(error).removeprefix(f"{file_name}: ")
        raise UnreadableError(error.status, f"{file_name}: {reason}") from error
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        document_id=sha256[:ID_LENGTH],
        sha256=sha256,
        file_name=file_name,
        format=form,
        encoding=encoding,
        text=rendered.text,
        locators=rendered.locators,
        aside=rendered.aside,
        attachments=rendered.attachments,
        said=said.as_json(),
    )


def _rendered(data: bytes, file_name: str, limits: Limits, said: Said) -> tuple[Rendered, str, str]:
    """What the bytes say, their format, and the encoding of their characters."""
    if data.startswith(PDF):
        return render_pdf(data, limits), "pdf", ""
    if data.startswith(ZIP):
        return _office(data, limits)
    if data.startswith(LEGACY) and (file_name.lower().endswith((".xls", ".et")) or "excel" in said.media_type):
        return render_spreadsheet(data, limits), "xls", ""
    refuse_foreign(data, file_name)
    if is_mail_page(data):
        page, charset = page_in_mail(data)
        if not page.strip():
            raise UnreadableError("empty", "there is no page in it; save it again")
        return _page(*decode_text(page, file_name, charset or declared_encoding(page)), limits, "mhtml")
    declared = declared_encoding(data) if b"<" in data[:512] else None
    text, encoding = decode_text(data, file_name, declared or said.encoding)
    if is_page(text) or ("html" in said.media_type and "<" in text[:HEAD]):
        return _page(text, encoding, limits, "html")
    return Rendered(text), "text", encoding


def _page(text: str, encoding: str, limits: Limits, form: str) -> tuple[Rendered, str, str]:
    page = render_page(text, limits)
    if not page.text.strip():
        raise UnreadableError("empty", "the page shows no text, perhaps a program loads it; save what a browser shows")
    return page, form, encoding


def _office(data: bytes, limits: Limits) -> tuple[Rendered, str, str]:
    """An Office document since 2007, which is a ZIP archive with known members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if unpacked > limits.file_mib << 20:
                raise beyond("file_mib", limits.file_mib, f"it unpacks to {unpacked >> 20:,} MiB", "save it as text")
            names = {member.filename for member in members}
            if MAIN_PART in names:
                return render_word(archive, limits), "docx", ""
            if "xl/workbook.xml" in names:
                return render_spreadsheet(data, limits), "xlsx", ""
    except UnreadableError:
        raise
    except Exception as error:  # the libraries raise whatever a damaged file makes them stumble over
        raise UnreadableError(
            "unreadable", f"the archive in it is damaged or locked ({error}); get it again"
        ) from error
    kind = "an OFD document" if "OFD.xml" in names else "a ZIP archive"
    advice = "print it as PDF or save its text" if "OFD.xml" in names else "name it .zip"
    raise UnreadableError("unsupported", f"this is {kind}, which is not read; {advice}")
