"""The language of an article: its words before the template's declaration."""

import pytest

from scraper.extract.text.language import UNKNOWN, foreign, language_of

INDONESIAN = (
    "Warga yang rumahnya terendam sudah pulang pada Senin karena hujan di kota itu reda, kata"
    " bupati."
)
MALAY = (
    "Menteri berkata kerajaan akan membantu penduduk di daerah itu kerana banjir yang berlaku"
    " selepas hujan lebat daripada pagi."
)
ENGLISH = (
    "The mayor said that the bridge over the river was closed for the second time in a week and"
    " that it will open to traffic soon."
)
TAGALOG = (
    "Sinabi ng alkalde na ang tulay sa ilog ay isinara sa ikalawang pagkakataon at hindi pa ito"
    " bubuksan para sa mga motorista ngayon."
)
GERMAN = (
    "Die Bürgermeisterin sagte, dass die Brücke über den Fluss zum zweiten Mal in einer Woche"
    " gesperrt ist und nicht für den Verkehr."
)
ITALIAN = (
    "Il sindaco di Napoli ha detto che il ponte di ferro sono chiusi per la seconda volta, non per"
    " lavori."
)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (INDONESIAN, None, "id"),
        (INDONESIAN, "en", "id"),
        (MALAY, "en", "ms"),
        (MALAY, None, "ms"),
        (ENGLISH, "en", "en"),
        (ENGLISH, None, "en"),
        (TAGALOG, None, "tl"),
        (TAGALOG, "fil", "tl"),
        ("Kebakaran", "in-ID", "id"),
        ("Kebakaran", "ms_MY", "ms"),
        (GERMAN, None, "de"),
        (ITALIAN, None, "it"),
        (ITALIAN, "it", "it"),
        ("총리가 말했다", None, UNKNOWN),
        ("", "id", "id"),
        ("", None, UNKNOWN),
    ],
)
def test_languages(text: str, declared: str | None, language: str) -> None:
    assert language_of(text, declared) == language


@pytest.mark.parametrize(
    ("text", "own", "code"),
    [
        (ENGLISH * 9, "id", "en"),
        (GERMAN * 9, "id", "de"),
        (ENGLISH * 9, "en", None),
        (INDONESIAN * 9, "en", "id"),
        (INDONESIAN * 9, "id", None),
        (MALAY * 9, "id", None),
        (ENGLISH, "id", None),
        (
            "Urang lembur ngumpul di balé désa isuk-isuk keur ngabadamikeun jalan nu ruksak ti"
            " baheula. " * 9,
            "id",
            None,
        ),
        (f"{INDONESIAN} {ENGLISH}" * 9, "id", None),
        (ENGLISH * 9, "ja", None),
    ],
)
def test_a_text_is_foreign_only_where_that_is_certain(
    text: str, own: str, code: str | None
) -> None:
    """An Indonesian newspaper prints local languages, quotations and loanwords too, and a short
    text does not show its language.
    """
    assert foreign(text, own) == code
