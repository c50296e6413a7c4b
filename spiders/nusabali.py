"""NusaBali."""

from scraper.portals import Province
from spiders._shared import HOME, site

PORTALS = (
    site(
        "nusabali",
        "www.nusabali.com",
        "NusaBali",
        Province.BALI,
        platform="nusabali",
        articles=(r"/berita/\d+/[^/]+",),
        examples=(
            "https://www.nusabali.com/berita/225365/pria-mabuk-di-desa-keramas-diamankan-polisi",
        ),
        sources=(HOME,),
    ),
)
