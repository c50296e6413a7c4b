"""The originality of portals on clusters made by hand; `meanings.toml` has the definition."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.archive.stories import Originality, load_originality
from scraper.archive.stories.clustering import refresh_clusters
from scraper.model import Block, BlockKind, Byline, Role
from scraper.portals import Portal
from tests.archive.samples import ARTICLE, NETWORK, OTHER, PORTAL, save
from tests.archive.test_clusters import MORNING, story

TWO_HOSTS = NETWORK.portal(
    "dua", "KabarDua.com", hosts=("dua.kabar.example", "gambar.kabar.example")
)
AGENCY = (Byline("ANTARA", Role.AGENCY),)


@dataclass(frozen=True)
class Told:
    """One article of a story: where, and when after the first hour."""

    portal: Portal
    hours: float | None = 0
    source: str | None = None
    agency: bool = False
    host: str | None = None


A, B, C = PORTAL, OTHER, NETWORK.portal("bali", "KabarBali.com")
NONE = (0, 0, 0, 0)

STORIES: dict[str, tuple[list[Told], dict[str, tuple[int, int, int, int]]]] = {
    "alone": ([Told(A)], {A.slug: (1, 0, 0, 0)}),
    "one portal twice, nobody else": ([Told(A), Told(A, 1)], {A.slug: (2, 0, 0, 0)}),
    "one portal under two hosts of its own": (
        [Told(TWO_HOSTS), Told(TWO_HOSTS, 1, host="gambar.kabar.example")],
        {TWO_HOSTS.slug: (2, 0, 0, 0)},
    ),
    "two portals": ([Told(A), Told(B, 1)], {A.slug: (0, 1, 0, 0), B.slug: (0, 0, 1, 0)}),
    "the origin's portal prints it again later": (
        [Told(A), Told(B, 1), Told(A, 2)],
        {A.slug: (0, 2, 0, 0), B.slug: (0, 0, 1, 0)},
    ),
    "the origin under two hosts, and another portal": (
        [Told(TWO_HOSTS), Told(TWO_HOSTS, 2, host="gambar.kabar.example"), Told(B, 1)],
        {TWO_HOSTS.slug: (0, 2, 0, 0), B.slug: (0, 0, 1, 0)},
    ),
    "taken over, and printed twice": (
        [Told(A), Told(B, 1), Told(B, 2)],
        {A.slug: (0, 1, 0, 0), B.slug: (0, 0, 2, 0)},
    ),
    "three portals": (
        [Told(A, 2), Told(B, 1), Told(C, 3)],
        {A.slug: (0, 0, 1, 0), B.slug: (0, 1, 0, 0), C.slug: (0, 0, 1, 0)},
    ),
    "who is named was first, whatever the clocks say": (
        [Told(A, 5), Told(B, 1, source=PORTAL.name), Told(C, 0)],
        {A.slug: (0, 1, 0, 0), B.slug: (0, 0, 1, 0), C.slug: (0, 0, 1, 0)},
    ),
    "who names itself was not": (
        [Told(A, 5, source=PORTAL.name), Told(B, 1)],
        {A.slug: (0, 0, 1, 0), B.slug: (0, 1, 0, 0)},
    ),
    "at the same time: the one archived first": (
        [Told(B), Told(A)],
        {A.slug: (0, 0, 1, 0), B.slug: (0, 1, 0, 0)},
    ),
    "without a date: after all that have one": (
        [Told(B, None), Told(A, 9)],
        {A.slug: (0, 1, 0, 0), B.slug: (0, 0, 1, 0)},
    ),
    "none has a date: the one archived first": (
        [Told(B, None), Told(A, None)],
        {A.slug: (0, 0, 1, 0), B.slug: (0, 1, 0, 0)},
    ),
    "of an agency": (
        [Told(A, agency=True), Told(B, 1, agency=True)],
        {A.slug: (0, 0, 0, 1), B.slug: (0, 0, 0, 1)},
    ),
    "of an agency, and one hides it": (
        [Told(A, agency=True), Told(B, 1)],
        {A.slug: (0, 0, 0, 1), B.slug: (0, 0, 1, 0)},
    ),
    "of an agency alone": ([Told(A, agency=True)], {A.slug: (0, 0, 0, 1)}),
}


def told(
    archive: Archive, stories: list[list[Told]], body: tuple[Block, ...] | None = None
) -> None:
    number = 0
    for seed, articles in enumerate(stories):
        for one in articles:
            number += 1
            at = None if one.hours is None else MORNING + timedelta(hours=one.hours)
            url = f"https://{one.host or one.portal.hosts[0]}/{number}/a"
            fields = {
                "published_at": at,
                "source": one.source,
                "bylines": AGENCY if one.agency else (),
            }
            save(
                archive,
                replace(
                    ARTICLE, url=url, portal=one.portal.slug, body=body or story(seed), **fields
                ),
                portal=one.portal,
            )  # type: ignore[arg-type]
    refresh_clusters(archive)


def shares(archive: Archive) -> dict[str, tuple[int, int, int, int]]:
    found = load_originality(archive)
    assert all(
        one.own + one.shared_out + one.taken_over + one.wire == one.articles for one in found
    )
    return {one.portal: (one.own, one.shared_out, one.taken_over, one.wire) for one in found}


@pytest.mark.parametrize("name", STORIES)
def test_whose_a_story_is(archive: Archive, name: str) -> None:
    articles, expected = STORIES[name]
    told(archive, [articles])
    assert shares(archive) == expected


def test_stories_add_up(archive: Archive) -> None:
    """No story changes how another one is counted."""
    told(archive, [articles for articles, _ in STORIES.values()])
    expected: dict[str, tuple[int, ...]] = {}
    for _, counts in STORIES.values():
        for slug, numbers in counts.items():
            expected[slug] = tuple(
                a + b for a, b in zip(expected.get(slug, NONE), numbers, strict=True)
            )
    assert shares(archive) == expected


def test_what_is_too_short_for_a_signature_is_its_portals_own(archive: Archive) -> None:
    told(
        archive,
        [[Told(A), Told(B, 1)]],
        body=(Block(BlockKind.PARAGRAPH, "Berita singkat hari ini."),),
    )
    assert archive.connection.execute("SELECT count(*) FROM signatures").fetchone() == (0,)
    assert shares(archive) == {A.slug: (1, 0, 0, 0), B.slug: (1, 0, 0, 0)}


def test_every_reader_of_it_reads_the_view(archive: Archive) -> None:
    """The command and the view have the same numbers by the same names."""
    told(archive, [articles for articles, _ in STORIES.values()])
    with closing(sqlite3.connect(archive.path)) as plain:
        plain.row_factory = sqlite3.Row
        rows = {row["portal"]: row for row in plain.execute("SELECT * FROM originality")}
    for one in load_originality(archive):
        assert one == Originality(
            **{name: rows[one.portal][name] for name in Originality.__slots__}
        )
