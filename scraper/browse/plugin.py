"""Our hooks into Datasette: the pages, the policy on every answer, nonces and labels for Datasette's own, and a way back from its pages."""

import logging
from http import HTTPStatus
from typing import Any, Final

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Base400, Request
from datasette.views.base import DatasetteError
from jinja2 import Environment

from scraper.browse import labels, policy
from scraper.browse.pages import analysts, front, profiles, reading_room, searching, watch
from scraper.browse.visit import Page, answering, visit_of

_KEY: Final = "(?P<key>[^/]+)"
_PAGE: Final = f"/article/{_KEY}/page/(?P<hash>[0-9a-f]{{64}})"

SAID_BY_DATASETTE: Final = frozenset({"Statement must be a SELECT"})
"""Its errors that a reader meets, as `words.toml` has them."""

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
    """The pages; they come before Datasette's own, of which `/` is one."""
    return [(f"^{path}$", answering(page)) for path, page in ROUTES]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Scripts of templates carry the request's nonce, and fields a name."""
    env.add_extension(policy.Nonces)
    env.add_extension(labels.Labels)
    env.globals["csp_nonce"] = policy.nonce.get


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """What our frame needs around Datasette's own pages."""
    return visit_of(datasette, request).context() if request else {}


@hookimpl
def asgi_wrapper() -> Any:
    """The policy on every answer."""
    return policy.guarded


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """What went wrong, in a page of ours (`serve` takes out Datasette's own answer, which prints every variable of a 404 to stderr).

    A reader's mistake is explained; anything else is a bug of ours, and its traceback goes to the log.
    """
    status = exception.status if isinstance(exception, Base400 | DatasetteError) else HTTPStatus.INTERNAL_SERVER_ERROR
    text = str(exception.args[0]) if status < HTTPStatus.INTERNAL_SERVER_ERROR and exception.args else ""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s %s", request.method, request.path, exc_info=exception)
    visit = visit_of(datasette, request)
    if text in SAID_BY_DATASETTE:
        text = visit.speech.say(text)
    return visit.problem(status, "" if status == HTTPStatus.NOT_FOUND else text)


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]]:
    """From Datasette's pages back to ours."""
    return [
        {"href": datasette.urls.path("/"), "label": "Kliping"},
        {"href": datasette.urls.path("/search"), "label": "Search"},
        {"href": datasette.urls.path("/tables"), "label": "Tables and questions"},
    ]
