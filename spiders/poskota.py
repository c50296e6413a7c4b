"""Pos Kota."""

from spiders._shared import HOME, site

PORTALS = (
    site(
        "poskota",
        "poskota.co.id",
        platform="poskota",
        articles=(r"/\d{4}/\d{2}/\d{2}/[^/]+",),
        full_page="?view=all",
        sources=(HOME,),
        evidence=("misc_verified", "MATRIX"),
    ),
)
