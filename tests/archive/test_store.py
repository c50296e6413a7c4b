"""How a reading becomes a state of the archive: each rule of `store`."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from scraper.archive import Archive, utc_text
from scraper.archive.articles import load_article, load_revisions
from scraper.errors import InputError
from scraper.model import Article, Block, BlockKind, Byline, Outcome, Role
from tests.archive.samples import (
    ARTICLE,
    COMPLETE,
    INCOMPLETE,
    NOON,
    OTHER,
    PORTAL,
    URL,
    articles,
    counts,
    numbered,
    reworded,
    save,
)

LATER = NOON + timedelta(hours=1)
LATEST = NOON + timedelta(hours=2)


def fts_is_in_step(archive: Archive) -> None:
    """FTS5's own check of the index against the rows: raises where they differ."""
    archive.connection.execute(
        "INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)"
    )


def test_the_first_observation_adds_no_revision(archive: Archive) -> None:
    saved = save(archive)
    assert (saved.outcome, saved.revision) == (Outcome.ARCHIVED, 1)
    assert counts(archive, "articles", "article_revisions") == [1, 0]
    assert load_article(archive, saved.article_id).article == ARTICLE


def test_the_same_wording_again_is_unchanged_and_freshens_the_rest(archive: Archive) -> None:
    save(archive)
    again = save(archive, replace(ARTICLE, tags=("baru",), section="Kota"), LATER)
    loaded = load_article(archive, again.article_id)
    assert again.outcome is Outcome.UNCHANGED
    assert (loaded.article.tags, loaded.article.section) == (("baru",), "Kota")
    assert (loaded.first_seen_at, loaded.last_seen_at, loaded.revised_at) == (
        utc_text(NOON),
        utc_text(LATER),
        utc_text(NOON),
    )
    assert counts(archive, "articles", "article_revisions") == [1, 0]


def test_each_change_adds_the_version_it_superseded_in_full(archive: Archive) -> None:
    save(archive, snapshot_ids=("7",))
    second = save(archive, reworded(), LATER, snapshot_ids=("8",))
    third = save(archive, reworded("Ketiga"), LATEST)
    assert [second.outcome, second.revision, third.revision] == [Outcome.REVISED, 2, 3]
    old = load_revisions(archive, third.article_id)
    assert [(r.revision, r.article) for r in old] == [(1, ARTICLE), (2, reworded())]
    assert [(r.changed, r.cause, r.snapshot_ids) for r in old] == [
        (("headline",), "site", ("7",)),
        (("headline",), "site", ("8",)),
    ]
    assert [(r.observed_at, r.superseded_at) for r in old] == [
        (utc_text(NOON), utc_text(LATER)),
        (utc_text(LATER), utc_text(LATEST)),
    ]
    assert load_article(archive, third.article_id).article == reworded("Ketiga")
    fts_is_in_step(archive)


def test_an_article_that_goes_back_to_an_older_wording_is_revised_again(archive: Archive) -> None:
    save(archive)
    save(archive, reworded(), LATER)
    back = save(archive, ARTICLE, LATEST)
    assert (back.outcome, back.revision) == (Outcome.REVISED, 3)
    assert counts(archive, "article_revisions") == [2]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_importing_the_same_pages_twice_adds_nothing_in_any_order(
    archive: Archive, order: tuple[int, int]
) -> None:
    states = [(ARTICLE, NOON), (reworded(), LATER)]
    for _ in range(2):
        for number in order:
            save(archive, *states[number])
    assert counts(archive, "articles", "article_revisions") == [1, 1]
    assert load_article(archive, URL).article == reworded()
    assert load_revisions(archive, 1)[0].article == ARTICLE


def test_an_older_page_that_arrives_late_joins_the_history_below_every_number(
    archive: Archive,
) -> None:
    """No revision number that was ever shown changes its meaning."""
    save(archive, reworded(), LATER)
    save(archive, reworded("Ketiga"), LATEST)
    late = save(archive, ARTICLE, NOON)
    assert (late.outcome, late.revision) == (Outcome.REVISED, 2)
    assert [(r.revision, r.article.headline) for r in load_revisions(archive, 1)] == [
        (0, ARTICLE.headline),
        (1, reworded().headline),
    ]
    assert load_article(archive, 1).first_seen_at == utc_text(NOON)
    assert load_article(archive, 1).article == reworded("Ketiga")


@pytest.mark.parametrize(
    ("archived", "reading"),
    [
        (COMPLETE, INCOMPLETE),
        (ARTICLE, INCOMPLETE),
        (replace(ARTICLE, parts=3, parts_found=2), replace(INCOMPLETE, parts=3)),
        (INCOMPLETE, replace(INCOMPLETE, part=2, body=ARTICLE.body[2:])),
    ],
)
def test_an_incomplete_reading_replaces_nothing_better(
    archive: Archive, archived: Article, reading: Article
) -> None:
    save(archive, archived)
    assert save(archive, reading, LATER).outcome is Outcome.UNCHANGED
    assert load_article(archive, 1).article == archived
    assert load_article(archive, 1).last_seen_at == utc_text(LATER)
    assert counts(archive, "article_revisions") == [0]


def test_a_complete_reading_replaces_an_incomplete_one(archive: Archive) -> None:
    save(archive, INCOMPLETE)
    assert save(archive, COMPLETE, LATER).outcome is Outcome.REVISED
    assert load_article(archive, 1).article == COMPLETE


def test_a_complete_reading_with_fewer_parts_is_a_change_of_the_site(archive: Archive) -> None:
    save(archive, COMPLETE)
    assert save(archive, reworded(), LATER).outcome is Outcome.REVISED


def test_a_better_parser_replaces_the_reading_of_an_older_page(archive: Archive) -> None:
    save(archive)
    save(archive, ARTICLE, LATER)
    saved = save(archive, reworded(), NOON, cause="parser")
    assert (saved.outcome, load_revisions(archive, 1)[0].cause) == (Outcome.REVISED, "parser")
    assert load_article(archive, 1).article == reworded()
    assert load_article(archive, 1).last_seen_at == utc_text(LATER)


def test_http_and_https_are_one_article(archive: Archive) -> None:
    save(archive, replace(ARTICLE, url=URL.replace("https", "http")))
    assert save(archive, at=LATER).outcome is Outcome.UNCHANGED
    assert counts(archive, "articles") == [1]
    assert archive.connection.execute("SELECT url FROM articles").fetchone() == (URL,)


def test_an_article_that_is_back_is_no_longer_gone(archive: Archive) -> None:
    save(archive)
    archive.connection.execute("UPDATE articles SET gone_at = ?", (utc_text(NOON),))
    save(archive, at=LATER)
    assert load_article(archive, 1).gone_at is None


def test_times_are_utc_and_the_date_is_the_portals(archive: Archive) -> None:
    save(archive)
    row = archive.connection.execute(
        "SELECT published_at, published_date, published_offset, published_raw FROM articles"
    ).fetchone()
    assert row == ("2022-08-01T18:05:00Z", "2022-08-02", 420, "Selasa, 2 Agustus 2022 01:05 WIB")


def test_names_in_two_spellings_are_one_person_section_and_tag(archive: Archive) -> None:
    save(archive)
    save(
        archive,
        replace(
            numbered(2),
            bylines=(Byline("INDRA DWI P", Role.REPORTER),),
            section="JATENG",
            tags=("PEKALONGAN",),
        ),
    )
    assert archive.connection.execute(
        "SELECT name FROM people WHERE name_key = 'indra dwi p'"
    ).fetchall() == [("Indra Dwi P.",)]
    assert counts(archive, "people", "sections", "tags") == [2, 1, 2]
    loaded = load_article(archive, 2).article
    assert (loaded.bylines[0].name, loaded.section, loaded.tags) == (
        "INDRA DWI P",
        "JATENG",
        ("PEKALONGAN",),
    )


def test_portals_are_declared_named_by_host_or_undeclared(archive: Archive) -> None:
    save(archive)
    save(archive, replace(ARTICLE, url="https://situs.example:8080/a", portal=None), portal=None)
    save(archive, replace(ARTICLE, url="urn:kliping:sha256:" + "a" * 64, portal=None), portal=None)
    found = archive.connection.execute(
        "SELECT slug, name, network, province, tz_minutes FROM portals ORDER BY id"
    ).fetchall()
    assert found == [
        ("kabar-jateng", "KabarJateng.com", "kabar", "Jawa Tengah", 420),
        ("situs.example", "situs.example", None, None, None),
        ("undeclared", "undeclared", None, None, None),
    ]
    assert [load_article(archive, n).article.portal for n in (1, 2, 3)] == [
        "kabar-jateng",
        None,
        None,
    ]


def test_a_changed_declaration_changes_the_portals_row(archive: Archive) -> None:
    save(archive)
    save(archive, portal=replace(PORTAL, name="Kabar Jateng Baru"))
    assert archive.connection.execute("SELECT name FROM portals").fetchall() == [
        ("Kabar Jateng Baru",)
    ]


def test_an_article_may_name_a_portal_that_the_archive_knows_and_no_other(archive: Archive) -> None:
    save(archive)
    assert (
        save(archive, replace(numbered(2), portal=PORTAL.slug), portal=None).outcome
        is Outcome.ARCHIVED
    )
    with pytest.raises(InputError, match="no portal 'kabar-papua' is declared"):
        save(archive, replace(numbered(3), portal=OTHER.slug), portal=None)
    assert counts(archive, "articles") == [2]


def test_what_sqlite_cannot_hold_is_replaced_not_refused(archive: Archive) -> None:
    saved = save(
        archive,
        replace(ARTICLE, headline="Judul \ud83d", body=(Block(BlockKind.PARAGRAPH, "a\x00b"),)),
    )
    assert load_article(archive, saved.article_id).article.headline == "Judul \ufffd"


@given(article=articles(), other=articles())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_load_gives_back_what_save_took(tmp_path: Path, article: Article, other: Article) -> None:
    """load(save(a)) == a, whatever stood there before; what it replaced is in the history as it
    was.
    """
    with Archive.open(tmp_path / "laws.db", create=True) as archive:
        archive.connection.execute("BEGIN")
        save(archive, other, portal=None)
        before = load_article(archive, other.url).article
        saved = save(archive, article, LATER, portal=None)
        loaded = load_article(archive, saved.article_id).article
        if saved.suspect:
            assert (saved.outcome, loaded, counts(archive, "suspect_states")) == (
                Outcome.UNCHANGED,
                before,
                [1],
            )
        elif saved.outcome is Outcome.UNCHANGED and loaded == before:
            assert article.parts_found < article.parts or article == before
        else:
            assert loaded == article
            assert [
                (a.published_at and a.published_at.utcoffset()) for a in (loaded, article)
            ].count(article.published_at and article.published_at.utcoffset()) == 2
        if saved.outcome is Outcome.REVISED:
            assert load_revisions(archive, saved.article_id)[-1].article == before
        fts_is_in_step(archive)
        archive.connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET headline = 'x'",
        "UPDATE articles SET body = 'x', revision = revision + 1",
        "UPDATE articles SET content_hash = zeroblob(32)",
        "DELETE FROM articles",
    ],
)
def test_no_writer_can_lose_history(archive: Archive, statement: str) -> None:
    """Not our own later code, and nobody with a shell."""
    save(archive)
    save(archive, reworded(), LATER)
    with pytest.raises(sqlite3.IntegrityError):
        archive.connection.execute(statement)


def test_no_writer_can_rewrite_history(archive: Archive) -> None:
    save(archive)
    save(archive, reworded(), LATER)
    with pytest.raises(sqlite3.IntegrityError, match="never changes"):
        archive.connection.execute("UPDATE article_revisions SET body = ''")


def test_daily_counts_follow_the_articles(archive: Archive) -> None:
    save(archive)
    save(archive, numbered(2))
    save(archive, replace(numbered(3), published_at=None))
    save(
        archive,
        replace(
            numbered(2),
            published_at=ARTICLE.published_at and ARTICLE.published_at + timedelta(days=1),
        ),
        LATER,
    )
    rows = archive.connection.execute(
        "SELECT * FROM coverage_daily ORDER BY published_date"
    ).fetchall()
    names = ("kabar-jateng", "KabarJateng.com")
    assert rows == [(None, *names, 1), ("2022-08-02", *names, 1), ("2022-08-03", *names, 1)]
