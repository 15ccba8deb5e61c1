"""The pages as a web application: addresses, what each answers, and what a browser is allowed to do with it.

Belongs here: routes, answers and their headers. Does not: what a page says (`report.py`, `reports.py`, `panel.py`).

Every view is an address: what is chosen stands in the query string and nowhere else. The pages change nothing.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from models.sql import text
from pages import figures, panel
from pages.language import Language, preferred
from pages.published import NothingPublishedError, Published
from pages.published_report import published_report
from pages.rendering import ROOM, alone, templates
from pages.report import ReportPage, report_page
from pages.reports import BadRequestError, report_list

OWN_NAMES = ["127.0.0.1", "localhost"]
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


class Pages:
    """What the addresses answer, from one folder of published files."""

    def __init__(self, folder: Path) -> None:
        self.published = Published(folder)

    def reports(self, request: Request) -> Response:
        """The list of reports."""
        with self.published.opened() as warehouse:
            found = report_list(warehouse, request.query_params)
        return self._page(request, "reports.html", view=found)

    def report(self, request: Request) -> Response:
        """One report; with `part=figure` only the part of the page that is about a figure."""
        asked = request.query_params
        view = self._view(request, figure=asked.get("figure"), with_leftovers=asked.get("leftovers") == "shown")
        if asked.get("figure") and not view.card:
            raise HTTPException(404)
        return self._page(
            request, "figure.html" if asked.get("part") == "figure" else "report.html", view=view, card=view.card
        )

    def report_alone(self, request: Request) -> Response:
        """The page of a report as a file that needs nothing else."""
        view = self._view(request, figure=None, with_leftovers=True)
        name = quote(f"{view.report['title'] or view.report['file_name']}.html")
        as_file = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return HTMLResponse(alone(view, _language(request)), headers=HEADERS | as_file)

    def _view(self, request: Request, *, figure: str | None, with_leftovers: bool) -> ReportPage:
        language = _language(request)
        with self.published.opened() as warehouse:
            known = published_report(warehouse, request.path_params["report_id"], language)
        if known is None:
            raise HTTPException(404)
        return report_page(known, language, figure=figure, with_leftovers=with_leftovers)

    def panel(self, request: Request) -> Response:
        """A measure of some places over the years."""
        with self.published.opened() as warehouse:
            view = panel.panel(warehouse, request.query_params, _language(request))
        chosen = view.choice
        rows = {"measure": chosen.measure, "member": chosen.subject.member, "place": chosen.places}
        csv = f"/panel.csv?{urlencode(rows | {'from': chosen.first, 'to': chosen.last}, doseq=True)}"
        return self._page(request, "panel.html", view=view, csv=csv, most_rows=panel.MOST_ROWS)

    def panel_rows(self, request: Request) -> Response:
        """The rows of a panel as a CSV file."""
        with self.published.opened() as warehouse:
            chosen = panel.choice(warehouse, request.query_params)
            content = panel.csv(warehouse.query(chosen.sql))
        name = f'attachment; filename="{chosen.subject.code}.csv"'
        return Response(content, media_type="text/csv; charset=utf-8", headers=HEADERS | {"content-disposition": name})

    def fact(self, request: Request) -> Response:
        """A row of a table of facts, column by column."""
        table, observation_id = request.path_params["table"], request.path_params["observation_id"]
        if table not in figures.FACTS:
            raise HTTPException(404)
        with self.published.opened() as warehouse:
            row = figures.fact(warehouse, table, observation_id)
            meanings = figures.meanings(warehouse, table)
        if row is None:
            raise HTTPException(404)
        sql = f"from marts.{table}\nwhere observation_id = {text(observation_id)};"
        return self._page(request, "fact.html", table=table, row=row, meanings=meanings, sql=sql)

    def refusal(self, request: Request, error: Exception) -> Response:
        """What to do instead, for a view that cannot be shown."""
        if isinstance(error, NothingPublishedError):
            return self._page(request, "refusal.html", status=503, reason="nothing", detail=str(error))
        if isinstance(error, BadRequestError):
            return self._page(request, "refusal.html", status=400, reason="bad", detail=str(error))
        status = error.status_code if isinstance(error, HTTPException) else 500
        reason = {404: "missing", 405: "method"}.get(status, "bad")
        return self._page(request, "refusal.html", status=status, reason=reason, detail=request.url.path)

    def _page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        language = _language(request)
        asked = [(name, value) for name, value in request.query_params.multi_items() if name not in ("lang", "part")]

        def address(path: str = "", /, **changes: object) -> str:
            """An address in the language of the reader; without a path this view, with changes."""
            kept = [] if path else [each for each in asked if each[0] not in changes]
            chosen = [*kept, *((name, value) for name, value in changes.items() if value not in (None, ""))]
            said = "" if "lang" in changes else language.code
            return f"{path or request.url.path}?{urlencode(chosen + ([('lang', said)] if said else []), doseq=True)}"

        values |= {"t": language, "address": address, "asked": request.query_params, "alone": False}
        return HTMLResponse(templates().get_template(template).render(values), status, HEADERS)


def application(folder: Path) -> Starlette:
    """The application for the published files of a folder."""
    pages = Pages(folder)
    routes = [
        Route("/", pages.reports),
        Route("/reports/{report_id}", pages.report),
        Route("/reports/{report_id}/page.html", pages.report_alone),
        Route("/panel", pages.panel),
        Route("/panel.csv", pages.panel_rows),
        Route("/facts/{table}/{observation_id:path}", pages.fact),
        Mount("/static", StaticFiles(directory=ROOM / "static")),
    ]
    handlers: Any = dict.fromkeys([HTTPException, BadRequestError, NothingPublishedError], pages.refusal)
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=OWN_NAMES)
    return Starlette(routes=routes, exception_handlers=handlers, middleware=[guard])


def _language(request: Request) -> Language:
    return Language(preferred(request.query_params.get("lang"), request.headers.get("accept-language", "")))
