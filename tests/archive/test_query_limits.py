"""A query has bounds: a term counts once, and a query beyond them is refused everywhere."""

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.archive.maintenance import optimise_archive
from scraper.archive.search import QueryTooLong, search_articles
from scraper.archive.search.query import (
    MOST_CHARACTERS,
    MOST_PREFIXES,
    MOST_WORDS,
    Query,
    parse_query,
)
from scraper.cli import main
from scraper.model import Block, BlockKind
from tests.archive.samples import numbered, save
from tests.browse.conftest import asking

LONG = (
    " ".join(f"kata{number}" for number in range(MOST_WORDS + 1)),
    " ".join(f"k{number}*" for number in range(MOST_PREFIXES + 1)),
    " ".join(f"-k{number}*" for number in range(MOST_PREFIXES + 1)),
    '"' + "kata " * (MOST_WORDS + 1) + '"',
    "-".join(["kata"] * (MOST_WORDS + 1)),
    "x" * (MOST_CHARACTERS + 1),
)


@pytest.mark.parametrize("word", ["kata", "Kata*", "-kata", '"dua kata"', "e-KTP"])
def test_a_term_counts_once(word: str) -> None:
    assert parse_query(f"{word} " * 2_000) == parse_query(word)
    assert parse_query(f"{word} {word.upper()}") == parse_query(word)


@pytest.mark.parametrize("query", LONG)
def test_what_holds_more_than_a_search_takes_is_refused(query: str) -> None:
    with pytest.raises(QueryTooLong, match=f"at most {MOST_WORDS} different words"):
        parse_query(query)


@given(st.text(max_size=300))
def test_what_is_read_is_within_the_bounds(text: str) -> None:
    try:
        read = parse_query(text)
    except QueryTooLong:
        read = Query()
    terms = (*read.wanted, *read.unwanted)
    assert len(terms) <= MOST_WORDS
    assert sum(len(term.text) for term in terms) <= MOST_CHARACTERS


def test_a_page_of_hits_costs_no_more_than_one_hit_where_a_word_is_begun(archive: Archive) -> None:
    """Twenty hits of a prefix cost 1.2 times what one costs.

    FTS5 merges the entries of all words with the prefix; once per hit that was seven times.
    """
    with archive.transaction():
        for number in range(300):
            words = " ".join(
                f"a{(number * 7_919 + place * 104_729) % 20_000}" for place in range(300)
            )
            save(archive, replace(numbered(number), body=(Block(BlockKind.PARAGRAPH, words),)))
    optimise_archive(archive)
    assert _cost(archive, 20) < 3 * _cost(archive, 1)


def _cost(archive: Archive, limit: int) -> float:
    """Seconds of CPU of a search for `a*`, the least of three."""
    costs = []
    for _ in range(3):
        begun = process_time()
        assert len(search_articles(archive, "a*", limit=limit).hits) == limit
        costs.append(process_time() - begun)
    return min(costs)


@pytest.mark.parametrize("query", LONG)
def test_every_way_to_search_says_so(
    tmp_path: Path, query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        save(archive)
        optimise_archive(archive)
    ask = asking(path)
    for suffix in ("", ".json", ".atom", ".csv", ".jsonl"):
        got = ask(f"/search{suffix}?q={query.replace(' ', '+')}")
        assert got.status_code == 400, suffix
        assert "at most 64 different words" in got.text
        assert (
            "paling banyak 64 kata"
            in ask(f"/search{suffix}?q={query.replace(' ', '+')}", **{"accept-language": "id"}).text
        )
    assert main(["search", "--archive", str(path), "--", query]) == QueryTooLong.exit_code
    assert (
        main(["export", "--archive", str(path), str(tmp_path / "out.csv"), "--", query])
        == QueryTooLong.exit_code
    )
    assert capsys.readouterr().err.count("at most 64 different words") == 2
