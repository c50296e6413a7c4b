"""Lines about the page itself, and sentences of news in the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract import is_notice
from scraper.extract.text.notices import is_stamp


@pytest.mark.parametrize(
    "line",
    [
        "Sign up today to get the free daily newsletter delivered to your inbox.",
        "Mit meiner Anmeldung zum Newsletter stimme ich der Vereinbarung zu.",
        "Der Newsletter informiert Sie immer freitags über das Wichtigste.",
        "The reporter Ani Lestari contributed to this report.",
        "Budi Santoso contributed reporting from Semarang.",
        "(Reporting by Ani Lestari; editing by Budi Santoso)",
        "— Additional reporting by Ani Lestari",
        "Empfohlener externer Inhalt",
        "An dieser Stelle findest du einen externen Inhalt von YouTube, der den Artikel ergänzt.",
        "Damit können personenbezogene Daten an Drittplattformen übermittelt werden.",
        (
            "Deine Privatsphäre-Einstellungen verhindern das Laden und Anzeigen aller externen"
            " Inhalte."
        ),
        "If you buy something using our links, we may earn a commission.",
        "Follow him on Twitter @anilestari",
        "Follow us on Twitter and on Facebook.",
        "Email Ani Lestari at ani@contoh.example or follow her @anilestari.",
        "Reach the reporters on Twitter at http://contoh.example/ani",
        "If you have a news tip, correction or comment, let us know.",
        "Are protests breaking out in your area? Get in touch at kabar@contoh.example",
        "If you enjoyed this article, we have a proposition for you.",
        "THIS CONTENT IS RESERVED FOR SUBSCRIBERS ONLY",
        "We apologize, but this video has failed to load.",
        "Quelle: dpa",
        "(Quelle: APA/sda/dpa)",
        "この記事は会員限定です。",
    ],
)
def test_lines_about_the_page(line: str) -> None:
    assert is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "The party's newsletter named three ministers who had taken bribes.",
        "The floods contributed to a rise in rice prices, the bank said.",
        "Police are following him since Monday.",
        "The commission will receive the report on Monday.",
        "Der Inhalt des Koffers blieb unbekannt.",
        "Personenbezogene Daten von Bürgern lagen offen im Netz.",
        "A tip from a neighbour led the police to the house.",
        (
            "Diese Quelle: ein altes Buch, das in der Bibliothek des Klosters lag, gefunden von"
            " einem Mönch."
        ),
        "Sumber: BeritaContoh.example",
        "He got in touch with his lawyer, who could not be reached.",
    ],
)
def test_news_in_the_same_words(line: str) -> None:
    assert not is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "Rabu, 10 Februari 2016 14:11",
        "Selasa, 02 Mei 2017 07:46 WIB",
        "November 20, 2019 - 11:28 AM",
        "15.04.2026 - 15:48 Uhr",
        "Stand: 26.04.2024, 20:44 Uhr",
        "Do 25.04.24 | 14:07 Uhr | Von Ani Lestari",
        "02/12/2024 Actualizado a las 20:56h.",
        "Uppdaterad 15.59 | Publicerad 14.14",
        "Ani Lestari 2019-11-20 14:35:08",
        "21:00Ani Lestari-Santoso",
        "21 mins ago11:48 Ani Lestari",
        "včera 14:40",
        "1月13日",
    ],
)
def test_time_stamps(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "Jakarta, 2 Agustus 2022",
        "Pukul 14.11 warga mengungsi",
        "1997: Partai itu menang pemilihan umum",
        "17:00 Pembukaan oleh bupati di alun-alun",
        "Skor 2-1 bertahan sampai menit 90",
        "Pada 10 Februari 2016 jembatan itu runtuh.",
        "Rp1.000",
    ],
)
def test_lines_with_a_date_that_say_more(line: str) -> None:
    assert not is_stamp(line)


@given(st.text(max_size=500))
def test_any_line_can_be_asked(line: str) -> None:
    assert is_notice(line) in {True, False}
    assert is_stamp(line) in {True, False}
