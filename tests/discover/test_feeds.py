"""Sitemaps, news sitemaps, RSS and Atom keep what they print: the title, the instant and its
offset.
"""

from collections.abc import Callable

import pytest

from scraper.model import LinkKind, Links

Read = Callable[..., Links]
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><loc> https://papua.contoh.id/kota/1/satu?utm_source=news </loc>
    <lastmod>2022-08-05T01:00:00+07:00</lastmod>
    <image:image><image:loc>https://papua.contoh.id/kota/9/foto</image:loc>
      <image:title>Foto</image:title></image:image>
    <news:news><news:publication><news:name>Contoh Papua</news:name></news:publication>
      <news:publication_date>2022-08-02T21:05:00+07:00</news:publication_date>
      <news:title>Pasar &amp; pelabuhan
        ramai</news:title></news:news></url>
  <url><loc>https://m.papua.contoh.id/kota/2/dua</loc>
    <news:news><news:publication_date>2022-08-02 09:00:00</news:publication_date></news:news></url>
  <url><loc>https://papua.contoh.id/kota/1/satu</loc></url>
  <url><loc>https://lain.contoh.id/kota/3/tiga</loc></url>
  <url><loc>https://papua.contoh.id/tentang-kami</loc></url>
</urlset>"""
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
  <title>Contoh</title><link>https://papua.contoh.id/kota/8/kanal</link>
  <item><title>Satu</title><link>https://papua.contoh.id/kota/1/satu</link>
    <pubDate>Tue, 02 Aug 2022 21:05:00 +0700</pubDate></item>
  <item><title>Dua</title><guid>https://papua.contoh.id/kota/2/dua</guid>
    <dc:date>2022-08-02T14:05:00Z</dc:date></item>
  <item><image><title>Foto</title><link>https://papua.contoh.id/kota/7/foto</link></image>
    <link>https://papua.contoh.id/kota/3/tiga</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://papua.contoh.id/kota/8/kanal"/>
  <entry><title>Satu</title><link rel="self" href="https://papua.contoh.id/kota/9/diri"/><link
      href="/kota/1/satu"/>
    <published>2022-08-02T21:05:00+07:00</published><updated>2022-08-04T00:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
  <item rdf:about="https://papua.contoh.id/kota/1/satu"><title>Satu</title></item></rdf:RDF>"""


def _seen(found: Links) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            link.url.rpartition("/")[2],
            link.title,
            link.published_hint.isoformat() if link.published_hint else None,
        )
        for link in found.articles
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            NEWS,
            [
                ("satu", "Pasar & pelabuhan ramai", "2022-08-02T21:05:00+07:00"),
                ("dua", None, "2022-08-02T09:00:00+09:00"),
            ],
        ),
        (
            RSS,
            [
                ("satu", "Satu", "2022-08-02T21:05:00+07:00"),
                ("dua", "Dua", "2022-08-02T14:05:00+00:00"),
                ("tiga", None, None),
            ],
        ),
        (ATOM, [("satu", "Satu", "2022-08-02T21:05:00+07:00")]),
        (RDF, [("satu", "Satu", None)]),
    ],
    ids=["news-sitemap", "rss", "atom", "rss-1.0"],
)
def test_reads(read: Read, body: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert _seen(read(body, "application/xml")) == expected


def test_lastmod_is_a_change_and_never_the_publication(read: Read) -> None:
    found = read(
        "<urlset><url><loc>https://papua.contoh.id/kota/1/satu</loc><lastmod>2022-08-05</lastmod></url></urlset>"
    )
    assert found.articles[0].published_hint is None


def test_an_index_names_child_sitemaps_of_the_portals_own_hosts_only(read: Read) -> None:
    children = [
        "https://papua.contoh.id/kota/sitemap-news.xml",
        "/web.xml",
        "https://lain.contoh.id/s.xml",
        "https://127.0.0.1/s.xml",
        "",
    ]
    found = read(
        "<sitemapindex>"
        + "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in children)
        + "</sitemapindex>"
    )
    assert not found.articles
    assert [(link.url, link.kind) for link in found.sources] == [
        ("https://papua.contoh.id/kota/sitemap-news.xml", LinkKind.SITEMAP),
        ("https://papua.contoh.id/web.xml", LinkKind.SITEMAP),
    ]


def test_a_sitemap_that_breaks_off_is_read_up_to_there(read: Read) -> None:
    assert _seen(read(NEWS[: NEWS.index("<url><loc>https://m.papua")])) == [
        ("satu", "Pasar & pelabuhan ramai", "2022-08-02T21:05:00+07:00")
    ]


def test_a_bare_ampersand_does_not_cost_the_feed(read: Read) -> None:
    assert len(read(RSS.replace("<title>Dua", "<title>Dua & tiga")).articles) == 3


def test_an_entry_of_a_feed_is_an_article_whatever_its_urls_shape(read: Read) -> None:
    """A sitemap lists other pages too, so there the portal's patterns decide, unless it says of
    itself that it holds posts or news.
    """
    feed = (
        "<rss><channel><item><link>https://papua.contoh.id/banjir</link></item>"
        "<item><link>https://papua.contoh.id/</link></item></channel></rss>"
    )
    assert [link.url for link in read(feed).articles] == ["https://papua.contoh.id/banjir"]
    sitemap = "<urlset><url><loc>https://papua.contoh.id/banjir</loc></url></urlset>"
    for name in ("sitemap.xml", "page-sitemap.xml", "wp-sitemap-posts-page-1.xml"):
        assert read(sitemap, url=f"https://papua.contoh.id/{name}").articles == ()
    for name in ("post-sitemap.xml", "post-sitemap12.xml", "wp-sitemap-posts-post-3.xml"):
        assert [
            link.url for link in read(sitemap, url=f"https://papua.contoh.id/{name}").articles
        ] == ["https://papua.contoh.id/banjir"]
    news = sitemap.replace(
        "</loc>", "</loc><n:news xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'/>"
    )
    assert [link.url for link in read(news).articles] == ["https://papua.contoh.id/banjir"]
