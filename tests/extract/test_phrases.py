"""Lines around an article by their wording, and sentences that only begin like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.text import phrases


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Warga Tanam Mangrove di Pesisir",
        "Baca Juga",
        "BACA JUGA:",
        "(Baca juga: Kapolda tinjau pos)",
        "Baca: Pengacara yakin",
        "• Baca Juga : Harga cabai turun",
        "Lihat juga Video: Banjir di Demak",
        "Lesen Sie auch: Streik bei der Bahn",
        "Mehr zum Thema",
        "Lire aussi : Grève des trains",
        "Lea también: Suben los precios",
        "Leggi anche",
        "Lees ook: Treinen rijden niet",
        "Read more: Floods in Java",
        "Related articles",
        "Czytaj także: Strajk",
        "【関連記事】",
    ],
)
def test_links_to_other_articles(line: str) -> None:
    assert phrases.is_related(line)
    assert phrases.is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT",
        "Artikel ini telah tayang di Contoh.com dengan judul Warga Tanam Mangrove",
        "Dapatkan update berita pilihan setiap hari dari Contoh.com.",
        "Simak Video Pilihan di Bawah Ini:",
        "Ikuti kami di Google News",
        "IKUTI BERITA LAINNYA DI GOOGLE NEWS",
        "Halaman selanjutnya",
        "[Gambas:Video 20detik]",
        "Sign up for our newsletter",
        "Anzeige",
        "Publicité",
        "Story continues below advertisement",
        "La suite après cette publicité",
    ],
)
def test_promotions(line: str) -> None:
    assert phrases.is_promo(line)
    assert phrases.is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Facebook",
        "Facebook Twitter WhatsApp",
        "Bagikan:",
        "Copy Link",
        "Ikuti kami di",
        "Share on Facebook",
        "Teilen",
        "+ Share",
    ],
)
def test_share_buttons(line: str) -> None:
    assert phrases.is_share(line)


@pytest.mark.parametrize(
    "line",
    [
        "BERITA TERKINI",
        "Berita Terkait :",
        "KOMENTAR",
        "Tags:",
        "Most read",
        "Das könnte Sie auch interessieren",
        "Terpopuler",
    ],
)
def test_heads_of_lists(line: str) -> None:
    assert phrases.is_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "2 dari 5 halaman",
        "Halaman 1 2 3",
        "1 2 3 Selanjutnya",
        "Seite 2 von 3",
        "Page 1 of 4",
        "Halaman 1/2",
    ],
)
def test_paging(line: str) -> None:
    assert phrases.is_paging(line)


@pytest.mark.parametrize(
    "line",
    [
        "© 2022 TRIBUNnews.com Network",
        "COPYRIGHT © ANTARA 2017",
        "All Right Reserved",
        "Copyright 2020 Contoh",
    ],
)
def test_copyright(line: str) -> None:
    assert phrases.is_copyright(line)


@pytest.mark.parametrize(
    "line",
    [
        (
            "Baca juga buku-buku lama di rak itu, kata pustakawan kepada anak-anak yang datang"
            " setiap sore."
        ),
        "Simak dan catat, kata guru itu.",
        "Bagikan beras kepada warga miskin, camat blusukan ke tiga desa.",
        "Ikuti upacara dengan tertib, bupati mengingatkan para siswa.",
        "Iklan rokok di sekitar sekolah ditertibkan petugas gabungan.",
        "Share prices fell by four per cent on Monday.",
        "Print media are struggling, the minister said.",
        "Follow the money and you will find the owner, he said.",
        "More on than off, the lamp burned all night.",
        "Video yang beredar di media sosial itu dipastikan bukan dari Kendal.",
        "Komentar bupati itu menuai kritik dari anggota dewan.",
        "Terkait hal itu, polisi memeriksa lima saksi.",
        "Adv Molapo notes that the law was rushed through parliament.",
        "Read the letter aloud, the judge told him.",
        "X adalah huruf ke-24 dalam alfabet.",
        "Foto itu diambil pada tahun 1948.",
        "Anzeige gegen den Bürgermeister erstattet: Staatsanwaltschaft ermittelt.",
        "Halaman rumahnya dipenuhi lumpur setelah banjir surut.",
        "Publicité et politique ne font pas bon ménage.",
        "Get your children vaccinated, the health office urges parents in all five districts.",
    ],
)
def test_sentences_of_an_article_are_left_alone(line: str) -> None:
    assert not phrases.is_boilerplate(line)


@pytest.mark.parametrize(
    ("paragraph", "left"),
    [
        ("Warga mengungsi. [Gambas:Video 20detik]", "Warga mengungsi."),
        (
            "Warga mengungsi (Baca juga: Banjir surut) ke balai desa.",
            "Warga mengungsi ke balai desa.",
        ),
        ("Warga (12 orang) mengungsi.", "Warga (12 orang) mengungsi."),
    ],
)
def test_embeds_inside_a_paragraph(paragraph: str, left: str) -> None:
    assert phrases.without_embeds(paragraph) == left


@given(st.text(max_size=400))
def test_any_line_can_be_asked(line: str) -> None:
    assert phrases.is_boilerplate(line) in {True, False}


@given(st.text(alphabet=st.sampled_from("ab [(Gambas:Video)]Baca juga: x"), max_size=120))
def test_taking_embeds_out_twice_changes_nothing(text: str) -> None:
    once = phrases.without_embeds(text)
    assert phrases.without_embeds(once) == phrases.without_embeds(phrases.without_embeds(once))
