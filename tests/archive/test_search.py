"""Search: what people type finds what they mean, and no text is an error."""

import doctest
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.archive import Archive, search
from scraper.model import Block, BlockKind
from tests.archive.samples import ARTICLE, NOON, OTHER, PORTAL, numbered, save

BODY = ARTICLE.body[2].text


def found(archive: Archive, query: str, **filters: object) -> list[str]:
    return [hit.headline for hit in search.search(archive, query, **filters)]  # type: ignore[arg-type]


def test_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(search).failed == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("pekalongan", True),
        ("PEKALONGAN dibuka", True),
        ("pekalongan bandung", False),
        ("e-KTP", True),
        ("ektp", False),
        ("Jum'at", True),
        ("Rp1.000", True),
        ("Rp2.000", False),
        ("50%", True),
        ("%", False),
        ('"jalan lingkar dibuka"', True),
        ('"dibuka lingkar"', False),
        ('"jalan lingkar', True),
        ("lingk*", True),
        ("lingk", False),
        ('"jalan ling"*', True),
        ("jalan -pekalongan", False),
        ("jalan -bandung", True),
        ('jalan -"lingkar utara"', False),
        ("-bandung", True),
        ("-pekalongan", False),
        ("jalan NOT pekalongan", False),
        ("jalan OR bandung", False),
        ("headline:jalan", False),
        ("jalan)", True),
        ("", True),
        ("   ", True),
        ("***", False),
        ('"', False),
        ('""', False),
    ],
)
def test_queries(archive: Archive, query: str, expected: bool) -> None:
    save(archive)
    assert found(archive, query) == ([ARTICLE.headline] if expected else [])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "archive.db"
    with Archive.open(path, create=True) as archive:
        save(archive)
    return path


HOSTILE = st.text(st.sampled_from("ab\"'*-()^:+{}|&~NEAROT \x00\ud800%_é一")) | st.text()


@given(query=HOSTILE)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_is_a_query(shared: Path, query: str) -> None:
    with Archive.open(shared, read_only=True) as archive:
        assert len(search.search(archive, query)) in (0, 1)


LETTER = st.characters(categories=["L", "N"], max_codepoint=0x18FF)  # SQLite's table of letters is of 2012
AROUND = st.text(st.characters(codec="utf-8", exclude_characters='"-*', exclude_categories=["Zs", "Zl", "Zp", "Cc"]), max_size=5)


@given(word=st.builds("{}{}{}".format, AROUND, LETTER, AROUND))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_printed_word_finds_itself(tmp_path: Path, word: str) -> None:
    with Archive.open(tmp_path / "words.db", create=True) as archive, archive.transaction():
        save(archive, replace(ARTICLE, body=(Block(BlockKind.PARAGRAPH, f"kata {word} kata"),)))
        assert found(archive, word) == [ARTICLE.headline]
        archive.connection.execute("ROLLBACK")
        archive.connection.execute("BEGIN")


def test_the_headline_weighs_more_than_the_body(archive: Archive) -> None:
    filler = Block(BlockKind.PARAGRAPH, "banjir " + "kata " * 30)
    save(archive, replace(numbered(1), body=(filler,), standfirst=None))
    save(archive, replace(numbered(2), headline="Banjir di Demak", body=(Block(BlockKind.PARAGRAPH, "kata " * 31),), standfirst=None))
    assert found(archive, "banjir") == ["Banjir di Demak", "Berita ke-1"]


def test_snippets_mark_the_words_in_the_original_text(archive: Archive) -> None:
    save(archive)
    (hit,) = search.search(archive, "rp1.000 e-ktp")
    assert "\ue000Rp1.000\ue001 dengan \ue000e-KTP\ue001" in hit.snippet
    assert (hit.url, hit.portal, hit.published_at) == (ARTICLE.url, "kabar-jateng", "2022-08-01T18:05:00Z")
    assert hit.rank < 0


def test_filters_by_portal_network_and_local_day(archive: Archive) -> None:
    save(archive)
    papua = replace(numbered(2), portal=OTHER.slug, published_at=ARTICLE.published_at and ARTICLE.published_at + timedelta(days=3))
    save(archive, papua, portal=OTHER)
    save(archive, replace(numbered(3), published_at=None))
    day = date(2022, 8, 2)
    assert found(archive, "jalan", portal=PORTAL.slug) == [ARTICLE.headline, "Berita ke-3"]
    assert found(archive, "jalan", portal="kabar", since=day + timedelta(days=1)) == ["Berita ke-2"]
    assert found(archive, "jalan", since=day, until=day) == [ARTICLE.headline]
    assert found(archive, "", until=day) == [ARTICLE.headline]
    assert found(archive, "jalan", portal="tiada") == []


def test_a_query_without_words_lists_newest_first_and_pages(archive: Archive) -> None:
    for number in range(1, 6):
        save(archive, replace(numbered(number), published_at=NOON + timedelta(hours=number)))
    assert found(archive, "", limit=2) == ["Berita ke-5", "Berita ke-4"]
    assert found(archive, "", limit=2, offset=2) == ["Berita ke-3", "Berita ke-2"]
    assert len(found(archive, "berita", limit=3)) == 3
