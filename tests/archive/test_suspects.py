"""A state that has lost what the article always had is kept beside it and changes nothing, until
it is confirmed.
"""

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, content_hash, utc_text
from scraper.archive.articles import (
    accept_suspect,
    count_suspects,
    dismiss_suspect,
    forget_article,
    load_article,
    load_revisions,
    waiting_suspects,
)
from scraper.archive.articles.suspects import BATCH, CROWD, load_suspect
from scraper.archive.frontier import begin_run, finish_run, list_due
from scraper.archive.maintenance import check_archive
from scraper.archive.pages import prune_pages
from scraper.archive.pages.snapshots import keep_page
from scraper.archive.statistics import list_silent_edits
from scraper.extract import extract
from scraper.ingest.extraction import Extraction
from scraper.model import Article, Block, BlockKind, Outcome, Page, Reason
from scraper.model.suspicion import find_suspicion
from scraper.portals import Registry
from tests.archive.samples import (
    ARTICLE,
    NOON,
    PORTAL,
    counts,
    file_article,
    numbered,
    page,
    reworded,
    save,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = sorted(found.parent for found in FIXTURES.glob("*/*/page.html"))
DAY = timedelta(days=1)


def _degraded(article: Article) -> Article:
    """What is left on a page in an unknown layout: less than half of the text, no byline, no
    photo.
    """
    words, kept = sum(len(block.text.split()) for block in article.body), []
    for block in article.body:
        if 2 * sum(len(one.text.split()) for one in (*kept, block)) >= words:
            break
        kept.append(block)
    return replace(article, body=tuple(kept), bylines=(), images=())


def _edits(archive: Archive) -> list[int]:
    """How many rows each view of edits has: revisions, the log, the page of changes."""
    return [
        *counts(archive, "article_revisions", "revision_log"),
        len(list_silent_edits(archive, limit=10)),
    ]


@pytest.fixture(scope="module", name="stories")
def _stories() -> list[Article]:
    known, found = Registry.load(), []
    for case in CASES:
        meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
        result = extract(
            Page(
                meta["url"],
                (case / "page.html").read_bytes(),
                datetime.fromisoformat(meta["fetched_at"]),
            ),
            known.of(meta["url"]),
        )
        if isinstance(result, Article):
            found.append(result)
    return found


def test_a_degraded_page_of_any_article_replaces_nothing_and_is_no_edit(
    archive: Archive, stories: list[Article]
) -> None:
    known, tried = Registry.load(), 0
    for story in stories:
        rest = {"portal": known.of(story.url)}
        first = save(archive, story, **rest)
        worse = _degraded(story)
        if not worse.body and not (story.bylines or story.images):
            continue  # a text of one paragraph, unsigned: nothing of it can be half
        before = load_article(archive, first.article_id)
        saved = save(archive, worse, NOON + DAY, **rest)
        assert (saved.outcome, bool(saved.suspect)) == (Outcome.UNCHANGED, True), story.url
        assert load_article(archive, first.article_id) == before
        tried += 1
    assert tried > 40
    assert _edits(archive) == [0, 0, 0]
    assert counts(archive, "suspect_states") == [tried]
    assert check_archive(archive, repair=False) == []


def _body(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)


LONG = replace(
    ARTICLE,
    body=_body(
        *(
            f"Paragraf ke-{n} tentang jalan lingkar utara di Pekalongan yang dibuka pagi tadi."
            for n in range(10)
        )
    ),
)
EDITS = {
    "a paragraph taken out": replace(LONG, body=LONG.body[:4] + LONG.body[5:]),
    "three taken out": replace(LONG, body=LONG.body[:7]),
    "a paragraph added": replace(
        LONG,
        body=(*LONG.body, *_body("Polisi menutup jalan itu lagi pada sore hari karena banjir.")),
    ),
    "another headline": reworded(article=LONG),
    "a photo replaced by one without caption": replace(
        LONG, images=(replace(LONG.images[0], url="https://x.example/2.jpg", caption=None),)
    ),
    "a byline corrected": replace(
        LONG, bylines=(replace(LONG.bylines[0], name="Indra Dwi Purnomo"), LONG.bylines[1])
    ),
    "rewritten": replace(
        LONG,
        body=_body(
            *(
                f"Paragraf baru nomor {n} dengan isi lain sama sekali dan panjang yang serupa."
                for n in range(9)
            )
        ),
    ),
}


def _usual(archive: Archive, number: int = 25) -> None:
    """Articles of the portal with everything, so that it has a usual fill."""
    for n in range(1000, 1000 + number):
        save(
            archive,
            replace(
                numbered(n),
                body=_body(f"Isi berita nomor {n} yang hanya berdiri di sini.", "Latar yang sama."),
            ),
        )


@pytest.mark.parametrize("name", EDITS)
def test_a_true_edit_is_an_edit_at_once(archive: Archive, name: str) -> None:
    _usual(archive)
    save(archive, LONG)
    assert save(archive, EDITS[name], NOON + DAY).outcome is Outcome.REVISED
    assert counts(archive, "suspect_states") == [0]


LOST = {
    "half the body": (replace(LONG, body=LONG.body[:4]), ["body"]),
    "the byline, which the portal always has": (replace(LONG, bylines=()), ["editor", "reporter"]),
    "the photo, which it always has": (replace(LONG, images=()), ["caption", "photo"]),
    "the date, with the same wording": (replace(LONG, published_at=None), ["published_at"]),
    "the section, with the same wording": (replace(LONG, section=None), ["section"]),
}


@pytest.mark.parametrize("name", LOST)
def test_what_an_edit_never_takes_is_suspect(archive: Archive, name: str) -> None:
    state, lost = LOST[name]
    _usual(archive)
    saved = save(archive, LONG)
    assert save(archive, state, NOON + DAY).suspect
    assert load_article(archive, saved.article_id).article == LONG
    assert [
        json.loads(text) for (text,) in archive.connection.execute("SELECT lost FROM suspects")
    ] == [lost]


def test_one_lost_field_of_a_portal_that_often_lacks_it_is_an_edit() -> None:
    unsigned = replace(LONG, bylines=())
    assert find_suspicion(LONG, unsigned, (), lambda _: ()) is None
    assert find_suspicion(LONG, unsigned, ("reporter",), lambda _: ()) is not None
    assert find_suspicion(LONG, replace(unsigned, body=LONG.body[:7]), (), lambda _: ()) is not None


LEAKS = ("Berita ke-1003 dari kota", "Warga diminta tetap tenang dan waspada.")


@pytest.mark.parametrize("leak", LEAKS, ids=["a headline of another", "a line of two others"])
def test_related_posts_that_leak_into_a_body_are_no_edit(archive: Archive, leak: str) -> None:
    save(archive, replace(numbered(1003), headline=LEAKS[0]))
    for n in (1001, 1002):
        save(archive, replace(numbered(n), body=_body(f"Isi {n} di sini.", LEAKS[1])))
    save(archive, LONG)
    saved = save(archive, replace(LONG, body=(*LONG.body, *_body(leak))), NOON + DAY)
    assert leak in (saved.suspect or "")


def test_the_same_suspect_state_is_one_row_however_often_it_is_seen(archive: Archive) -> None:
    save(archive, LONG)
    for minute in (1, 2, 2, 1):
        save(archive, _degraded(LONG), NOON + timedelta(minutes=minute))
    assert archive.connection.execute(
        "SELECT seen, observed_at, last_seen_at FROM suspects"
    ).fetchall() == [
        (2, utc_text(NOON + timedelta(minutes=1)), utc_text(NOON + timedelta(minutes=2)))
    ]


@pytest.mark.parametrize(
    "again",
    [_degraded(LONG), replace(_degraded(LONG), headline="Judul lain")],
    ids=["same text", "same losses"],
)
def test_a_second_look_confirms_it_as_observed_when_it_was_first_seen(
    archive: Archive, again: Article
) -> None:
    first = save(archive, LONG, snapshot_ids=("aa",))
    save(archive, _degraded(LONG), NOON + DAY, snapshot_ids=("bb",))
    assert save(archive, again, NOON + DAY + timedelta(hours=5)).suspect
    saved = save(archive, again, NOON + 2 * DAY, snapshot_ids=("cc",))
    assert (saved.outcome, saved.suspect) == (Outcome.REVISED, None)
    known = load_article(archive, first.article_id)
    (old, *others) = load_revisions(archive, first.article_id)
    assert (old.article, old.superseded_at, known.article) == (LONG, utc_text(NOON + DAY), again)
    assert [other.article for other in others] == (
        [] if again == _degraded(LONG) else [_degraded(LONG)]
    )
    assert known.last_seen_at == utc_text(NOON + 2 * DAY)
    states = archive.connection.execute(
        "SELECT state, decided_by FROM suspects WHERE state <> 'waiting'"
    ).fetchall()
    assert states == [("accepted", "second look")]


def test_no_second_look_confirms_what_a_whole_portal_has_lost(archive: Archive) -> None:
    """Then the layout has changed, and the page looks so again tomorrow: the operator decides."""
    stories = [replace(LONG, url=numbered(number).url) for number in range(CROWD + 1)]
    for day in range(4):
        for story in stories:
            save(archive, _degraded(story) if day else story, NOON + day * DAY)
    assert _edits(archive) == [0, 0, 0]
    assert archive.connection.execute("SELECT DISTINCT state, seen FROM suspects").fetchall() == [
        ("waiting", 3)
    ]


def test_what_is_seen_whole_again_is_dismissed_and_kept(archive: Archive) -> None:
    save(archive, LONG)
    save(archive, _degraded(LONG), NOON + DAY, snapshot_ids=("bb",))
    assert save(archive, reworded(article=LONG), NOON + 2 * DAY).outcome is Outcome.REVISED
    found = archive.connection.execute(
        "SELECT state, decided_by, snapshot_ids FROM suspect_states"
    ).fetchall()
    assert found == [("dismissed", "whole again", '["bb"]')]
    save(archive, _degraded(LONG), NOON + 3 * DAY)
    assert archive.connection.execute(
        "SELECT state, seen, observed_at FROM suspects"
    ).fetchall() == [("waiting", 2, utc_text(NOON + 3 * DAY))]


def test_a_degraded_page_that_arrives_late_is_no_edit_either(archive: Archive) -> None:
    save(archive, LONG, NOON + DAY)
    for _ in range(2):
        assert save(archive, _degraded(LONG), NOON).suspect
    assert archive.connection.execute(
        "SELECT state, decided_by, seen FROM suspects"
    ).fetchall() == [("dismissed", "whole again", 1)]
    assert _edits(archive) == [0, 0, 0]


def test_the_operator_accepts_or_dismisses(archive: Archive) -> None:
    for number in (1, 2):
        save(archive, replace(LONG, url=numbered(number).url))
        save(archive, _degraded(replace(LONG, url=numbered(number).url)), NOON + DAY)
    one, two = waiting_suspects(archive)
    saved = accept_suspect(archive, one.id, at=NOON + 2 * DAY)
    assert (saved.outcome, saved.revision) == (Outcome.REVISED, 2)
    assert load_article(archive, one.article_id).revised_at == utc_text(NOON + DAY)
    dismiss_suspect(archive, two.id, at=NOON + 2 * DAY)
    assert load_article(archive, two.article_id).article.body == LONG.body
    save(archive, _degraded(replace(LONG, url=numbered(2).url)), NOON + 3 * DAY)
    assert list(waiting_suspects(archive)) == []
    assert archive.connection.execute(
        "SELECT state, decided_by FROM suspects ORDER BY id"
    ).fetchall() == [
        ("accepted", "operator"),
        ("dismissed", "operator"),
    ]


@pytest.mark.parametrize("decided", ["operator", "second look"])
def test_what_was_accepted_and_whole_again_waits_anew_when_it_comes_back(
    archive: Archive, decided: str
) -> None:
    """An accepted state is no dismissed one: seen again, it may not vanish."""
    save(archive, LONG)
    save(archive, _degraded(LONG), NOON + DAY)
    if decided == "operator":
        accept_suspect(archive, *(one.id for one in waiting_suspects(archive)), at=NOON + 2 * DAY)
    else:
        save(archive, _degraded(LONG), NOON + 2 * DAY)
    save(archive, LONG, NOON + 3 * DAY)
    assert save(archive, _degraded(LONG), NOON + 4 * DAY).look_again
    assert len(list(waiting_suspects(archive))) == 1
    assert save(archive, _degraded(LONG), NOON + 5 * DAY).outcome is Outcome.REVISED
    assert load_article(archive, 1).article == _degraded(LONG)


def test_a_reparse_has_its_own_review(archive: Archive) -> None:
    save(archive, LONG)
    assert save(archive, _degraded(LONG), NOON + DAY, cause="parser").outcome is Outcome.REVISED


def test_its_page_is_kept_while_it_waits_checked_and_forgotten_with_its_article(
    archive: Archive,
) -> None:
    kept = keep_page(archive, page(body=b"<p>separuh</p>"))
    saved = save(archive, LONG)
    save(archive, _degraded(LONG), NOON + DAY, snapshot_ids=(kept,))
    assert prune_pages(archive, older_than=NOON + 9 * DAY).pages == 0
    archive.connection.execute("UPDATE suspect_states SET body = 'lain'")
    assert [finding.what for finding in check_archive(archive, repair=False)] == [
        "suspect states that are not what was stored"
    ]
    forget_article(archive, saved.article_id, reason="uji", at=NOON + 2 * DAY)
    assert counts(archive, "suspect_states") == [0]
    assert archive.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone() == (0,)


def test_filing_says_so_and_plans_the_second_look_in_full(archive: Archive) -> None:
    whole, half = page(body=b"<p>utuh</p>"), page(body=b"<p>separuh</p>", fetched_at=NOON + DAY)
    run_id = begin_run(archive, arguments={}, started_at=NOON)
    file_article(
        [Extraction(whole, PORTAL, LONG)], archive, run_id=run_id, next_due=NOON + 30 * DAY
    )
    filed = file_article(
        [Extraction(half, PORTAL, _degraded(LONG))],
        archive,
        run_id=run_id,
        next_due=NOON + 30 * DAY,
    )
    assert (filed.outcome, filed.reason, filed.look_again) == (
        Outcome.UNCHANGED,
        Reason.SUSPECT,
        True,
    )
    row = archive.connection.execute(
        "SELECT outcome, reason, error FROM fetches ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row == ("unchanged", "suspect", f"suspect: {filed.detail}")
    (due,) = list_due(archive, PORTAL, now=NOON + 2 * DAY, limit=9)
    assert (due.url, due.etag, due.last_modified) == (LONG.url, None, None)
    assert archive.connection.execute(
        "SELECT json_array_length(snapshot_ids) FROM suspect_states"
    ).fetchone() == (1,)


_KILLED = """
import os, sys
from datetime import timedelta
from pathlib import Path
from scraper.archive import Archive
from scraper.archive.articles import store
from tests.archive import test_suspects as given
with Archive.open(Path(sys.argv[1])) as archive:
    store.decide_suspect = lambda *rest: os._exit(9)
    given.save(archive, given._degraded(given.LONG), given.NOON + 2 * given.DAY)
"""


def test_killed_while_it_is_confirmed_it_waits_as_before(archive: Archive) -> None:
    save(archive, LONG)
    save(archive, _degraded(LONG), NOON + DAY)
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(archive.path)],
        cwd=Path(__file__).parents[2],
        timeout=60,
        check=False,
    )
    assert done.returncode == 9
    with sqlite3.connect(archive.path) as seen:
        assert seen.execute("SELECT state FROM suspect_states").fetchall() == [("waiting",)]
    assert _edits(archive) == [0, 0, 0]
    assert save(archive, _degraded(LONG), NOON + 2 * DAY).outcome is Outcome.REVISED
    assert load_article(archive, LONG.url).article == _degraded(LONG)


def test_whole_runs_are_decided_at_once(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        run_id = begin_run(archive, arguments={}, started_at=datetime.now(UTC))
        for number in range(BATCH + 20):
            story = replace(LONG, url=numbered(number).url)
            save(archive, story)
            save(archive, _degraded(story), NOON + DAY, run_id=run_id)
        finish_run(archive, run_id, status="finished", stats={}, finished_at=datetime.now(UTC))

    def kliping(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "scraper.cli",
            "revisions",
            *arguments,
            "--archive",
            str(path),
        ]
        return subprocess.run(
            command,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    listed = kliping("--suspect")
    assert (listed.returncode, listed.stdout.splitlines()[-1]) == (
        0,
        "120 suspect states wait for a decision",
    )
    assert kliping("--suspect", "--accept").returncode == 2
    assert kliping().returncode == 2
    (one, *_) = json.loads(kliping("--suspect", "1", "--json").stdout)
    assert (one["article_id"], one["run_id"], one["state"]) == (1, run_id, "waiting")
    assert (
        kliping("--suspect", "1", "--accept").stdout.splitlines()[-1]
        == "1 suspect states accepted: they are revisions now"
    )
    done = kliping("--suspect", "--run", str(run_id), "--dismiss")
    assert done.stdout.splitlines()[-1] == "119 suspect states dismissed"
    with Archive.open(path, read_only=True) as archive:
        assert _edits(archive) == [1, 1, 1]
        assert count_suspects(archive) == 0
        assert load_article(archive, 1).article.body == _degraded(LONG).body
        assert archive.connection.execute(
            "SELECT count(*) FROM suspects WHERE state = 'dismissed'"
        ).fetchone() == (119,)


def test_the_state_that_waits_is_stored_whole(archive: Archive) -> None:
    save(archive, LONG)
    save(archive, _degraded(LONG), NOON + DAY)
    (one,) = waiting_suspects(archive)
    held = load_suspect(archive, one.id)
    assert (held.article, content_hash(held.article)) == (
        _degraded(LONG),
        content_hash(_degraded(LONG)),
    )
