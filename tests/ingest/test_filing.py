"""Where an extraction meets the archive: one place, one transaction, nothing stored that is no
article.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from scraper import extract
from scraper.archive import Archive, utc_text
from scraper.archive.articles import load_article, load_edits, load_revisions, save_article
from scraper.archive.frontier import begin_run
from scraper.archive.pages import load_page
from scraper.archive.pages.snapshots import keep_page, pages_at
from scraper.config import Config
from scraper.errors import ArchiveError
from scraper.ingest.extraction import (
    Extraction,
    find_whole,
    infer_stored_whole,
    read_fetched,
    read_page,
)
from scraper.ingest.extraction_pool import extraction_pool
from scraper.ingest.filing import Filed, Filing, file_articles
from scraper.ingest.worker_processes import BUDGET
from scraper.model import Article, Block, BlockKind, Outcome, Page, Reason, Refusal
from scraper.portals import Network, Province, Registry
from tests.archive.samples import file_article

NETWORK = Network(
    slug="kabar",
    name="Kabar Daerah",
    platform="sample",
    host="{key}.kabar.example",
    articles=(r"/\d+/[^/]+",),
    path_aliases=((r"/amp$", ""),),
    verified="a network of the tests",
)
PORTAL = NETWORK.portal("jateng", "KabarJateng.com", Province.JAWA_TENGAH)
URL = "https://jateng.kabar.example/1/jalan-baru"
NOON = datetime(2022, 8, 2, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)

HTML = """<!doctype html><html lang="id"><head><title>Jalan Baru Dibuka di Pekalongan</title>\
</head><body><article>
<h1>Jalan Baru Dibuka di Pekalongan</h1>
<p>Jalan lingkar utara Pekalongan dibuka untuk umum pada hari Selasa setelah dua tahun \
pembangunan yang panjang.</p>
<p>Warga menyambut jalan itu karena perjalanan ke pasar kini hanya sepuluh menit, bukan \
setengah jam seperti dulu.</p>
<p>Pemerintah kota berjanji menambah lampu jalan dan rambu sebelum akhir tahun agar pengendara \
lebih aman di malam hari.</p>
</article></body></html>"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", create=True) as opened:
        yield opened


def page(url: str = URL, body: str = HTML, at: datetime = NOON, **headers: str) -> Page:
    named = {
        name.replace("_", "-"): value
        for name, value in {"content_type": "text/html", **headers}.items()
    }
    return Page(url=url, body=body.encode(), fetched_at=at, headers=MappingProxyType(named))


def article(number: int = 1, part: int = 1, parts: int = 1) -> Article:
    return Article(
        url=URL,
        headline="Jalan Baru",
        body=(Block(BlockKind.PARAGRAPH, f"Isi {number}"),),
        portal=PORTAL.slug,
        part=part,
        parts=parts,
    )


def extracted(
    result: Article | Refusal, url: str = URL, at: datetime = NOON, **headers: str
) -> Extraction:
    return Extraction(page(url, body=repr(result), at=at, **headers), PORTAL, result)


def rows(archive: Archive, query: str) -> list[tuple[object, ...]]:
    return archive.connection.execute(query).fetchall()


def test_a_page_is_read_and_filed_and_found_again(archive: Archive) -> None:
    run_id = begin_run(archive, arguments={}, started_at=NOON)
    filed = file_article(
        [read_page(page(etag='"e"'), PORTAL)],
        archive,
        run_id=run_id,
        elapsed_ms=120,
        next_due=LATER,
    )
    assert filed == Filed(Outcome.ARCHIVED, URL, article_id=1, revision=1)
    loaded = load_article(archive, URL)
    assert (loaded.article.headline, len(loaded.article.body)) == (
        "Jalan Baru Dibuka di Pekalongan",
        3,
    )
    assert load_page(archive, loaded.snapshot_ids[0]) == page(etag='"e"')
    fetch = rows(
        archive,
        "SELECT run_id, kind, status, outcome, error, elapsed_ms, size, article_id, snapshot_id"
        " FROM fetches",
    )
    assert fetch == [
        (run_id, "article", 200, "archived", None, 120, len(HTML.encode()), 1, *loaded.snapshot_ids)
    ]
    ledger = rows(archive, "SELECT url, state, due_at, etag, last_outcome, article_id FROM ledger")
    assert ledger == [(URL, "due", utc_text(LATER), '"e"', "archived", 1)]


def test_filing_the_same_page_twice_adds_no_article_snapshot_or_revision(archive: Archive) -> None:
    outcomes = [
        file_article([read_page(page(), PORTAL)], archive, run_id=None).outcome for _ in range(2)
    ]
    assert outcomes == [Outcome.ARCHIVED, Outcome.UNCHANGED]
    counted = (
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM article_revisions), (SELECT"
        " count(*) FROM ledger)"
    )
    assert rows(archive, counted) == [(1, 0, 1)]
    assert archive.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone() == (1,)


def test_a_changed_page_revises_its_article(archive: Archive) -> None:
    file_article([read_page(page(), PORTAL)], archive, run_id=None)
    changed = read_page(page(body=HTML.replace("sepuluh menit", "lima menit"), at=LATER), PORTAL)
    assert file_article([changed], archive, run_id=None) == Filed(
        Outcome.REVISED, URL, article_id=1, revision=2
    )
    (old,) = load_revisions(archive, 1)
    assert "sepuluh menit" in old.article.body[1].text
    assert [
        load_page(archive, name).fetched_at
        for name in (*old.snapshot_ids, *load_article(archive, 1).snapshot_ids)
    ] == [NOON, LATER]


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_is_recorded_and_never_stored_as_an_article(
    archive: Archive, reason: Reason
) -> None:
    """What may be an article at another time is asked for again, also where nothing says so:
    then once. What was taken down is not.
    """
    expected, state = {
        Reason.BOT_WALL: (Outcome.BLOCKED, "due"),
        Reason.LOGIN: (Outcome.BLOCKED, "due"),
        Reason.EMPTY: (Outcome.FAILED, "due"),
        Reason.TRUNCATED: (Outcome.FAILED, "due"),
        Reason.OUT_OF_ORDER: (Outcome.FAILED, "due"),
        Reason.GARBLED: (Outcome.FAILED, "due"),
        Reason.SOFT_404: (Outcome.GONE, "due"),
        Reason.TOO_COSTLY: (Outcome.FAILED, "due"),
        Reason.FORGOTTEN: (Outcome.NOT_AN_ARTICLE, "refused"),
    }.get(reason, (Outcome.NOT_AN_ARTICLE, "due"))
    filed = file_article(
        [extracted(Refusal(reason, "terlihat"), next_due_is="unused")],
        archive,
        run_id=None,
        next_due=LATER,
    )
    assert filed == Filed(expected, URL, reason=reason, detail="terlihat")
    assert rows(archive, "SELECT count(*) FROM articles") == [(0,)]
    assert rows(archive, "SELECT state, last_outcome FROM ledger") == [(state, expected)]
    assert rows(archive, "SELECT outcome, error, snapshot_id IS NOT NULL FROM fetches") == [
        (expected, f"{reason}: terlihat", 1)
    ]


def test_a_page_that_says_it_is_gone_marks_its_article(archive: Archive) -> None:
    file_article([extracted(article())], archive, run_id=None)
    file_article(
        [extracted(Refusal(Reason.SOFT_404, "tidak ditemukan"), at=LATER)], archive, run_id=None
    )
    assert rows(archive, "SELECT gone_at IS NOT NULL FROM articles") == [(1,)]
    assert load_article(archive, URL).article == article()


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", Reason.EMPTY),
        (b" \n", "text/html", Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "text/html", Reason.NOT_HTML),
    ],
)
def test_a_fetched_page_that_cannot_be_read_is_a_refusal(
    body: bytes, content_type: str, reason: Reason
) -> None:
    fetched = Page(URL, body, NOON, headers={"content-type": content_type})
    result = read_fetched(fetched, PORTAL).result
    assert isinstance(result, Refusal)
    assert result.reason is reason


def test_html_that_is_sent_as_text_is_read_as_html() -> None:
    assert (
        read_page(page(content_type="text/plain"), PORTAL).result
        == read_page(page(), PORTAL).result
    )


def test_an_address_that_leads_to_the_front_page_is_gone_and_the_front_page_is_no_article(
    archive: Archive,
) -> None:
    """Whatever text the front page holds; and the row is the article's, for it was asked for."""
    file_article([extracted(article())], archive, run_id=None)
    home = extracted(article(), url="https://jateng.kabar.example/", at=LATER)
    filed = file_article([home], archive, run_id=None, requested=URL)
    assert (filed.outcome, filed.reason, filed.url) == (Outcome.GONE, Reason.SOFT_404, URL)
    assert rows(archive, "SELECT url, last_outcome FROM ledger") == [(URL, "gone")]
    assert rows(archive, "SELECT url, outcome FROM fetches ORDER BY id DESC LIMIT 1") == [
        (URL, "gone")
    ]
    assert rows(archive, "SELECT gone_at IS NOT NULL FROM articles") == [(1,)]


def test_a_redirect_to_what_is_no_article_is_the_asked_address_own_affair(archive: Archive) -> None:
    file_article(
        [extracted(Refusal(Reason.LOGIN, "masuk"), url="https://jateng.kabar.example/masuk")],
        archive,
        run_id=None,
        requested=URL,
    )
    assert rows(archive, "SELECT url, state FROM ledger") == [(URL, "due")]


def test_a_refusal_leaves_an_archived_article_as_it_is(archive: Archive) -> None:
    file_article([extracted(article())], archive, run_id=None)
    file_article([extracted(Refusal(Reason.BOT_WALL, "tantangan"), at=LATER)], archive, run_id=None)
    assert load_article(archive, URL).article == article()


def test_a_refused_file_without_url_has_no_place_in_the_ledger(archive: Archive) -> None:
    refused = Extraction(page(url=""), None, Refusal(Reason.EMPTY, "kosong"))
    assert file_article([refused], archive, run_id=None).url == ""
    assert rows(archive, "SELECT count(*) FROM ledger") == [(0,)]
    assert rows(archive, "SELECT url, snapshot_id IS NOT NULL FROM fetches") == [("", 1)]


def test_an_article_without_url_is_kept_by_its_urn(archive: Archive) -> None:
    nameless = replace(article(), url="urn:kliping:sha256:" + "0" * 64, portal=None)
    filed = file_article([Extraction(page(url=""), None, nameless)], archive, run_id=None)
    assert load_article(archive, filed.url).article == nameless
    assert rows(archive, "SELECT count(*) FROM ledger") == [(0,)]


def test_parts_are_joined_and_each_page_is_kept_and_recorded(archive: Archive) -> None:
    pieces = [extracted(article(n, part=n, parts=2), url=f"{URL}?page={n}") for n in (1, 2)]
    file_article(pieces, archive, run_id=None, elapsed_ms=5)
    loaded = load_article(archive, URL)
    assert [block.text for block in loaded.article.body] == ["Isi 1", "Isi 2"]
    assert (loaded.article.parts, loaded.article.parts_found, len(loaded.snapshot_ids)) == (2, 2, 2)
    assert rows(archive, "SELECT url, outcome, elapsed_ms FROM fetches ORDER BY id") == [
        (f"{URL}?page=1", "archived", 5),
        (f"{URL}?page=2", "archived", None),
    ]


def test_a_part_that_is_refused_leaves_the_article_incomplete(archive: Archive) -> None:
    pieces = [
        extracted(article(1, parts=2)),
        extracted(Refusal(Reason.BOT_WALL, "tantangan"), url=f"{URL}?page=2"),
    ]
    assert file_article(pieces, archive, run_id=None).outcome is Outcome.ARCHIVED
    loaded = load_article(archive, URL)
    assert (loaded.article.parts, loaded.article.parts_found, len(loaded.snapshot_ids)) == (2, 1, 1)
    assert rows(archive, "SELECT outcome, article_id FROM fetches ORDER BY id") == [
        ("archived", 1),
        ("blocked", None),
    ]


def test_the_requested_url_is_settled_with_the_canonical_one(archive: Archive) -> None:
    start = "https://jateng.kabar.example/1/alamat-lama"
    file_article([extracted(article(), etag='"e"')], archive, run_id=None, requested=start)
    found = rows(archive, "SELECT url, state, etag, article_id FROM ledger ORDER BY url")
    assert found == [(start, "done", None, 1), (URL, "done", '"e"', 1)]
    assert load_article(archive, start).article_id == 1


def test_one_visit_is_one_attempt_in_any_spelling(archive: Archive) -> None:
    refused = extracted(Refusal(Reason.TRUNCATED, "terpotong"), url=f"{URL}/amp")
    file_article([refused], archive, run_id=None, requested=URL.replace("https", "http"))
    assert rows(archive, "SELECT attempts, state FROM ledger") == [(1, "due")]


def test_validators_of_another_page_are_not_taken_for_the_articles(archive: Archive) -> None:
    file_article([extracted(article(), url=f"{URL}?page=all", etag='"all"')], archive, run_id=None)
    assert rows(archive, "SELECT etag FROM ledger") == [(None,)]


def test_what_cannot_be_written_leaves_no_half(archive: Archive) -> None:
    """The page may stay (it is known by its hash); article, ledger and fetch are there together
    or not at all.
    """
    archive.connection.execute("PRAGMA max_page_count = 1")
    large = replace(article(), body=(Block(BlockKind.PARAGRAPH, "kata " * 100_000),))
    with pytest.raises(ArchiveError, match="disk is full"):
        file_article([extracted(large)], archive, run_id=None)
    assert [
        rows(archive, f"SELECT count(*) FROM {table}")
        for table in ("articles", "ledger", "fetches")
    ] == [[(0,)]] * 3
    assert len(pages_at(archive, [URL])) == 1


def test_a_text_dump_goes_to_the_dump_reader_and_finds_its_portal() -> None:
    tribun = Registry.load()["tribun-jateng"]
    dump = (
        "Berita Pekalongan\nJalan Baru Dibuka di Pekalongan\nSelasa, 2 Agustus 2022 21:05"
        " WIB\nPenulis: Indra Dwi P | Editor: Moch Anhar\nTRIBUNJATENG.COM, PEKALONGAN - Jalan"
        " lingkar utara Pekalongan dibuka untuk umum setelah dua tahun pembangunan.\nWarga"
        " menyambut jalan itu karena perjalanan ke pasar kini hanya sepuluh menit, bukan setengah"
        " jam seperti dulu.\n"
    )
    found = read_page(
        page(url="", body=dump, content_type="text/plain; charset=utf-8"), None, Registry.load()
    )
    assert isinstance(found.result, Article)
    assert found.result.headline == "Jalan Baru Dibuka di Pekalongan"
    assert found.portal == tribun


def save_as_an_old_parser_read_it(archive: Archive, old: Article) -> None:
    number = keep_page(archive, page())
    save_article(
        archive,
        old,
        portal=PORTAL,
        snapshot_ids=(number,),
        observed_at=NOON,
        run_id=None,
        parser_version="0.0.9+00000000",
    )


def file_with_its_earlier_pages(archive: Archive, new: Extraction, budget: float = BUDGET) -> Filed:
    """As the commands do."""
    with extraction_pool(Registry([PORTAL]), Config(page_budget=budget), 1) as pool:
        (filed,) = file_articles([pool.renewed(Filing([new]), archive)], archive, run_id=None)
    return filed


def test_what_only_the_parser_sees_otherwise_is_not_laid_at_the_portals_door(
    archive: Archive,
) -> None:
    """The page is the same, the article differs because the parser learned: cause `parser`, and
    no revision by the site.
    """
    today = read_page(page(), PORTAL).result
    assert isinstance(today, Article)
    save_as_an_old_parser_read_it(archive, replace(today, body=today.body[:2]))
    filed = file_with_its_earlier_pages(archive, read_page(page(at=LATER), PORTAL))
    assert filed == Filed(Outcome.UNCHANGED, URL, article_id=1, revision=2)
    assert [(old.cause, old.changed) for old in load_revisions(archive, 1)] == [
        ("parser", ("body",))
    ]


EDITED = HTML.replace("lebih aman di malam hari", "lebih aman pada malam hari")


def test_what_the_portal_changed_is_told_from_what_the_parser_learned(archive: Archive) -> None:
    today = read_page(page(), PORTAL).result
    assert isinstance(today, Article)
    save_as_an_old_parser_read_it(archive, replace(today, body=today.body[:2]))
    filed = file_with_its_earlier_pages(archive, read_page(page(body=EDITED, at=LATER), PORTAL))
    assert filed == Filed(Outcome.REVISED, URL, article_id=1, revision=3)
    learned, changed = load_edits(archive, 1)
    assert (learned.cause, changed.cause) == ("parser", "site")
    assert "pada malam" not in (learned.changes["body"][1] or "")
    assert "pada malam" in (changed.changes["body"][1] or "")


HUGE = HTML.replace(
    "</body>", "<p>Komentar <b>lain</b> tentang <i>jalan</i>.</p>" * 110_000 + "</body>"
)
"""Some seconds of CPU."""


@pytest.mark.parametrize(
    ("earlier", "why"),
    [
        (page(body=HUGE), "too_costly: reading it took more than 0.15 s of CPU"),
        (page(body="\x00\x01\x02" * 999), "not_html: "),
        (page(url=f"{URL}-lain"), f"another article now, {URL}-lain"),
        (None, "not kept whole"),
    ],
)
def test_a_revision_whose_earlier_pages_say_nothing_is_filed_and_that_is_recorded(
    archive: Archive, earlier: Page | None, why: str
) -> None:
    today = read_page(page(), PORTAL).result
    assert isinstance(today, Article)
    kept = () if earlier is None else (keep_page(archive, earlier),)
    save_article(
        archive,
        today,
        portal=PORTAL,
        snapshot_ids=kept,
        observed_at=NOON,
        run_id=None,
        parser_version="0.0.9+00000000",
    )
    filed = file_with_its_earlier_pages(
        archive, read_page(page(body=EDITED, at=LATER), PORTAL), budget=0.15
    )
    assert (filed.outcome, filed.revision, filed.reason) == (Outcome.REVISED, 2, None)
    assert filed.detail is not None
    assert why in filed.detail
    assert [old.cause for old in load_revisions(archive, 1)] == ["site"]
    assert rows(archive, "SELECT outcome, reason, error FROM fetches") == [
        ("revised", None, filed.detail)
    ]
    assert rows(archive, "SELECT deaths FROM ledger") == [(0,)]


def test_filing_reads_no_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever may have to be read is named by `earlier`, and read where it can be ended."""
    today = read_page(page(), PORTAL).result
    assert isinstance(today, Article)
    save_as_an_old_parser_read_it(archive, replace(today, body=today.body[:2]))
    edited = read_page(page(body=EDITED, at=LATER), PORTAL)
    for name in ("extract", "read_dump"):
        monkeypatch.setattr(
            extract, name, lambda *_: pytest.fail("a page was read in the command's own process")
        )
    assert file_with_its_earlier_pages(archive, edited).revision == 3


def test_a_full_page_is_filed_as_the_whole_article_and_stored_before_the_first_page(
    archive: Archive,
) -> None:
    more = (*article().body, Block(BlockKind.PARAGRAPH, "Isi halaman kedua"))
    first = extracted(article(parts=2))
    full = extracted(replace(article(), body=more), url=f"{URL}?page=all", at=LATER)
    whole = find_whole(full, first)
    filing = Filing([first], requested=URL, elapsed_ms=5, whole=whole)
    file_articles([filing], archive, run_id=None)
    loaded = load_article(archive, URL)
    assert loaded.article.body == more
    assert (loaded.article.parts, loaded.article.parts_found) == (2, 2)
    pages = [load_page(archive, name) for name in loaded.snapshot_ids]
    assert pages == [full.page, first.page]
    assert rows(archive, "SELECT url, outcome, elapsed_ms FROM fetches ORDER BY id") == [
        (f"{URL}?page=all", "archived", None),
        (URL, "archived", 5),
    ]


def test_a_stored_full_page_is_known_by_its_place_before_the_first_page() -> None:
    """What `read_again` goes by: the archive keeps the order of pages, not what each of them is."""
    first = extracted(article(parts=2))
    more = (*article().body, Block(BlockKind.PARAGRAPH, "Isi halaman kedua"))
    full = extracted(replace(article(), body=more), url=f"{URL}?page=all")
    second = extracted(article(2, part=2, parts=2), url=f"{URL}?page=2")
    assert find_whole(full, first) is not None
    assert infer_stored_whole([full, first]) == find_whole(full, first)
    for others in ([first, full], [first, second], [first], [full, first, second]):
        assert infer_stored_whole(others) is None
