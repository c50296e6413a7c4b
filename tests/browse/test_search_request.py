"""A search is its URL: it can be read back from it."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive.search import Filters, Order
from scraper.browse.search_request import NAMES, SearchRequest, parse_search, span
from scraper.errors import InputError
from scraper.model import Role
from tests.archive.samples import TEXT

NAME = st.none() | TEXT.map(str.strip).filter(bool)
DAY = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
QUESTIONS = st.builds(
    SearchRequest,
    query=TEXT,
    filters=st.builds(
        Filters,
        portal=NAME,
        province=NAME,
        section=NAME,
        tag=NAME,
        person=TEXT.map(str.strip).filter(bool),
        place=NAME,
        role=st.none() | st.sampled_from(Role),
        since=DAY,
        until=DAY,
    ),
    order=st.none() | st.sampled_from(Order),
    page=st.integers(1, 10_000),
)


def read(url: str) -> SearchRequest:
    return parse_search(dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)))


@given(QUESTIONS)
def test_a_search_can_be_read_back_from_its_url(question: SearchRequest) -> None:
    assert read(question.url(page=question.page)) == question


@given(QUESTIONS)
def test_a_changed_filter_starts_at_the_first_page(question: SearchRequest) -> None:
    changed = read(question.url(tag="pilkada"))
    assert (changed.page, changed.filters.tag, changed.query) == (1, "pilkada", question.query)


def test_every_filter_of_the_archive_can_be_in_a_url() -> None:
    assert set(NAMES) == set(Filters.__dataclass_fields__)


def test_a_role_without_a_person_is_ignored() -> None:
    assert parse_search({"role": "editor"}).filters == Filters()


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"since": "2022-13-01"}, "since=2022-13-01 is not a day"),
        ({"page": "-1"}, "page=-1 is not a page"),
        ({"page": "10001"}, "page=10001 is not a page"),
        ({"person": "Budi", "role": "king"}, "role=king is unknown"),
        ({"order": "worst"}, "order=worst is unknown: give one of best, newest"),
    ],
)
def test_an_invalid_parameter_is_refused_with_a_valid_example(
    parameters: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        parse_search(parameters)


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-02-03",) * 3,
    ],
)
def test_a_period_is_its_first_and_last_day(period: str, since: str, until: str) -> None:
    assert span(period) == {"since": since, "until": until}
