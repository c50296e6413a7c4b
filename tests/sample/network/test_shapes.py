"""Every trap that is known of a platform's pages is on the sample's page of it: a table of
portal, trap and where to see it.
"""

import json
import re
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

import lxml.html
import pytest

from scraper.portals import Registry
from scripts.sample.network.portals import posts_of, rehosted, sample_portals
from scripts.sample.network.site import Member, Network
from scripts.sample.network.sources import NEWEST
from scripts.sample.sites import site_at
from tests.sample.conftest import PORT, TODAY

NETWORK = Network(port=PORT, today=TODAY)
ENOUGH = 5
"""Portals on one platform that make it worth a site of the sample."""

TRAPS = [
    ("kompas-www", "JSON-LD tells UTC", r'"datePublished": "[^"]+\+00:00"'),
    (
        "kompas-www",
        "a naive clock in a meta field",
        r'name="content_PublishedDate" content="\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"',
    ),
    ("kompas-www", "roles in a pop-up", r'id="creditModal".*credit-author-position">Editor'),
    ("kompas-www", "the whole text in a script", r"keywordBrandSafety = "),
    ("kompas-www", "a heading that is never closed", r'credit-author-position">Penulis<h6>'),
    ("detik", "a false Z", r'name="pubdate" content="\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ"'),
    ("detik", "a dateline outside any paragraph", r'itp_bodycontent"><strong>[^<]+</strong> - <p>'),
    ("detik", "advertisements in the text", r"SCROLL TO CONTINUE WITH CONTENT"),
    ("detik", "a video's mark in the text", r"\[Gambas:Video 20detik\]"),
    (
        "detik",
        "bare text between line breaks",
        r'class="detail_text"><strong>[^<]+</strong>[^<]+<br><br>\n[^<]+<br><br>',
    ),
    (
        "antara-www",
        "names and copyright in the text's box",
        r"post-content\">.*Pewarta: .*Editor: .*COPYRIGHT",
    ),
    (
        "antara-ambon",
        "metadata on Jakarta's clock beside a regional one",
        r'datetime="[^"]+\+07:00">[^<]+ WIT<',
    ),
    (
        "antara-ambon",
        "bare text, the editor inside",
        r'itemprop="articleBody">[^<]+<br/><br/>.*itemprop="editor"',
    ),
    ("suara-bali", "the next article's text", r'id="next-article".*class="article-content"'),
    ("suara-bali", "a summary above the text", r"Baca 10 detik"),
    (
        "prmn-bogor",
        "the meta author is the site",
        r'name="author" content="bogor\.pikiran-rakyat\.com"',
    ),
    ("prmn-bogor", "an offset without colon", r'"datePublished": "[^"]+\+0700"'),
    ("prmn-bogor", "a credit behind a slash", r'photo__caption">[^<]+ /[^<]+</div>'),
    (
        "jawapos-radarmalang",
        "no text but in an attribute",
        r'<main>\s*<div id="app" data-page="\{[^>]+"></div>\s*</main>',
    ),
    ("jawapos-radarsemarang", "an older generation on the same network", r'content="WordPress'),
    (
        "disway-radartegal",
        "a promotion in the text",
        r"<p>Cek Berita dan Artikel lainnya di Google News</p>",
    ),
    ("inews-karawang", "the editor as last line of the text", r"<p>Editor : [^<]+</p></div>"),
    (
        "idntimes-bali",
        "Jakarta's clock in Bali",
        r'<time class="date">\d+ \w+ \d{4}, \d\d:\d\d WIB',
    ),
    ("bisnis-semarang", "a clock without zone", r"\| \d\d:\d\d</div>"),
    (
        "bisnis-www",
        "related news in a list in the text",
        r'<ul class="list-news"><li>Baca Juga :</li>',
    ),
    (
        "liputan6",
        "two clocks under one name",
        r'(?s:itemprop="datePublished".*Diperbarui.*itemprop="datePublished")',
    ),
    (
        "liputan6",
        "the editor in a pop-up",
        r'credits__popover hide">\s*<div class="read-page--credits__popover-name">',
    ),
    ("liputan6", "parts in one document", r'data-page="3"'),
    ("merdeka", "local time marked -07:00", r'content="[^"]+-07:00"'),
    ("merdeka", "parts hidden", r'paging-content" style="display:none"'),
    ("okezone", "a constant as date", r'itemprop="datePublished" content="2014-'),
    ("okezone", "a date without zone", r'"datePublished": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"'),
    (
        "sindonews-daerah",
        "text between line breaks",
        r'id="detail-desc" itemprop="articleBody"><b>[^<]+</b>[^<]+<br><br>',
    ),
    (
        "republika-rejogja",
        "paragraphs that are never closed",
        r"<p><strong>REPUBLIKA\.CO\.ID, [^<]+</strong> -- [^<]+<p>",
    ),
    (
        "republika-rejogja",
        "English months and double spaces",
        r"headline\">\w+   \d\d \w{3} \d{4}  \d\d:\d\d WIB",
    ),
    ("tempo", "a dot in the clock", r"\| \d\d\.\d\d WIB"),
    ("tempo", "an editor's choice in the text", r"<p>Pilihan Editor: <a"),
    (
        "cnn-indonesia",
        "no author but the brand",
        r'"author": \{"@type": "Person", "name": ""\}.*<span>CNN Indonesia</span>',
    ),
    ("kumparan", "a Z that is true", r'"datePublished": "[^"]+\.000Z"'),
    ("mediaindonesia", "a credit glued to the caption", r"\.\(Dok\."),
    ("jpnn-www", "an en dash between day and clock", r"\d{4} – \d\d:\d\d WIB"),
    ("beritasatu", "day, clock and names in one line", r"WIB<br/>\s*Oleh : [^<]+ / <a"),
    (
        "nusabali",
        "a clock of Bali without zone",
        r"datePublished\">\d\d \w+ \d{4} \d\d:\d\d:\d\d</span>",
    ),
    ("prokal-radarkaltim", "styles for classes", r'<div style="font-family: utopiareg[^>]+>'),
    (
        "kompas-surabaya",
        "the first heading is the channel's logo",
        r"<h1><a href=\"/\">Regional</a></h1>.*<h2>",
    ),
    ("kompas-surabaya", "a credit before its caption", r'<span class="author">[^<]+</span>\w'),
    ("republika-rejogja", "both names in one line", r'class="red">Rep: [^<]+/ Red: '),
    (
        "detik",
        "a sentence about the mobile site in the text",
        r"dapat dibaca melalui m\.detik\.com",
    ),
    ("okezone", "the journalist and the clock in one line", r"Jurnalis &middot; \w+ \d\d "),
    ("viva-semarang", "a photo's line apart from its picture", r'class="photodesc">'),
    ("balipost", "the masthead as author", r'name="author" content="Bali Post"'),
    ("kalbaronline", "GMR", r"gmr-metacontent"),
    ("lampost", "JNews", r"jeg_post_title"),
    ("balipost", "tagDiv Newspaper", r"td-post-content"),
    ("suarakalbar", "Ray", r"ray-main-single-content"),
]


def _member(slug: str) -> Member:
    return next(member for member in NETWORK.members if member.portal.slug == f"sample-{slug}")


def _page(url: str) -> str:
    parts = urlsplit(url)
    response = NETWORK.respond(
        parts.hostname or "", parts.path + (f"?{parts.query}" if parts.query else "")
    )
    assert response.status == 200, url
    return response.body.decode()


@pytest.mark.parametrize(
    ("slug", "trap", "pattern"), TRAPS, ids=[f"{row[0]}: {row[1]}" for row in TRAPS]
)
def test_the_trap_is_on_a_page(slug: str, trap: str, pattern: str) -> None:
    assert any(
        re.search(pattern, _page(truth.url), re.DOTALL) for truth in _member(slug).truths()
    ), trap


@pytest.mark.parametrize("slug", ["kompas-www", "republika-rejogja", "mediaindonesia"])
def test_json_ld_names_the_editor_and_not_the_reporter(slug: str) -> None:
    claimed = 0
    for truth in _member(slug).truths():
        for script in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', _page(truth.url), re.DOTALL
        ):
            assert json.loads(script)["author"]["name"] in {
                byline.name for byline in truth.bylines if byline.role == "editor"
            }
            claimed += 1
    assert claimed >= 4


def test_every_platform_of_five_portals_and_more_has_a_site() -> None:
    portals = Registry.load().portals
    used = Counter(portal.network.platform for portal in portals)
    served = {
        portal.network.platform for portal in site_at(today=TODAY, network=True)(PORT).portals
    }
    assert {platform for platform, count in used.items() if count >= ENOUGH} - {"unknown"} <= served


def test_a_rehosted_portal_is_the_real_one_on_other_hosts() -> None:
    """The same patterns, rules and ways to address parts; every URL of its own, and no source,
    leads off loopback.
    """
    real = {portal.slug: portal for portal in Registry.load()}
    for slug, portal in sample_portals(PORT).items():
        ours, theirs = portal.network, real[slug].network
        assert (ours.articles, ours.rules, ours.parts, ours.full_page) == (
            theirs.articles,
            theirs.rules,
            theirs.parts,
            theirs.full_page,
        )
        assert len(ours.sources) == len(theirs.sources)
        for source in ours.sources:
            assert urlsplit(source.at(portal.base, portal.key, TODAY)).netloc.endswith(
                f".localhost:{PORT}"
            )


def test_aliases_of_hosts_move_with_the_hosts() -> None:
    real = Registry.load()["tribun-jateng"]
    portal = rehosted(real, PORT)
    path = "/pendidikan/1236152/contoh-slug-berita"
    assert (
        portal.canonical(f"http://m.jateng.tribunnews.com.localhost:{PORT}{path}?page=2")
        == portal.base + path
    )


def test_every_article_has_a_url_that_its_portal_accepts_and_a_page_that_is_a_page() -> None:
    truths = NETWORK.truths()
    assert len(truths) == sum(len([*member.truths()]) for member in NETWORK.members), (
        "no two articles share a URL"
    )
    for member in NETWORK.members:
        for truth in member.truths():
            assert member.portal.is_article(truth.url)
            assert member.portal.canonical(truth.url) == truth.url
            tree = lxml.html.document_fromstring(_page(truth.url))
            assert truth.headline in (tree.findtext(".//title") or "")


def test_every_part_is_served_and_the_whole_where_the_platform_has_one() -> None:
    parted = [
        (member, truth)
        for member in NETWORK.members
        for truth in member.truths()
        if truth.parts > 1
    ]
    assert len({member.portal.network.platform for member, _ in parted}) >= 10
    for member, truth in parted:
        first = _page(truth.url)
        assert truth.body[-1].text not in re.sub(r"<script.*?</script>", "", first, flags=re.DOTALL)
        if member.portal.network.full_page:
            assert (
                truth.body[-1].text
                in lxml.html.document_fromstring(
                    _page(truth.url + member.portal.network.full_page)
                ).text_content()
            )


def test_an_unknown_address_is_not_there() -> None:
    assert NETWORK.respond("www.kompas.com.localhost", "/tidak-ada").status == 404


def test_a_site_of_many_articles_makes_only_the_pages_that_are_asked_for() -> None:
    """Distinct addresses, a listing bounded, any page right: what a crawl of a hundred thousand
    articles needs of its site.
    """
    post = posts_of("kompas-makassar")[0]
    member = Member(
        sample_portals(PORT)["kompas-makassar"], [replace(post, stories=3000, per_day=600)], TODAY
    )
    answers = dict(member.answers())
    last = [*member.truths()][-1]
    assert len({truth.url for truth in member.truths()}) == 3000
    assert last.headline in answers[last.url]().body.decode()
    assert answers[f"{member.portal.base}/"]().body.count(b"article-link") == NEWEST
