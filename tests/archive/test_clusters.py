"""The same story on several portals is one cluster, in any order of arrival and after changes."""

import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.articles import forget_article
from scraper.archive.stories import latest_clusters, list_copies, load_originality
from scraper.archive.stories.clustering import refresh_clusters
from scraper.cli import main
from scraper.model import Article, Block, BlockKind, Byline, Role
from scraper.portals import Portal
from tests.archive.samples import ARTICLE, NOON, OTHER, PORTAL, WIB, counts, save

WORDS = [f"kata{number}" for number in range(3_000)]
MORNING = datetime(2022, 8, 2, 6, 0, tzinfo=WIB)


def story(seed: int, opening: str = "") -> tuple[Block, ...]:
    words = random.Random(seed).choices(WORDS, k=200)  # noqa: S311 (seeded, not secret)
    return tuple(
        Block(BlockKind.PARAGRAPH, text)
        for text in (f"{opening} {' '.join(words[:100])}", " ".join(words[100:]))
    )


def told(
    portal: Portal, number: int, body: tuple[Block, ...], hours: float = 0, **more: object
) -> tuple[Article, Portal]:
    at = MORNING + timedelta(hours=hours)
    url = f"https://{portal.hosts[0]}/{number}/a"
    fields = {
        "url": url,
        "portal": portal.slug,
        "body": body,
        "published_at": at,
        "bylines": (),
        "source": None,
    } | more
    return replace(ARTICLE, **fields), portal


def archived(archive: Archive, *given: tuple[Article, Portal]) -> None:
    for article, portal in given:
        save(archive, article, portal=portal)
    refresh_clusters(archive)


def groups(archive: Archive) -> set[frozenset[str]]:
    rows = archive.connection.execute("SELECT cluster_id, url FROM cluster_articles").fetchall()
    return {frozenset(url for other, url in rows if other == cluster_id) for cluster_id, _ in rows}


def urls(given: Sequence[tuple[Article, Portal]], *numbers: int) -> frozenset[str]:
    return frozenset(given[number][0].url for number in numbers)


def test_a_copy_on_another_portal_is_the_same_story(archive: Archive) -> None:
    given = [
        told(PORTAL, 1, story(1, "KABARJATENG.COM, PEKALONGAN -")),
        told(OTHER, 2, story(1, "KABARPAPUA.COM -"), 3),
        told(OTHER, 3, story(2)),
    ]
    archived(archive, *given)
    assert groups(archive) == {urls(given, 0, 1)}
    (copy,) = list_copies(archive, 1)
    assert (copy.url, copy.portal, copy.similarity > 0.8) == (given[1][0].url, OTHER.slug, True)
    assert list_copies(archive, 3) == []


def test_clusters_do_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    given = [
        told(PORTAL, 1, story(1)),
        told(OTHER, 2, story(1, "lain"), 2),
        told(OTHER, 3, story(2)),
        told(PORTAL, 4, story(2, "dua"), 1),
    ]
    found = []
    for number, order in enumerate(itertools.permutations(given)):
        with Archive.open(tmp_path / f"{number}.db", create=True) as archive:
            archived(archive, *order)
            found.append(groups(archive))
    assert found == [{urls(given, 0, 1), urls(given, 2, 3)}] * 24


def test_two_clusters_become_one_through_an_article_that_is_alike_both(archive: Archive) -> None:
    def between(changed: range) -> tuple[Block, ...]:
        words = [word for block in story(1) for word in block.text.split()]
        return (
            Block(
                BlockKind.PARAGRAPH,
                " ".join("lain" if place in changed else word for place, word in enumerate(words)),
            ),
        )

    far = [told(PORTAL, n, between(range(0, 200, 16)), n) for n in (1, 2)] + [
        told(OTHER, n, between(range(8, 200, 16)), n) for n in (3, 4)
    ]
    archived(archive, *far)
    assert groups(archive) == {urls(far, 0, 1), urls(far, 2, 3)}
    archived(archive, told(OTHER, 5, story(1)))
    assert len(groups(archive)) == 1
    assert counts(archive, "clusters", "cluster_members") == [1, 5]


def test_the_same_words_a_month_later_are_another_story(archive: Archive) -> None:
    archived(archive, told(PORTAL, 1, story(1)), told(OTHER, 2, story(1), 24 * 15))
    assert groups(archive) == set()


def test_an_article_that_is_rewritten_leaves_its_cluster(archive: Archive) -> None:
    given = [told(PORTAL, 1, story(1)), told(OTHER, 2, story(1), 1)]
    archived(archive, *given)
    save(archive, replace(given[1][0], body=story(7)), NOON + timedelta(days=1), portal=OTHER)
    refresh_clusters(archive)
    assert groups(archive) == set()
    assert counts(archive, "clusters", "cluster_members", "signatures", "signature_bands") == [
        0,
        0,
        2,
        32,
    ]


def test_an_article_that_is_taken_down_leaves_its_cluster(archive: Archive) -> None:
    given = [told(PORTAL, 1, story(1)), told(OTHER, 2, story(1), 1)]
    archived(archive, *given)
    forget_article(archive, 2, reason="putusan", at=NOON)
    assert counts(archive, "clusters", "cluster_members", "signatures", "signature_bands") == [
        0,
        0,
        1,
        16,
    ]


def test_the_origin_is_whom_another_names_or_who_was_first(archive: Archive) -> None:
    archived(archive, told(PORTAL, 1, story(1), 2), told(OTHER, 2, story(1), 1))
    (cluster,) = latest_clusters(archive)
    assert (cluster.origin_portal, cluster.origin_by, cluster.articles, cluster.portals) == (
        OTHER.slug,
        "published first",
        2,
        2,
    )
    archived(archive, told(OTHER, 3, story(1), 3, source="KabarJateng.com"))
    (cluster,) = latest_clusters(archive)
    assert (cluster.origin_portal, cluster.origin_by, cluster.articles, cluster.portals) == (
        PORTAL.slug,
        "named as source",
        3,
        2,
    )


def test_a_portal_that_names_itself_is_no_origin_for_that(archive: Archive) -> None:
    archived(
        archive,
        told(PORTAL, 1, story(1), 2, source="KabarJateng.com"),
        told(OTHER, 2, story(1), 1),
        told(PORTAL, 3, story(1), 3),
    )
    (cluster,) = latest_clusters(archive)
    assert (cluster.origin_portal, cluster.origin_by) == (OTHER.slug, "published first")


def test_a_cluster_of_thousands_costs_no_pairs(archive: Archive) -> None:
    """Daily notices form chains: the views' cost grows with a cluster's members, not its pairs."""
    steps = []
    for size in (200, 800):
        archive.connection.execute("DELETE FROM cluster_members")
        archive.connection.execute("INSERT INTO clusters VALUES(?)", (size,))
        for number in range(size):
            saved = save(archive, told(PORTAL, number, story(1), number, source="Lain")[0])
            archive.connection.execute(
                "INSERT INTO cluster_members VALUES(?, ?, 0.9)", (saved.article_id, size)
            )
        steps.append(0)

        def step(place: int = len(steps) - 1) -> None:
            steps[place] += 1

        archive.connection.set_progress_handler(step, 100)
        latest_clusters(archive, portals=1)
        load_originality(archive)
        archive.connection.set_progress_handler(None, 0)
    assert steps[1] < 8 * steps[0]


def test_what_a_portal_has_of_its_own_and_of_others(archive: Archive) -> None:
    wire = (Byline("ANTARA", Role.AGENCY),)
    archived(
        archive,
        told(PORTAL, 1, story(1)),
        told(OTHER, 2, story(1), 1),
        told(PORTAL, 3, story(3)),
        told(PORTAL, 4, story(4), bylines=wire),
        told(OTHER, 5, story(4), bylines=wire),
        told(OTHER, 6, story(6)),
    )
    ours, theirs = sorted(load_originality(archive), key=lambda one: one.portal)
    assert (ours.articles, ours.own, ours.shared_out, ours.taken_over, ours.wire) == (3, 1, 1, 0, 1)
    assert (theirs.articles, theirs.own, theirs.shared_out, theirs.taken_over, theirs.wire) == (
        3,
        1,
        0,
        1,
        1,
    )
    agencies = {cluster.agencies for cluster in latest_clusters(archive)}
    assert agencies == {None, "ANTARA"}


def test_a_second_refresh_has_nothing_to_do(archive: Archive) -> None:
    archived(archive, told(PORTAL, 1, story(1)))
    assert refresh_clusters(archive) == 0


@pytest.mark.parametrize(
    "arguments", [["--json"], ["1", "--json"], ["--shares", "--json"], [], ["3"], ["--shares"]]
)
def test_the_command_prints_clusters_copies_and_shares(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        archived(
            archive,
            told(PORTAL, 1, story(1)),
            told(OTHER, 2, story(1), 1),
            told(OTHER, 3, story(3)),
        )
    assert main(["clusters", *arguments, "--archive", str(path)]) == 0
    shown = capsys.readouterr().out
    if "--json" in arguments:
        assert {PORTAL.slug, OTHER.slug} & {
            one.get("portal") or one.get("origin_portal") for one in json.loads(shown)
        }
    else:
        assert "no other article" in shown if arguments == ["3"] else PORTAL.slug in shown
