"""One reader's request: its language and parameters, and how its answer is made."""

import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl, quote, unquote, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from jinja2 import Environment
from markupsafe import Markup

from scraper.archive import Archive, citation_of
from scraper.archive.search import QueryTooLong
from scraper.browse import archive_access, charts, i18n, security_headers
from scraper.browse.i18n import ReaderError, Translator
from scraper.errors import ArchiveError, InputError, TakenDown
from scraper.formats.json_values import MARKED
from scraper.formats.terminal import printable_text

T = TypeVar("T")
_log = logging.getLogger(__name__)
PLUGIN: Final = "kliping"
"""The plugin's name in Datasette's configuration."""
A_YEAR: Final = 365 * 24 * 3600
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNREADABLE: Final = (
    "The archive cannot be read just now, or not within the time allowed: narrow the question,"
    " or come back later."
)
_MARKS: Final = re.compile("[\ue000\ue001]")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, and what is needed to answer it."""

    datasette: Datasette
    request: Request
    send: Any
    """ASGI's `send`, for an answer that is not made in memory."""
    translator: Translator

    @property
    def photos(self) -> bool:
        """True if the operator allows pictures from their publishers' servers."""
        return bool((self.datasette.plugin_config(PLUGIN) or {}).get("photos"))

    async def read(self, work: Callable[[Archive], T]) -> T:
        """Call `work` with the archive, in a thread: see `archive_access.read_archive`."""
        return await archive_access.read_archive(self.datasette, work)

    def arguments(self) -> dict[str, str]:
        """The URL's parameters; the first value of one that is given twice."""
        return {name: self.request.args.get(name) or "" for name in self.request.args}

    def in_language(self, code: str) -> str:
        """The address of the same page in that language, with its other parameters."""
        kept = [
            (name, value)
            for name, value in parse_qsl(self.request.query_string, keep_blank_values=True)
            if name != "lang"
        ]
        return f"?{urlencode([*kept, ('lang', code)])}"

    def path_part(self, variable: str) -> str:
        """The part of the URL's path that the route calls `variable`, decoded."""
        return unquote(self.request.url_vars[variable])

    def link(self, path: str) -> str:
        """The address of one of our pages, with the path of the base URL before it."""
        return str(self.datasette.urls.path(path))

    def absolute(self, path: str) -> str:
        """The same with the scheme and host that the reader used."""
        return str(self.datasette.absolute_url(self.request, self.link(path)))

    def plot(
        self, numbers: Sequence[tuple[str, int]], href: Callable[[str], str]
    ) -> charts.BarChart | None:
        """A bar chart of days, months or years; each bar links to the articles that it counts."""
        return charts.bar_chart(
            numbers,
            label=self.translator.day,
            short=self.translator.short_day,
            number=self.translator.number,
            href=href,
        )

    async def html(self, template: str, status: int = HTTPStatus.OK, **context: Any) -> Response:
        """The page that the template makes."""
        return Response.html(
            await self._render(template, context | {"status": status}),
            status=status,
            headers=self._headers(),
        )

    async def error_page(self, status: int, text: str) -> Response:
        """An error: as JSON if JSON was asked for, else as a page."""
        if self.request.path.endswith(".json"):
            shown = {"ok": False, "error": text, "status": int(status), "title": None}
            return Response.json(shown, status=status, headers=self._headers())
        return await self.html("problem.html", status, text=text)

    async def feed(self, template: str, **context: Any) -> Response:
        """The Atom feed that the template makes."""
        body = await self._render(template, context)
        return Response(
            _NOT_XML.sub("", body),
            headers=self._headers(),
            content_type="application/atom+xml; charset=utf-8",
        )

    def json(self, value: Any) -> Response:
        """The value as JSON."""
        return Response.json(value, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {
            "content-language": self.translator.language.value,
            "vary": "Accept-Language, Cookie",
            "cache-control": "private, max-age=0",
            "content-security-policy": security_headers.ours(photos=self.photos),
        }

    def context(self) -> dict[str, Any]:
        """The variables of every template."""
        return {"visit": self, "say": self.translator, "_": self.translator.say, "link": self.link}

    async def _render(self, template: str, context: dict[str, Any]) -> str:
        made: str = (
            await pages_environment(self.datasette.jinja_env)
            .get_template(f"kliping/{template}")
            .render_async(self.context() | context)
        )
        return made


PageFunction = Callable[[Visit], Awaitable[Response | None]]
"""Answers a request for one page; None if it sent the answer itself."""


@cache
def pages_environment(environment: Environment) -> Environment:
    """Datasette's template environment, for our pages.

    What is printed loses control characters and direction overrides; then it is escaped.
    """
    made = environment.overlay(finalize=_clean, trim_blocks=True, lstrip_blocks=True)
    made.filters["pieces"] = pieces
    made.filters["part"] = part_of_path
    made.filters["citation"] = citation_of
    return made


def part_of_path(text: str) -> str:
    """A text as one part of a URL's path, its slashes escaped.

    >>> part_of_path("AFP/Antara")
    'AFP%2FAntara'
    """
    return quote(text, safe="")


def pieces(marked: str) -> list[tuple[str, bool]]:
    r"""A text of a `Hit`, cut at its marks: each piece, and whether it is a found word.

    >>> pieces("Jalan \ue000baru\ue001 dibuka")
    [('Jalan ', False), ('baru', True), (' dibuka', False)]
    """
    cut, at = [], 0
    for found in MARKED.finditer(marked):
        cut += [(marked[at : found.start()], False), (found[1], True)]
        at = found.end()
    return [(_MARKS.sub("", text), hit) for text, hit in [*cut, (marked[at:], False)] if text]


def visit_from(datasette: Datasette, request: Request, send: Any = None) -> Visit:
    """The visit for a request, in the language that the reader prefers."""
    chosen, remembered = request.args.get("lang"), request.cookies.get(i18n.COOKIE)
    return Visit(
        datasette,
        request,
        send,
        Translator(
            i18n.preferred_language(chosen, remembered, request.headers.get("accept-language", ""))
        ),
    )


def as_view(page: PageFunction) -> Callable[..., Awaitable[Response | None]]:
    """The page as a view of Datasette: checks the permission, answers errors with our own page."""

    async def view(datasette: Datasette, request: Request, send: Any) -> Response | None:
        await datasette.ensure_permissions(
            request.actor, [("view-database", archive_access.DATABASE), "view-instance"]
        )
        visit = visit_from(datasette, request, send)
        try:
            response = await page(visit)
        except (InputError, ArchiveError) as error:
            response = await visit.error_page(*_explain(error, visit))
        if response is not None and request.args.get("lang") == visit.translator.language.value:
            _remember_language(response, visit)
        return response

    return view


def _explain(error: InputError | ArchiveError, visit: Visit) -> tuple[int, str]:
    """The status and the text of the answer to an error."""
    say = visit.translator.say
    if isinstance(error, ReaderError):
        return error.status, say(error.text, **error.values)
    if isinstance(error, QueryTooLong):
        return HTTPStatus.BAD_REQUEST, say(error.TEXT, **error.VALUES)
    if isinstance(error, TakenDown):
        day = visit.translator.day(error.at[:10])
        return HTTPStatus.GONE, say("This article was taken down on {day}.", day=day)
    if isinstance(error, InputError):
        # its own text names commands and files, which mean nothing to a reader
        return HTTPStatus.NOT_FOUND, say("The archive has nothing at this address.")
    _log.warning("%s %s: %s", visit.request.method, visit.request.path, error)
    return HTTPStatus.SERVICE_UNAVAILABLE, say(UNREADABLE)


def _remember_language(response: Response, visit: Visit) -> None:
    response.set_cookie(
        i18n.COOKIE,
        visit.translator.language.value,
        max_age=A_YEAR,
        httponly=True,
        path=visit.link("/"),
    )


async def closed_page(datasette: Datasette, request: Request) -> Response:
    """The view for Datasette's pages about itself: not found."""
    return await visit_from(datasette, request).error_page(HTTPStatus.NOT_FOUND, "")


def _clean(value: Any) -> Any:
    return (
        printable_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value
    )
