"""Section and standfirst, as the kinds of pages print them."""

from datetime import UTC, datetime

import pytest

from scraper.extract import extract
from scraper.model import Article, Page

TEXT = "".join(
    "<p>Wali kota meninjau pasar itu pada hari Senin dan menyapa para pedagang yang sudah lama"
    f" menunggu, bagian {n}.</p>"
    for n in range(6)
)


def article(above: str, *, head: str = "", body: str = TEXT) -> Article:
    html = (
        f"<html lang=id><head>{head}<title>Wali Kota Tinjau Pasar Lama</title></head><body><div"
        f" class=page>{above}<div class=isi>{body}</div></div></body></html>"
    )
    found = extract(
        Page("https://contoh.id/1", html.encode(), datetime(2026, 1, 1, tzinfo=UTC)), None
    )
    assert isinstance(found, Article)
    return found


H1 = "<h1>Wali Kota Tinjau Pasar Lama</h1>"


@pytest.mark.parametrize(
    ("above", "section"),
    [
        (
            "<ul class=breadcrumb><li><a href=/>Home</a></li><li><a href=/n>News</a></li><li><a"
            " href=/d>Daerah</a></li></ul>" + H1,
            "Daerah",
        ),
        (
            "<ul class=breadcrumb><li><a href=/>Home</a></li><li class=active>Sektor Riil</li></ul>"
            + H1,
            "Sektor Riil",
        ),
        (
            "<ul class=breadcrumb><li><a href=/b>Sepakbola</a></li><li>Artikel</li></ul>" + H1,
            "Sepakbola",
        ),
        (
            "<div class=breadcrumb><a href=/b>Berita</a> / <a href=#>Detail Berita</a></div>" + H1,
            "Berita",
        ),
        (
            "<ol class=breadcrumb><li><a href=/d>Daerah</a></li><li>Wali Kota Tinjau"
            " Pasar</li></ol>" + H1,
            "Daerah",
        ),
        ("<div class=bc><a href=/>Home</a> &gt; <a href=/n>Nasional</a></div>" + H1, "Nasional"),
        (H1 + "<p><a href=/p>PERISTIWA</a> | 17 Juni 2021 11:38</p>", "PERISTIWA"),
        (H1 + "<p><a href=/ani>Ani Lestari</a> - 17 Juni 2021 | 11:38</p>", None),
        ("<div class=upperdeck-kanal>NASIONAL</div>" + H1, "NASIONAL"),
        (H1 + "<div class=headline-kategori>17 Juni 2021 11:38</div>", None),
        ("<p>Dari pasar &gt; ke kota</p>" + H1, None),
    ],
)
def test_the_section_is_the_last_rubric_of_the_trail(above: str, section: str | None) -> None:
    assert article(above).section == section


def test_a_field_that_says_article_names_no_section() -> None:
    assert article(H1, head='<meta property="article:section" content="Article">').section is None
    assert (
        article(H1, head='<meta property="article:section" content="Daerah">').section == "Daerah"
    )


SUMMARY = "Para pedagang berharap renovasi pasar selesai sebelum hari raya."


@pytest.mark.parametrize(
    ("above", "head", "standfirst"),
    [
        (f"{H1}<div class=summary>{SUMMARY}</div>", "", SUMMARY),
        (f"{H1}<p>{SUMMARY}</p>", f'<meta name="description" content="{SUMMARY}">', SUMMARY),
        (
            f"{H1}<p class=hide>{SUMMARY}</p>",
            f'<meta name="description" content="{SUMMARY}">',
            None,
        ),
        (f"{H1}<p class=kota>{SUMMARY}</p>", "", None),
    ],
)
def test_a_summary_is_a_standfirst_by_its_name_or_by_what_the_page_calls_itself(
    above: str, head: str, standfirst: str | None
) -> None:
    assert article(above, head=head).standfirst == standfirst


def test_a_summary_may_quote_the_body_but_not_be_its_beginning() -> None:
    quote = "menyapa para pedagang yang sudah lama menunggu"
    assert article(f"{H1}<div class=summary>{quote}</div>").standfirst == quote
    opening = "Wali kota meninjau pasar itu pada hari Senin"
    assert article(f"{H1}<div class=summary>{opening}</div>").standfirst is None
