"""Search finds what people mean by what they type; no text is an error."""

import doctest
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.archive.maintenance import optimise_archive
from scraper.archive.search import (
    Filters,
    Order,
    query,
    search,
    search_articles,
    search_facets,
    search_with_facets,
)
from scraper.model import Block, BlockKind, Byline, Role
from tests.archive.samples import ARTICLE, NOON, OTHER, PORTAL, numbered, save

BODY = ARTICLE.body[2].text


def found(
    archive: Archive, query: str, *, limit: int = 20, offset: int = 0, **only: Any
) -> list[str]:
    return [
        hit.headline
        for hit in search_articles(archive, query, Filters(**only), limit=limit, offset=offset).hits
    ]


def test_examples_in_docstrings_hold() -> None:
    tried = doctest.testmod(query)
    assert (tried.attempted > 0, tried.failed) == (True, 0)


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
        ("pembukaan membayarkan", True),
        ("jalan -membayarkan", True),
        ('"dibuka"', True),
        ('"pembukaan"', False),
        ("jumat", True),
        ("Jum’at", True),
        ("jum'at", True),
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
    optimise_archive(archive)
    assert found(archive, query) == ([ARTICLE.headline] if expected else [])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "archive.db"
    with Archive.open(path, create=True) as archive:
        save(archive)
    return path


HOSTILE = st.text(st.sampled_from("ab\"'*-()^:+{}|&~NEAROT \x00\ud800%_é一")) | st.text()


@given(query=HOSTILE)
@settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_text_is_a_query(shared: Path, query: str) -> None:
    with Archive.open(shared, read_only=True) as archive:
        assert len(search_articles(archive, query).hits) in (0, 1)


LETTER = st.characters(
    categories=["L", "N"], max_codepoint=0x18FF
)  # SQLite's table of letters dates from 2012
AROUND = st.text(
    st.characters(
        codec="utf-8", exclude_characters='"-*', exclude_categories=["Zs", "Zl", "Zp", "Cc"]
    ),
    max_size=5,
)


@given(word=st.builds("{}{}{}".format, AROUND, LETTER, AROUND))
@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_a_printed_word_finds_itself(tmp_path: Path, word: str) -> None:
    with Archive.open(tmp_path / "words.db", create=True) as archive, archive.transaction():
        save(archive, replace(ARTICLE, body=(Block(BlockKind.PARAGRAPH, f"kata {word} kata"),)))
        assert found(archive, word) == [ARTICLE.headline]
        archive.connection.execute("ROLLBACK")
        archive.connection.execute("BEGIN")


def test_the_headline_weighs_more_than_the_body(archive: Archive) -> None:
    filler = Block(BlockKind.PARAGRAPH, "banjir " + "kata " * 30)
    save(archive, replace(numbered(1), body=(filler,), standfirst=None))
    save(
        archive,
        replace(
            numbered(2),
            headline="Banjir di Demak",
            body=(Block(BlockKind.PARAGRAPH, "kata " * 31),),
            standfirst=None,
        ),
    )
    assert found(archive, "banjir") == ["Banjir di Demak", "Berita ke-1"]


def test_snippets_mark_the_words_in_the_original_text(archive: Archive) -> None:
    save(archive)
    (hit,) = search_articles(archive, "rp1.000 e-ktp").hits
    assert "\ue000Rp1.000\ue001 dengan \ue000e-KTP\ue001" in hit.snippet
    assert (hit.url, hit.portal, hit.published_at) == (
        ARTICLE.url,
        "kabar-jateng",
        "2022-08-01T18:05:00Z",
    )
    assert hit.rank < 0


def test_filters_by_portal_network_and_local_day(archive: Archive) -> None:
    save(archive)
    papua = replace(
        numbered(2),
        portal=OTHER.slug,
        published_at=ARTICLE.published_at and ARTICLE.published_at + timedelta(days=3),
    )
    save(archive, papua, portal=OTHER)
    save(archive, replace(numbered(3), published_at=None))
    day = date(2022, 8, 2)
    assert found(archive, "jalan", portal=PORTAL.slug) == [ARTICLE.headline, "Berita ke-3"]
    assert found(archive, "jalan", portal="kabar", since=day + timedelta(days=1)) == ["Berita ke-2"]
    assert found(archive, "jalan", since=day, until=day) == [ARTICLE.headline]
    assert found(archive, "", until=day) == [ARTICLE.headline]
    assert found(archive, "jalan", portal="tiada") == []


def test_filters_by_province_section_tag_person_and_role(archive: Archive) -> None:
    """Names match without case and punctuation; of two filters both must hold."""
    save(archive)
    bylines = (Byline("Moch. Anhar", Role.REPORTER), Byline("Moch Anhar", Role.EDITOR))
    papua = replace(
        numbered(2), portal=OTHER.slug, section="Papua", tags=("jalan",), bylines=bylines
    )
    save(archive, papua, portal=OTHER)
    both, first, second = {ARTICLE.headline, "Berita ke-2"}, {ARTICLE.headline}, {"Berita ke-2"}
    for only, expected in (
        ({"province": "jawa tengah"}, first),
        ({"section": "JATENG"}, first),
        ({"tag": "Jalan"}, both),
        ({"tag": "pekalongan"}, first),
        ({"person": "moch anhar"}, both),
        ({"person": "MOCH. ANHAR", "role": Role.REPORTER}, second),
        ({"person": "moch anhar", "tag": "jalan", "province": "Papua"}, second),
        ({"person": "moch anhar", "section": "jateng", "since": date(2022, 8, 2)}, first),
        ({"section": "papua", "portal": PORTAL.slug}, set()),
        ({"section": "papua", "portal": OTHER.slug}, second),
        ({"person": "nobody"}, set()),
        ({"tag": "%"}, set()),
    ):
        assert set(found(archive, "jalan", **only)) == expected, only
        assert set(found(archive, "", **only)) == expected, only


@given(query=HOSTILE, name=HOSTILE)
@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_text_is_a_filter(shared: Path, query: str, name: str) -> None:
    only = Filters(
        portal=name, province=name, section=name, tag=name, person=name, since=date(2022, 1, 1)
    )
    with Archive.open(shared, read_only=True) as archive:
        assert search_articles(archive, query, only).hits == ()
        assert search_facets(archive, query, only).matches == 0


def test_facets_count_what_the_search_finds(archive: Archive) -> None:
    save(archive)
    save(archive, replace(numbered(2), tags=("jalan",), published_at=None))
    save(archive, replace(numbered(3), portal=OTHER.slug, section="Papua", tags=()), portal=OTHER)
    save(
        archive,
        replace(
            numbered(4),
            body=(Block(BlockKind.PARAGRAPH, "lain"),),
            headline="Lain",
            standfirst=None,
        ),
    )
    counted = search_facets(archive, "jalan")
    assert (counted.matches, counted.complete) == (3, True)
    assert counted.counts == {
        "portal": (("kabar-jateng", 2), ("kabar-papua", 1)),
        "province": (("Jawa Tengah", 2), ("Papua", 1)),
        "section": (("Jateng", 2), ("Papua", 1)),
        "tag": (("jalan", 2), ("Pekalongan", 1)),
        "person": (("Indra Dwi P.", 3), ("Moch Anhar", 3)),
        "place": (("33.26", 3), ("33.75", 3)),
        "year": (("2022", 2),),
        "day": (("2022-08-02", 2),),
    }
    assert search_facets(archive, "jalan", Filters(portal="kabar-papua")).counts["tag"] == ()
    assert search_facets(archive, "").matches == 4
    assert search_facets(archive, "%").matches == 0


def test_one_person_with_two_roles_counts_once(archive: Archive) -> None:
    save(
        archive,
        replace(ARTICLE, bylines=(Byline("Indra", Role.REPORTER), Byline("Indra", Role.EDITOR))),
    )
    assert search_facets(archive, "jalan").counts["person"] == (("Indra", 1),)


def test_more_matches_than_are_looked_at_are_not_hidden(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search looks at the last archived matches and says there are more; filters go first."""
    monkeypatch.setattr(search, "LATEST", 3)
    for number in range(1, 6):
        save(archive, replace(numbered(number), published_at=NOON - timedelta(days=number)))
    looked = search_articles(archive, "jalan")
    assert (sorted(hit.headline for hit in looked.hits), looked.matches, looked.complete) == (
        ["Berita ke-3", "Berita ke-4", "Berita ke-5"],
        3,
        False,
    )
    assert search_facets(archive, "jalan").complete is False
    assert search_articles(archive, '"Berita ke 2"').complete is True
    assert found(archive, "jalan", until=date(2022, 8, 1), since=date(2022, 8, 1)) == [
        "Berita ke-1"
    ]
    assert found(archive, "") == ["Berita ke-1", "Berita ke-2", "Berita ke-3"]


def test_words_that_cannot_be_ranked_come_newest_first(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MOST_POSTINGS", 3)
    for number in range(1, 4):
        save(archive, replace(numbered(number), published_at=NOON - timedelta(days=number)))
    optimise_archive(archive)
    by_time = search_articles(archive, "jalan ke*")
    assert (by_time.order, [hit.headline for hit in by_time.hits]) == (
        Order.NEWEST,
        ["Berita ke-1", "Berita ke-2", "Berita ke-3"],
    )
    assert search_articles(archive, "infrastruktur").order is Order.BEST


def test_newest_first_on_request(archive: Archive) -> None:
    save(
        archive,
        replace(numbered(1), headline="Jalan jalan jalan", published_at=NOON - timedelta(days=9)),
    )
    save(archive, replace(numbered(2), published_at=NOON))
    save(archive, replace(numbered(3), published_at=None))
    hits = search_articles(archive, "jalan", order=Order.NEWEST).hits
    assert [hit.headline for hit in hits] == ["Berita ke-2", "Jalan jalan jalan", "Berita ke-3"]


def test_the_headline_is_marked_too(archive: Archive) -> None:
    save(archive)
    optimise_archive(archive)
    (hit,) = search_articles(archive, "pembukaan pekalongan").hits
    assert hit.headline_marked == "Jalan Baru di \ue000Pekalongan\ue001 \ue000Dibuka\ue001"


def test_a_query_without_words_lists_newest_first_and_pages(archive: Archive) -> None:
    for number in range(1, 6):
        save(archive, replace(numbered(number), published_at=NOON + timedelta(hours=number)))
    assert found(archive, "", limit=2) == ["Berita ke-5", "Berita ke-4"]
    assert found(archive, "", limit=2, offset=2) == ["Berita ke-3", "Berita ke-2"]
    assert len(found(archive, "berita", limit=3)) == 3


@pytest.mark.parametrize("query", ["", "jalan", "-lain"])
@pytest.mark.parametrize(
    "only",
    [
        Filters(portal="kabar-jateng"),
        Filters(province="Papua"),
        Filters(tag="jalan"),
        Filters(person="Indra Dwi P."),
        Filters(person="Indra Dwi P.", role=Role.EDITOR),
        Filters(place="33"),
        Filters(place="33.26", portal="kabar-jateng"),
        Filters(since=date(2022, 8, 2), until=date(2022, 8, 2)),
        Filters(section="Jateng", since=date(2022, 8, 3)),
    ],
)
def test_both_ways_through_a_filter_find_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, query: str, only: Filters
) -> None:
    """Testing articles one by one finds the same as collecting them first."""
    save(archive)
    save(archive, replace(numbered(2), tags=("jalan",), published_at=None))
    save(archive, replace(numbered(3), portal=OTHER.slug, section="Papua", tags=()), portal=OTHER)
    save(
        archive,
        replace(
            numbered(4),
            body=(Block(BlockKind.PARAGRAPH, "lain"),),
            headline="Lain",
            standfirst=None,
        ),
    )
    save(archive, replace(numbered(5), published_at=NOON + timedelta(days=1)))
    ways = []
    for probed in (True, False):
        monkeypatch.setattr(search, "_is_probed", lambda *_, probed=probed: probed)
        ways.append(search_with_facets(archive, query, only, limit=10, names=10))
    assert ways[0] == ways[1]


def test_a_page_and_its_facets_come_of_one_look(archive: Archive) -> None:
    """`search_with_facets` is both of the others; sizes decide how the filters are applied."""
    for number in range(1, 9):
        save(archive, numbered(number))
    found, common = search_with_facets(
        archive, "jalan", Filters(place="33"), limit=3, offset=3, names=10
    )
    assert found == search_articles(archive, "jalan", Filters(place="33"), limit=3, offset=3)
    assert common == search_facets(archive, "jalan", Filters(place="33"))
    assert (len(found.hits), found.matches, common.matches) == (3, 8, 8)
