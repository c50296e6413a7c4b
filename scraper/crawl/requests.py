"""Makes the requests for portals' URLs, with what keeps them polite."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from scraper import discover
from scraper.model import LinkKind, Page
from scraper.portals import Portal

PORTAL: Final = "portal"
"""The key in `Request.meta` under which the middlewares find the request's portal."""

ROBOTS: Final = "robots"
"""The key in `Request.meta` that marks a request for robots.txt itself."""

Callback = Callable[..., AsyncIterator[Any] | None]
Errback = Callable[[Failure], AsyncIterator[Any] | None]


def ask(
    url: str,
    portal: Portal,
    *,
    kind: LinkKind = LinkKind.ARTICLE,
    callback: Callback | None = None,
    errback: Errback | None = None,
    headers: Mapping[str, str] | None = None,
    **meta: object,
) -> Request:
    """A request for one of the portal's URLs.

    It waits in the download slot of the portal's *network*: Scrapy's own slots are per host, and
    an operator with 59 hosts would get 59 requests at once. The duplicate filter is off, because
    the ledger knows what was asked.
    """
    about = {PORTAL: portal, "download_slot": portal.network.slug, **meta}
    if kind is LinkKind.SITEMAP:  # its 50,000 URLs are larger than any article
        about["download_maxsize"] = discover.MAX_BYTES
    return Request(
        url,
        callback=callback,
        errback=errback,
        headers=dict(headers or {}),
        meta=about,
        dont_filter=True,
    )


def conditional(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers that ask for an answer only where it has changed."""
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in known.items() if value}


def portal_of(request: Request) -> Portal | None:
    """The portal that a request belongs to; None where `ask` did not make it."""
    found = request.meta.get(PORTAL)
    return found if isinstance(found, Portal) else None


def asks_robots(request: Request) -> bool:
    """True for a request for robots.txt."""
    return bool(request.meta.get(ROBOTS))


def page_of(response: Response) -> Page:
    """The response as a value, fetched at the present moment."""
    headers = {
        str(name, "latin-1").lower(): str(b", ".join(values), "latin-1")
        for name, values in response.headers.items()
        if name and values
    }
    return Page(
        url=response.url,
        body=response.body,
        fetched_at=datetime.now(UTC),
        status=response.status,
        headers=headers,
    )


def elapsed_ms(response: Response) -> int | None:
    """How long the answer took, in milliseconds; None where Scrapy did not measure it."""
    latency = response.meta.get("download_latency")
    return None if latency is None else round(1000 * latency)
