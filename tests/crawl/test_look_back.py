"""Looks back skip complete days; dry runs; and a crawl keeps to its hours and its disk space."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.portals import Zone
from tests.crawl.network import Folder, folder, host, index, path, story
from tests.crawl.site import Answer, Site, serve

HOST = host("kota", "lain")
TODAY = datetime.now(Zone.WIB.tzinfo).date()
WHOLE, BROKEN, DEEP = (TODAY - timedelta(days=back) for back in (10, 11, 12))
BACK = ("--since", str(DEEP), "--until", str(WHOLE))


def _index(day: object, page: int) -> str:
    return f"/index?d={day}&p={page}"


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    with serve() as site:
        site.answers[HOST, _index(WHOLE, 1)] = index([1, 2])
        site.answers[HOST, _index(WHOLE, 2)] = index([1, 2])
        site.answers[HOST, _index(BROKEN, 1)] = Answer("", 500)
        site.answers[HOST, _index(DEEP, 1)] = index([3])
        site.answers[HOST, _index(DEEP, 2)] = index([4])
        site.answers.update({(HOST, path(number)): Answer(story(number)) for number in range(1, 6)})
        yield site


@pytest.fixture(name="home")
def _home(tmp_path: Path, site: Site) -> Folder:
    home = folder(tmp_path, site, ["sehat"])
    dated = (
        'kind=SourceKind.DATED_INDEX, url="{base}/index?d={date:%Y-%m-%d}&p={page}", max_pages=2'
    )
    home.declare('kind=SourceKind.LISTING, url="{base}/index"', dated)
    return home


def test_a_complete_day_is_not_asked_for_again_and_any_other_is(site: Site, home: Folder) -> None:
    assert home.run("crawl", "lain", *BACK).code == 3
    assert home.rows("SELECT day FROM listed_days") == [(str(WHOLE),)]
    assert home.rows("SELECT count(*) FROM articles") == [(4,)]
    site.answers[HOST, _index(BROKEN, 1)] = index([5])
    planned = home.run("crawl", "lain", *BACK, "--dry-run")
    assert (planned.code, _index(BROKEN, 1) in planned.out, _index(WHOLE, 1) in planned.out) == (
        0,
        True,
        False,
    )
    site.requests.clear()
    assert home.run("crawl", "lain", *BACK).code == 0
    asked = [target for target in site.asked(HOST) if target.startswith("/index")]
    assert asked == [_index(BROKEN, 1), _index(BROKEN, 2), _index(DEEP, 1), _index(DEEP, 2)]
    assert home.rows("SELECT day FROM listed_days ORDER BY day") == [(str(BROKEN),), (str(WHOLE),)]
    assert home.rows("SELECT count(*) FROM articles") == [(5,)]


def test_a_dry_run_asks_nothing_and_writes_nothing(site: Site, home: Folder) -> None:
    done = home.run("crawl", "--dry-run", "lain")
    assert done.code == 0
    assert _index(TODAY, 1) in done.out
    assert site.requests == []
    assert not home.archive.exists()


def _hours(hours_from_now: int) -> str:
    first = (datetime.now(UTC).astimezone(Zone.WIB.tzinfo).hour + hours_from_now) % 24
    return f'hours = "{first:02d}-{(first + 2) % 24:02d}"\n'


def test_a_crawl_keeps_to_the_hours_of_its_portals_and_that_is_no_failure(
    site: Site, home: Folder
) -> None:
    home.set(_hours(5))
    done = home.run("crawl", "lain")
    assert (done.code, site.requests) == (0, [])
    assert "lain-kota: it may be asked only in the hours" in done.out


def test_a_crawl_ends_before_the_disk_is_full(site: Site, home: Folder) -> None:
    home.set("reserve = 1000000000\n")
    done = home.run("crawl", "lain")
    assert (done.code, site.requests) == (1, [])
    assert "has less than 1000000000 MiB left: free some space" in done.out
    assert home.rows("SELECT status FROM crawl_runs") == [("failed",)]
