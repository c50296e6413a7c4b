"""Pages in, the same pages out, small."""

import random
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.archive.pages import load_page
from scraper.archive.pages.snapshots import keep_page
from scraper.archive.storage import page_names
from scraper.archive.storage.page_compression import CACHED, SAMPLES_PER_HOST
from scraper.errors import ArchiveError, InputError
from scraper.model import Page
from tests.archive.samples import NOON, TEXT, URL, counts, page


def template(seed: int, words: int = 3_000) -> bytes:
    """The part that all pages of one design share."""
    letters = random.Random(seed)  # noqa: S311 (a text, not a secret)
    return " ".join("".join(letters.choices("abcdefghij<>=/", k=8)) for _ in range(words)).encode()


def news(number: int, seed: int = 1) -> bytes:
    return (
        template(seed)
        + f"<p>Berita nomor {number}, dan isinya.</p>".encode()
        + template(seed + 1000, 200)
    )


def size_of(archive: Archive, page_name: str) -> int:
    query = f"SELECT length(body) FROM snapshots WHERE {page_names.SQL} = ?"
    return int(archive.snapshots.connection.execute(query, (page_name,)).fetchone()[0])


@given(
    url=TEXT,
    bodies=st.lists(st.binary(max_size=5_000), min_size=1, max_size=4),
    status=st.integers(100, 599),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
def test_get_gives_back_what_put_took(
    archive: Archive, url: str, bodies: list[bytes], status: int
) -> None:
    for number, body in enumerate(bodies):
        taken = Page(
            url=f"{url}{number}", body=body, fetched_at=NOON, status=status, headers={"x-a": url}
        )
        known = archive.snapshots.connection.execute(
            "SELECT 1 FROM snapshots WHERE url = ?", (taken.url,)
        ).fetchone()
        found = load_page(archive, keep_page(archive, taken))
        assert (found.url, found.body) == (taken.url, taken.body)
        assert known or found == taken


def test_the_same_page_again_is_the_same_snapshot(archive: Archive) -> None:
    first = keep_page(archive, page())
    assert (
        keep_page(archive, replace(page(), fetched_at=NOON + timedelta(days=1), status=203))
        == first
    )
    assert load_page(archive, first) == page()
    assert keep_page(archive, page(body=b"lain")) != first
    assert keep_page(archive, page(url=f"{URL}?page=2")) != first


def test_pages_of_one_template_share_a_sample(archive: Archive) -> None:
    """The sample page costs its size once, every further page its difference."""
    ids = [keep_page(archive, page(f"{URL}{number}", news(number))) for number in range(5)]
    alone = len(zstandard.compress(news(1)))
    assert all(size_of(archive, number) < alone / 20 for number in ids)
    assert archive.snapshots.connection.execute("SELECT count(*) FROM dictionaries").fetchone() == (
        1,
    )
    assert [load_page(archive, number).body for number in ids] == [
        news(number) for number in range(5)
    ]


def test_each_template_of_a_host_gets_its_sample_up_to_a_bound(archive: Archive) -> None:
    """A bad sample does not last, and a host of endless designs does not fill the file.

    An index page that came first is a bad sample for articles.
    """
    for seed in range(SAMPLES_PER_HOST + 3):
        for number in range(2):
            snapshot_id = keep_page(archive, page(f"{URL}{number}/{seed}", news(number, seed)))
            assert load_page(archive, snapshot_id).body == news(number, seed)
    assert archive.snapshots.connection.execute("SELECT count(*) FROM dictionaries").fetchone() == (
        SAMPLES_PER_HOST,
    )


def test_a_rolled_back_sample_is_not_remembered(archive: Archive) -> None:
    packer = archive.snapshots
    packer.connection.execute("BEGIN")
    packer.pack("jateng.kabar.example", news(1))
    packer.connection.execute("ROLLBACK")
    first = keep_page(archive, page(body=news(2, seed=5)))
    assert load_page(archive, first).body == news(2, seed=5)


def test_many_hosts_do_not_fill_the_memory(archive: Archive) -> None:
    ids = [
        keep_page(archive, page(f"https://h{host}.example/{number}", news(number, host)))
        for number in range(2)
        for host in range(CACHED + 3)
    ]
    assert len(archive.snapshots._samples) <= CACHED
    assert load_page(archive, ids[0]).body == news(0, 0)


def test_an_unknown_snapshot_is_the_callers_to_correct(archive: Archive) -> None:
    with pytest.raises(InputError, match="no page 99"):
        load_page(archive, "99")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE snapshots SET body = x'28b52ffd00'",
        "UPDATE snapshots SET dictionary_id = 77",
        "UPDATE dictionaries SET sample = x'00'",
    ],
)
def test_a_damaged_snapshot_is_said_to_be_one(archive: Archive, damage: str) -> None:
    snapshot_id = keep_page(archive, page(body=news(1)))
    connection = archive.snapshots.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(damage)
    archive.snapshots._samples.clear()
    with pytest.raises(ArchiveError, match="is damaged"):
        load_page(archive, snapshot_id)


def test_a_reader_without_a_snapshot_file_is_told(tmp_path: Path) -> None:
    Archive.open(tmp_path / "archive.db", create=True).close()
    with Archive.open(tmp_path / "archive.db", read_only=True) as archive:
        with pytest.raises(InputError, match=r"snapshots\.db does not exist"):
            load_page(archive, "1")
        assert counts(archive, "articles") == [0]


def test_a_page_is_kept_though_the_articles_transaction_fails(archive: Archive) -> None:
    """The page is committed first, in its own file."""
    with closing(archive.connection.cursor()), archive.transaction():
        snapshot_id = keep_page(archive, page())
        archive.connection.execute("ROLLBACK")
        archive.connection.execute("BEGIN")
    assert load_page(archive, snapshot_id) == page()
