"""dateparser is asked in the page's language and in those that we read, a few times a page."""

from datetime import UTC, datetime
from typing import Any

import dateparser
import pytest

from scraper.extract import extract, read_dump
from scraper.extract.text.dates import read_date
from scraper.extract.text.foreign_dates import MOST_ASKED, ForeignDates
from scraper.extract.text.language import READ
from scraper.model import Page

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The languages of each call of dateparser, which still answers."""
    found: list[list[str]] = []
    parse = dateparser.parse

    def listening(text: str, languages: list[str], settings: Any) -> datetime | None:
        found.append(languages)
        return parse(text, languages=languages, settings=settings)

    monkeypatch.setattr(dateparser, "parse", listening)
    return found


@pytest.mark.parametrize(
    ("language", "at"), [("ru", datetime(2018, 9, 24, tzinfo=UTC)), ("und", None), (None, None)]
)
def test_a_date_is_read_in_the_page_s_language(language: str | None, at: datetime | None) -> None:
    moment = read_date(
        "24 сентября 2018", zone=None, fetched_at=NOW, foreign=ForeignDates(language)
    )
    assert (moment.at if moment else None) == at


def test_without_foreign_dates_nothing_is_asked(asked: list[list[str]]) -> None:
    assert read_date("24 сентября 2018", zone=None, fetched_at=NOW) is None
    assert not asked


@pytest.mark.parametrize("language", ["th", "ru", "xx"])
def test_a_page_asks_a_few_times_and_in_few_languages(
    language: str, asked: list[list[str]]
) -> None:
    dates = "".join(f"<p>Дата {number} ветра 2018</p>" for number in range(100))
    text = (
        "<p>Слово за словом, и так весь день напролёт, без единой даты внутри этого текста.</p>"
        * 20
    )
    html = (
        f"<html lang={language}><title>Слово</title><h1>Слово за словом весь день</h1>{dates}<div"
        f" class=article-body>{text}</div>{dates}"
    )
    extract(Page("https://contoh.example/a", html.encode(), NOW), None)
    assert 0 < len(asked) <= MOST_ASKED
    assert {code for languages in asked for code in languages} <= {*READ, "fil", language}


def test_a_dump_asks_a_few_times_and_in_few_languages(asked: list[list[str]]) -> None:
    lines = "\n".join(f"{number} ветра 2018, 12:00" for number in range(10, 99))
    read_dump(Page("", f"Слово за словом\n{lines}\n".encode(), NOW), None)
    assert 0 < len(asked) <= MOST_ASKED
    assert {code for languages in asked for code in languages} <= {*READ, "fil"}
