"""What is listed in more than one place by hand is the same list."""

import argparse
from dataclasses import fields

from scraper.archive.search import Filters
from scraper.browse.pages.search import FACETS
from scraper.browse.search_request import SearchRequest, parse_search
from scraper.commands.filters import add_filters, filters_of
from scraper.model import Role

FILTERS = {field.name for field in fields(Filters)}
GIVEN = {
    "portal": "tribun",
    "province": "Bali",
    "section": "daerah",
    "tag": "banjir",
    "person": "Sari",
    "role": "reporter",
    "place": "33",
    "since": "2022-08-01",
    "until": "2022-08-31",
}


def test_the_table_of_this_test_gives_every_filter() -> None:
    assert GIVEN.keys() == FILTERS


def test_the_command_and_the_browser_read_every_filter_alike() -> None:
    verb = argparse.ArgumentParser()
    add_filters(verb)
    told = filters_of(
        verb.parse_args([word for name, value in GIVEN.items() for word in (f"--{name}", value)])
    )
    assert told == parse_search(GIVEN).filters
    assert [name for name in FILTERS if getattr(told, name) is None] == []
    assert told.role is Role.REPORTER


def test_a_search_as_a_url_says_every_filter() -> None:
    assert SearchRequest(filters=parse_search(GIVEN).filters).parameters().keys() >= FILTERS


def test_what_the_browser_counts_it_can_narrow_to() -> None:
    assert set(FACETS) <= FILTERS
