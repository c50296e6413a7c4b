"""What several publishers share: URL shapes, sources, a layout, and `site()` for a lone portal."""

import re
from typing import Any, Final

from scraper.portals import Network, Parts, Portal, Province, Rules, Source, SourceKind

_STATIC: Final = "|".join(
    (
        r"about(?:-us)?|tentang|tentang-kami(?:-[^/]+)?|profil(?:-perusahaan)?|visi-misi",
        r"contact(?:-us)?|contactus|kontak(?:-kami)?|hubungi-kami|hubungi",
        r"(?:tim-|dewan-)?redaksi|(?:susunan|struktur|box|boks)-redaksi(?:-[^/]+)?",
        r"karir|career|careers|e-?paper|live-streaming|newsletter|login|register|daftar",
        r"pedoman|pedoman(?:-pemberitaan)?-media(?:-siber)?",
        r"kode-etik(?:-jurnalistik|-wartawan|-perusahaan){0,2}(?:-indonesia)?",
        r"(?:sop-|standar-)?perlindungan(?:-profesi)?-wartawan",
        r"(?:uu|undang-undang)(?:-pers)?(?:-no|-nomor)?-40-tahun-1999(?:-tentang-pers)?",
        r"privacy|privacy(?:-and)?-policy(?:-[^/]+)?",
        r"kebijakan(?:-privasi|-cookies?|-data-pribadi)?(?:-dan-cookies?)?",
        r"disclaimer|sitemap|peta-situs|faq|help|bantuan",
        r"terms?(?:-of-(?:use|service))?|terms-(?:and-)?conditions?(?:-of-(?:use|service))?",
        r"(?:syarat|ketentuan)(?:-dan)?(?:-ketentuan)?(?:-layanan|-penggunaan)?",
        r"(?:info-|pasang-)?iklan|advertis(?:e|ing)|media-kit|rate-card",
    )
)
"""Pages about the publisher, as Indonesian sites name them.

A name may go on only where no headline begins like it ("tentang-kami-koran-desa"): headlines begin
with "kebijakan-privasi-…" and "kode-etik-jurnalistik-…" too."""
_LISTS: Final = "|".join(
    (
        "indeks|index|indeks-berita|index-news",
        "tags?|topics?|topik|listtag",
        "category|kategori|kanal|author|penulis",
        "page|attachment|videos?",
    )
)
"""Lists of articles, and pages that hang on one."""
NO_ARTICLES: Final = (
    r"/(?:search|cari|rss|feeds?|api|ajax|json|images|images-news|wp-[a-z]+|cdn-cgi|p)(?:/|$)",
    rf"/(?:[^/]+/)*(?:{_LISTS})(?:/|$)",
    rf"/(?:[^/]+/)?(?:{_STATIC})(?:\.html?|\.php)?$",
    r"/\d{4}(?:/\d{1,2}){0,2}$",
    r".*\.(?:xml|rss|json|txt|pdf|css|js|jpe?g|png|gif|webp|mp4)$",
)
"""What is never an article, on any portal.

In this order: searches and feeds; lists of articles at any depth; pages about the publisher; the
archive of a year, a month or a day; files."""
NUMBERED: Final = (r"/(?:[a-z0-9-]+/)+(?:pr-)?\d{5,12}/[^/]+",)
READ_DATED: Final = (r"/(?:[a-z0-9-]+/)*read/\d{4}/\d{2}/\d{2}/(?:\d+/){1,3}[^/]+",)
WORDPRESS: Final = (
    r"/(?:[a-z0-9-]+/)*\d{4}/\d{2}/(?:\d{2}/)?(?:\d+/)?(?=[^/]*[A-Za-z])[^/]+",
    r"/(?:[a-z0-9-]+/){0,2}[a-z0-9]+(?:-[a-z0-9]+){3,}(?:\.html)?",
)
"""WordPress with the date in the path, and without: then the slug has at least four words, because
sections and pages have fewer."""
WORDPRESS_PARTS: Final = Parts.PATH
"""`/slug/2/`, whatever the theme: developer.wordpress.org/reference/functions/wp_link_pages."""
UNKNOWN: Final[dict[str, Any]] = {"platform": "unknown", "articles": (*NUMBERED, *WORDPRESS)}
"""A site of which only the host is known: the commonest URLs, its feed, its front page."""
_RANGE: Final = "{date:%d}%20{date.month_name}%20{date.year}"
PROMEDIA_INDEX: Final = Source(
    kind=SourceKind.DATED_INDEX,
    url=f"{{base}}/indeks-berita?daterange={_RANGE}%20-%20{_RANGE}&page={{page}}",
    max_pages=20,
)
PROMEDIA_LAYOUT: Final = Rules(
    name="promedia",
    body="article.read__content",
    drop=(
        "strong.read__others",
        "strong.readmore",
        ".prads",
        ".coverwa",
        ".social",
        ".latest",
        ".ads",
        ".ads__under__image",
    ),
    tags="ul.tag__list a",
    distrust=("meta:author",),
)
"""Seen on a saved page of 2020 (evidence P20) and in at least nine public scrapers.

The meta author is the site. Promedia's own network has the layout, and Jawa Pos' hosts had it until
2026."""
FEED: Final = Source(kind=SourceKind.FEED, url="{base}/feed")
HOME: Final = Source(kind=SourceKind.LISTING, url="{base}/")
WP_SITEMAP: Final = Source(kind=SourceKind.SITEMAP, url="{base}/wp-sitemap.xml", backfill=True)
"""WordPress' own; the usual plug-ins redirect it to theirs."""


def site(
    slug: str, host: str, name: str | None = None, province: Province | None = None, **fields: Any
) -> Portal:
    """A portal that is a network of its own, on WordPress unless `fields` of the network differ."""
    shared: dict[str, Any] = {
        "platform": "wordpress",
        "articles": WORDPRESS,
        "not_articles": NO_ARTICLES,
        "sources": (FEED, HOME, WP_SITEMAP),
        "evidence": (slug,),
        "parts": None if "platform" in fields else WORDPRESS_PARTS,
    }
    own = {"hosts": fields.pop("hosts", (host,)), "sections": fields.pop("sections", None)}
    network = Network(
        slug=slug, name=name or host.removeprefix("www."), host=host, **(shared | fields)
    )
    return network.portal("www", name, province, slug=slug, **own)


def listing(path: str, pages: int = 1) -> Source:
    """A page of newest articles on the portal's main host."""
    return Source(kind=SourceKind.LISTING, url="{base}" + path, max_pages=pages)


def hosts_of(domain: str, *keys: str) -> tuple[str, ...]:
    """The hosts of a domain's sections, the main one first."""
    return tuple(f"{key}.{domain}" for key in keys)


def sections_of(domain: str, *others: str) -> str:
    """A pattern for `Portal.sections`: a domain's hosts except `others` and the English edition."""
    return rf"(?!(?:{'|'.join(('en', *others))})\.)[a-z0-9-]+\.{re.escape(domain)}"
