"""Harian Rakyat Aceh."""

from scraper.portals import Province
from spiders._shared import HOME, site

PORTALS = (
    site(
        "harianrakyataceh",
        "harianrakyataceh.com",
        province=Province.ACEH,
        platform="unknown",
        articles=(r"/news/[^/]+/index\.html",),
        sources=(HOME,),
        evidence=("misc_verified",),
    ),
)
