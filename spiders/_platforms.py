"""What several networks share: the shapes of URLs that a platform prints, and how a site that is its own network is declared."""

from typing import Any, Final

from scraper.portal import Network, Portal, Province, Source, SourceKind

DECLARED: Final = "declared from public sources, not seen live"
NO_ARTICLES: Final = (
    r"/(indeks|index|indeks-berita|index-news|tag|tags|topic|topik|search|rss|feed|author|category|kategori|kanal|page|video|images|api)(/|$)",
)
AMP: Final = ((r"^(?:/amp)+(?=/)", ""), (r"(?<=.)(?:/amp)+$", ""))
PARTS: Final = (*AMP, (r"(?<=[^/])(?:/\d{1,3})+$", ""))
"""Also pages of one article printed as a trailing `/2`."""
NUMBERED: Final = (r"/(?:[a-z0-9-]+/)+(?:pr-)?\d{5,12}/[^/]+",)
WORDPRESS: Final = (
    r"/(?:[a-z0-9-]+/)*\d{4}/\d{2}/(?:\d{2}/)?(?:\d+/)?[^/]+",
    r"/(?:[a-z0-9-]+/){0,2}[a-z0-9]+(?:-[a-z0-9]+){2,}",
)
FEED: Final = Source(kind=SourceKind.FEED, url="{base}/feed")
HOME: Final = Source(kind=SourceKind.LISTING, url="{base}/")


def site(slug: str, name: str, host: str, province: Province | None = None, **fields: Any) -> Portal:
    """A portal that is a network of its own; WordPress unless `fields` of the network say otherwise."""
    shared: dict[str, Any] = {
        "platform": "wordpress",
        "articles": WORDPRESS,
        "not_articles": (*NO_ARTICLES, r"/wp-"),
        "path_aliases": AMP,
        "sources": (FEED, HOME),
        "verified": DECLARED,
    }
    hosts = fields.pop("hosts", (host,))
    return Network(slug=slug, name=name, host=host, **(shared | fields)).portal("www", name, province, slug=slug, hosts=hosts)
