"""Surabaya Pagi."""

from scraper.portals import Province
from spiders._shared import site

SURABAYAPAGI = site(
    "surabayapagi",
    "surabayapagi.com",
    province=Province.JAWA_TIMUR,
    platform="category_text_wrap",
    articles=(r"/news-\d+-[^/]+",),
    evidence=("misc_verified",),
)
PORTALS = (SURABAYAPAGI,)
