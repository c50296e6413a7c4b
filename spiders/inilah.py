"""Inilah.com."""

from datetime import date

from scraper.portals import Rules
from spiders._shared import HOME, hosts_of, sections_of, site

LAYOUT_2017 = Rules(
    name="inilah-2017",
    valid_until=date(2017, 12, 31),
    body="div.txt-detail",
    headline="div.w-cd > h2",
    section="a[class*=n-a]",
)
"""Seen on a saved page of 2017.

Only the menu marks the channel, and over a hundred headings precede the article's."""

PORTALS = (
    site(
        "inilah",
        "www.inilah.com",
        sections=sections_of("inilah.com"),
        platform="inilah",
        hosts=hosts_of("inilah.com", "www", "bola"),
        articles=(r"/read/detail/\d+/[^/]+",),
        sources=(HOME,),
        seen=(("bola.inilah.com", 2017),),
        rules=(LAYOUT_2017,),
        evidence=("inilah-1",),
    ),
)
