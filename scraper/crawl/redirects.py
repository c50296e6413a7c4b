"""Redirects, followed where their Location is an address.

In place of Scrapy's middleware, which raises a bare ValueError where it is none: that of a
robots.txt was then told of nowhere.
"""

from typing import Final

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from scraper.crawl.log_lines import printable
from scraper.crawl.refusals import BadRedirect
from scraper.urls import absolute, is_broken

STATUSES: Final = (301, 302, 303, 307, 308)
"""Those with which a Location is followed."""
_SHOWN: Final = 100
"""Characters of a bad Location that are told."""


class Redirects(RedirectMiddleware):
    """Downloader middleware: as Scrapy's, and a Location that is no address is an outcome with words."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The request that follows, or the response where it is no redirect.

        Raises:
            BadRedirect: its Location can be no http(s) URL.
            IgnoreRequest: it is one redirect too many.
        """
        location = response.headers.get("Location")
        if response.status not in STATUSES or location is None:
            return super().process_response(request, response)
        text = location.decode("utf-8", "replace").strip()
        why = _what_is_wrong(request.url, text)
        if why:
            raise BadRedirect(f"HTTP {response.status}: redirects to {why}: not followed")
        try:
            return super().process_response(request, response)
        except (
            ValueError
        ) as error:  # what Scrapy cannot make a request of although it looks like a URL
            raise BadRedirect(
                f"HTTP {response.status}: redirects to {_told(text)}, which is no URL: not followed"
            ) from error


def _what_is_wrong(base: str, text: str) -> str | None:
    """What a Location is instead of an address, in words; None where it is one.

    >>> _what_is_wrong("http://a.example/1", "http://[bad")
    "'http://[bad', which is no URL"
    """
    if not text:
        return "an empty address"
    if is_broken(base, text):
        return f"{_told(text)}, which is no URL"
    if absolute(base, text) is None:
        return f"{_told(text)}, which is no http(s) URL"
    return None


def _told(text: str) -> str:
    """The Location in one short line.

    >>> _told("http://a.example/" + "b" * 5_000)[-25:]
    "bbbb…' (5,017 characters)"
    """
    shown = printable(text)
    return (
        repr(shown) if len(shown) <= _SHOWN else f"'{shown[:_SHOWN]}…' ({len(text):,} characters)"
    )
