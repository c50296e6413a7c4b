"""From container to blocks: breaks, kinds, boilerplate, and which container it is."""

from datetime import UTC, datetime

import pytest

from scraper.extract import extract
from scraper.extract.page.class_names import dead_word, names_body
from scraper.extract.structure.blocks import block_lines
from scraper.model import Article, Block, BlockKind, Page, Reason, Refusal
from scraper.portals import Network

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LONG = (
    "Warga Kampung Sangkal membangun jembatan bambu sepanjang dua puluh meter di atas kali yang"
    " meluap."
)


CAPTION = "Warga mengikat bambu di tepi kali pada Senin sore."


def _page(body: str, heading: str = "Warga Bangun Jembatan Bambu") -> Article | Refusal:
    html = f"<html lang='id'><head><title>{heading}</title></head><body>{body}</body></html>"
    return extract(Page("https://contoh.example/berita/1", html.encode(), NOW), None)


def _blocks(body: str) -> list[tuple[BlockKind, str]]:
    found = _page(f"<h1>Warga Bangun Jembatan Bambu</h1>{body}")
    assert isinstance(found, Article), found
    return [(block.kind, block.text) for block in found.body]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Satu", ["Satu"]),
        ("Satu\0\0Dua", ["Satu", "Dua"]),
        ("Jumat 1 April\0Arief dipanggil.", ["Jumat 1 April Arief dipanggil."]),
        ("Selesai.\0Kedua", ["Selesai.", "Kedua"]),
        ("Syarat\x001. KTP\x002. KK", ["Syarat", "1. KTP", "2. KK"]),
        ("a\0\0\0\0b", ["a", "b"]),
    ],
)
def test_breaks_make_paragraphs_only_where_a_sentence_ends(text: str, found: list[str]) -> None:
    assert block_lines(text) == found


def test_bare_text_parted_by_breaks_is_a_body() -> None:
    found = _blocks(
        f"<div class='isi'><b>Sragen</b> - {LONG}<br><br>{LONG} Lagi.<br><br>{LONG} Dan lagi.</div>"
    )
    assert [text for _, text in found] == [f"Sragen - {LONG}", f"{LONG} Lagi.", f"{LONG} Dan lagi."]


def test_subheads_items_and_quotes_keep_their_kind_and_order() -> None:
    found = _blocks(
        f"<div class='isi'><p>{LONG}</p><h2>Rincian</h2><ul><li>Bambu dari kebun</li></ul>"
        f"<blockquote>{LONG} Kata Ani.</blockquote><p>{LONG}</p></div>"
    )
    assert [kind for kind, _ in found] == [
        BlockKind.PARAGRAPH,
        BlockKind.SUBHEAD,
        BlockKind.ITEM,
        BlockKind.QUOTE,
        BlockKind.PARAGRAPH,
    ]


@pytest.mark.parametrize(
    "chrome",
    [
        "<p><strong>Baca juga: <a href='/x'>Banjir Rendam Dua Dusun</a></strong></p>",
        (
            "<figure><img src='a.jpg'><figcaption>Keterangan foto jembatan yang"
            " panjang</figcaption></figure>"
        ),
        (
            "<div class='related-articles'><p>Berita lain yang cukup panjang untuk menjadi"
            " paragraf.</p></div>"
        ),
        "<script>var teks = 'bukan isi';</script>",
        "<ul><li><a href='/a'>Judul berita lain yang panjang</a></li></ul>",
        "<p>ADVERTISEMENT</p>",
        "<p style='display:none'>Teks tersembunyi yang tidak dicetak di halaman.</p>",
        (
            "<div class='flex hidden'><p>Konten ini hanya untuk pelanggan, daftarlah untuk"
            " membacanya sampai habis.</p></div>"
        ),
        (
            "<aside><h3>Jembatan bambu</h3><p>Bambu petung tahan lima tahun di tempat yang"
            " lembap.</p></aside>"
        ),
        (
            "<article><h3>Banjir Rendam Dua Dusun</h3><p>Dua dusun terendam sejak Senin pagi,"
            " ratusan warga mengungsi.</p></article>"
        ),
        (
            "<div class='fakta infobox'><p>Bambu petung tahan lima tahun di tempat yang"
            " lembap.</p></div>"
        ),
        (
            "<div class='photo-gallery__item'><div class='item-text'>Warga mengikat bambu di tepi"
            " kali pada Senin sore.</div></div>"
        ),
        (
            "<div class='x1'><div><img src='a.jpg'></div><div class='x2'>Warga mengikat bambu di"
            " tepi kali pada Senin sore.</div></div>"
        ),
        f"<div class='x1'> <img src='a.jpg'> <h4>{CAPTION} {CAPTION} {CAPTION}</h4></div>",
        (
            f"<figure><img src='a.jpg'><figcaption>{CAPTION}</figcaption></figure><div"
            f" class='x1'><div class='x2'>{CAPTION}</div></div>"
        ),
        "<p>Rabu, 10 Februari 2016 14:11</p>",
        "<p>Ani Lestari contributed to this report.</p>",
        (
            "<div class='next-prev'><p class='cuplikan'>Dua dusun terendam sejak Senin pagi,"
            " ratusan warga mengungsi.</p></div>"
        ),
    ],
)
def test_chrome_inside_the_body_is_left_out(chrome: str) -> None:
    assert [
        text for _, text in _blocks(f"<div><p>{LONG}</p>{chrome}<p>{LONG} Lagi.</p></div>")
    ] == [LONG, f"{LONG} Lagi."]


@pytest.mark.parametrize(
    "kept",
    [
        (
            f"<div><img src='a.jpg'><p>{LONG}</p><p>{LONG} Dua.</p><p>{LONG} Tiga.</p><p>{LONG}"
            " Empat.</p></div>"
        ),
        "<div><h2>2. Bambu dipotong di kebun</h2><img src='a.jpg'></div>",
        f"<p><img src='a.jpg'>{LONG}</p>",
        "<h3>Selasa, 2 Agustus 2022</h3>",
    ],
)
def test_text_beside_a_picture_or_a_dated_subhead_stays(kept: str) -> None:
    """A picture before several paragraphs, behind a subhead or at the head of a paragraph makes
    none of them its caption.
    """
    blocks = _blocks(f"<div><p>{LONG} Nol.</p>{kept}<p>{LONG} Akhir.</p></div>")
    assert len(blocks) == 2 + max(1, kept.count("<p>") if kept.startswith("<div><img") else 1)


def test_a_quote_that_only_shows_a_sentence_again_is_left_out() -> None:
    """A pull quote is the text's own sentence; a quote that stands nowhere else is body text."""
    words = "Kami mengikatnya sendiri dengan tali ijuk"
    own = f"<p>{LONG} “{words},” kata Ani.</p>"
    assert len(_blocks(f"<div>{own}<blockquote>“{words}”</blockquote><p>{LONG}</p></div>")) == 2
    assert (
        len(
            _blocks(f"<div><blockquote>“{words}”</blockquote><p>{LONG}</p><p>{LONG} Dua.</p></div>")
        )
        == 3
    )


def test_a_subhead_before_the_text_that_repeats_the_headline_is_left_out() -> None:
    """With its kicker before it, or by half; a subhead further down may use the headline's
    words.
    """
    again = "<h2>Kendal: Warga Bangun Jembatan Bambu</h2>"
    assert _blocks(f"<div>{again}<p>{LONG}</p></div>") == [(BlockKind.PARAGRAPH, LONG)]
    assert len(_blocks(f"<div><p>{LONG}</p>{again}<p>{LONG} Dua.</p></div>")) == 3


def test_a_line_of_the_bylines_names_alone_is_left_out() -> None:
    """The names that metadata gives the article, on a line of their own, are its byline and no
    text.
    """
    meta = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Warga Bangun'
        ' Jembatan Bambu", "author": [%s]}</script>'
    )
    named = (
        meta
        % '{"@type": "Person", "name": "Ani Lestari"}, {"@type": "Person", "name": "Budi Santoso"}'
    )
    text = (
        f"<div><p>Ani Lestari/Budi Santoso</p><p>{LONG}</p><p>Ani Lestari ikut"
        " membangunnya.</p></div>"
    )
    assert [text for _, text in _blocks(named + text)] == [LONG, "Ani Lestari ikut membangunnya."]


@pytest.mark.parametrize(
    "text", ["\\n".join([LONG] * 5), "".join(f"<p>{LONG}</p>" for _ in range(5))]
)
def test_a_page_that_prints_no_text_has_the_one_that_it_declares(text: str) -> None:
    """Where a script would have printed the text; a page with a text of its own is read from
    that.
    """
    code = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "%s"}</script>'
    )
    found = _page(f"{code % text}<h1>Warga Bangun Jembatan Bambu</h1><div id='app'></div>")
    assert isinstance(found, Article), found
    assert [block.text for block in found.body] == [LONG] * 5
    assert found.evidence["body"].reader == "json-ld:articleBody"
    printed = _page(
        f"{code % text}<h1>Warga Bangun Jembatan Bambu</h1><div><p>{LONG} Dua.</p></div>"
    )
    assert isinstance(printed, Article)
    assert [block.text for block in printed.body] == [f"{LONG} Dua."]


def test_items_behind_the_head_of_a_link_list_are_links_even_with_words_beside_them() -> None:
    """Items with some link in them are dropped behind such a head alone: a list of the article
    may hold links too.
    """
    items = "".join(
        f"<li><a href='/{n}'>Jembatan desa lain</a> yang dibangun warga</li>" for n in range(3)
    )
    assert (
        len(
            _blocks(
                f"<div><p>{LONG}</p><p>{LONG} Dua.</p><h3>More great"
                f" stories</h3><ul>{items}</ul></div>"
            )
        )
        == 2
    )
    assert (
        len(
            _blocks(
                f"<div><p>{LONG}</p><p>{LONG} Dua.</p><h3>Jembatan lain</h3><ul>{items}</ul></div>"
            )
        )
        == 6
    )


def test_a_row_of_links_is_left_out() -> None:
    row = "Lihat pula: " + " | ".join(
        f"<a href='/{n}'>Jembatan desa nomor {n}</a>" for n in range(4)
    )
    assert [text for _, text in _blocks(f"<div><p>{LONG}</p><p>{row}</p></div>")] == [LONG]


def test_the_text_near_the_headline_wins_over_a_longer_one_elsewhere() -> None:
    teasers = "".join(f"<li><p>{LONG} Cuplikan {n}.</p></li>" for n in range(6))
    found = _page(
        "<main><div class='kiri'><h1>Warga Bangun Jembatan Bambu</h1><div"
        f" class='isi'><p>{LONG}</p><p>{LONG} Dua.</p><p>{LONG} Tiga.</p></div></div><div"
        f" class='kanan'><ul>{teasers}</ul></div></main>"
    )
    assert isinstance(found, Article)
    assert [block.text for block in found.body] == [LONG, f"{LONG} Dua.", f"{LONG} Tiga."]


def test_chunks_of_one_text_in_like_containers_are_joined() -> None:
    chunk = "<div class='potong'><div class='isi'>{}</div></div>"
    found = _blocks(
        "<article>"
        + chunk.format(f"<p>{LONG}</p>")
        + "<div class='iklan'></div>"
        + chunk.format(f"<p>{LONG} Dua.</p>")
        + "</article>"
    )
    assert [text for _, text in found] == [LONG, f"{LONG} Dua."]


def test_a_name_that_covers_the_whole_text_says_nothing_against_it() -> None:
    found = _blocks(
        f"<div class='paywall'><p class='widget'>{LONG}</p><p class='widget'>{LONG} Dua.</p></div>"
    )
    assert [text for _, text in found] == [LONG, f"{LONG} Dua."]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("related-posts", "related"),
        ("shareBar", "share"),
        ("col-md-8", None),
        ("without-sidebar", None),
        ("print:hidden", None),
        ("story-body", None),
        ("article-body__caption", "caption"),
        ("article-body__item-page_hidden", None),
        ("page__video-gallery--item__video-caption_read-video-article", "gallery"),
        ("story-body related", None),
    ],
)
def test_class_names_that_say_chrome(name: str, word: str | None) -> None:
    assert dead_word(name) == word


@pytest.mark.parametrize(
    ("name", "body"),
    [("article-body", True), ("entry-content", True), ("storyText", True), ("header", False)],
)
def test_class_names_that_say_body(name: str, body: bool) -> None:
    assert names_body(name) is body


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body></body></html>", Reason.EMPTY),
        (
            (
                "<html><title>Just a moment...</title><body><h1>Checking your"
                " browser</h1></body></html>"
            ),
            Reason.BOT_WALL,
        ),
        (
            "<html><title>Halaman tidak ditemukan</title><body><h1>404</h1></body></html>",
            Reason.SOFT_404,
        ),
        (
            (
                "<html><title>Masuk</title><body><h1>Masuk ke akun</h1><input"
                " type='password'></body></html>"
            ),
            Reason.LOGIN,
        ),
        (
            (
                "<html><title>Video Jembatan</title><body><h1>Video: Jembatan"
                " Bambu</h1><video></video></body></html>"
            ),
            Reason.NO_BODY,
        ),
        (
            "<html><title>Terkini</title><body>"
            + "<a href='/a'>Judul berita lain yang panjang</a>" * 20
            + "</body></html>",
            Reason.INDEX,
        ),
        (
            (
                "<html><title>Warga</title><body><h1>Warga Bangun"
                f" Jembatan</h1><div><p>{LONG}</p><p>{LONG} Namun"
            ),
            Reason.TRUNCATED,
        ),
        ("<html><head><title>Warga</title><meta name='x'", Reason.TRUNCATED),
        ('{"judul": "bukan halaman"}', Reason.NOT_HTML),
        (
            (
                "<html><title>Sebelum Anda"
                f" melanjutkan</title><body><h1>Privasi</h1><p>{LONG}</p></body></html>"
            ),
            Reason.LOGIN,
        ),
        (
            (
                f"<html><title>Warga</title><body><h1>Warga</h1><p>{LONG}</p><p>Berlangganan untuk"
                " membaca</p></body></html>"
            ),
            Reason.LOGIN,
        ),
        (
            (
                "<html><title>Warga</title><body><h1>Warga</h1><p>"
                f"{LONG.replace('a', chr(0xFFFD))}</p></body></html>"
            ),
            Reason.GARBLED,
        ),
        (
            (
                "<html><head><meta http-equiv='Refresh'"
                " content='0;URL=https://lain.example/'></head><body>Mohon tunggu</body></html>"
            ),
            Reason.NO_BODY,
        ),
    ],
)
def test_a_page_that_is_no_article_says_why(html: str, reason: Reason) -> None:
    found = extract(Page("https://contoh.example/berita/1", html.encode(), NOW), None)
    assert isinstance(found, Refusal)
    assert found.reason == reason
    assert found.detail


STORY = f"<p>{LONG}</p><p>{LONG}</p>"
BRIDGE = "Jembatan Kalisobo Sedang dalam Perbaikan"


def _of_a_portal(head: str, body: str, at: str = "/berita/1") -> Article | Refusal:
    network = Network(
        slug="n",
        name="N",
        platform="none",
        host="{key}.example",
        articles=(r"/berita/\d+",),
        verified="no",
    )
    page = f"<html lang='id'><head>{head}</head><body>{body}</body></html>"
    return extract(
        Page(f"https://contoh.example{at}", page.encode(), NOW), network.portal("contoh", "Contoh")
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta property='og:type' content='article'>", f"<h1>{BRIDGE}</h1><div>{STORY}</div>"),
        (
            "<meta property='article:published_time' content='2022-08-02T10:00:00+07:00'>",
            f"<h1>{BRIDGE}</h1><div>{STORY}</div>",
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
            f"<h1>{BRIDGE}</h1><div>{STORY}</div>",
        ),
        ("", f"<article><h1>{BRIDGE}</h1><div>{STORY}</div></article>"),
        (
            "",
            (
                "<h1>Warga Kalisobo Bangun Jembatan</h1><p>Selasa, 2 Agustus 2022 10:00"
                f" WIB</p><div>{STORY}</div>"
            ),
        ),
        (
            "",
            (
                "<h1>Warga Kalisobo Bangun Jembatan</h1><p>Penulis: Sari"
                f" Lestari</p><div>{STORY}</div>"
            ),
        ),
    ],
    ids=["og:type", "time", "json-ld", "element", "date", "name"],
)
def test_what_says_that_it_is_an_article_is_one_whatever_its_headline_says(
    head: str, body: str
) -> None:
    assert isinstance(_of_a_portal(head, body), Article)


@pytest.mark.parametrize(
    ("body", "at", "reason"),
    [
        (
            (
                "<h1>Mohon maaf</h1><div><p>Situs kami sedang dalam"
                f" pemeliharaan.</p><p>{LONG}</p></div>"
            ),
            "/berita/1",
            Reason.OUT_OF_ORDER,
        ),
        (
            f"<p>Selasa, 2 Agustus 2022</p><h1>Galat</h1><div><p>Error 520</p><p>{LONG}</p></div>",
            "/berita/1",
            Reason.OUT_OF_ORDER,
        ),
        (
            f"<h1>Konten tidak tersedia di wilayah Anda</h1><div><p>{LONG}</p></div>",
            "/berita/1",
            Reason.LOGIN,
        ),
        (f"<h1>Artikel tidak tersedia</h1><div>{STORY * 4}</div>", "/berita/1", Reason.SOFT_404),
        (f"<h1>Kabar Contoh</h1><div>{STORY}</div>", "/berita/1", Reason.NO_BODY),
        (
            f"<h1>Topik: Jembatan</h1><p>Selasa, 2 Agustus 2022 10:00 WIB</p><div>{STORY}</div>",
            "/topik/jembatan",
            Reason.NO_BODY,
        ),
    ],
    ids=[
        "maintenance",
        "error under today's date",
        "abroad",
        "gone, in the frame",
        "nothing says so",
        "a list with dates",
    ],
)
def test_what_a_portal_sends_in_an_articles_place_is_none(
    body: str, at: str, reason: Reason
) -> None:
    found = _of_a_portal("", body, at)
    assert isinstance(found, Refusal)
    assert found.reason is reason


def test_a_number_in_a_headline_is_no_error_page() -> None:
    """Found by a soak: "404 Balita Diperiksa" over a short text was taken for a page that is
    gone.
    """
    heading = "Bidan Jemput Bola, 404 Balita Diperiksa dalam Sepekan"
    found = _page(f"<h1>{heading}</h1><div><p>{LONG}</p></div>", heading)
    assert isinstance(found, Article)


@pytest.mark.parametrize(
    "heading", ["404", "Error 404", "404 - Kabar Contoh", "404 Not Found", "404 Oops!", "Kode: 404"]
)
def test_a_page_that_is_gone_says_so_in_a_few_ways(heading: str) -> None:
    found = _page(f"<h1>{heading}</h1><div><p>{LONG}</p></div>", heading)
    assert isinstance(found, Refusal)
    assert found.reason is Reason.SOFT_404


def test_every_set_field_has_evidence() -> None:
    found = _page(
        "<h1>Warga Bangun Jembatan Bambu</h1><p>Jumat, 9 Oktober 2020"
        f" 13:52</p><div><p>{LONG}</p><p>{LONG} (bp/sw)</p></div>"
    )
    assert isinstance(found, Article)
    assert found.body[-1] == Block(BlockKind.PARAGRAPH, LONG)
    assert found.signature == "(bp/sw)"
    assert {"url", "headline", "body", "published_at", "signature"} <= set(found.evidence)
    assert "WIB assumed" in (found.evidence["published_at"].note or "")


@pytest.mark.parametrize("end", ["<br>", "<br><br>"])
@pytest.mark.parametrize(
    "row",
    [
        "Baca juga: Banjir Rendam Dua Dusun",
        "<b>Baca juga</b> <a href='/x'>Kapan Tol Dibuka?</a>",
        "<a href='/x'>Simak juga: Banjir Rendam Dua Dusun</a>",
        (
            "Baca juga:{end}<a href='/x'>Banjir Rendam Dua Dusun</a>{end}<a href='/y'>Kapan Tol"
            " Dibuka?</a>"
        ),
        "SCROLL TO CONTINUE WITH CONTENT",
        "Iklan",
    ],
)
def test_a_line_that_leads_away_ends_no_text_that_is_set_with_breaks(row: str, end: str) -> None:
    """Only its own links are left out with it, not the paragraphs behind."""
    text = f"<div>{LONG}{end}{row.format(end=end)}{end}{LONG} Dua.{end}{LONG} Tiga.</div>"
    assert [text for _, text in _blocks(text)] == [LONG, f"{LONG} Dua.", f"{LONG} Tiga."]


RELATED = "Artikel terkait: <a href='/x'>Banjir Rendam Dua Dusun</a>"


@pytest.mark.parametrize(
    "line", ["", f"<div>{RELATED}</div>", f"<p>Baca juga:</p><p>{RELATED}</p>", "Iklan<br><br>"]
)
def test_a_line_that_leads_away_makes_no_paragraph_of_a_caption(line: str) -> None:
    """A picture's box holds few lines: those that may stand anywhere do not count."""
    lines = f"<p>{CAPTION}</p>{line}<p>Foto kedua di tepi kali.</p><p>Foto ketiga di tepi kali.</p>"
    body = f"<div><p>{LONG}</p><div><img src='a.jpg'>{lines}</div><p>{LONG} Dua.</p></div>"
    assert [text for _, text in _blocks(body)] == [LONG, f"{LONG} Dua."]


@pytest.mark.parametrize("head", ["Baca juga:", "<b>Baca Juga</b>"])
def test_a_link_below_the_head_of_a_list_makes_no_byline(head: str) -> None:
    """In a box that its name calls an author's, each line of its own is a name."""
    link = "<p><a href='/x'>Sari Lestari, Budi Santoso</a></p>"
    text = (
        f"<div class='author'><p>{LONG}</p><p>{LONG} Dua.</p>" + "{}" + f"<p>{LONG} Tiga.</p></div>"
    )
    one, other = (
        _page(f"<h1>Warga Bangun Jembatan Bambu</h1>{text.format(rows)}")
        for rows in ("", f"<p>{head}</p>{link}{link}")
    )
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert (other.bylines, other.body) == (one.bylines, one.body)
