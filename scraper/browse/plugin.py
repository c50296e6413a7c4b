"""Our hooks into Datasette: routes, templates, security headers, errors, menu links."""

import errno
import logging
import traceback
from http import HTTPStatus
from typing import Any, Final

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import InvalidSql
from datasette.utils.asgi import Base400, Request
from datasette.views.base import DatasetteError
from jinja2 import Environment

from scraper.archive.maintenance import Unanswerable, guard_connection
from scraper.browse import csv_answers, form_labels, host_check, security_headers
from scraper.browse.archive_access import DATABASE
from scraper.browse.pages import article, coverage, front, profiles, search, tables
from scraper.browse.visit import (
    PLUGIN,
    UNREADABLE,
    PageFunction,
    as_view,
    closed_page,
    visit_from,
)
from scraper.errors import ArchiveError

_KEY: Final = "(?P<key>[^/]+)"
_PAGE: Final = f"/article/{_KEY}/page/(?P<hash>[0-9a-f]{{64}})"

MISUNDERSTOOD: Final = "The address asks for something that cannot be understood."
TRANSLATED: Final = frozenset({"Statement must be a SELECT", MISUNDERSTOOD, UNREADABLE})
"""Errors, Datasette's and ours, that `words.toml` has in Indonesian."""

CLOSED: Final = (
    "(metadata|versions|plugins|settings|config|threads|databases|actor|permissions|messages"
    "|allow-debug|patterns|auth-token)"
)
"""Datasette's pages about itself, under `/-/`: they reveal the machine and its programs.

Kliping does not need them.
"""

_log = logging.getLogger(__name__)

ROUTES: Final[tuple[tuple[str, PageFunction], ...]] = (
    ("/", front.front),
    ("/search", search.results),
    (r"/search\.json", search.as_json),
    (r"/search\.atom", search.as_feed),
    (r"/search\.(?P<ending>csv|jsonl|parquet)", search.as_file),
    (r"/article/(?P<key>[^/]+)\.json", article.as_json),
    (f"/article/{_KEY}", article.article),
    (f"/article/{_KEY}/changes", article.changes),
    (_PAGE, article.snapshot),
    (f"{_PAGE}/frame", article.frame),
    (f"{_PAGE}/bytes", article.original),
    ("/portals", profiles.portals),
    ("/portal/(?P<slug>[^/]+)", profiles.portal),
    ("/person/(?P<name>[^/]+)", profiles.person),
    ("/tag/(?P<name>[^/]+)", profiles.tag),
    ("/places", profiles.places),
    ("/place/(?P<code>[^/]+)", profiles.place),
    ("/coverage", coverage.coverage),
    ("/tables", tables.tables),
)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our pages, which take precedence over Datasette's (`/` is one), and pages that are closed."""
    return [(f"^{path}$", as_view(page)) for path, page in ROUTES] + [
        (f"^/-/{CLOSED}(\\.json)?/?$", closed_page)
    ]


@hookimpl
def prepare_connection(conn: Any, database: str) -> None:
    """Restrict what readers' SQL may use."""
    if database == DATABASE:
        guard_connection(conn)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let the scripts of templates carry the request's nonce, and fields a label."""
    env.add_extension(security_headers.Nonces)
    env.add_extension(form_labels.Labels)
    env.globals["csp_nonce"] = security_headers.nonce.get


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """What our base template needs around Datasette's own pages."""
    return visit_from(datasette, request).context() if request else {}


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Any:
    """Wrap the application: host check, security headers on every answer, safe CSV."""
    config = datasette.plugin_config(PLUGIN) or {}
    hosts, everywhere = config.get("hosts", ()), bool(config.get("everywhere"))
    raw = bool(config.get("raw_csv"))

    def wrap(app: security_headers.App) -> security_headers.App:
        safe = csv_answers.safe_csv(app, raw=raw)
        checked = host_check.check_host(safe, hosts, any_own_address=everywhere)
        return security_headers.with_security_headers(checked)

    return wrap


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """Answer an error with a page of ours.

    A reader's mistake is explained. Anything else is a bug of ours, and its traceback goes to the
    log; so does the traceback of a parameter that Datasette failed on, because that looks the same
    as a bug in Datasette. `server` removes Datasette's own hook, which prints every variable of a
    404 to stderr.
    """
    status, text = _explain(exception)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s %s", request.method, request.path, exc_info=exception)
    elif text == MISUNDERSTOOD:
        _log.warning("Datasette failed on %s %s", request.method, request.path, exc_info=exception)
    visit = visit_from(datasette, request)
    return visit.error_page(status, visit.translator.say(text) if text in TRANSLATED else text)


def _explain(exception: Exception) -> tuple[int, str]:
    """The status and the text of the answer to an error."""
    text = str(exception.args[0]) if exception.args else ""
    title = getattr(exception, "title", None)
    if isinstance(exception, QueryInterrupted) or title == "SQL Interrupted":
        return HTTPStatus.BAD_REQUEST, UNREADABLE
    if isinstance(exception, ArchiveError):
        return HTTPStatus.SERVICE_UNAVAILABLE, UNREADABLE
    if isinstance(exception, Unanswerable | InvalidSql):
        return HTTPStatus.BAD_REQUEST, text
    if isinstance(exception, DatasetteError | Base400):
        return _status(exception), "" if exception.status == HTTPStatus.NOT_FOUND else text
    if _is_misunderstood_parameter(exception):
        return HTTPStatus.BAD_REQUEST, MISUNDERSTOOD
    return HTTPStatus.INTERNAL_SERVER_ERROR, ""


def _status(error: Any) -> int:
    """The status that Datasette gave, but 400 for 500: its default, even for an unknown column."""
    failed = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.BAD_REQUEST if failed else int(error.status)


_PARAMETER_ERRORS: Final = (ValueError, LookupError, AssertionError, TypeError, ArithmeticError)


def _is_misunderstood_parameter(exception: Exception) -> bool:
    """True if Datasette's own views failed on a parameter: they do not check all of them."""
    too_long = getattr(exception, "errno", None) == errno.ENAMETOOLONG
    if not (isinstance(exception, _PARAMETER_ERRORS) or too_long):
        return False
    modules = {
        frame.f_globals.get("__name__", "")
        for frame, _ in traceback.walk_tb(exception.__traceback__)
    }
    return not any(module.startswith("scraper.") for module in modules - {__name__})


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]]:
    """Links from Datasette's pages back to ours."""
    return [
        {"href": datasette.urls.path("/"), "label": "Kliping"},
        {"href": datasette.urls.path("/search"), "label": "Search"},
        {"href": datasette.urls.path("/tables"), "label": "Tables and questions"},
    ]
