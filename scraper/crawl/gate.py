"""The gate that every request passes first: its portal's own hosts only, and only while the portal lets us."""

from scrapy import Request
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware

from scraper.crawl.refusals import BackedOff, OffSite
from scraper.crawl.requests import portal_of
from scraper.urls import host_of


class Gate(OffsiteMiddleware):
    """In place of the stock off-site middleware, which lets a redirect of a `dont_filter` request go anywhere.

    A request of an ordinary Spider class, which names no portal, is judged as the stock middleware does.
    """

    def request_scheduled(self, request: Request, spider: object) -> None:
        """Nothing: dropped here, a request would vanish without an outcome. `process_request` sees it in its turn."""

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Let the request pass.

        Raises:
            OffSite: it leads off the portal's hosts.
            BackedOff: this run has stopped asking the portal.
        """
        portal = portal_of(request)
        if portal is None:
            super().process_request(request)
            return
        if not portal.owns(request.url):
            raise OffSite(f"redirects off the portal's hosts, to {host_of(request.url) or request.url}: not followed")
        backed_off = getattr(self.crawler.spider, "backed_off", {})
        if portal.slug in backed_off:
            raise BackedOff(backed_off[portal.slug])
