"""Datelines: what opens a text, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.text.dateline import split_bold_dateline, split_dateline


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        (
            "TRIBUNJATENG.COM, PEKALONGAN - Lembaga itu mendapat bimbingan.",
            "TRIBUNJATENG.COM, PEKALONGAN",
        ),
        ("TRIBUNSOLO.COM, JAKARTA --Hingga kini masyarakat menunggu.", "TRIBUNSOLO.COM, JAKARTA"),
        ("TRIBUNJENEPONTO.COM- Ruas jalan itu lengang.", "TRIBUNJENEPONTO.COM"),
        ("TRIBUN-TIMUR.COM - Polisi melakukan rekonstruksi.", "TRIBUN-TIMUR.COM"),
        ("SURYA.co.id | SURABAYA - Wali kota meninjau pasar.", "SURYA.co.id | SURABAYA"),
        ("JAKARTA, KOMPAS.com - Menteri menyebut sejumlah faktor.", "JAKARTA, KOMPAS.com"),
        ("Medan, Beritasatu.com - Sebanyak 21 orang diperiksa.", "Medan, Beritasatu.com"),
        ("Bisnis.com, JAKARTA – Otoritas berencana mewajibkan.", "Bisnis.com, JAKARTA"),
        ("REPUBLIKA.CO.ID, GAZA -- Kelompok pemuda itu.", "REPUBLIKA.CO.ID, GAZA"),
        ("Palangka Raya (Antara Kalteng) - Perusahaan daerah.", "Palangka Raya (Antara Kalteng)"),
        ("Jakarta (ANTARA) - Ketua komisi mengingatkan.", "Jakarta (ANTARA)"),
        ("Mojokerto (beritajatim.com) - Warga desa panen.", "Mojokerto (beritajatim.com)"),
        ("Nusa Dua - Tol itu menawarkan keuntungan.", "Nusa Dua"),
        ("MAKASSAR - Tiga remaja diringkus polisi.", "MAKASSAR"),
        ("AALST – Pembalap itu melakoni musim.", "AALST"),
        ("TANA PASER. Rapat usulan kenaikan harga.", "TANA PASER"),
        ("VIVA.co.id – Aksi teror berupa penyerangan.", "VIVA.co.id"),
        ("Metrotvnews.com, London: Bek itu berharap.", "Metrotvnews.com, London"),
        ("INILAHCOM, Manchester - Mantan bintang itu kecewa.", "INILAHCOM, Manchester"),
        ("Jakarta, CNN Indonesia -- Pemerintah menetapkan.", "Jakarta, CNN Indonesia"),
        ("Liputan6.com, Jakarta Bagi kamu yang menyukai film.", "Liputan6.com, Jakarta"),
        ("KUALA LUMPUR, Nov 22 — The minister said.", "KUALA LUMPUR, Nov 22"),
        ("WASHINGTON (AP) — The Supreme Court rejected.", "WASHINGTON (AP)"),
    ],
)
def test_datelines(paragraph: str, dateline: str) -> None:
    assert split_dateline(paragraph) == dateline


@pytest.mark.parametrize(
    "paragraph",
    [
        "Pada jalur sejauh 1,8 km - kata dia - vegetasi semakin rapat.",
        "PERJALANAN bisnis itu tidak sepi dari tantangan.",
        "INTERNATIONAL Golden Institute (IGI School) kembali menegaskan komitmennya.",
        "Wali Kota Pekalongan mengatakan, saat ini sudah ada paguyuban.",
        "Ia nekat duduk di zebra cross",
        "Whoosh - kereta cepat pertama di Asia Tenggara - melaju.",
        "“Kami siap - kapan saja,” katanya.",
        "",
    ],
)
def test_openings_without_a_dateline(paragraph: str) -> None:
    assert split_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("bold", "dateline"),
    [
        ("Jakarta,", "Jakarta"),
        ("MEDAN -", "MEDAN"),
        ("Contoh.com, Bandung:", "Contoh.com, Bandung"),
        ("Nusa Dua, Bali –", "Nusa Dua, Bali"),
        ("Jakarta", None),
        ("Berikut kronologi kasus itu:", None),
        ("Jumat 1 April 2022", None),
    ],
)
def test_a_bold_opening_is_a_dateline_with_less_of_a_mark(bold: str, dateline: str | None) -> None:
    assert split_bold_dateline(bold) == dateline


@given(st.text(max_size=300))
def test_a_dateline_is_at_most_as_long_as_its_reach(text: str) -> None:
    assert len(split_dateline(text) or "") <= 110
