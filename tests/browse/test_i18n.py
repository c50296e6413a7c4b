"""Every text has its translation and none is left over; numbers and times follow the language."""

import ast
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from scraper.archive.search import QueryTooLong
from scraper.browse import host_check
from scraper.browse.canned_queries import canned_queries
from scraper.browse.form_labels import LABELS, REMOVE
from scraper.browse.i18n import Language, Translator, preferred_language, words
from scraper.browse.plugin import TRANSLATED as MESSAGES
from scraper.model import Outcome
from scraper.model.diff import COMPARED_FIELDS as WORDED
from scraper.model.fields import FIELDS

BROWSE = Path(__file__).parents[2] / "scraper" / "browse"
SAID = re.compile(r"""\b_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
TOLD = re.compile(r"""\b(?:InvalidParameter|NotFound|say)\(\s*("(?:[^"\\]|\\.)*")""")
INDONESIAN, ENGLISH = Translator(Language.INDONESIAN), Translator(Language.ENGLISH)


def said() -> set[str]:
    texts = {
        ast.literal_eval(literal)
        for path in BROWSE.rglob("*.html")
        for literal in SAID.findall(path.read_text(encoding="utf-8"))
    }
    told = {
        ast.literal_eval(literal)
        for path in BROWSE.rglob("*.py")
        for literal in TOLD.findall(path.read_text(encoding="utf-8"))
    }
    return (
        texts
        | told
        | MESSAGES
        | {QueryTooLong.TEXT, host_check.MISDIRECTED, host_check.FOREIGN, REMOVE, *LABELS.values()}
        | {text for one in canned_queries() for text in (one.title, one.description)}
    )


def test_every_text_has_its_indonesian_and_none_is_left_over() -> None:
    assert said() == set(words()["texts"])


@pytest.mark.parametrize("english", sorted(words()["texts"]))
def test_a_translation_fills_in_the_same_values(english: str) -> None:
    fields = re.compile(r"\{(\w+)\}")
    assert sorted(fields.findall(english)) == sorted(fields.findall(words()["texts"][english]))


def test_every_field_outcome_and_state_has_a_name() -> None:
    named = {*WORDED, *FIELDS, *Outcome, "url", "discovered", "running", "finished", "interrupted"}
    assert named == set(words()["names"])


@pytest.mark.parametrize(
    ("asked", "cookie", "accept", "language"),
    [
        (None, None, "", "id"),
        (None, None, "en-GB,en;q=0.9", "en"),
        (None, None, "fr,de", "id"),
        (None, "id", "en", "id"),
        ("en", "id", "id", "en"),
        ("xx", "zz", "en", "en"),
    ],
)
def test_the_language_is_the_one_chosen_last(
    asked: str | None, cookie: str | None, accept: str, language: str
) -> None:
    assert preferred_language(asked, cookie, accept).value == language


@pytest.mark.parametrize(
    ("minutes", "indonesian", "english"),
    [
        (420, "Selasa, 2 Agustus 2022 21.05 WIB", "Tuesday, 2 August 2022 21:05 WIB"),
        (480, "Selasa, 2 Agustus 2022 21.05 WITA", "Tuesday, 2 August 2022 21:05 WITA"),
        (540, "Selasa, 2 Agustus 2022 21.05 WIT", "Tuesday, 2 August 2022 21:05 WIT"),
        (0, "Selasa, 2 Agustus 2022 21.05 UTC", "Tuesday, 2 August 2022 21:05 UTC"),
        (-330, "Selasa, 2 Agustus 2022 21.05 UTC-05:30", "Tuesday, 2 August 2022 21:05 UTC-05:30"),
    ],
)
def test_an_instant_is_shown_in_its_own_zone(minutes: int, indonesian: str, english: str) -> None:
    when = datetime(2022, 8, 2, 21, 5, tzinfo=timezone(timedelta(minutes=minutes)))
    assert (INDONESIAN.time(when), ENGLISH.time(when)) == (indonesian, english)


def test_days_months_and_years_are_shown_as_such() -> None:
    assert [INDONESIAN.day(text) for text in ("2022-08-02", "2022-08", "2022", None)] == [
        "2 Agustus 2022",
        "Agustus 2022",
        "2022",
        "tanpa tanggal",
    ]
    assert [ENGLISH.short_day(text) for text in ("2022-08-02", "2022-08", "2022")] == [
        "2 Aug",
        "Aug 2022",
        "2022",
    ]
    assert (INDONESIAN.number(1234.5), ENGLISH.number(1234.5)) == ("1.234,5", "1,234.5")
