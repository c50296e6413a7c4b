"""How a publisher wants to be crawled, as far as it is known.

This is for planning and gives no permission: the crawl fetches every robots.txt anew and obeys what
it says that day.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from scraper.errors import PortalError


@dataclass(frozen=True, kw_only=True)
class CrawlPolicy:
    """What was seen of a publisher's robots.txt, notices and walls.

    The network's evidence says where it was seen.
    """

    disallowed: tuple[str, ...] = ()
    """Paths that robots.txt forbids, as it spells them: `/search`, `/*?` (`*` is any text, `$` the
    end). No source may be under one of them."""
    refusal: str | None = None
    """Why the publisher refuses crawlers such as this one: its portals read saved pages and are not
    crawled. None: no refusal is known."""
    note: str | None = None
    """What an operator should also know before crawling: a wall, a paywall, a notice that asks for
    permission."""

    def __post_init__(self) -> None:
        for path in self.disallowed:
            if not path.startswith(("/", "*")):
                raise PortalError(
                    f"crawl_policy: disallowed: {path!r} is not a path of a robots.txt: begin it"
                    " with / or *"
                )

    @cached_property
    def _forbidden(self) -> tuple[re.Pattern[str], ...]:
        return tuple(
            re.compile(re.escape(path).replace(r"\*", ".*").replace(r"\$", "$"))
            for path in self.disallowed
        )

    def forbids(self, url: str) -> bool:
        """True where the URL's path and query match one of the disallowed paths.

        >>> CrawlPolicy(disallowed=("/search", "/*?")).forbids("https://a.example/indeks?page=2")
        True
        """
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return any(pattern.match(target) for pattern in self._forbidden)
