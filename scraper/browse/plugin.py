"""Our hooks into Datasette: the pages, the policy on every answer, nonces and labels for Datasette's own, and a way back from its pages."""

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
from scraper.browse.pages import analysts, front, profiles, reading_room, searching, watch
from scraper.browse.visit import NAME, UNREAD, Page, answering, closed, visit_of
from scraper.errors import ArchiveError

_KEY: Final = "(?P<key>[^/]+)"
_PAGE: Final = f"/article/{_KEY}/page/(?P<hash>[0-9a-f]{{64}})"

MISREAD: Final = "The address asks for something that cannot be understood."
SAID: Final = frozenset({"Statement must be a SELECT", MISREAD, UNREAD})
"""Errors that a reader meets, of Datasette's and ours, as `words.toml` has them."""

CLOSED: Final = "(metadata|versions|plugins|settings|config|threads|databases|actor|permissions|messages|allow-debug|patterns|auth-token)"
"""Datasette's pages about itself, under `/-/`: they tell of the machine and its programs.

Nothing of Kliping's needs them.
"""

_log = logging.getLogger(__name__)

ROUTES: Final[tuple[tuple[str, Page], ...]] = (
    ("/", front.front),
    ("/search", searching.results),
    (r"/search\.json", searching.as_json),
    (r"/search\.atom", searching.as_feed),
    (r"/search\.(?P<ending>csv|jsonl|parquet)", searching.as_file),
    (r"/article/(?P<key>[^/]+)\.json", reading_room.as_json),
    (f"/article/{_KEY}", reading_room.article),
    (f"/article/{_KEY}/changes", reading_room.changes),
    (_PAGE, reading_room.snapshot),
    (f"{_PAGE}/frame", reading_room.frame),
    (f"{_PAGE}/bytes", reading_room.original),
    ("/portals", profiles.portals),
    ("/portal/(?P<slug>[^/]+)", profiles.portal),
    ("/person/(?P<name>[^/]+)", profiles.person),
    ("/tag/(?P<name>[^/]+)", profiles.tag),
    ("/places", profiles.places),
    ("/place/(?P<code>[^/]+)", profiles.place),
    ("/coverage", watch.watch),
    ("/tables", analysts.tables),
)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The pages; they come before Datasette's own, of which `/` is one, and some are closed."""
    return [(f"^{path}$", answering(page)) for path, page in ROUTES] + [
        (f"^/-/{CLOSED}(\\.json)?/?$", closed)
    ]


@hookimpl
def prepare_connection(conn: Any, database: str) -> None:
    """What a reader's SQL has no business with is closed to it."""
    if database == DATABASE:
        guard_connection(conn)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Scripts of templates carry the request's nonce, and fields a name."""
    env.add_extension(security_headers.Nonces)
    env.add_extension(form_labels.Labels)
    env.globals["csp_nonce"] = security_headers.nonce.get


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """What our frame needs around Datasette's own pages."""
    return visit_of(datasette, request).context() if request else {}


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Any:
    """The gate before every page, the policy on every answer, and CSV that does nothing."""
    chosen = datasette.plugin_config(NAME) or {}
    hosts, everywhere = chosen.get("hosts", ()), bool(chosen.get("everywhere"))
    raw = bool(chosen.get("raw_csv"))
    return lambda app: security_headers.with_security_headers(
        host_check.check_host(csv_answers.safe_csv(app, raw=raw), hosts, any_own_address=everywhere)
    )


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """What went wrong, in a page of ours (`server` takes out Datasette's own answer, which prints every variable of a 404 to stderr).

    A reader's mistake is explained; anything else is a bug of ours, and its traceback goes to the
    log. So does that of a mistake over which Datasette stumbled: from outside it looks the same as
    a bug of Datasette's.
    """
    status, text = _told(exception)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s %s", request.method, request.path, exc_info=exception)
    elif text == MISREAD:
        _log.warning(
            "%s %s was not understood by Datasette",
            request.method,
            request.path,
            exc_info=exception,
        )
    visit = visit_of(datasette, request)
    return visit.problem(status, visit.speech.say(text) if text in SAID else text)


def _told(exception: Exception) -> tuple[int, str]:
    """The status of an answer to what was raised, and what there is to say."""
    text = str(exception.args[0]) if exception.args else ""
    if (
        isinstance(exception, QueryInterrupted)
        or getattr(exception, "title", None) == "SQL Interrupted"
    ):
        return HTTPStatus.BAD_REQUEST, UNREAD
    if isinstance(exception, ArchiveError):
        return HTTPStatus.SERVICE_UNAVAILABLE, UNREAD
    if isinstance(exception, Unanswerable | InvalidSql):
        return HTTPStatus.BAD_REQUEST, text
    if isinstance(
        exception, DatasetteError | Base400
    ):  # 500 is what it gives where it thinks of no other, as for an unknown column
        status = (
            HTTPStatus.BAD_REQUEST
            if exception.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            else exception.status
        )
        return status, "" if status == HTTPStatus.NOT_FOUND else text
    if _is_of_datasettes_reading(exception):
        return HTTPStatus.BAD_REQUEST, MISREAD
    return HTTPStatus.INTERNAL_SERVER_ERROR, ""


def _is_of_datasettes_reading(exception: Exception) -> bool:
    """True where Datasette's own views stumbled over a parameter: `_next`, `_size` and their like are taken as they come."""
    kinds = (ValueError, LookupError, AssertionError, TypeError, ArithmeticError)
    rooms = [
        frame.f_globals.get("__name__", "")
        for frame, _ in traceback.walk_tb(exception.__traceback__)
    ]
    mistaken = (
        isinstance(exception, kinds) or getattr(exception, "errno", None) == errno.ENAMETOOLONG
    )
    return mistaken and not any(room.startswith("scraper.") for room in rooms if room != __name__)


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]]:
    """From Datasette's pages back to ours."""
    return [
        {"href": datasette.urls.path("/"), "label": "Kliping"},
        {"href": datasette.urls.path("/search"), "label": "Search"},
        {"href": datasette.urls.path("/tables"), "label": "Tables and questions"},
    ]
