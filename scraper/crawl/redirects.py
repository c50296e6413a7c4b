"""Follows redirects, and gives one whose Location is no URL an outcome.

Scrapy's middleware raises a bare ValueError there; for a robots.txt, that error was then reported
nowhere.
"""

from typing import Final

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from scraper.crawl.log_lines import printable
from scraper.crawl.refusals import BadRedirect
from scraper.urls import absolute, is_broken

STATUSES: Final = (301, 302, 303, 307, 308)
"""Statuses with which a Location is followed."""
_SHOWN: Final = 100
"""Characters of a bad Location that its outcome quotes."""


class Redirects(RedirectMiddleware):
    """Downloader middleware: Scrapy's own, which also reports a Location that is no URL."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The request that the redirect leads to; the response where it is no redirect.

        Raises:
            BadRedirect: its Location is no http(s) URL.
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
        except ValueError as error:  # looks like a URL, but Scrapy cannot make a request of it
            target = f"{_quoted(text)}, which is no URL"
            raise BadRedirect(
                f"HTTP {response.status}: redirects to {target}: not followed"
            ) from error


def _what_is_wrong(base: str, text: str) -> str | None:
    """What a Location is instead of a URL, in words; None where it is one.

    >>> _what_is_wrong("http://a.example/1", "http://[bad")
    "'http://[bad', which is no URL"
    """
    if not text:
        return "an empty address"
    if is_broken(base, text):
        return f"{_quoted(text)}, which is no URL"
    if absolute(base, text) is None:
        return f"{_quoted(text)}, which is no http(s) URL"
    return None


def _quoted(text: str) -> str:
    """The Location in one short line.

    >>> _quoted("http://a.example/" + "b" * 5_000)[-25:]
    "bbbb…' (5,017 characters)"
    """
    shown = printable(text)
    return (
        repr(shown) if len(shown) <= _SHOWN else f"'{shown[:_SHOWN]}…' ({len(text):,} characters)"
    )
