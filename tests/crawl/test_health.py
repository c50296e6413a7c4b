"""Ten portals, two of which break between two nights: health names them, the rest is archived."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.command_process import Done
from tests.crawl.network import Folder, folder, host, index, path, story
from tests.crawl.site import Answer, Site, serve

WELL = tuple(f"sehat{number}" for number in range(8))
REFUSES, CHANGED = "tolak", "ubah"
KEYS = (*WELL, REFUSES, CHANGED)
FIRST = {key: range(1, 26) if key == CHANGED else range(1, 4) for key in KEYS}
SECOND = {key: range(101, 107) if key == CHANGED else range(101, 103) for key in KEYS}
BYLINE = "<p>Penulis: Siti Rahmawati</p>"


def _signed(number: int) -> str:
    return story(number, datetime.now(UTC) - timedelta(hours=12)).replace(
        "<div class='isi'>", f"{BYLINE}<div class='isi'>"
    )


@dataclass(frozen=True, slots=True)
class Nights:
    """What three crawls of the same folder did."""

    site: Site
    folder: Folder
    first: Done
    second: Done
    third: Done
    health: Done


@pytest.fixture(scope="module", name="nights")
def _nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    with serve() as site:
        home = folder(tmp_path_factory.mktemp("malam"), site, KEYS)
        for key, numbers in FIRST.items():
            site.answers[host(key), "/index"] = index(numbers)
            site.answers.update(
                {(host(key), path(number)): Answer(_signed(number)) for number in numbers}
            )
        first = home.run("crawl", "uji")
        for key, numbers in SECOND.items():
            site.answers[host(key), "/index"] = index(numbers)
            made = {
                number: _signed(number).replace(BYLINE, "" if key == CHANGED else BYLINE)
                for number in numbers
            }
            site.answers.update(
                {(host(key), path(number)): Answer(made[number]) for number in numbers}
            )
        site.answers[host(REFUSES), "/index"] = Answer("", 403)
        second = home.run("crawl", "uji")
        health = home.run("health", "--json")
        site.requests.clear()
        site.answers[host(REFUSES), "/index"] = index(SECOND[REFUSES])
        yield Nights(
            site, home, first, second, home.run("crawl", "uji-tolak", "uji-sehat0"), health
        )


def test_a_night_on_which_all_is_well_is_green(nights: Nights) -> None:
    assert nights.first.code == 0
    assert nights.folder.rows("SELECT state, count(*) FROM health WHERE run_id = 1 GROUP BY 1") == [
        ("green", len(KEYS))
    ]


def test_the_portals_that_are_well_are_archived_in_full(nights: Nights) -> None:
    archived = dict(
        nights.folder.rows(
            "SELECT p.slug, count(*) FROM articles a JOIN portals p ON p.id = a.portal_id GROUP"
            " BY 1"
        )
    )
    assert archived == {
        f"uji-{key}": len(FIRST[key]) + (0 if key == REFUSES else len(SECOND[key])) for key in KEYS
    }


def test_health_is_red_for_the_two_that_are_not_with_the_right_reasons(nights: Nights) -> None:
    red = nights.folder.rows(
        "SELECT p.slug, b.measure, b.reason FROM health h JOIN portals p ON p.id = h.portal_id JOIN"
        " breaches b ON b.health_id = h.id WHERE h.run_id = 2 ORDER BY 1, 2"
    )
    assert red == [
        ("uji-tolak", "answers", "it was left alone: HTTP 403"),
        ("uji-tolak", "sources", "none of its 1 sources could be read"),
        ("uji-ubah", "fields", "reporter: 0% of its 6 articles have it; usual are 100%"),
    ]
    assert nights.second.code == 3
    assert (
        "uji-ubah: not as usual: reporter: 0% of its 6 articles have it; usual are 100%"
        in nights.second.out
    )


def test_the_articles_that_lack_what_theirs_always_had_are_archived_and_flagged(
    nights: Nights,
) -> None:
    flagged = (
        "SELECT f.field, count(*) FROM flags f JOIN articles a ON a.id = f.article_id GROUP BY 1"
    )
    assert nights.folder.rows(flagged) == [("reporter", len(SECOND[CHANGED]))]


def test_health_is_printed_for_people_and_programs(nights: Nights) -> None:
    assert nights.health.code == 3
    said = json.loads(nights.health.out)
    assert [one["portal"] for one in said["portals"] if not one["green"]] == [
        "uji-tolak",
        "uji-ubah",
    ]
    assert [one["portal"] for one in said["left_alone"]] == ["uji-tolak"]
    assert (said["green"], said["flagged_articles"], said["crawl"]["status"]) == (
        False,
        len(SECOND[CHANGED]),
        "finished",
    )
    assert said["disk"]["articles_a_day"] > 0


def test_a_refusal_outlives_its_run(nights: Nights) -> None:
    assert nights.site.asked(host(REFUSES)) == []
    assert nights.third.code == 3
    assert (
        "uji-tolak: left alone for this run: HTTP 403; not asked again before" in nights.third.out
    )
    assert nights.site.asked(host("sehat0")) == ["/robots.txt", "/index"]
