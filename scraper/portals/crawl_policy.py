"""How a publisher wants to be crawled, as far as it is known.

Re-exported by `scraper.portals.network`.

This is for planning, not for permission: the crawl reads every robots.txt anew and obeys what it
says that day.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from scraper.errors import PortalError


@dataclass(frozen=True, kw_only=True)
class CrawlPolicy:
    """What was seen of a publisher's robots.txt, notices and walls.

    Where it was seen, the network's evidence names.
    """

    disallowed: tuple[str, ...] = ()
    """Paths that robots.txt forbids, spelled as there: `/search`, `/*?` (`*` is any text, `$`
    the end). No source may lie among them."""
    refusal: str | None = None
    """Why the publisher refuses a crawler such as this one; its portals read saved pages and are
    never crawled. None: no refusal known."""
    note: str | None = None
    """What else an operator should know before crawling: a wall, a paywall, a notice that asks
    for permission."""

    def __post_init__(self) -> None:
        for path in self.disallowed:
            if not path.startswith(("/", "*")):
                raise PortalError(
                    f"crawl_policy: disallowed: {path!r} is no path of a robots.txt: begin it with"
                    " / or *"
                )

    @cached_property
    def _forbidden(self) -> tuple[re.Pattern[str], ...]:
        return tuple(
            re.compile(re.escape(path).replace(r"\*", ".*").replace(r"\$", "$"))
            for path in self.disallowed
        )

    def forbids(self, url: str) -> bool:
        """True where the URL's path and query are among the disallowed ones.

        >>> CrawlPolicy(disallowed=("/search", "/*?")).forbids("https://portal.example/indeks?page=2")
        True
        """
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return any(pattern.match(target) for pattern in self._forbidden)
