"""A page tells its system by marks of its own, whatever stands beside them."""

from datetime import UTC, datetime

import pytest

from scraper.model import Page
from scraper.portals import Registry, Zone
from scraper.portals.user_portals import portal_of
from scraper.recognise import Look, first_look

PLATFORMS = Registry.load().platforms


def _look(body: str) -> Look:
    return first_look(
        Page("https://kabar.example/", body.encode(), datetime(2026, 11, 24, tzinfo=UTC)), PLATFORMS
    )


WORDPRESS = (
    '<meta name="generator" content="WordPress 6.8"><link rel="stylesheet"'
    ' href="/wp-content/themes/{}/style.css">'
)


@pytest.mark.parametrize(
    ("body", "slug"),
    [
        ('<h1 id="arttitle">x</h1>', "tribun_cms"),
        ('<img src="https://static.promediateknologi.id/crop/x.jpg">', "promedia"),
        (
            '<div id="app" data-page="{&quot;props&quot;:{&quot;articles&quot;:[]}}"></div>',
            "jawapos_inertia",
        ),
        ('<div class="post text-black-1"><p>x</p></div>', "disway"),
        ('<a href="https://x.example/listtag/12/banjir">banjir</a>', "disway"),
        ('<meta name="content_author" content="A">', "kompas_cms"),
        ('<div class="detail__body-text itp_bodycontent">x</div>', "detik_ctcorp"),
        ('<h1 class="read-page--header--title">x</h1>', "kly"),
        ('<h1 class="main-content-title">x</h1>', "viva_network"),
        ('<div class="category-text-wrap"><h2>x</h2></div>', "category_text_wrap"),
        (WORDPRESS.format("wpberita") + '<div class="gmr-newinfinite">x</div>', "wordpress-gmr"),
        (WORDPRESS.format("jnews") + '<article class="jeg_post">x</article>', "wordpress-jnews"),
        (
            WORDPRESS.format("Newspaper") + '<h3 class="entry-title td-module-title">x</h3>',
            "wordpress-newspaper",
        ),
        (WORDPRESS.format("newsup") + '<div class="mg-blog-post-box">x</div>', "wordpress-newsup"),
        (WORDPRESS.format("ray") + '<h2 class="ray-main-post-title">x</h2>', "wordpress-ray"),
        (WORDPRESS.format("lain") + "<p>x</p>", "wordpress"),
        ('<img src="/wp-content/uploads/x.jpg">', "wordpress"),
        ('<meta content="blogger" name="generator"><p>x</p>', "blogger"),
        ('<h1 class="read__title">x</h1>', "unknown"),
        ("<p>x</p>", "unknown"),
    ],
)
def test_the_system_of_a_page(body: str, slug: str) -> None:
    assert _look(f"<html><head></head><body>{body}</body></html>").platform.slug == slug


def test_what_a_page_says_of_its_site() -> None:
    seen = _look(
        "<html><head><title>Kabar Contoh - Berita Terkini</title>"
        + WORDPRESS.format("wpberita")
        + '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        + '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        + '</head><body><time datetime="2026-11-24T10:00:00+09:00">x</time><time'
        ' datetime="2026-11-24T01:00:00Z">x</time>'
        + '<time datetime="kemarin">x</time></body></html>'
    )
    assert (seen.name, seen.generator, seen.theme) == ("Kabar Contoh", "WordPress 6.8", "wpberita")
    assert seen.feeds == ("https://kabar.example/feed/",)
    assert seen.zones == (Zone.WIT,)


def test_a_page_that_names_nothing_goes_by_its_host() -> None:
    assert _look("<p>x</p>").name == "kabar.example"


def test_every_platform_model_declares_a_site_of_any_host() -> None:
    known = Registry.load()
    for platform in known.platforms:
        portal = portal_of(
            {"slug": "kabar-uji", "hosts": ["www.kabar-uji.example"], "like": platform.slug}, known
        )
        assert portal.network.slug == "kabar-uji"
        assert portal.network.delay >= 1
