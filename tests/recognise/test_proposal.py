"""From a site's pages to its declaration, and from a declaration to what broke: the pages are
given, no network is needed.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from scraper import discover
from scraper.errors import InputError, SiteError
from scraper.extract import extract
from scraper.model import Article, LinkKind, Links, Outcome, Page, Refusal
from scraper.model.fields import Filled
from scraper.portals import Portal, Province, Registry, Rules, Signed, Zone
from scraper.recognise import (
    FailedFetch,
    Look,
    Proposal,
    Wishes,
    examine,
    findings,
    first_look,
    propose,
)

KNOWN = Registry.load()
AT = datetime(2026, 11, 24, 5, tzinfo=UTC)
PROSE = "".join(
    f"<p>Paragraf {n}: warga Desa Contoh berkumpul di balai desa sejak pagi untuk membahas"
    f" perbaikan jalan yang rusak sepanjang {n} kilometer, dan kepala desa berjanji pekerjaan"
    " dimulai sebelum musim hujan tiba.</p>"
    for n in range(1, 5)
)


@dataclass
class Given:
    """A site whose pages are given by URL."""

    pages: Mapping[str, str]
    sitemaps: Sequence[str] = ()
    asked: list[str] = field(default_factory=list)

    async def ask(self, url: str, portal: Portal, kind: LinkKind) -> Page | FailedFetch:
        assert portal.owns(url)
        self.asked.append(url)
        if url not in self.pages:
            return FailedFetch(Outcome.GONE, "HTTP 404")
        return Page(url, self.pages[url].encode(), AT)

    async def links(self, page: Page, portal: Portal) -> Links:
        return discover.links(page, portal)

    async def extract(self, page: Page, portal: Portal) -> Article | Refusal:
        return extract(page, portal)

    async def look(self, page: Page) -> Look:
        return first_look(page, KNOWN.platforms)


def _article(body_class: str = "isi", marks: str = "") -> str:
    return (
        "<html><head><title>Jalan desa rusak lagi</title><meta property='article:published_time'"
        f" content='2026-11-24T09:30:00+09:00'></head><body>{marks}<article><h1>Jalan desa rusak"
        " lagi</h1><p>Penulis: Sari Contoh</p><div"
        f" class='{body_class}'>{PROSE}</div></article></body></html>"
    )


def _propose(site: Given, url: str, **wishes: object) -> Proposal:
    return asyncio.run(propose(site, url, KNOWN, replace(Wishes(), **wishes)))  # type: ignore[arg-type]


def test_a_new_host_of_a_known_network_is_a_member_of_it() -> None:
    root = "https://radaruji.disway.id"
    pages = {
        f"{root}/read/{n}/jalan-desa-rusak": _article("post", "<a href='/listtag/1/x'>x</a>")
        for n in range(1, 5)
    }
    links = "".join(f"<a href='{url}'>Jalan</a>" for url in pages)
    found = _propose(
        Given(
            {
                f"{root}/": (
                    f"<html><head><title>Radar Uji</title></head><body>{links}</body></html>"
                ),
                **pages,
            }
        ),
        root,
    )
    assert (found.table["network"], found.portal.network.slug, found.portal.slug) == (
        "disway",
        "disway",
        "radaruji-disway",
    )
    assert "like" not in found.table
    assert "articles" not in found.table
    assert found.portal.network.delay == KNOWN.select(["disway"])[0].network.delay
    assert len(found.seen.articles) == 3
    assert found.portal.zone is Zone.WIT


def test_an_index_by_date_is_read_by_the_platforms_own_patterns() -> None:
    root = "https://www.kabaruji.example"
    paths = [f"/daerah/{1246962790 + n}/jalan-desa-rusak" for n in range(4)]
    listed = (
        "".join(f"<a href='{path}'>Jalan</a>" for path in paths)
        + "<a href='/tentang-kami'>Kami</a><a href='/tag/jalan'>Tag</a>"
    )
    mark = "<img src='https://static.promediateknologi.id/x.png'>"
    index = f"{root}/indeks-berita?daterange=24%20November%202026%20-%2024%20November%202026&page=1"
    front = f"<html><head><title>Kabar Uji</title></head><body>{mark}{listed}</body></html>"
    found = _propose(
        Given(
            {f"{root}/": front, index: front}
            | {root + path: _article(marks=mark) for path in paths}
        ),
        root,
    )
    assert found.table["like"] == "promedia"
    assert [source["kind"] for source in found.table["sources"]][:1] == ["dated_index"]
    assert "articles" not in found.table
    assert found.seen.sources[0].named == 4


def test_wordpress_prints_both_clocks_of_a_post() -> None:
    root = "https://kabaruji.example"
    posts = [
        {
            "link": f"{root}/jalan-desa-{n}-rusak-lagi/",
            "title": {"rendered": "x"},
            "date": "2026-11-24T11:00:00",
            "date_gmt": "2026-11-24T03:00:00",
        }
        for n in range(4)
    ]
    day = "after=2026-11-23T23:59:59&before=2026-11-25T00:00:00"
    rest = f"{root}/wp-json/wp/v2/posts?{day}&per_page=100&_fields=link,title,date,date_gmt&page=1"
    pages = {
        f"{root}/jalan-desa-{n}-rusak-lagi": _article().replace("+09:00", "Z") for n in range(4)
    }
    front = (
        "<html><head><title>Uji</title><meta name='generator' content='WordPress"
        " 6.8'></head><body><p>x</p></body></html>"
    )
    found = _propose(Given({f"{root}/": front, rest: json.dumps(posts), **pages}), root)
    assert found.table["zone"] == "WITA"
    assert found.table["sources"][0]["kind"] == "json"
    assert found.table["sources"][0]["max_pages"] == 10


def test_what_the_user_says_goes_over_what_is_found_and_a_clock_that_differs_is_said() -> None:
    root = "https://kabaruji.example"
    feed = f"<rss><channel><item><link>{root}/2026/11/24/jalan</link></item></channel></rss>"
    site = Given(
        {f"{root}/": "<p>x</p>", f"{root}/feed": feed, f"{root}/2026/11/24/jalan": _article()}
    )
    found = _propose(site, root, slug="uji", name="Uji", province=Province.BALI)
    assert (found.portal.slug, found.portal.name, found.portal.province, found.portal.zone) == (
        "uji",
        "Uji",
        Province.BALI,
        Zone.WITA,
    )
    assert "print the clock of WIT, and Bali has WITA" in found.notes[0]


def test_robots_sitemaps_are_tried_on_the_sites_own_hosts_only() -> None:
    root = "https://kabaruji.example"
    listed = f"<urlset><url><loc>{root}/2026/11/24/jalan</loc></url></urlset>"
    site = Given(
        {
            f"{root}/": "<p>x</p>",
            f"{root}/peta.xml": listed,
            f"{root}/2026/11/24/jalan": _article(),
        },
        sitemaps=(f"{root}/peta.xml", "https://lain.example/peta.xml", "http://127.0.0.1/peta.xml"),
    )
    assert _propose(site, root).table["sources"] == [{"kind": "sitemap", "url": "{base}/peta.xml"}]


def test_what_is_no_site_to_declare_is_said() -> None:
    with pytest.raises(InputError, match="declared already, as tribun-jateng"):
        _propose(Given({}), "https://jateng.tribunnews.com/")
    with pytest.raises(InputError, match="http"):
        _propose(Given({}), "kabaruji")
    with pytest.raises(SiteError, match="cannot be fetched"):
        _propose(Given({}), "https://kabaruji.example")
    with pytest.raises(SiteError, match="names an article"):
        _propose(Given({"https://kabaruji.example/": "<p>x</p>"}), "https://kabaruji.example")


RULED = KNOWN.platforms[-1].site(
    "uji",
    "kabaruji.example",
    "Uji",
    rules=(Rules(name="uji", headline="h1", body=".isi", bylines=(Signed(".nama"),)),),
)


def _findings(article: str, usual: Filled = Filled(0, {})) -> list[str]:  # noqa: B008 (frozen)
    root = RULED.base
    feed = f"<rss><channel><item><link>{root}/2026/11/24/jalan</link></item></channel></rss>"
    empty = "<urlset><url><loc>https://lain.example/</loc></url></urlset>"
    front = f"<a href='{root}/2026/11/24/jalan'>x</a>"
    pages = {
        f"{root}/feed": feed,
        f"{root}/rss": feed,
        f"{root}/sitemap.xml": empty,
        f"{root}/": front,
        f"{root}/2026/11/24/jalan": article,
    }
    seen = asyncio.run(examine(Given(pages), RULED, date(2026, 11, 24)))
    return [
        finding.removeprefix(f"source {root}/sitemap.xml: ")
        for finding in findings(RULED, seen, usual)
    ]


def test_a_declaration_that_holds_has_no_findings_but_for_its_empty_source() -> None:
    assert _findings(
        _article().replace(
            "<p>Penulis: Sari Contoh</p>", "<p class='nama'>Penulis: Sari Contoh</p>"
        )
    ) == ["it names no article of the portal"]


def test_a_layout_that_changed_is_found_though_the_generic_extractor_reads_it() -> None:
    found = _findings(_article("badan-baru"))
    assert [finding.partition(":")[0] for finding in found[1:]] == [
        "field headline",
        "field body",
        "field bylines",
    ]


def test_a_field_that_every_article_has_is_missed() -> None:
    undated = _article().replace(
        "<meta property='article:published_time' content='2026-11-24T09:30:00+09:00'>", ""
    )
    assert "field published_at: 1 of 1 articles have none" in _findings(undated)


def test_no_article_at_all_is_drift() -> None:
    assert _findings("<html><body><h1>x x</h1></body></html>")[-1] == "no article could be read"
