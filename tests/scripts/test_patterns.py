"""No text makes a regular expression of Kliping slower than in proportion to its length.

`scripts.proof.patterns` takes every pattern that the packages compile, makes texts of its own
structure that would make it backtrack, and compares the CPU time of a text with that of one four
times as long.
"""

import re
from dataclasses import replace

import pytest

from scraper.extract.text import signature
from scripts.proof.patterns.collect import Found, collect
from scripts.proof.patterns.growth import worst
from scripts.proof.patterns.static import suspicious

SHORT_TEXTS = {"scraper.extract.text.signature._SIGNATURE": signature.TAIL}
"""The patterns that grow faster than their text, and the length at which their module cuts it."""

KNOWN = {
    "a run of spaces, from each of them": Found(r"\s*[>/]\s*", 0, False, "", ("split",)),
    "tags of a dump": Found(
        r"^#\s?\w[\w ]{1,40}(?:\s*#\s?\w[\w ]{1,40})*$", 0, False, "", ("match",)
    ),
    "pages of an article": Found(r"(?<=[^/])(?:/(?:\d{1,3}|all))+$", 0, False, "", ("sub",)),
    "a photographer's paper": Found(
        r"(?:^|(?<=[.!?])\s?)(?P<credit>[A-Z][\w-]*(?:\.\w+)*\s?/\s?[\w ]{2,60})$",
        0,
        False,
        "",
        ("search",),
    ),
    "comments": Found(r"<!--.{0,2000}?-->", re.DOTALL, False, "", ("sub",)),
    "loop in a loop": Found(r"(?:a+)+$", 0, False, "", ("match",)),
    "one bracket, many ways": Found(
        r"(?:\((?:[a-z]{2,5}|[a-z]{1,3}\d?|[a-z]{2}/?)\))+$", 0, False, "", ("match",)
    ),
    "bytes": Found(r"<a[^>]*b=1", 0, True, "", ("search",)),
}
"""Patterns that we had, and the shapes of others."""


@pytest.fixture(scope="module")
def patterns() -> list[Found]:
    return collect()


def test_all_patterns_are_found(patterns: list[Found]) -> None:
    """Those of modules, of tables, of functions' own texts, and those of declarations."""
    found = " ".join(one.where for one in patterns)
    assert len(patterns) > 300
    for where in (
        "extract.dump.lines._TAGS",
        "extract.text.calendar_days._CALENDAR",
        "extract/multipage.py:",
        "urls.Parts.aliases",
        "tribun: articles",
        "crawl_policy",
    ):
        assert where in found, where


def test_no_pattern_grows_faster_than_its_text(patterns: list[Found]) -> None:
    grown = [worst(found, SHORT_TEXTS.get(found.where)) for found in patterns]
    assert not [str(growth) for growth in grown if growth is not None]


def test_no_pattern_is_suspicious(patterns: list[Found]) -> None:
    assert not [line for found in patterns for line in suspicious(found)]


def test_what_is_allowed_is_still_there_and_needs_it(patterns: list[Found]) -> None:
    allowed = [found for found in patterns if found.where in SHORT_TEXTS]
    assert sorted(found.where for found in allowed) == sorted(SHORT_TEXTS)
    assert all(worst(found) for found in allowed), "take it off the list"


@pytest.mark.parametrize("known", KNOWN)
def test_what_grows_is_found(known: str) -> None:
    assert worst(replace(KNOWN[known], where=known)) is not None
