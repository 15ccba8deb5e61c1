"""MHTML: a web page saved with its pictures in the form of a mail.

Belongs here: finding the page in it. Does not: reading the page (`web_page.py`).
"""

import email
import re

HEAD = 4096  # bytes in which the headers of a mail show what it holds
FIRST_LINE = re.compile(rb"[A-Za-z][\w-]{1,40}:[ \t]")
RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def is_mail_page(data: bytes) -> bool:
    """Whether bytes are a page in the form of a mail."""
    return FIRST_LINE.match(data) is not None and RELATED.search(data, 0, HEAD) is not None


def page_in_mail(data: bytes) -> tuple[bytes, str | None]:
    """The source of the page, and the encoding that the mail says it is in; empty if there is no page."""
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return (payload if isinstance(payload, bytes) else b""), part.get_content_charset()
    return b"", None
