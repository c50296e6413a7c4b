"""kumparan."""

from scraper.portals import Rules, Signed, Source, SourceKind
from spiders._shared import HOME, site

LAYOUT = Rules(
    name="kumparan",
    headline="h1[data-qa-id=story-title]",
    bylines=(Signed("[data-qa-id=author-name]"),),
)
"""Known from two public scrapers. Test attributes, not classes, say what an element is."""

PORTALS = (
    site(
        "kumparan",
        "kumparan.com",
        "kumparan",
        platform="kumparan",
        hosts=("kumparan.com", "lapi.kumparan.com"),
        articles=(r"/[a-z0-9-]+/[a-z0-9-]+-(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{11}",),
        path_aliases=((r"/full$", ""),),
        examples=("https://kumparan.com/panturapost/contoh-slug-1r9XyZabCde",),
        sources=(Source(kind=SourceKind.FEED, url="https://lapi.kumparan.com/v2.0/rss/"), HOME),
        rules=(LAYOUT,),
        evidence=("kumparan",),
    ),
)
