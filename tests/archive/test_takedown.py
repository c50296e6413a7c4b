"""A takedown takes all of an article out, and keeps it out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.articles import forget_article, load_article, takedown
from scraper.archive.frontier import enter_links, list_due
from scraper.archive.maintenance import check_archive, purge_takedowns
from scraper.archive.pages import load_page
from scraper.archive.pages.snapshots import keep_page
from scraper.archive.search import search_articles
from scraper.archive.storage import page_names
from scraper.archive.storage.page_compression import PageStore
from scraper.errors import InputError
from scraper.ingest.extraction import Extraction, read_page
from scraper.ingest.filing import Filed
from scraper.model import Link, LinkKind, Outcome, Reason
from tests.archive.samples import (
    ARTICLE,
    NOON,
    PORTAL,
    URL,
    counts,
    file_article,
    numbered,
    page,
    reworded,
    save,
)

HTML = """<!doctype html><html lang="id"><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>Jalan lingkar utara Pekalongan dibuka untuk umum pada hari Selasa setelah dua tahun \
pembangunan yang panjang.</p>
<p>Warga menyambut jalan itu karena perjalanan ke pasar kini hanya sepuluh menit, bukan \
setengah jam seperti dulu.</p>
<p>{1}</p></article></body></html>"""
LAST = "Nama lengkap anak itu tidak boleh disebut lagi menurut putusan pengadilan negeri setempat."


def html(headline: str = "Jalan Baru Dibuka di Pekalongan", last: str = LAST) -> bytes:
    return HTML.format(headline, last).encode()


def filed(archive: Archive, url: str = URL, body: bytes = html()) -> Filed:
    return file_article([read_page(page(url, body), PORTAL)], archive, run_id=None)


def test_everything_of_the_article_goes_and_a_tombstone_stays(archive: Archive) -> None:
    filed(archive)
    filed(
        archive,
        body=html(last="Kalimat terakhir diganti oleh redaksi pada sore hari tanpa pemberitahuan."),
    )
    assert counts(archive, "articles", "article_revisions", "ledger") == [1, 1, 1]
    left = forget_article(archive, URL, reason=" putusan 12/2026 ", at=NOON)
    assert (left.url, left.reason) == (URL, "putusan 12/2026")
    assert (
        counts(
            archive,
            "articles",
            "article_revisions",
            "bylines",
            "images",
            "evidence",
            "people",
            "tags",
        )
        == [0] * 7
    )
    assert archive.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone() == (0,)
    assert search_articles(archive, "pengadilan").hits == ()
    assert archive.connection.execute(
        "SELECT state, due_at, article_id FROM ledger"
    ).fetchall() == [("refused", None, None)]
    with pytest.raises(InputError, match="was taken down on"):
        load_article(archive, URL)


def test_a_forgotten_article_is_never_filed_again(archive: Archive) -> None:
    filed(archive)
    forget_article(archive, URL, reason="permintaan keluarga", at=NOON)
    again = filed(archive)
    assert (again.outcome, again.reason) == (Outcome.NOT_AN_ARTICLE, Reason.FORGOTTEN)
    assert "permintaan keluarga" in (again.detail or "")
    assert counts(archive, "articles") == [0]
    assert archive.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone() == (0,)
    last = archive.connection.execute(
        "SELECT outcome, snapshot_id FROM fetches ORDER BY id DESC"
    ).fetchone()
    assert last == ("not_an_article", None)


@pytest.mark.parametrize("of", [URL, f"{URL}%e2%80%93x", f"{URL}%E2%80%93x", f"{URL}-%78"])
@pytest.mark.parametrize(
    "respelled",
    [
        lambda url: url,
        lambda url: url.replace("jalan", "j%61lan"),
        lambda url: url.replace(".example", ".example."),
        lambda url: url.replace("%E2%80%93", "%e2%80%93"),
        lambda url: url.replace("%e2%80%93", "%E2%80%93"),
        lambda url: url.replace("%78", "x").replace("https", "http"),
    ],
)
def test_no_equal_spelling_brings_it_back(
    archive: Archive, of: str, respelled: Callable[[str], str]
) -> None:
    """RFC 3986, 6.2.2: what differs in escapes alone is one URL, also where the archive keeps
    its spelling.
    """
    file_article(
        [Extraction(page(of, b"<p>1</p>"), PORTAL, replace(ARTICLE, url=of))], archive, run_id=None
    )
    forget_article(archive, of, reason="permintaan keluarga", at=NOON)
    url = respelled(of)
    again = file_article(
        [Extraction(page(url, b"<p>2</p>"), PORTAL, replace(ARTICLE, url=url))],
        archive,
        run_id=None,
    )
    assert again.reason is Reason.FORGOTTEN
    assert counts(archive, "articles") == [0]


def test_every_spelling_that_led_to_it_is_closed(archive: Archive) -> None:
    """A redirect's start, too: the ledger knew it."""
    short = "https://jateng.kabar.example/s/9"
    file_article([read_page(page(URL, html()), PORTAL)], archive, run_id=None, requested=short)
    forget_article(archive, 1, reason="keliru orang", at=NOON)
    assert {url for (url,) in archive.connection.execute("SELECT url FROM tombstones")} == {
        URL,
        short,
    }
    enter_links(
        archive, [Link(short, LinkKind.ARTICLE)], portal=PORTAL, source="umpan", seen_at=NOON
    )
    assert list_due(archive, PORTAL, now=NOON, limit=9) == []


def test_a_page_that_others_are_packed_with_leaves_them_whole(archive: Archive) -> None:
    """The first page of a host is the sample of the later ones: its text must go, theirs must
    stay readable.
    """
    bodies = {}
    for number in range(4):
        url = f"https://jateng.kabar.example/{number}/berita"
        bodies[url] = html(
            f"Berita Nomor {number} dari Pekalongan",
            "Isi sendiri. " * (300 if number == 0 else 280 + number),
        )
        filed(archive, url, bodies[url])
    packer = archive.snapshots
    assert packer.connection.execute(
        "SELECT count(*) FROM snapshots WHERE dictionary_id IS NOT NULL"
    ).fetchone() == (4,)
    forget_article(
        archive, "https://jateng.kabar.example/0/berita", reason="hak untuk dilupakan", at=NOON
    )
    left = [
        name
        for (name,) in packer.connection.execute(
            f"SELECT {page_names.SQL} FROM snapshots ORDER BY id"
        )
    ]
    assert [load_page(archive, number).body for number in left] == list(bodies.values())[1:]
    samples = packer.connection.execute("SELECT sample FROM dictionaries").fetchall()
    assert bodies["https://jateng.kabar.example/0/berita"] not in [
        packer.unpack(sample, None) for (sample,) in samples
    ]


def test_a_page_that_another_article_shares_stays(archive: Archive) -> None:
    number = keep_page(archive, page())
    save(archive, snapshot_ids=(number,))
    save(archive, numbered(2), snapshot_ids=(number,))
    forget_article(archive, 1, reason="salah", at=NOON)
    assert load_page(archive, number) == page()


def test_the_pages_of_superseded_states_go_too(archive: Archive) -> None:
    pages = [keep_page(archive, page(body=body)) for body in (b"<p>dulu</p>", b"<p>kini</p>")]
    save(archive, snapshot_ids=pages[:1])
    save(archive, reworded(), snapshot_ids=pages[1:])
    forget_article(archive, 1, reason="salah", at=NOON)
    assert archive.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone() == (0,)


def test_a_takedown_needs_a_reason_and_an_article(archive: Archive) -> None:
    save(archive)
    with pytest.raises(InputError, match="needs its reason"):
        forget_article(archive, 1, reason=" ", at=NOON)
    with pytest.raises(InputError, match="holds no article"):
        forget_article(archive, 7, reason="salah", at=NOON)


def test_the_files_hold_no_trace_of_the_text(tmp_path: Path) -> None:
    """What was taken down is not in the files' free pages either."""
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        filed(archive)
        forget_article(archive, URL, reason="putusan", at=NOON)
        assert purge_takedowns(archive, at=NOON) == []
    assert b"putusan pengadilan" not in path.read_bytes()


def test_a_page_at_its_address_that_was_no_article_goes_too(archive: Archive) -> None:
    """Half a page was kept, and refused as truncated: half of the text is in it."""
    filed(archive)
    half = file_article(
        [read_page(page(URL, html()[:400] + b"<p>Nama lengkap"), PORTAL)], archive, run_id=None
    )
    keep_page(archive, page(URL.replace("https", "http"), b"<p>Nama lengkap</p>"))
    assert half.outcome is not Outcome.ARCHIVED
    forget_article(archive, URL, reason="putusan", at=NOON)
    assert archive.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone() == (0,)
    assert archive.connection.execute(
        "SELECT count(*) FROM fetches WHERE snapshot_id IS NOT NULL"
    ).fetchone() == (0,)


def test_a_page_that_gives_itself_a_new_name_is_still_not_filed(archive: Archive) -> None:
    filed(archive)
    forget_article(archive, URL, reason="putusan", at=NOON)
    renamed = html().replace(
        b"</head>", b"<link rel=canonical href='https://jateng.kabar.example/2/nama-baru'></head>"
    )
    assert filed(archive, body=renamed).reason is Reason.FORGOTTEN
    assert counts(archive, "articles") == [0]


@pytest.mark.parametrize(
    "damage",
    ["UPDATE snapshots SET body = zeroblob(9)", "UPDATE dictionaries SET sample = zeroblob(9)"],
)
def test_what_is_damaged_does_not_keep_it_in(archive: Archive, damage: str) -> None:
    for number in range(3):
        filed(
            archive,
            f"https://jateng.kabar.example/{number}/berita",
            html(f"Berita {number}", "Isi sendiri. " * (300 + number)),
        )
    archive.snapshots.connection.execute(damage)
    forget_article(archive, "https://jateng.kabar.example/0/berita", reason="putusan", at=NOON)
    assert counts(archive, "articles") == [2]
    assert archive.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone() == (2,)


@pytest.mark.parametrize(
    ("place", "step"),
    [(takedown, "drop_pages"), (PageStore, "forget_sample"), (takedown, "forget_words")],
)
def test_killed_on_the_way_it_is_named_by_the_check_and_forgotten_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, place: object, step: str
) -> None:
    """Whatever stops it between two of its commits: nothing files the article again, and the
    next takedown completes it.
    """

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    filed(archive)
    with monkeypatch.context() as patch:
        patch.setattr(place, step, killed)
        with pytest.raises(KeyboardInterrupt):
            forget_article(archive, URL, reason="putusan", at=NOON)
    assert filed(archive).reason is Reason.FORGOTTEN
    assert [found.what for found in check_archive(archive, repair=False)] == [
        "articles that were taken down and still exist"
    ]
    forget_article(archive, URL, reason="putusan lagi", at=NOON)
    assert purge_takedowns(archive, at=NOON) == []
    assert check_archive(archive, repair=False) == []
    assert archive.connection.execute("SELECT reason FROM tombstones").fetchall() == [
        ("putusan lagi",)
    ]
