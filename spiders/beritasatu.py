"""BeritaSatu."""

from datetime import date

from scraper.portals import Rules, Signed
from spiders._shared import HOME, sections_of, site

LAYOUT_2020 = Rules(
    name="beritasatu-2020",
    valid_until=date(2020, 12, 31),
    marks="p.editor",
    body="div.col-8 > div.story",
    bylines=(Signed("p.editor"),),
    signature="p.editor > a.red",
)
"""Seen on a saved page of 2020.

The editor's initials follow the reporter's name: "Oleh : Ani / FMB"."""

PORTALS = (
    site(
        "beritasatu",
        "www.beritasatu.com",
        sections=sections_of("beritasatu.com"),
        platform="beritasatu",
        articles=(r"/(?:[a-z0-9-]+/){1,2}\d{4,}/[^/]+",),
        sources=(HOME,),
        seen=(("www.beritasatu.com", 2020),),
        rules=(LAYOUT_2020,),
        evidence=("beritasatu-1",),
    ),
)
