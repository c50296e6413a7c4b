"""Portals that are a network of their own, each on a system of its own."""

from typing import Any, Final

from scraper.portals import CrawlPolicy, Province, Source, SourceKind
from scraper.urls import Parts
from spiders._platforms import (
    HOME,
    NO_ARTICLES,
    NUMBERED,
    READ_DATED,
    hosts_of,
    listing,
    sections_of,
    site,
)

P = Province
_INDEX_FILE: Final = r"/(?:[a-z0-9-]+/)+index\d*\.html$"
"""A section's front page and its further ones, where articles too are files of a section."""
_KLY: Final[dict[str, Any]] = {
    "platform": "kly",
    "sources": (HOME,),
    "articles": (r"/(?:[a-z0-9-]+/)?read/\d+/[^/]+", r"/(?:[a-z0-9-]+/)+[^/]+\.html"),
    "not_articles": (*NO_ARTICLES, _INDEX_FILE),
}
_BRILIO: Final[dict[str, Any]] = {
    "platform": "brilio",
    "sources": (HOME,),
    "articles": (r"/[a-z-]+/[^/]+\.html",),
    "not_articles": (*NO_ARTICLES, _INDEX_FILE),
}
_DETIK_REGIONS: Final = (
    "jateng",
    "jatim",
    "jabar",
    "jogja",
    "sumut",
    "sumbagsel",
    "sulsel",
    "bali",
)


def _feed(url: str) -> Source:
    return Source(kind=SourceKind.FEED, url=url)


PORTALS = (
    site(
        "detik",
        "www.detik.com",
        "detikcom",
        sections=sections_of("detik.com", "20"),
        hosts=hosts_of(
            "detik.com",
            "www",
            "news",
            "finance",
            "sport",
            "health",
            "travel",
            "hot",
            "inet",
            "oto",
            "food",
            "wolipop",
        ),
        platform="detik_ctcorp",
        articles=(r"/(?:[a-z0-9-]+/)*d-\d+/[^/]+", *READ_DATED, r"/berita/\d+/[^/]+"),
        not_articles=(*NO_ARTICLES, r"/(?:[a-z0-9-]+/)?foto-"),
        parts=Parts.PATH,
        full_page="?single=1",
        examples=(
            "https://www.detik.com/jatim/berita/d-7971189/contoh-slug",
            "https://health.detik.com/true-story/d-7016153/curhat-wanita-kena-stroke",
        ),
        sources=(
            *(
                Source(
                    kind=SourceKind.NEWS_SITEMAP, url=f"{{base}}/{region}/berita/sitemap_news.xml"
                )
                for region in _DETIK_REGIONS
            ),
            *(listing(f"/{region}/berita/indeks?page={{page}}", 5) for region in _DETIK_REGIONS),
            Source(
                kind=SourceKind.DATED_INDEX,
                url="https://news.detik.com/indeks?page={page}&date={date:%m/%d/%Y}",
                max_pages=50,
            ),
        ),
        crawl_policy=CrawlPolicy(note="answers cloud machines with 403; home lines were served"),
        seen=(
            *(("finance.detik.com", year) for year in (2013, 2017)),
            ("news.detik.com", 2016),
            ("sport.detik.com", 2016),
            ("health.detik.com", 2023),
        ),
        evidence=("detik_regional", "D23", "MATRIX", "AAP", "LAJU"),
    ),
    site(
        "liputan6",
        "www.liputan6.com",
        "Liputan6.com",
        sections=sections_of("liputan6.com"),
        hosts=hosts_of("liputan6.com", "www", "news", "hot"),
        seen=(
            ("news.liputan6.com", 2016),
            *(("hot.liputan6.com", year) for year in (2019, 2020)),
            *(("www.liputan6.com", year) for year in (2020, 2024)),
        ),
        examples=("https://www.liputan6.com/regional/read/6046723/hobi-buat-perlengkapan-kostum",),
        evidence=("liputan6_regional", "RSSREG", "LAJU", "EGI"),
        **_KLY
        | {
            "host_aliases": ((r"^m\.", "www."),),
            "sources": (
                _feed("{base}/feed/rss/regional"),
                listing("/regional"),
                listing("/surabaya"),
                Source(kind=SourceKind.DATED_INDEX, url="{base}/regional/indeks/{date:%Y/%m/%d}"),
            ),
        },
    ),
    site(
        "merdeka",
        "www.merdeka.com",
        "Merdeka.com",
        sections=sections_of("merdeka.com"),
        hosts=hosts_of("merdeka.com", "www", "planet", "video"),
        crawl_policy=CrawlPolicy(disallowed=("/*?", "/search/")),
        seen=(
            ("planet.merdeka.com", 2020),
            ("video.merdeka.com", 2021),
            *(("www.merdeka.com", year) for year in (2021, 2022)),
        ),
        examples=(
            "https://www.merdeka.com/peristiwa/read/1234567/contoh-slug",
            "https://www.merdeka.com/trending/7-cara-menghilangkan-kutu-kucing-kln.html",
        ),
        evidence=("merdeka", "EGI", "AAP"),
        **_KLY
        | {
            "sources": (
                Source(kind=SourceKind.SITEMAP, url="{base}/sitemap.xml"),
                listing("/peristiwa"),
                listing("/jateng"),
            )
        },
    ),
    site(
        "kapanlagi",
        "www.kapanlagi.com",
        "KapanLagi.com",
        parts=Parts.FILE,
        seen=(("www.kapanlagi.com", 2020),),
        evidence=("kly", "kapanlagi-7"),
        **_KLY,
    ),
    site(
        "fimela",
        "www.fimela.com",
        "Fimela.com",
        seen=(("www.fimela.com", 2020),),
        evidence=("kly", "fimela-3"),
        **_KLY,
    ),
    site(
        "otosia",
        "www.otosia.com",
        "Otosia.com",
        seen=(("www.otosia.com", 2019),),
        evidence=("kly", "otosia-2"),
        **_KLY,
    ),
    site(
        "bola",
        "www.bola.com",
        "Bola.com",
        seen=(("www.bola.com", 2020),),
        evidence=("bola-3",),
        **_KLY,
    ),
    site(
        "brilio",
        "www.brilio.net",
        "Brilio.net",
        seen=(("www.brilio.net", 2020),),
        evidence=("brilio-1",),
        **_BRILIO,
    ),
    site(
        "dream",
        "www.dream.co.id",
        "Dream.co.id",
        sections=sections_of("dream.co.id"),
        hosts=hosts_of("dream.co.id", "www", "haji"),
        seen=(("haji.dream.co.id", 2020),),
        evidence=("dream-4",),
        **_BRILIO,
    ),
    site(
        "okezone",
        "news.okezone.com",
        "Okezone",
        sections=sections_of("okezone.com", "mpi"),
        platform="okezone",
        hosts=hosts_of(
            "okezone.com",
            "news",
            "megapolitan",
            "nasional",
            "economy",
            "sports",
            "techno",
            "index",
            "sindikasi",
            "www",
        ),
        articles=READ_DATED,
        parts=Parts.QUERY,
        full_page="?page=all",
        examples=(
            "https://techno.okezone.com/read/2025/06/16/57/3147776/tak-perlu-panik-jika-hp-android-hilang",
        ),
        sources=(
            Source(
                kind=SourceKind.DATED_INDEX,
                url="{base}/indeks/{date:%Y/%m/%d}/{offset}",
                max_pages=20,
                step=10,
            ),
            Source(
                kind=SourceKind.DATED_INDEX,
                url="https://megapolitan.okezone.com/indeks/{date:%Y/%m/%d}/{offset}",
                max_pages=20,
                step=10,
            ),
        ),
        crawl_policy=CrawlPolicy(disallowed=("/more/*", "/mmore/*")),
        seen=(
            ("news.okezone.com", 2016),
            ("sports.okezone.com", 2017),
            *(("economy.okezone.com", year) for year in (2017, 2020)),
        ),
        evidence=("okezone",),
    ),
    site(
        "sindonews-daerah",
        "daerah.sindonews.com",
        "SINDOnews Daerah",
        sections=sections_of("sindonews.com"),
        platform="sindonews",
        hosts=hosts_of("sindonews.com", "daerah", "www", "edukasi"),
        articles=(r"/read/\d+/\d+/[^/]+-\d{10}",),
        parts=Parts.PATH,
        full_page="?showpage=all",
        examples=("https://edukasi.sindonews.com/read/888397/211/azyumardi-azra-1663481346/10",),
        sources=(
            Source(
                kind=SourceKind.DATED_INDEX,
                url="https://www.sindonews.com/indeks/7/{offset}?t={date:%Y-%m-%d}",
                max_pages=20,
                step=20,
            ),
            _feed("{base}/rss"),
            Source(kind=SourceKind.NEWS_SITEMAP, url="{base}/sitemap-news.xml"),
        ),
        evidence=("sindonews_daerah", "MATRIX", "AAP"),
    ),
    site(
        "tempo",
        "www.tempo.co",
        "Tempo",
        sections=sections_of("tempo.co"),
        platform="tempo",
        hosts=hosts_of("tempo.co", "www", "rss", "gaya"),
        articles=(r"/[a-z-]+/[a-z0-9-]+-\d{5,8}", r"/read/\d+/[^/]+"),
        examples=(
            "https://www.tempo.co/hukum/contoh-slug-2019071",
            "https://gaya.tempo.co/read/2019071/75-tahun-transplantasi-ginjal",
        ),
        sources=(
            *(
                _feed(f"https://rss.tempo.co/{section}")
                for section in ("nasional", "bisnis", "metro", "hukum")
            ),
            Source(kind=SourceKind.JSON, url="{base}/hukum/_payload.json"),
            HOME,
        ),
        crawl_policy=CrawlPolicy(
            note="many pages are cut by a paywall; a Cloudflare challenge was seen"
        ),
        evidence=("tempo", "LAJU"),
    ),
    site(
        "cnn-indonesia",
        "www.cnnindonesia.com",
        "CNN Indonesia",
        platform="detik_ctcorp",
        articles=(r"/[a-z0-9-]+/\d{14}-\d+-\d+/[^/]+",),
        parts=Parts.PATH,
        examples=("https://www.cnnindonesia.com/nasional/20260724085405-36-1234568/contoh-slug",),
        sources=(
            listing("/indeks?page={page}", 10),
            Source(kind=SourceKind.NEWS_SITEMAP, url="{base}/sitemap_news.xml"),
            _feed("{base}/nasional/rss"),
        ),
        crawl_policy=CrawlPolicy(note="answers cloud machines with 403; home lines were served"),
        evidence=("cnn_indonesia", "AAP", "LAJU"),
    ),
    site(
        "kumparan",
        "kumparan.com",
        "kumparan",
        platform="kumparan",
        hosts=("kumparan.com", "lapi.kumparan.com"),
        articles=(r"/[a-z0-9-]+/[a-z0-9-]+-(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{11}",),
        path_aliases=((r"/full$", ""),),
        examples=("https://kumparan.com/panturapost/contoh-slug-1r9XyZabCde",),
        sources=(_feed("https://lapi.kumparan.com/v2.0/rss/"), HOME),
        evidence=("kumparan",),
    ),
    site(
        "harianjogja",
        "www.harianjogja.com",
        "Harian Jogja",
        P.DI_YOGYAKARTA,
        sections=sections_of("harianjogja.com"),
        platform="harianjogja",
        hosts=hosts_of(
            "harianjogja.com",
            *(
                "www",
                "news",
                "jogjapolitan",
                "ekbis",
                "sport",
                "wisata",
                "leisure",
                "ototekno",
                "pendidikan",
                "opini",
                "jateng",
            ),
            *("ecologic", "cekfakta"),
        ),
        articles=(r"/r-\d+/[^/]+", *READ_DATED),
        examples=(
            "https://jogjapolitan.harianjogja.com/r-1234567/contoh-slug",
            "https://jogjapolitan.harianjogja.com/read/2023/05/01/510/1134567/contoh-slug",
        ),
        sources=(HOME,),
        evidence=("harianjogja", "NW"),
    ),
    site(
        "rri",
        "rri.co.id",
        "RRI",
        platform="rri",
        articles=(r"/(?:[a-z-]+/)?[a-z0-9-]+/\d+/[^/]+",),
        examples=(
            "https://rri.co.id/biak/hobi/1895298/tiga-gunung-tertinggi-di-indonesia-ada-di-papua",
            "https://www.rri.co.id/daerah/952723/program-himfa-umy",
        ),
        sources=(
            HOME,
            *(listing(f"/{station}") for station in ("ambon", "banjarmasin", "bandung", "biak")),
        ),
        crawl_policy=CrawlPolicy(
            note="stations in the east may print local time without saying so"
        ),
        evidence=("rri",),
    ),
    site(
        "mediaindonesia",
        "mediaindonesia.com",
        "Media Indonesia",
        sections=sections_of("mediaindonesia.com"),
        platform="mediaindonesia",
        articles=NUMBERED,
        sources=(
            Source(kind=SourceKind.LISTING, url="{base}/indeks/20/{offset}", max_pages=5, step=20),
            Source(kind=SourceKind.SITEMAP, url="{base}/sitemap.xml"),
        ),
        crawl_policy=CrawlPolicy(note="a Cloudflare challenge was seen on some paths"),
        seen=(("mediaindonesia.com", 2026),),
        evidence=("misc_verified",),
    ),
    site(
        "beritasatu",
        "www.beritasatu.com",
        sections=sections_of("beritasatu.com"),
        platform="beritasatu",
        articles=(r"/(?:[a-z0-9-]+/){1,2}\d{4,}/[^/]+",),
        sources=(HOME,),
        seen=(("www.beritasatu.com", 2020),),
        evidence=("beritasatu-1",),
    ),
    site(
        "inilah",
        "www.inilah.com",
        sections=sections_of("inilah.com"),
        platform="inilah",
        hosts=hosts_of("inilah.com", "www", "bola"),
        articles=(r"/read/detail/\d+/[^/]+",),
        sources=(HOME,),
        seen=(("bola.inilah.com", 2017),),
        evidence=("inilah-1",),
    ),
    site(
        "metrotvnews",
        "www.metrotvnews.com",
        sections=sections_of("metrotvnews.com"),
        platform="metrotvnews",
        hosts=hosts_of("metrotvnews.com", "www", "news", "bola"),
        articles=(r"/[a-z-]+/[A-Za-z0-9]{8}-[^/]+", *READ_DATED),
        sources=(HOME,),
        seen=(("news.metrotvnews.com", 2016), ("bola.metrotvnews.com", 2017)),
        evidence=("metrotvnews-9", "metrotvnews-11", "metrotvnews-12"),
    ),
    site(
        "kompasiana",
        "www.kompasiana.com",
        "Kompasiana",
        platform="kompas_cms",
        articles=(r"/[^/]+/[0-9a-f]{24}/[^/]+",),
        parts=Parts.QUERY,
        sources=(HOME,),
        seen=(("www.kompasiana.com", 2024),),
        evidence=("kompasiana-3",),
    ),
    site(
        "nusabali",
        "www.nusabali.com",
        "NusaBali",
        P.BALI,
        platform="nusabali",
        articles=(r"/berita/\d+/[^/]+",),
        examples=(
            "https://www.nusabali.com/berita/225365/pria-mabuk-di-desa-keramas-diamankan-polisi",
        ),
        sources=(HOME,),
    ),
    site(
        "poskota",
        "poskota.co.id",
        platform="poskota",
        articles=(r"/\d{4}/\d{2}/\d{2}/[^/]+",),
        full_page="?view=all",
        sources=(HOME,),
        evidence=("misc_verified", "MATRIX"),
    ),
    site(
        "rmol",
        "rmol.id",
        platform="rmol",
        articles=READ_DATED,
        sources=(HOME,),
        evidence=("misc_verified",),
    ),
    site(
        "surabayapagi",
        "surabayapagi.com",
        province=P.JAWA_TIMUR,
        platform="category_text_wrap",
        articles=(r"/news-\d+-[^/]+",),
        evidence=("misc_verified",),
    ),
    site(
        "landakpusatinformasi",
        "landakpusatinformasi.com",
        province=P.KALIMANTAN_BARAT,
        platform="blogger",
        articles=(r"/\d{4}/\d{2}/[^/]+\.html",),
        sources=(_feed("{base}/feeds/posts/default?alt=rss"), HOME),
        evidence=("misc_verified", "blogger"),
    ),
)
