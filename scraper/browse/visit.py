"""One reader's request: who asks, in which language, what they may see, and how an answer is made for them."""

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
from scraper.browse.i18n import Told, Translator
from scraper.errors import ArchiveError, InputError, TakenDown
from scraper.formats.json_values import MARKED
from scraper.formats.terminal import printable_text

T = TypeVar("T")
_log = logging.getLogger(__name__)
NAME: Final = "kliping"
"""The plugin's, in Datasette's own configuration."""
A_YEAR: Final = 365 * 24 * 3600
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNREAD: Final = (
    "The archive cannot be read just now, or not within the time allowed: narrow the question, or"
    " come back later."
)
_MARKS: Final = re.compile("[\ue000\ue001]")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, and the means to answer it."""

    datasette: Datasette
    request: Request
    send: Any
    """ASGI's: for an answer that is not made in memory."""
    speech: Translator

    @property
    def photos(self) -> bool:
        """True where the operator lets pictures come from their publishers' servers."""
        return bool((self.datasette.plugin_config(NAME) or {}).get("photos"))

    async def read(self, work: Callable[[Archive], T]) -> T:
        """What `work` makes of the archive: see `archive_access.read_archive`."""
        return await archive_access.read_archive(self.datasette, work)

    def arguments(self) -> dict[str, str]:
        """The URL's parameters; of one that is given twice, the first."""
        return {name: self.request.args.get(name) or "" for name in self.request.args}

    def in_language(self, code: str) -> str:
        """The address of the same page in that language, with all that its URL asks."""
        kept = [
            (name, value)
            for name, value in parse_qsl(self.request.query_string, keep_blank_values=True)
            if name != "lang"
        ]
        return f"?{urlencode([*kept, ('lang', code)])}"

    def named(self, variable: str) -> str:
        """A part of the URL's path, as the route names it, without its percent signs."""
        return unquote(self.request.url_vars[variable])

    def link(self, path: str) -> str:
        """The address of a page of ours, below wherever this Datasette stands."""
        return str(self.datasette.urls.path(path))

    def absolute(self, path: str) -> str:
        """The same with the scheme and host that the reader used."""
        return str(self.datasette.absolute_url(self.request, self.link(path)))

    def plot(
        self, numbers: Sequence[tuple[str, int]], href: Callable[[str], str]
    ) -> charts.Bars | None:
        """A bar chart of days, months or years, in the reader's language; each bar leads to what it counts."""
        return charts.bars(
            numbers,
            label=self.speech.day,
            short=self.speech.short_day,
            number=self.speech.number,
            href=href,
        )

    async def html(self, template: str, status: int = HTTPStatus.OK, **context: Any) -> Response:
        """The page that the template makes."""
        return Response.html(
            await self._rendered(template, context | {"status": status}),
            status=status,
            headers=self._headers(),
        )

    async def problem(self, status: int, text: str) -> Response:
        """What went wrong: as JSON where that was asked for, else as a page."""
        if self.request.path.endswith(".json"):
            shown = {"ok": False, "error": text, "status": int(status), "title": None}
            return Response.json(shown, status=status, headers=self._headers())
        return await self.html("problem.html", status, text=text)

    async def feed(self, template: str, **context: Any) -> Response:
        """The Atom feed that the template makes."""
        body = await self._rendered(template, context)
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
            "content-language": self.speech.language.value,
            "vary": "Accept-Language, Cookie",
            "cache-control": "private, max-age=0",
            "content-security-policy": security_headers.ours(photos=self.photos),
        }

    def context(self) -> dict[str, Any]:
        """What every template knows."""
        return {"visit": self, "say": self.speech, "_": self.speech.say, "link": self.link}

    async def _rendered(self, template: str, context: dict[str, Any]) -> str:
        made: str = (
            await pages_environment(self.datasette.jinja_env)
            .get_template(f"kliping/{template}")
            .render_async(self.context() | context)
        )
        return made


Page = Callable[[Visit], Awaitable[Response | None]]


@cache
def pages_environment(environment: Environment) -> Environment:
    """Datasette's templates for our pages: what is printed loses control characters and direction overrides, then is escaped."""
    made = environment.overlay(finalize=_clean, trim_blocks=True, lstrip_blocks=True)
    made.filters["pieces"] = pieces
    made.filters["part"] = part_of_path
    made.filters["citation"] = citation_of
    return made


def part_of_path(text: str) -> str:
    """A text as one part of a URL's path, slashes and dots of its own included.

    >>> part_of_path("AFP/Antara")
    'AFP%2FAntara'
    """
    return quote(text, safe="")


def pieces(marked: str) -> list[tuple[str, bool]]:
    r"""A text of a `Hit` cut at its marks: each piece, and whether it was found.

    >>> pieces("Jalan \ue000baru\ue001 dibuka")
    [('Jalan ', False), ('baru', True), (' dibuka', False)]
    """
    cut, at = [], 0
    for found in MARKED.finditer(marked):
        cut += [(marked[at : found.start()], False), (found[1], True)]
        at = found.end()
    return [(_MARKS.sub("", text), hit) for text, hit in [*cut, (marked[at:], False)] if text]


def visit_of(datasette: Datasette, request: Request, send: Any = None) -> Visit:
    """The visit that a request is, in the language that the reader prefers."""
    chosen, remembered = request.args.get("lang"), request.cookies.get(i18n.COOKIE)
    return Visit(
        datasette,
        request,
        send,
        Translator(i18n.preferred(chosen, remembered, request.headers.get("accept-language", ""))),
    )


def answering(page: Page) -> Callable[..., Awaitable[Response | None]]:
    """The page as a view of Datasette's: who may see the archive sees it, and what goes wrong is said in a page of ours."""

    async def view(datasette: Datasette, request: Request, send: Any) -> Response | None:
        await datasette.ensure_permissions(
            request.actor, [("view-database", archive_access.DATABASE), "view-instance"]
        )
        visit = visit_of(datasette, request, send)
        try:
            response = await page(visit)
        except Told as error:
            response = await visit.problem(
                error.status, visit.speech.say(error.text, **error.values)
            )
        except QueryTooLong as error:
            response = await visit.problem(
                HTTPStatus.BAD_REQUEST, visit.speech.say(error.TEXT, **error.VALUES)
            )
        except TakenDown as error:
            text = visit.speech.say(
                "This article was taken down on {day}.", day=visit.speech.day(error.at[:10])
            )
            response = await visit.problem(HTTPStatus.GONE, text)
        except (
            InputError
        ):  # the archive's own words name commands and files, which are nothing to a reader
            response = await visit.problem(
                HTTPStatus.NOT_FOUND, visit.speech.say("The archive has nothing at this address.")
            )
        except ArchiveError as error:
            _log.warning("%s %s: %s", request.method, request.path, error)
            response = await visit.problem(HTTPStatus.SERVICE_UNAVAILABLE, visit.speech.say(UNREAD))
        if response is not None and request.args.get("lang") == visit.speech.language.value:
            response.set_cookie(
                i18n.COOKIE,
                visit.speech.language.value,
                max_age=A_YEAR,
                httponly=True,
                path=visit.link("/"),
            )
        return response

    return view


async def closed(datasette: Datasette, request: Request) -> Response:
    """A page of Datasette's about itself: there is none."""
    return await visit_of(datasette, request).problem(HTTPStatus.NOT_FOUND, "")


def _clean(value: Any) -> Any:
    return (
        printable_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value
    )
