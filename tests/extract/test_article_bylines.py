"""Who is named: what the page prints around its text, held against what its metadata claims."""

import json
from datetime import UTC, datetime

import pytest

from scraper.extract import extract
from scraper.model import Article, Page

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
INDONESIAN = (
    "Warga Kampung Sangkal yang rumahnya terendam membangun jembatan bambu sepanjang dua puluh"
    " meter di atas kali."
)
ENGLISH = (
    "The mayor said that the bridge over the river was closed for the second time in a week and"
    " that it will open soon."
)


def article(
    above: str,
    *,
    head: str = "",
    below: str = "",
    text: str = INDONESIAN,
    first: str = "",
    last: str = "",
) -> Article:
    body = "".join(f"<p>{text} {n}.</p>" for n in range(5))
    html = (
        f"<html><head><title>Warga Bangun Jembatan Bambu</title>{head}</head><body><main><h1>Warga"
        f" Bangun Jembatan Bambu</h1>{above}<div"
        f" class='isi'>{first}{body}{last}</div>{below}</main></body></html>"
    )
    found = extract(Page("https://contoh.example/berita/1", html.encode(), NOW), None)
    assert isinstance(found, Article), found
    return found


def names(above: str, **parts: str) -> list[tuple[str, str]]:
    return [(byline.name, str(byline.role)) for byline in article(above, **parts).bylines]


def linked(**fields: object) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Warga Bangun Jembatan Bambu",
        **fields,
    }
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


@pytest.mark.parametrize(
    "above",
    [
        "<div>Penulis: Ani Lestari | Editor: Budi Santoso</div>",
        "<p>Penulis: Ani Lestari</p><p>Editor: Budi Santoso</p>",
        (
            "<div><div>Ani Lestari</div><div>Penulis</div></div><div><div>Budi"
            " Santoso</div><div>Editor</div></div>"
        ),
        (
            "<table><tr><td>Penulis</td><td>:</td><td>Ani"
            " Lestari</td></tr><tr><td>Editor</td><td>:</td><td>Budi Santoso</td></tr></table>"
        ),
        (
            "<div>Kabar Desa</div><dl><dt>Penulis</dt><dd>Ani Lestari</dd><dt>Editor</dt><dd>Budi"
            " Santoso</dd></dl>"
        ),
        (
            "<div><span>Oleh</span> <a href='/penulis/ani-lestari'>Ani"
            " Lestari</a></div><div>Editor. <b>Budi Santoso</b></div>"
        ),
        (
            "<ul class='tim'><li><h6>Ani Lestari</h6><h6>Reporter</h6></li><li><h6>Budi"
            " Santoso</h6><h6>Redaktur</h6></li></ul>"
        ),
        (
            "<div><a href='/reporter/12/ani'>Ani Lestari</a></div><div><a"
            " href='/editor/7/budi'>Budi Santoso</a></div>"
        ),
        (
            "<div>Selasa, 7 Februari 2017 | 11:58 WIB | Oleh Ani Lestari</div><div>Editor: Budi"
            " Santoso</div>"
        ),
        "<div class='kolom-penulis'><p>Ani Lestari</p></div><div>Red: Budi Santoso</div>",
    ],
)
def test_reporter_and_editor_are_read_in_whatever_way_they_are_printed(above: str) -> None:
    assert names(above) == [("Ani Lestari", "reporter"), ("Budi Santoso", "editor")]


def test_a_newsroom_that_signs_itself_is_an_agency() -> None:
    head = "<meta property='og:site_name' content='Bali Contoh'>"
    assert names("<div>Oleh: Bali Contoh</div>", head=head) == [("Bali Contoh", "agency")]
    assert names("<div>Penulis: Ani Lestari, Bali Contoh</div>", head=head)[0] == (
        "Ani Lestari",
        "reporter",
    )


@pytest.mark.parametrize(
    ("above", "found"),
    [
        (
            "<div class='byline'><span>Ani Lestari</span> <span>Budi Santoso</span></div>",
            ["Ani Lestari", "Budi Santoso"],
        ),
        (
            (
                "<div><a href='/penulis-Mulyadi'>Mulyadi</a><br>Selasa, 7 Februari 2017 23:21"
                " WIB</div>"
            ),
            ["Mulyadi"],
        ),
        ("<div><a rel='author' href='/a/1'>Mulyadi</a></div>", ["Mulyadi"]),
        ("<div><a href='/profil/perusahaan'>Tentang Kami</a></div>", []),
        ("<div><a href='/foto'>Foto</a></div><div>Video</div>", []),
        ("<div class='author'>Redaksi</div><div>Selasa, 7 Februari 2017</div>", []),
    ],
)
def test_elements_and_links_that_are_named_for_a_byline(above: str, found: list[str]) -> None:
    assert [name for name, _ in names(above)] == found


def test_names_in_links_below_the_text_are_other_articles() -> None:
    below = "<div><a href='/2'>Berita lain</a> <a href='/penulis/citra-dewi'>Citra Dewi</a></div>"
    assert names("<div>Oleh: Ani Lestari</div>", below=below) == [("Ani Lestari", "reporter")]


def test_the_editor_that_metadata_names_as_author_is_no_reporter() -> None:
    head = linked(author={"@type": "Person", "name": "Budi Santoso"})
    assert names(
        "<div>Penulis: Ani Lestari</div>", below="<div>Editor: Budi Santoso</div>", head=head
    ) == [
        ("Ani Lestari", "reporter"),
        ("Budi Santoso", "editor"),
    ]


def test_a_printed_name_without_a_label_has_the_role_that_the_sites_own_field_gives_it() -> None:
    head = (
        "<meta name='content_author' content='Ani Lestari'><meta name='content_editor'"
        " content='Budi Santoso'>"
    )
    above = "<div class='byline'><h6>Ani Lestari,</h6><h6>Budi Santoso</h6></div>"
    assert names(above, head=head) == [("Ani Lestari", "reporter"), ("Budi Santoso", "editor")]


def test_names_in_scripts_count_only_where_the_page_prints_them() -> None:
    script = (
        '<script>dataLayer.push({"articleTitle": "x", "reporters": "Ani Lestari", "editors": "Budi'
        ' Santoso"})</script>'
    )
    assert names("", head=script) == []
    assert names(
        "<div class='author'>Ani Lestari</div>", head=script, below="<ul><li>Budi Santoso</li></ul>"
    ) == [
        ("Ani Lestari", "reporter"),
        ("Budi Santoso", "editor"),
    ]


def test_an_outlet_as_author_gives_way_to_a_person() -> None:
    head = linked(
        author={"@type": "Organization", "name": "Harian Contoh"},
        publisher={"@type": "Organization", "name": "Harian Contoh"},
    )
    assert names("<div class='byline'>By Ani Lestari</div>", head=head, text=ENGLISH) == [
        ("Ani Lestari", "reporter")
    ]
    assert names("", head=f"{head}<meta name='author' content='Ani Lestari'>", text=ENGLISH) == [
        ("Ani Lestari", "reporter")
    ]
    assert names("", head=head, text=ENGLISH) == [("Harian Contoh", "agency")]


def test_the_sites_own_name_behind_a_name_is_no_second_person() -> None:
    assert names("<div class='author'>Ani Lestari, Contoh</div>") == [("Ani Lestari", "reporter")]
    head = "<meta property='og:site_name' content='Warta Ekonomi Rakyat'>"
    assert names("<div class='author'>Ani Lestari, Warta Ekonomi Rakyat</div>", head=head) == [
        ("Ani Lestari", "reporter")
    ]


def test_an_outlet_beside_one_of_its_people_is_no_byline() -> None:
    head = linked(
        author=[{"name": "Ani Lestari"}, {"name": "contoh.example"}],
        publisher={"name": "contoh.example"},
    )
    assert names("", head=head, text=ENGLISH) == [("Ani Lestari", "reporter")]


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_bold_name_alone_that_opens_or_closes_the_text_is_its_byline(place: str) -> None:
    line = "<p><strong>Ani Lestari/Budi Santoso</strong></p>"
    parts = {"first": line} if place == "first" else {"last": line}
    assert names("", text=ENGLISH, **parts) == [
        ("Ani Lestari", "reporter"),
        ("Budi Santoso", "reporter"),
    ]


def test_authors_marked_on_teasers_are_not_the_articles() -> None:
    one = (
        "<span itemprop='author' itemscope><a rel='author' href='/a/1'><span itemprop='name'>Ani"
        " Lestari</span></a></span>"
    )
    below = (
        "<section><div"
        f" class='card'><div>{one.replace('Ani Lestari', 'Citra Dewi')}</div></div></section>"
    )
    assert names(f"<div class='by'>{one}</div>", below=below, text=ENGLISH) == [
        ("Ani Lestari", "reporter")
    ]


def test_who_writes_at_their_own_responsibility_contributes() -> None:
    below = (
        "<footer>Konten ini menjadi tanggung jawab bloger dan tidak mewakili pandangan"
        " redaksi.</footer>"
    )
    assert names("<div>Penulis: Ani Lestari</div>", below=below) == [("Ani Lestari", "contributor")]
    news = "<footer>Menteri itu mengatakan keselamatan adalah tanggung jawab bersama.</footer>"
    assert names("<div>Penulis: Ani Lestari</div>", below=news) == [("Ani Lestari", "reporter")]
