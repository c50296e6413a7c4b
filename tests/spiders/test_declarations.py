"""What `spiders/` declares, portal by portal."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.portals import Province, Registry, Zone
from scraper.urls import spellings

FIXTURES = Path(__file__).parent.parent / "fixtures"
REGISTRY = Registry.load()
PORTALS = {portal.slug: portal for portal in REGISTRY}

NO_ARTICLES = """
/ /index-news /index-news?date=2022-8-2&page=2 /indeks /indeks?page=3 /indeks/2022/08/02
/jatim/berita/indeks /page/2
/2022 /2022/08 /2022/08/02/ /2022/08/02/page/3/
/tag/banjir /tags/banjir /news/tag/banjir-jakarta-hari-ini /topic/banjir
/topik/banjir-di-jawa-tengah /listtag/1234/banjir
/search?q=banjir /search/banjir /?s=banjir /rss /feed/ /feeds/posts/default
/video/123456/banjir-besar-di-jawa-tengah /news/video/123456/banjir-besar-di-jawa-tengah
/videos/banjir-besar-di-jawa-tengah
/category/berita-daerah /kategori/berita-hari-ini-semua /kanal/peristiwa
/author/nama-penulis-kami-semua
/pedoman-media-siber /pedoman-pemberitaan-media-siber /page/pedoman-media-siber
/info/pedoman-media-siber.html
/tentang-kami /about-us /redaksi /susunan-redaksi /kontak /hubungi-kami /kode-etik-jurnalistik
/kode-etik-wartawan-indonesia /kode-etik-jurnalistik-wartawan-indonesia
/struktur-redaksi-koran-desa /tentang-kami-koran-desa-online
/undang-undang-nomor-40-tahun-1999-tentang-pers /terms-and-conditions-of-use
/syarat-dan-ketentuan-layanan
/privacy-policy /kebijakan-privasi /syarat-dan-ketentuan /terms-of-service /disclaimer /info-iklan
/sitemap.xml /wp-content/uploads/2022/08/banjir-di-jawa-tengah-foto.jpg /wp-json/wp/v2/posts
/images/2022/08/02/banjir.jpg
"""
"""Paths that lead to no article on any portal: lists, archives of a day, searches, feeds,
videos, pages about the publisher, files."""

SEGMENTS = [
    "",
    "read",
    "full",
    "2022",
    "08",
    "2",
    "15",
    "123456789",
    "judul-berita",
    "amp",
    "m",
    "all",
    "pr-18808737",
    "d-7971189",
]
SEGMENTS += ["berita-part1-part2", "x-1663481346", "-part2", "index.html"]
"""What paths of articles and their other spellings are made of."""
ENDS = (
    "",
    "/",
    "?page=all",
    "?page=2",
    "?single=1",
    "?amp=1",
    "?utm_source=x&page=3",
    "#top",
    "/amp/?page=2",
)


def test_there_are_portals_of_many_networks_and_no_two_of_one_slug_or_host() -> None:
    assert len(PORTALS) == len(REGISTRY.portals) >= 240
    assert len({portal.network.slug for portal in PORTALS.values()}) >= 25
    hosts = Counter(spellings(host)[-1] for portal in PORTALS.values() for host in portal.hosts)
    assert [host for host, count in hosts.items() if count > 1] == []


def test_provinces_are_the_38_in_their_zones() -> None:
    assert len(Province) == 38
    assert Counter(province.zone for province in Province) == {
        Zone.WIB: 18,
        Zone.WITA: 12,
        Zone.WIT: 8,
    }


def test_every_province_but_the_youngest_has_a_portal() -> None:
    """Papua Pegunungan and Papua Selatan are of 2022, and no source names a portal of theirs."""
    served = {portal.province for portal in PORTALS.values()}
    assert set(Province) - served == {Province.PAPUA_PEGUNUNGAN, Province.PAPUA_SELATAN}


def test_zones_are_the_provinces() -> None:
    assert {
        slug for slug, p in PORTALS.items() if p.province and p.zone is not p.province.zone
    } == set()
    undecided = {
        slug: p.zone for slug, p in PORTALS.items() if p.province is None and p.zone is not Zone.WIB
    }
    assert undecided == {"bisnis-sulawesi": Zone.WITA}, (
        "only a desk of several provinces has a zone without one"
    )


def test_examples_are_taken_by_their_network_and_their_shape_by_all_its_portals() -> None:
    faults = []
    for portal in PORTALS.values():
        for url in portal.network.examples:
            owner = REGISTRY.of(url)
            assert owner is not None, url
            path = owner.canonical(url).partition("://")[2].partition("/")[2]
            if owner.network.slug != portal.network.slug or not portal.is_article(
                f"{portal.base}/{path}"
            ):
                faults.append((portal.slug, url))
    assert faults == []


def test_what_is_no_article_is_refused_on_every_host() -> None:
    hosts = [(portal, host) for portal in PORTALS.values() for host in portal.hosts]
    assert [
        url
        for portal, host in hosts
        for path in NO_ARTICLES.split()
        if portal.is_article(url := f"https://{host}{path}")
    ] == []


def test_sources_are_the_portals_own_and_no_articles() -> None:
    for portal in PORTALS.values():
        urls = [
            source.at(portal.base, portal.key, date(2022, 8, 2), page)
            for source in portal.network.sources
            for page in (1, 2)
        ]
        assert urls, portal.slug
        assert [url for url in urls if not portal.owns(url) or portal.is_article(url)] == [], (
            portal.slug
        )


def test_every_portal_says_how_far_it_is_verified() -> None:
    assert [
        p.slug
        for p in PORTALS.values()
        if "saved pages: " not in p.verified and "not seen live" not in p.verified
    ] == []
    assert PORTALS["tribun-solo"].verified == "saved pages: solo.tribunnews.com 2020"
    assert PORTALS["tribun-aceh"].verified.startswith(
        "declared from public sources, not seen live; its network on saved pages: makassar"
    )
    assert PORTALS["jubi"].verified == "declared from public sources, not seen live"


@given(st.data())
def test_canonical_is_idempotent_for_every_portal(data: st.DataObject) -> None:
    portal = data.draw(st.sampled_from(REGISTRY.portals))
    host = data.draw(st.sampled_from(["", "m.", "www.", "amp."])) + data.draw(
        st.sampled_from(portal.hosts)
    )
    path = "/".join(data.draw(st.lists(st.sampled_from(SEGMENTS), max_size=7)))
    once = portal.canonical(f"https://{host}/{path}{data.draw(st.sampled_from(ENDS))}")
    assert portal.canonical(once) == once


@pytest.mark.parametrize(
    ("spelled", "wanted"),
    [
        (
            "https://m.solo.tribunnews.com/2020/10/09/x?page=2",
            "https://solo.tribunnews.com/2020/10/09/x",
        ),
        (
            "https://www.detik.com/jatim/berita/d-7971189/contoh-slug/2?single=1",
            "https://www.detik.com/jatim/berita/d-7971189/contoh-slug",
        ),
        (
            "https://radartegal.disway.id/read/700001/contoh/15",
            "https://radartegal.disway.id/read/700001/contoh",
        ),
        (
            "https://sleman.inews.id/read/508166/kampung-batik/all",
            "https://sleman.inews.id/read/508166/kampung-batik",
        ),
        (
            "https://rejabar.republika.co.id/berita/sy24g3512/galian-part2",
            "https://rejabar.republika.co.id/berita/sy24g3512/galian",
        ),
        (
            "https://krjogja.com/yogyakarta/1246962799/contoh-slug?page=all",
            "https://www.krjogja.com/yogyakarta/1246962799/contoh-slug",
        ),
        (
            "https://bogor.pikiran-rakyat.com/esports/amp/pr-085099961/x",
            "https://bogor.pikiran-rakyat.com/esports/pr-085099961/x",
        ),
        (
            "https://edukasi.sindonews.com/read/888397/211/a-1663481346/10",
            "https://edukasi.sindonews.com/read/888397/211/a-1663481346",
        ),
        (
            "https://kumparan.com/panturapost/contoh-slug-1r9XyZabCde/full",
            "https://kumparan.com/panturapost/contoh-slug-1r9XyZabCde",
        ),
        (
            "https://www.beritajatim.com/peristiwa/dua-kecamatan-aman/amp",
            "https://beritajatim.com/peristiwa/dua-kecamatan-aman",
        ),
        (
            "https://fajar.co.id/2023/10/07/ditemui-anies/3",
            "https://fajar.co.id/2023/10/07/ditemui-anies",
        ),
        (
            "https://www.krjogja.com/yogyakarta/amp/1246962799/x",
            "https://www.krjogja.com/yogyakarta/1246962799/x",
        ),
        (
            "https://radarsolo.jawapos.com/amp/solo/841234567/x",
            "https://radarsolo.jawapos.com/solo/841234567/x",
        ),
        (
            "https://www.idntimes.com/news/indonesia/banjir-jakarta/amp/",
            "https://www.idntimes.com/news/indonesia/banjir-jakarta",
        ),
        (
            "http://m.kapanlagi.com/dangdut/rilis-lagu-07a089-2.html",
            "http://www.kapanlagi.com/dangdut/rilis-lagu-07a089.html",
        ),
        (
            "https://kaltim.prokal.co/read/news/123456-banjir/1",
            "https://kaltim.prokal.co/read/news/123456-banjir.html",
        ),
        (
            "https://waspada.id/banjir-rendam-empat-desa/2/",
            "https://waspada.id/banjir-rendam-empat-desa",
        ),
        (
            "https://regional.kompas.com/read/xml/2009/07/24/08540557/a.b",
            "https://regional.kompas.com/read/2009/07/24/08540557/a.b",
        ),
    ],
)
def test_every_spelling_of_an_article_is_mapped_to_one(spelled: str, wanted: str) -> None:
    portal = REGISTRY.of(spelled)
    assert portal is not None
    assert portal.canonical(spelled) == wanted


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("/2022/08/02/banjir/", True),
        ("/2022/08/banjir-rendam-jalan/", True),
        ("/daerah/2022/08/02/12345/Banjir-Rendam.html", True),
        ("/banjir-rendam-empat-desa", True),
        ("/peristiwa/dua-kecamatan-aman-dari-kekeringan/", True),
        ("/banjir-rendam-empat-desa.html", True),
        ("/kebijakan-privasi-whatsapp-berubah/", True),
        ("/kode-etik-jurnalistik-dilanggar-wartawan-diadukan/", True),
        ("/banjir-rendam-empat-desa/2/", True),
        ("/banjir-rendam-empat-desa/attachment/foto-banjir-di-desa/", False),
        ("/berita-hari-ini", False),
        ("/nusa-tenggara-barat", False),
        ("/pedoman-pemberitaan-media-siber/", False),
        ("/2022/08/02/", False),
        ("/kota/semarang", False),
    ],
)
def test_what_is_an_article_of_a_wordpress_portal(path: str, taken: bool) -> None:
    assert PORTALS["waspada"].is_article(f"https://waspada.id{path}") is taken


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://www.merdeka.com/peristiwa/index2.html", False),
        ("https://www.brilio.net/news/index.html", False),
        ("https://www.merdeka.com/peristiwa/indeks-harga-beras-naik.html", True),
        ("https://news.detik.com/foto-news/d-7971189/banjir", False),
        ("https://www.detik.com/jatim/berita/d-7971189/foto-banjir-viral", True),
        ("https://www.beritasatu.com/nasional/684567/banjir-rendam-desa", True),
        ("https://soloraya.espos.id/banjir-rendam-desa-2020615", True),
    ],
)
def test_what_is_an_article_of_a_portal_of_its_own(url: str, taken: bool) -> None:
    owner = REGISTRY.of(url)
    assert owner is not None
    assert owner.is_article(url) is taken


def test_who_names_scrapy_as_shut_out_is_declared_as_not_to_be_crawled() -> None:
    refusing = {
        portal.network.slug for portal in PORTALS.values() if portal.network.crawl_policy.refusal
    }
    assert refusing == {"republika"}


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("http://m.solo.tribunnews.com/2020/10/09/x", "tribun-solo"),
        ("https://tribunnews.com/metropolitan/2017/02/07/x", "tribun-www"),
        ("https://rejogja.co.id/", "republika-rejogja"),
        ("https://tekno.tempo.co/read/1/x", "tempo"),
        ("https://bola.kompas.com/read/2016/02/08/12000001/x", "kompas-www"),
        ("https://bandung.kompas.com/", "kompas-bandung"),
        ("https://m.merdeka.com/jabar/x.html", "merdeka"),
        ("https://travel.tribunnews.com/2020/10/09/x", "tribun-www"),
        ("https://video.tribunnews.com/", None),
        ("https://20.detik.com/", None),
        ("https://mpi.okezone.com/", None),
        ("https://en.antaranews.com/", None),
        ("https://www.beritajatim.com/", "beritajatim"),
        ("https://contoh.example/", None),
        ("https://soloraya.espos.id/", "solopos"),
        ("https://lifestyle.solopos.com/", "solopos"),
    ],
)
def test_the_owner_of_a_url(url: str, slug: str | None) -> None:
    owner = REGISTRY.of(url)
    assert (owner.slug if owner else None) == slug


@pytest.mark.parametrize(
    ("printed", "slug"),
    [
        ("TRIBUNJATENG.COM", "tribun-jateng"),
        ("Tribun Jateng", "tribun-jateng"),
        ("TRIBUN-TIMUR.COM", "tribun-makassar"),
        ("", None),
        ("KORAN", None),
    ],
)
def test_the_portal_behind_a_printed_outlet(printed: str, slug: str | None) -> None:
    found = REGISTRY.of_outlet(printed)
    assert (found.slug if found else None) == slug


def test_the_fixtures_that_a_declaration_rests_on_are_there() -> None:
    """`scripts/new_portal.py` writes both: a page of the portal, and what is read from it."""
    named = {
        one for portal in REGISTRY for one in portal.network.evidence if one.startswith("fixtures/")
    }
    assert [one for one in named if not (FIXTURES.parent / one / "article.json").is_file()] == []
