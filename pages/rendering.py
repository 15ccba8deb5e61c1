"""Views as HTML: the templates, and a page of one report that stands alone in its file.

Belongs here: rendering. Does not: what a page says (`report.py`), or answering a browser (`application.py`).
"""

import base64
import functools
import hashlib
from pathlib import Path

import jinja2

from pages.language import Language, number
from pages.report import ReportPage

ROOM = Path(__file__).parent


@functools.cache
def templates() -> jinja2.Environment:
    """The templates; every value in them is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    return environment


def alone(view: ReportPage, language: Language) -> str:
    """The page of a report with its style sheet and script in it; it loads nothing and runs nothing else.

    Numbers left over are marked, and every figure has its card: nobody can be asked for them later.
    """
    style, script = (_static(name) for name in ("pages.css", "pages.js"))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{_sha256(style)}'",
            f"script-src 'sha256-{_sha256(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    template = templates().get_template("report.html")
    return template.render(view=view, t=language, alone=True, policy=policy, style=style, script=script, asked={})


def _static(name: str) -> str:
    return (ROOM / "static" / name).read_text(encoding="utf-8")


def _sha256(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
