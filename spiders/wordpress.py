"""Independent publishers on WordPress, among them Fajar, Bali Post, Beritajatim and Waspada.

Of three in Maluku no source names the system.
"""

from scraper.portals import CrawlPolicy, Province
from spiders._shared import FEED, UNKNOWN, WP_SITEMAP, listing, site

P = Province
PORTALS = (
    site(
        "fajar",
        "fajar.co.id",
        "Fajar",
        P.SULAWESI_SELATAN,
        articles=(r"/\d{4}/\d{2}/\d{2}/[^/]+",),
        full_page="?page=all",
        examples=(
            (
                "https://fajar.co.id/2023/10/07/"
                "ditemui-anies-jusuf-kalla-akui-bahas-pengaruh-besar-china-terhadap-ekonomi-ri/"
            ),
        ),
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
    site(
        "waspada", "waspada.id", "Waspada", P.SUMATERA_UTARA, hosts=("waspada.id", "waspada.co.id")
    ),
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
    site(
        "ambonekspres", "ambonekspres.com", province=P.MALUKU, evidence=("misc_verified", "RSSREG")
    ),
    site("kabarmakassar", "kabarmakassar.com", province=P.SULAWESI_SELATAN, evidence=("RSSREG",)),
    site("tribun-maluku-com", "tribun-maluku.com", province=P.MALUKU, evidence=("wordpress",)),
    site("terkini", "terkini.id", evidence=("wordpress",)),
    *(
        site(
            host.partition(".")[0], host, province=P.MALUKU, evidence=("misc_verified",), **UNKNOWN
        )
        for host in ("malukuterkini.com", "siwalimanews.com", "terasmaluku.com")
    ),
)
