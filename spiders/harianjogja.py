"""Harian Jogja."""

from scraper.portals import Province
from spiders._shared import HOME, READ_DATED, hosts_of, sections_of, site

_HOSTS = hosts_of(
    "harianjogja.com", "www", "news", "jogjapolitan", "ekbis", "sport", "wisata", "leisure",
    "ototekno", "pendidikan", "opini", "jateng", "ecologic", "cekfakta",
)  # fmt: skip
PORTALS = (
    site(
        "harianjogja",
        "www.harianjogja.com",
        "Harian Jogja",
        Province.DI_YOGYAKARTA,
        sections=sections_of("harianjogja.com"),
        platform="harianjogja",
        hosts=_HOSTS,
        articles=(r"/r-\d+/[^/]+", *READ_DATED),
        examples=(
            "https://jogjapolitan.harianjogja.com/r-1234567/contoh-slug",
            "https://jogjapolitan.harianjogja.com/read/2023/05/01/510/1134567/contoh-slug",
        ),
        sources=(HOME,),
        evidence=("harianjogja", "NW"),
    ),
)
