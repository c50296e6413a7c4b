"""The command as cron, people and Scrapy run it: killed, interrupted, run twice at once."""

import json
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scraper.archive import lock_archive
from tests.crawl.network import ROOT, Folder, folder, host, index, path, story
from tests.crawl.site import Answer, Site, serve

HOST = host("kota", "lain")
ARTICLES = range(1, 31)


@dataclass(slots=True)
class Brake:
    """Holds one article's answer back, so that a test knows what is in flight."""

    number: int
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> Answer:
        self.reached.set()
        assert self.released.wait(60)
        return Answer(story(self.number))


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    with serve() as site:
        site.answers[HOST, "/index"] = index(ARTICLES)
        site.answers.update({(HOST, path(number)): Answer(story(number)) for number in ARTICLES})
        yield site


@pytest.fixture(name="home")
def _home(tmp_path: Path, site: Site) -> Folder:
    return folder(tmp_path, site, ["sehat"])


def _states(home: Folder) -> dict[str, int]:
    return dict(
        home.rows("SELECT state, count(*) FROM ledger WHERE kind = 'article' GROUP BY state")
    )


def test_a_killed_run_goes_on_where_it_was(site: Site, home: Folder) -> None:
    brake = Brake(15)
    site.answers[HOST, path(15)] = brake
    process = home.start("crawl", "lain")
    assert brake.reached.wait(60)
    process.kill()
    assert process.finish().code == -signal.SIGKILL
    (archived,) = home.rows("SELECT count(*) FROM articles")[0]
    assert 0 < archived < len(ARTICLES)
    brake.released.set()
    assert home.run("crawl", "lain").code == 0
    assert home.rows("SELECT count(*), count(DISTINCT url) FROM articles") == [
        (len(ARTICLES), len(ARTICLES))
    ]
    assert home.rows("SELECT count(*) FROM article_revisions") == [(0,)]
    assert _states(home) == {"done": len(ARTICLES)}
    assert max(site.asked(HOST).count(path(number)) for number in ARTICLES) <= 2
    assert home.rows("SELECT status FROM crawl_runs ORDER BY id") == [
        ("interrupted",),
        ("finished",),
    ]


@pytest.mark.parametrize("name", ["archive.db", "snapshots.db"])
def test_a_file_that_is_taken_away_ends_the_run_with_1(site: Site, home: Folder, name: str) -> None:
    """SQLite would go on writing into a file without a name.

    The run would then report articles as archived that are lost.
    """
    brake = Brake(15)
    site.answers[HOST, path(15)] = brake
    process = home.start("crawl", "lain")
    assert brake.reached.wait(60)
    (home.path / name).unlink()
    brake.released.set()
    ended = process.finish()
    assert (ended.code, f"{name} was deleted or replaced" in ended.err) == (1, True)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_finishes_what_is_in_flight(
    site: Site, home: Folder, sent: signal.Signals
) -> None:
    brake = Brake(5)
    site.answers[HOST, path(5)] = brake
    process = home.start("crawl", "lain")
    assert brake.reached.wait(60)
    process.send_signal(sent)
    threading.Timer(0.3, brake.released.set).start()
    done = process.finish()
    assert done.code == 130
    assert "the same command goes on from here" in done.out
    (archived,) = home.rows("SELECT count(*) FROM articles")[0]
    assert home.rows("SELECT outcome FROM fetches WHERE url LIKE ?", f"%{path(5)}") == [
        ("archived",)
    ]
    assert _states(home) == {"done": archived, "due": len(ARTICLES) - archived}
    assert home.rows("SELECT status FROM crawl_runs") == [("interrupted",)]


def test_a_second_interrupt_stops_at_once(site: Site, home: Folder) -> None:
    brake = Brake(5)
    site.answers[HOST, path(5)] = brake
    process = home.start("crawl", "lain")
    assert brake.reached.wait(60)
    process.send_signal(signal.SIGINT)
    threading.Timer(0.5, process.send_signal, [signal.SIGINT]).start()
    done = process.finish()
    brake.released.set()
    assert done.code == 130
    assert "in_flight" not in _states(home)
    assert home.rows("SELECT status FROM crawl_runs") == [("interrupted",)]


def test_one_run_at_a_time(home: Folder) -> None:
    with lock_archive(home.archive):
        done = home.run("crawl", "lain")
    assert done.code == 75
    assert "another run holds it" in done.err


def test_no_contact_no_crawl(site: Site, home: Folder) -> None:
    toml = home.path / "kliping.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace("contact", "# contact"), encoding="utf-8"
    )
    done = home.run("crawl", "lain")
    assert done.code == 2
    assert "kliping.toml: contact is not set" in done.err
    assert site.requests == []
    assert not home.archive.exists()


def test_a_run_that_fetches_nothing_fails(site: Site, home: Folder) -> None:
    site.answers[HOST, "/robots.txt"] = Answer("", 503)
    assert home.run("crawl", "lain").code == 1
    assert home.rows("SELECT status FROM crawl_runs") == [("failed",)]


def test_limit_takes_no_more(site: Site, home: Folder) -> None:
    assert home.run("crawl", "lain", "--limit", "7").code == 0
    assert sum(target.startswith("/berita/") for target in site.asked(HOST)) == 7
    assert _states(home) == {"done": 7, "due": len(ARTICLES) - 7}


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_loopback_lets_nothing_else_through(site: Site, home: Folder) -> None:
    """The setting is for the sample portal: with it, no public name resolves."""
    _replace(home.path / "uji_portals.py", ".localhost", ".example.org")
    done = home.run("crawl", "lain")
    assert done.code == 1
    assert "leads to no public address" in done.out
    assert site.requests == []


@pytest.mark.parametrize("spelling", ["localhost", "127.0.0.1", "0x7f000001", "2130706433"])
def test_without_loopback_a_private_address_is_out_of_reach(
    site: Site, home: Folder, spelling: str
) -> None:
    _replace(home.path / "kliping.toml", "loopback = true", "loopback = false")
    _replace(home.path / "uji_portals.py", '"{key}." + slug + ".localhost"', f'"{spelling}"')
    _replace(home.path / "uji_portals.py", '*network("uji", "sehat"), ', "")
    done = home.run("crawl", "lain")
    assert done.code == 1
    assert "leads to no public address" in done.out
    assert site.requests == []


def test_as_scrapys_own_command(site: Site, home: Folder) -> None:
    setting = f"KLIPING_ARCHIVE={home.archive}"
    listed = home.run("list", "-s", setting, module="scrapy", cwd=ROOT)
    assert listed.out.split() == ["lain", "uji"]
    items = home.path / "items.jsonl"
    words = (
        "crawl",
        "lain",
        "-s",
        setting,
        "-a",
        "portals=lain-kota",
        "-a",
        "days=2",
        "-O",
        str(items),
    )
    assert home.run(*words, module="scrapy", cwd=ROOT).code == 0
    lines = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines()]
    assert {line["url"] for line in lines} == {site.url(path(number), HOST) for number in ARTICLES}
    assert {line["outcome"] for line in lines} == {"archived"}
    assert home.rows("SELECT status FROM crawl_runs") == [("finished",)]
    assert home.rows("SELECT count(*) FROM articles") == [(len(ARTICLES),)]


@pytest.mark.parametrize(
    "argument", ["portal=lain-kota", "portals=uji-sehat", "days=dua", "since=kemarin"]
)
def test_a_wrong_argument_of_scrapys_command_fails(site: Site, home: Folder, argument: str) -> None:
    done = home.run(
        "crawl",
        "lain",
        "-s",
        f"KLIPING_ARCHIVE={home.archive}",
        "-a",
        argument,
        module="scrapy",
        cwd=ROOT,
    )
    assert done.code == 1
    assert f"-a {argument.partition('=')[0]}" in done.err
    assert site.requests == []


def test_urls_are_fetched_instead_of_what_is_due(site: Site, home: Folder) -> None:
    url = site.url(path(3), HOST)
    for _ in range(2):
        assert home.run("crawl", url).code == 0
    assert site.asked(HOST) == ["/robots.txt", path(3)] * 2
    assert home.rows("SELECT outcome FROM fetches WHERE kind = 'article'") == [
        ("archived",),
        ("unchanged",),
    ]


def test_an_error_of_our_own_is_a_failed_run_and_loses_no_url(site: Site, home: Folder) -> None:
    def sabotage() -> Answer:
        with closing(sqlite3.connect(home.archive)) as archive:
            archive.execute("ALTER TABLE images RENAME TO images_lost")
        return Answer(story(1))

    site.answers[HOST, "/index"] = index([1, 2])
    site.answers[HOST, path(1)] = sabotage
    done = home.run("crawl", "lain")
    assert done.code == 1
    assert "error in Kliping itself" in done.out
    assert home.rows("SELECT status FROM crawl_runs") == [("failed",)]
    assert _states(home) == {"due": 2}
