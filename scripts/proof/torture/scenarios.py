"""What is killed: commands that write, each on an archive prepared for it."""

import gzip
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from scraper.archive import Archive
from scraper.archive.articles import save_article
from scraper.archive.maintenance import optimise_archive
from scraper.archive.pages.snapshots import keep_page
from scraper.ingest.extraction import read_page
from scraper.model import Article, Block, BlockKind, Page
from scraper.portals import Portal, Registry, Zone
from scripts.sample.network.portals import posts_of
from scripts.sample.network.site import Network
from scripts.sample.server import Site as SampleSite

ROOT: Final = Path(__file__).parents[3]
RELEASES: Final = ROOT / "tests" / "fixtures" / "archives"
NOON: Final = datetime(2026, 8, 8, 5, 0, tzinfo=UTC)
PORTAL: Final = "tribun-jateng"

_WORDS: Final = [
    "warga",
    "kota",
    "jalan",
    "pasar",
    "sungai",
    "sekolah",
    "kepala",
    "dinas",
    "membangun",
    "jembatan",
    "baru",
    "setelah",
    "hujan",
    "banjir",
    "sawah",
    "petani",
    "panen",
    "harga",
    "beras",
    "naik",
    "turun",
    "polisi",
    "menangkap",
    "pelaku",
    "pencurian",
    "motor",
    "malam",
    "kemarin",
    "bupati",
    "meresmikan",
    "gedung",
    "rumah",
    "sakit",
    "pelabuhan",
    "nelayan",
    "ikan",
]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One command that is killed, and then run again until it completes."""

    name: str
    prepare: Callable[[Path], None]
    """Fills a folder with `archive.db` and whatever else the command needs."""
    command: Sequence[str]
    """Run in that folder."""
    served: Callable[[int], SampleSite] | None = None
    """Makes the site for a command that crawls; the moments of its kills are then counted in
    requests."""


def page(number: int) -> Page:
    """An article's page; of six in a row the last five are copies of the first."""
    story = number - number % 6
    words = [
        _WORDS[(story * 7 + place * place + place * (story % 11)) % len(_WORDS)]
        for place in range(240)
    ]
    body = "".join(
        f"<p>{' '.join(words[start : start + 40]).capitalize()}.</p>" for start in range(0, 240, 40)
    )
    url = f"https://jateng.tribunnews.com/2026/08/07/berita-nomor-{number}"
    html = (
        f"<!DOCTYPE html><html lang=id><head><title>Berita Nomor {number}</title>"
        f"<link rel=canonical href='{url}'></head><body><div id='article'>"
        f"<h1 id='arttitle'>Berita Nomor {number} dari Pekalongan</h1>"
        "<time>Jumat, 7 Agustus 2026 09:30</time><div class='side-article txt-article'>"
        f"<p>TRIBUNJATENG.COM, PEKALONGAN - Berita {number}.</p>{body}</div>"
        f"<div class='side-article'><div id='penulis'>Penulis: Dewi Contoh {number % 9}</div>"
        "</div></div></body></html>"
    )
    return Page(url, html.encode(), NOON, headers=MappingProxyType({"content-type": "text/html"}))


def _pages(folder: Path, count: int) -> None:
    (folder / "pages").mkdir()
    for number in range(count):
        (folder / "pages" / f"{number:05}.html").write_bytes(page(number).body)
        (folder / "pages" / f"{number:05}.html.json").write_text(
            f'{{"fetched_at": "{NOON.isoformat()}"}}'
        )


def old_readings(folder: Path, count: int) -> None:
    """Save articles as an old parser read them: with a promotion line in the body."""
    portal = Registry.load()[PORTAL]
    with Archive.open(folder / "archive.db", create=True) as archive:
        for number in range(count):
            _save_as_read_before(archive, page(number), portal)
        optimise_archive(archive)


def _save_as_read_before(archive: Archive, saved: Page, portal: Portal) -> None:
    article = read_page(saved, portal).result
    if not isinstance(article, Article):
        raise AssertionError(f"{saved.url} is no article: {article}")
    old = replace(
        article, body=(*article.body, Block(BlockKind.PARAGRAPH, "Ikuti kami di Contoh News"))
    )
    save_article(
        archive,
        old,
        portal=portal,
        snapshot_ids=(keep_page(archive, saved),),
        observed_at=NOON,
        run_id=None,
        parser_version="0.0.9+00000000",
    )


def _not_renewed(folder: Path, count: int) -> None:
    """Articles that are not yet in the lexicon or the clusters."""
    portal = Registry.load()[PORTAL]
    with Archive.open(folder / "archive.db", create=True) as archive:
        for number in range(count):
            _save_as_read_before(archive, page(number), portal)


def _released(folder: Path, count: int) -> None:
    """An archive from an earlier release, with its first article copied `count` times."""
    release = min(RELEASES.iterdir())
    for name in ("archive.db", "snapshots.db"):
        (folder / name).write_bytes(gzip.decompress((release / f"{name}.gz").read_bytes()))
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        columns = [
            name
            for _, name, *_ in connection.execute("PRAGMA table_info(articles)")
            if name not in ("id", "url")
        ]
        names = ", ".join(columns)
        connection.execute(
            f"INSERT INTO articles(url, {names}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT"
            " i + 1 FROM n WHERE i < ?) SELECT 'https://jateng.tribunnews.com/2022/08/07/salinan-'"
            f" || i, {names} FROM n, articles WHERE id = 1",
            (count,),
        )
        for table, rest in (
            ("bylines", ("position", "person_id", "role", "name", "label")),
            ("images", ("position", "placement", "url", "caption", "credit")),
        ):
            copied = ", ".join(f"c.{name}" for name in rest)
            connection.execute(
                f"INSERT INTO {table}(article_id, {', '.join(rest)}) SELECT a.id, {copied} FROM"
                f" articles a, {table} c WHERE c.article_id = 1 AND a.url LIKE '%/salinan-%'"
            )
        connection.commit()


def _crawl_settings(folder: Path) -> None:
    """An operator's folder for the sample network; the first crawl makes the archive."""
    settings = (
        'contact = "mailto:torture@kliping.invalid"\ndeclarations ='
        ' ["scripts.sample.network.portals"]\nloopback = true\ndelay = 0.0\n'
    )
    (folder / "kliping.toml").write_text(settings, encoding="utf-8")


_TODAY: Final = datetime.now(Zone.WIB.tzinfo).date()
_RENEW: Final = """
from pathlib import Path
from scraper.archive import Archive
from scraper.archive.maintenance import optimise_archive
with Archive.open(Path("archive.db")) as archive:
    optimise_archive(archive)
"""
_KLIPING: Final = (sys.executable, "-m", "scraper.cli")

SCENARIOS: Final = (
    Scenario("writing", lambda folder: _pages(folder, 200), (*_KLIPING, "import", "pages")),
    Scenario(
        "reparsing",
        lambda folder: old_readings(folder, 300),
        (*_KLIPING, "reparse", "--apply", "--workers", "2"),
    ),
    Scenario(
        "clustering",
        lambda folder: _not_renewed(folder, 1_000),
        (sys.executable, "-c", _RENEW),
    ),
    Scenario(
        "crawling",
        _crawl_settings,
        (*_KLIPING, "crawl", "sample-lampost", "--since", str(_TODAY - timedelta(days=7))),
        served=lambda port: Network(
            port=port,
            today=_TODAY,
            posts={"lampost": [replace(posts_of("lampost")[0], stories=40, per_day=40)]},
        ),
    ),
    Scenario(
        "migrating", lambda folder: _released(folder, 12_000), (*_KLIPING, "check", "--quick")
    ),
)
