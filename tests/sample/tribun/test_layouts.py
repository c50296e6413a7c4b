"""Every trap of the real network's pages is on some page of the sample: a table of trap and
where to see it.
"""

import json
import re
from datetime import datetime

import lxml.html
import pytest

from scripts.sample.tribun.articles import Generation, Paging, Story
from scripts.sample.tribun.site import Site

Y2016, Y2017, Y2020, Y2026 = Generation

PAGE_TRAPS = [
    (Y2016, "the date in an h3", r'<div class="grey bdr3 pb10 pt10"><h3>\w+, \d'),
    (
        Y2016,
        "a slide show with captions",
        r'id="slideshow".*<div class="ar f10" >[^<]+</div><div>[^<]+</div>',
    ),
    (
        Y2016,
        "a floating photo without credit",
        r'class="mb10 mr20 fl cright".*<div>[^<]+</div></div>',
    ),
    (Y2016, "tags in div.tagcload3", r'<div class="tagcload3 tagcloud3"><a'),
    (Y2016, "bylines in div.f11.grey", r'<div class="f11 grey pb10"><div>\s*(Penulis|Editor): '),
    (
        Y2016,
        "Laporan Wartawan as first line",
        r"<p><strong>Laporan Wartawan [\w ]+, [\w ]+</strong></p>\n<p><strong>TRIBUN",
    ),
    (Y2016, "tag links inside the text", r'<p>[^\n]*<a class="blue" href="[^"]+/tag/'),
    (Y2017, "a time with zone under the headline", r"<time [^>]+>[^<]+ WI(B|T|TA)</time>"),
    (Y2017, "bylines without ids", r'<div class="f12 grey mb15"><div>\s*(Penulis|Editor): '),
    (Y2017, "paragraphs parted by line breaks", r"<br />&nbsp;<br />"),
    (Y2017, "a related link between paragraphs", r"<p><strong>Baca: <a "),
    (Y2017, "an AMP link", r'<link rel="amphtml" href="http://[^/]+/amp/2026/'),
    (Y2020, "a clock without zone", r"<time>\w+, \d+ \w+ \d{4} \d\d:\d\d</time>"),
    (Y2020, "a hidden summary", r'<h4 class="hide">'),
    (
        Y2020,
        "Penulis and Editor with ids",
        r'<div id="penulis">\s*Penulis: .*<div id="editor">\s*Editor: ',
    ),
    (Y2020, "an icon before the lead photo", r'zoom-in\.png" [^>]+/><small>lihat foto</small>'),
    (Y2020, "related bullets in the text", r'<p class="baca"><strong> &bull; <a '),
    (Y2020, "a figure with the credit in its caption", r"<figcaption>[^<]+\([^<)]+\)</figcaption>"),
    (Y2020, "the section label glued to the dateline", r"<p><a [^>]+>Berita \w+</a><strong>TRIBUN"),
    (Y2020, "a dateline with two hyphens", r"</strong> --\w"),
    (Y2020, "the recommendation widget", r'<div class="side-article mb5">'),
    (
        Y2020,
        "times of other articles in the side column",
        r'<time class="grey foot timeago" title="\d{4}-',
    ),
    (Y2020, "Sumber", r"<div>\s*Sumber: <a "),
    (Y2020, "a syndicated copy", r"Artikel ini telah tayang di <a [^>]+>Kompas\.com</a>"),
    (Y2020, "a signature of initials apart", r"<p><strong>\(\w+/\w+\)</strong></p>"),
    (Y2020, "a list", r"<ul>\s*<li>[^<]+</li>"),
    (Y2020, "a subhead", r"<h3>[^<]+</h3>\s*<p>"),
    (
        Y2026,
        "the newer container",
        r'<div class="side-article txt-article multi-fontsize editcontent">',
    ),
    (
        Y2026,
        "dataLayer",
        (
            r'dataLayer = \[\{"penulis": "[^"]*", "editor": "[^"]+", "publish_date":'
            r' "\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"'
        ),
    ),
    (Y2026, "an empty penulis in dataLayer", r'"penulis": "", "editor": "[^"]+"'),
    (Y2026, "the whole text in a script", r"var keywordBrandSafety = "),
    (Y2026, "the summary box", r'<blockquote class="summary-article">'),
    (Y2026, "the number of pages", r'<span class="total-page">Halaman 1/3</span>'),
    (
        Y2026,
        "the caption in the light box alone",
        r'data-glightbox="title:[^"]{20,};".*<div class="arial f12 pt5 grey2">&nbsp;</div>',
    ),
    (Y2026, "the next article's text below the first", r'id="next-article".*editcontent'),
    (Y2026, "a quote", r"<blockquote><p>"),
    (Y2026, "a star as signature at the end of the text", r" \(\*\)</p>"),
    (Y2026, "no-break spaces", r"\w,&nbsp;\w"),
    (
        Y2026,
        "several names after Penulis",
        r'<div id="penulis">\s*Penulis: [\w ]+, [\w ]+\s*</div>',
    ),
]


def _pages(site: Site, generation: Generation) -> list[tuple[Story, str]]:
    hosts = {portal.key: portal.hosts[0] for portal in site.portals}
    of_it = [story for story in site.stories if story.generation is generation]
    return [(story, site.respond(hosts[story.portal], story.path).body.decode()) for story in of_it]


@pytest.mark.parametrize(
    ("generation", "trap", "pattern"), PAGE_TRAPS, ids=[f"{row[0]}: {row[1]}" for row in PAGE_TRAPS]
)
def test_the_trap_is_on_a_page(site: Site, generation: Generation, trap: str, pattern: str) -> None:
    assert any(re.search(pattern, html, re.DOTALL) for _, html in _pages(site, generation)), trap


@pytest.mark.parametrize("generation", Generation)
def test_a_page_is_well_formed(site: Site, generation: Generation) -> None:
    for story, html in _pages(site, generation):
        tree = lxml.html.document_fromstring(html)
        assert [h1.text for h1 in tree.iter("h1")] == [story.headline]
        for element in (
            "div",
            "p",
            "ul",
            "li",
            "span",
            "h2",
            "h3",
            "h4",
            "h5",
            "blockquote",
            "figure",
            "strong",
            "a",
            "time",
        ):
            assert len(re.findall(rf"<{element}[ >]", html)) == html.count(f"</{element}>"), (
                f"{story.slug}: {element}"
            )


@pytest.mark.parametrize("generation", [Y2020, Y2026])
def test_json_ld_is_right_about_the_instant_and_names_the_editor_where_no_writer_is(
    site: Site, generation: Generation
) -> None:
    named_editor = 0
    for story, html in _pages(site, generation):
        text, *_ = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL
        )
        found = json.loads(text)
        (news,) = [node for node in found.get("@graph", [found]) if node["@type"] == "NewsArticle"]
        assert datetime.fromisoformat(news["datePublished"]) == story.published
        assert news["datePublished"].endswith("+07:00")
        assert news["author"]["name"] == (story.reporters[0] if story.reporters else story.editor)
        named_editor += news["author"]["name"] == story.editor
    assert named_editor >= 2


def test_pages_without_json_ld_are_older(site: Site) -> None:
    for generation in (Y2016, Y2017):
        assert all("ld+json" not in html for _, html in _pages(site, generation))


def _page_of(site: Site, paging: Paging, query: str) -> tuple[int, str]:
    (story,) = [story for story in site.stories if story.paging is paging and len(story.pages) > 1]
    host = next(portal.hosts[0] for portal in site.portals if portal.key == story.portal)
    response = site.respond(host, story.path + query)
    return response.status, response.body.decode()


@pytest.mark.parametrize(
    ("paging", "query", "status", "has", "lacks"),
    [
        (Paging.ALL, "", 200, "Halaman selanjutnya", "Dibangun dari sumbangan</h3>"),
        (
            Paging.ALL,
            "?page=2",
            200,
            "Dibangun dari sumbangan",
            "Bunyi lonceng sepeda",
        ),
        (Paging.ALL, "?page=3", 200, "Tiga desa, satu jadwal</h3>", "Halaman selanjutnya"),
        (Paging.ALL, "?page=all", 200, "Tiga desa, satu jadwal</h3>", "Halaman selanjutnya"),
        (Paging.ALL, "?page=4", 404, "tidak ditemukan", "arttitle"),
        (Paging.WALK, "?page=all", 200, "Halaman selanjutnya", "Warung terakhir"),
        (Paging.WALK, "?page=2", 200, "Warung terakhir", "Halaman selanjutnya"),
        (Paging.MISSING, "", 200, 'id="pagecurrent"', "sekitar 150 butir.</p>"),
        (Paging.MISSING, "?page=all", 200, 'id="pagecurrent"', "sekitar 150 butir.</p>"),
        (Paging.MISSING, "?page=2", 404, "tidak ditemukan", "arttitle"),
    ],
)
def test_paging(site: Site, paging: Paging, query: str, status: int, has: str, lacks: str) -> None:
    found, html = _page_of(site, paging, query)
    body = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert found == status
    assert has in body.replace("&nbsp;", " ").replace(" <", "<")
    assert lacks not in body.replace("&nbsp;", " ").replace(" <", "<")
