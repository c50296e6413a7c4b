"""A page cannot stop a run: real commands, and pages too large for a small budget."""

import gzip
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.pages.snapshots import keep_page
from scraper.model import Page
from tests.crawl.network import Folder, children, folder, host, index, path, stopped_reader, story
from tests.crawl.site import Answer, Site, serve

HOST = host("kota", "lain")
HUGE = story(2).replace(
    "</article>",
    "<p>Komentar <b>lain</b> tentang <i>jalan</i> di kota.</p>" * 110_000 + "</article>",
)
"""Seven megabytes: some seconds of CPU."""
SMALL = "page_budget = 0.3\n"
ASIDE = "SELECT state, deaths, due_at IS NULL FROM ledger WHERE url LIKE ?"


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    with serve() as site:
        site.answers[HOST, "/index"] = index(range(1, 6))
        site.answers.update({(HOST, path(number)): Answer(story(number)) for number in range(1, 6)})
        site.answers[HOST, path(2)] = Answer(HUGE)
        yield site


@pytest.fixture(name="home")
def _home(tmp_path: Path, site: Site) -> Folder:
    return folder(tmp_path, site, ["sehat"])


def _used(process: int) -> float:
    """Seconds of CPU."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")


def _reading(process: int, site: Site, before: int = 0) -> int:
    """Wait until the large page is being extracted; returns the id of the process that does it.

    It has been asked for once more than `before` then.
    """
    while site.asked(HOST).count(path(2)) <= before:
        time.sleep(0.02)
    (reader,) = children(process)
    used = _used(reader)
    while _used(reader) < used + 0.4:
        time.sleep(0.02)
    return reader


def test_a_page_over_its_budget_is_asked_for_three_times_and_by_the_operator_again(
    site: Site, home: Folder
) -> None:
    home.set(SMALL)
    for times in (1, 2, 3, 4):
        home.run("crawl", "lain")
        home.pass_time(3)
        asked = site.asked(HOST).count(path(2))
        assert asked == min(times, 3)
    assert home.rows("SELECT count(*) FROM articles") == [(4,)]
    said = home.rows("SELECT outcome, reason, error FROM fetches WHERE url LIKE ?", f"%{path(2)}")
    assert {row[:2] for row in said} == {("failed", "too_costly")}
    assert all("more than 0.3 s of CPU" in error and "page_budget" in error for *_, error in said)
    assert home.rows(ASIDE, f"%{path(2)}") == [("refused", 3, 1)]
    (url,) = json.loads(home.run("health", "--json").out)["put_aside"]
    assert url.endswith(path(2))
    assert f"{path(2)}: put aside" in home.run("health").out
    site.answers[HOST, path(2)] = Answer(story(2))
    assert home.run("crawl", url).code == 0
    assert home.rows(ASIDE, f"%{path(2)}")[0][1] == 0
    assert home.rows("SELECT count(*) FROM articles") == [(5,)]


def test_a_source_over_its_budget_costs_only_that_source(site: Site, home: Folder) -> None:
    home.set(SMALL)
    assert home.run("crawl", "lain").code in (0, 3)
    (before,) = home.rows("SELECT count(*) FROM articles")
    links = "".join(
        f'<li><h3><a href="{path(number)}">Kabar {number} dari <b>desa</b></a></h3></li>'
        for number in range(60_000)
    )
    site.answers[HOST, "/index"] = Answer(f"<html><body><ul>{links}</ul></body></html>")
    done = home.run("crawl", "lain")
    assert done.code == 1, "its only source"
    assert "Traceback" not in done.err
    last = "SELECT outcome, reason FROM fetches WHERE kind = 'listing' ORDER BY id DESC LIMIT 1"
    assert home.rows(last) == [("failed", "too_costly")]
    assert home.rows("SELECT count(*) FROM articles") == [before]


def test_a_reader_that_is_killed_costs_one_page_and_is_counted(site: Site, home: Folder) -> None:
    home.set("page_budget = 600\n")
    process = home.start("crawl", "lain")
    os.kill(_reading(process.pid, site), signal.SIGKILL)
    done = process.finish()
    assert "Traceback" not in done.err
    assert home.rows("SELECT count(*) FROM articles") == [(4,)]
    assert home.rows(ASIDE, f"%{path(2)}") == [("due", 1, 0)]
    ((error,),) = home.rows("SELECT error FROM fetches WHERE url LIKE ?", f"%{path(2)}")
    assert "SIGKILL" in error


def test_a_url_in_flight_at_three_kills_is_not_asked_for_again(site: Site, home: Folder) -> None:
    """Others that were in flight with it are not put aside.

    After the second time it is asked for last, with nothing else in flight.
    """
    home.set("page_budget = 600\n")
    for deaths in (1, 2, 3):
        process = home.start("crawl", "lain")
        _reading(process.pid, site, before=deaths - 1)
        process.kill()
        process.finish()
        home.run("health")
        assert home.rows(
            "SELECT count(*) FROM ledger WHERE url LIKE ? AND state = 'in_flight'", f"%{path(2)}"
        ) == [(1,)]
        assert home.rows("SELECT deaths FROM ledger WHERE url LIKE ?", f"%{path(2)}") == [
            (deaths - 1,)
        ]
    assert home.rows("SELECT count(*) FROM ledger WHERE state = 'in_flight'") == [(1,)]
    asked = site.asked(HOST).count(path(2))
    done = home.run("crawl", "lain")
    assert done.code in (0, 3), done.err
    assert site.asked(HOST).count(path(2)) == asked
    assert home.rows(ASIDE, f"%{path(2)}") == [("refused", 3, 1)]
    assert home.rows("SELECT count(*) FROM articles") == [(4,)]
    assert home.rows("SELECT count(*) FROM ledger WHERE deaths > 0") == [(1,)]


@pytest.mark.parametrize("command", ["crawl", "import"])
def test_an_earlier_page_over_its_budget_holds_up_no_command(
    site: Site, home: Folder, command: str
) -> None:
    """Wording and parser have both changed, so the stored page is extracted again.

    That too happens in a process of its own, within the budget.
    """
    home.set(SMALL)
    site.answers[HOST, path(2)] = Answer(story(2))
    assert home.run("crawl", "lain").code == 0
    edited, saved, url = (
        story(2).replace("sebelum", "sesudah"),
        home.path / "baru.html",
        f"http://{HOST}:{site.port}{path(2)}",
    )
    with Archive.open(home.archive) as archive:
        kept = keep_page(
            archive, Page(url=url, body=HUGE.encode(), fetched_at=datetime(2022, 8, 3, tzinfo=UTC))
        )
    home.write(
        "UPDATE articles SET parser_version = '0.0.9+00000000', snapshot_ids = json_array(?) WHERE"
        " url = ?",
        kept,
        url,
    )
    site.answers[HOST, path(2)] = Answer(edited)
    saved.write_text(edited, encoding="utf-8")
    done = (
        home.run("crawl", url)
        if command == "crawl"
        else home.run("import", "--url", url, str(saved))
    )
    assert done.code == 0, done.err
    ((error,),) = home.rows("SELECT error FROM fetches WHERE outcome = 'revised'")
    assert "too_costly: reading it took more than 0.3 s of CPU" in error
    assert home.rows("SELECT count(*) FROM article_revisions") == [(1,)]
    assert home.rows(ASIDE, f"%{path(2)}")[0][1] == 0, (
        "the page that was asked for is not what was too costly"
    )


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_crawl_in_the_middle_of_a_page(
    site: Site, home: Folder, sent: signal.Signals
) -> None:
    """A signal counts as no death: what was in flight is due as before.

    How long it took is printed, not asserted.
    """
    home.set("page_budget = 600\n")
    site.answers[HOST, path(3)] = lambda: (threading.Event().wait(60), Answer(story(3)))[1]
    process = home.start("crawl", "lain")
    child = _reading(process.pid, site)
    process.send_signal(sent)
    assert process.finish().code == 130
    assert not Path(f"/proc/{child}").exists()
    assert home.rows(ASIDE, f"%{path(2)}") == [("due", 0, 0)]
    assert home.rows("SELECT count(*) FROM ledger WHERE state = 'in_flight'") == [(0,)]
    assert home.rows("SELECT status FROM crawl_runs") == [("interrupted",)]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_import_and_reparse_in_the_middle_of_a_page(
    home: Folder, sent: signal.Signals
) -> None:
    pages = home.path / "halaman"
    pages.mkdir()
    (pages / "1.html").write_text(story(1), encoding="utf-8")
    (pages / "2.html").write_text(HUGE, encoding="utf-8")
    assert home.run("import", str(pages)).code == 0
    home.set("page_budget = 600\n")
    for command in (["import", str(pages)], ["reparse", "--workers", "1"]):
        process = home.start(*command)
        child = stopped_reader(process.pid)
        time.sleep(0.5)
        process.send_signal(sent)
        assert process.finish().code == 130
        assert not Path(f"/proc/{child}").exists()


def test_an_import_names_the_file_that_is_too_costly_and_goes_on(home: Folder) -> None:
    home.set(SMALL)
    pages = home.path / "halaman"
    pages.mkdir()
    for number in (1, 3):
        (pages / f"{number}.html").write_text(story(number), encoding="utf-8")
    (pages / "2.html.gz").write_bytes(gzip.compress(HUGE.encode()))
    done = home.run("import", str(pages))
    assert done.code == 3
    assert "2.html.gz: no article (too_costly)" in done.err
    assert home.rows("SELECT count(*) FROM articles") == [(2,)]
    assert home.rows("SELECT reason FROM fetches WHERE outcome = 'failed'") == [("too_costly",)]
    alone = home.run("extract", str(pages / "2.html.gz"))
    assert (alone.code, json.loads(alone.out)["refusal"]) == (3, "too_costly")
