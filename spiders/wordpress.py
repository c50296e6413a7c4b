"""Portals on WordPress, and those of which the sources name no system."""

from typing import Any, Final

from scraper.portals import CrawlPolicy, Province
from spiders._platforms import FEED, HOME, NUMBERED, WORDPRESS, WP_SITEMAP, listing, site

P = Province
_UNKNOWN: Final[dict[str, Any]] = {"platform": "unknown", "articles": (*NUMBERED, *WORDPRESS)}
"""Known by host alone: the commonest URLs, the feed where there is one, and the front page."""

PORTALS = (
    site(
        "fajar",
        "fajar.co.id",
        "Fajar",
        P.SULAWESI_SELATAN,
        articles=(r"/\d{4}/\d{2}/\d{2}/[^/]+",),
        full_page="?page=all",
        examples=("https://fajar.co.id/2023/10/07/ditemui-anies-jusuf-kalla-akui-bahas-pengaruh-besar-china-terhadap-ekonomi-ri/",),
        evidence=("fajar", "AAP", "NW"),
    ),
    site(
        "balipost",
        "www.balipost.com",
        "Bali Post",
        P.BALI,
        articles=(r"/news/\d{4}/\d{2}/\d{2}/\d+/[^/]+",),
        examples=("https://www.balipost.com/news/2026/07/12/123456/Contoh-Judul.html",),
    ),
    site(
        "beritajatim",
        "beritajatim.com",
        "Beritajatim.com",
        P.JAWA_TIMUR,
        examples=(
            "https://beritajatim.com/mahasiswa-unusida-raih-medali-silver-di-wecc-2024",
            "https://beritajatim.com/peristiwa/dua-kecamatan-di-pamekasan-aman-dari-kekeringan/",
        ),
    ),
    site("waspada", "waspada.id", "Waspada", P.SUMATERA_UTARA, hosts=("waspada.id", "waspada.co.id")),
    site("lampost", "lampost.co", province=P.LAMPUNG, evidence=("misc_verified",)),
    site("bantennews", "bantennews.co.id", province=P.BANTEN, evidence=("misc_verified",)),
    site(
        "kalbaronline",
        "kalbaronline.com",
        province=P.KALIMANTAN_BARAT,
        sources=(listing("/berita-daerah/"), FEED, WP_SITEMAP),
        evidence=("misc_verified", "FEN"),
    ),
    site(
        "suarakalbar",
        "suarakalbar.co.id",
        province=P.KALIMANTAN_BARAT,
        sources=(listing("/category/kalbar/"), FEED, WP_SITEMAP),
        evidence=("misc_verified", "FEN"),
    ),
    site(
        "jubi",
        "jubi.id",
        province=P.PAPUA,
        crawl_policy=CrawlPolicy(note="its TLS chain lacks the intermediate certificate"),
        evidence=("misc_verified",),
    ),
    site("ambonekspres", "ambonekspres.com", province=P.MALUKU, evidence=("misc_verified", "RSSREG")),
    site("ceposonline", "ceposonline.com", province=P.PAPUA, evidence=("jawapos_radar", "RSSREG")),
    site("kabarmakassar", "kabarmakassar.com", province=P.SULAWESI_SELATAN, evidence=("RSSREG",)),
    site("tribun-maluku-com", "tribun-maluku.com", province=P.MALUKU, evidence=("wordpress",)),
    site("terkini", "terkini.id", evidence=("wordpress",)),
    site(
        "harianrakyataceh",
        "harianrakyataceh.com",
        province=P.ACEH,
        platform="unknown",
        articles=(r"/news/[^/]+/index\.html",),
        sources=(HOME,),
        evidence=("misc_verified",),
    ),
    site(
        "timesindonesia",
        "timesindonesia.co.id",
        platform="timesindonesia",
        articles=_UNKNOWN["articles"],
        sources=(HOME,),
        crawl_policy=CrawlPolicy(note="a Next.js site on an API that asks for a key"),
        evidence=("misc_verified",),
    ),
    *(site(host.partition(".")[0], host, province=P.MALUKU, evidence=("misc_verified",), **_UNKNOWN)
      for host in ("malukuterkini.com", "siwalimanews.com", "terasmaluku.com")),
    *(site(host.partition(".")[0], host, province=province, evidence=("jawapos_radar",), **_UNKNOWN)
      for host, province in {
          "radarbandung.id": P.JAWA_BARAT, "radardepok.com": P.JAWA_BARAT, "sapos.co.id": P.KALIMANTAN_TIMUR,
          "jabarekspres.com": P.JAWA_BARAT, "pasundanekspres.id": P.JAWA_BARAT,
      }.items()),
)  # fmt: skip
