"""Values that the archive's tests save: an article, a portal, a strategy for any article."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from types import MappingProxyType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.archive.articles import Saved, save_article
from scraper.ingest.extraction import Extraction
from scraper.ingest.filing import Filed, Filing, file_articles
from scraper.model import Article, Block, BlockKind, Byline, Evidence, Image, Page, Placement, Role
from scraper.portals import Network, Portal, Province

NETWORK = Network(
    slug="kabar",
    name="Kabar Daerah",
    platform="sample",
    host="{key}.kabar.example",
    articles=(r"/\d+/[^/]+",),
    verified="a network of the tests",
)
PORTAL = NETWORK.portal("jateng", "KabarJateng.com", Province.JAWA_TENGAH)
OTHER = NETWORK.portal("papua", "KabarPapua.com", Province.PAPUA)

URL = "https://jateng.kabar.example/1/jalan-baru"
NOON = datetime(2022, 8, 2, 5, 0, tzinfo=UTC)
WIB = timezone(timedelta(hours=7))

ARTICLE = Article(
    url=URL,
    headline="Jalan Baru di Pekalongan Dibuka",
    body=(
        Block(
            BlockKind.PARAGRAPH, "KABARJATENG.COM, PEKALONGAN - Jalan lingkar dibuka hari Jum'at."
        ),
        Block(BlockKind.SUBHEAD, "Biaya"),
        Block(
            BlockKind.PARAGRAPH, "Warga membayar Rp1.000 dengan e-KTP, naik 50% dari tahun lalu."
        ),
        Block(BlockKind.QUOTE, "Kami senang,\nsungguh."),
    ),
    portal=PORTAL.slug,
    kicker="Infrastruktur",
    section="Jateng",
    standfirst="Jalan lingkar utara selesai lebih cepat.",
    dateline="KABARJATENG.COM, PEKALONGAN",
    bylines=(
        Byline("Indra Dwi P.", Role.REPORTER, "Penulis"),
        Byline("Moch Anhar", Role.EDITOR, "Editor"),
    ),
    published_at=datetime(2022, 8, 2, 1, 5, tzinfo=WIB),
    published_raw="Selasa, 2 Agustus 2022 01:05 WIB",
    modified_at=datetime(2022, 8, 2, 9, 0, tzinfo=WIB),
    modified_raw="Selasa, 2 Agustus 2022 09:00 WIB",
    images=(
        Image(
            "Jalan lingkar dari udara",
            "Kabar/Indra",
            Placement.LEAD,
            "https://img.kabar.example/1.jpg",
        ),
        Image("Warga melintas", None, Placement.INLINE),
    ),
    tags=("Pekalongan", "jalan"),
    signature="(idp)",
    source="Kabar Jateng",
    evidence=MappingProxyType(
        {
            "headline": Evidence("rule:kabar h1", "Jalan Baru…"),
            "published_at": Evidence("meta:date", None, "zone"),
        }
    ),
)
INCOMPLETE = replace(
    ARTICLE, body=ARTICLE.body[:1], parts=2, parts_found=1, part_urls=(f"{URL}?page=2",)
)
COMPLETE = replace(ARTICLE, parts=2, parts_found=2)


def reworded(
    headline: str = "Jalan Baru di Pekalongan Ditutup", article: Article = ARTICLE
) -> Article:
    return replace(article, headline=headline)


def numbered(number: int) -> Article:
    """One of many different articles."""
    return replace(
        ARTICLE,
        url=f"https://jateng.kabar.example/{number}/berita-{number}",
        headline=f"Berita ke-{number}",
    )


def page(url: str = URL, body: bytes = b"<p>Halo</p>", fetched_at: datetime = NOON) -> Page:
    return Page(
        url=url,
        body=body,
        fetched_at=fetched_at,
        headers=MappingProxyType({"content-type": "text/html", "etag": '"a1"'}),
    )


def save(archive: Archive, article: Article = ARTICLE, at: datetime = NOON, **more: Any) -> Saved:
    rest: dict[str, Any] = {
        "portal": PORTAL,
        "snapshot_ids": (),
        "run_id": None,
        "parser_version": "0.1.0+tests",
    } | more
    return save_article(archive, article, observed_at=at, **rest)


def counts(archive: Archive, *tables: str) -> list[int]:
    return [
        archive.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in tables
    ]


# Any text that UTF-8 can hold, NUL apart: what extraction may hand over. `test_rows` has the rest.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
MOMENT = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).flatmap(
    lambda naive: st.integers(-720, 840).map(
        lambda m: naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=m)))
    )
)


URLS = st.integers(1, 3).map(lambda n: f"https://situs.example/{n}") | st.just(
    "urn:kliping:sha256:" + "0" * 64
)
OWN: dict[type, dict[str, st.SearchStrategy[Any]]] = {
    Article: {
        "url": URLS,
        "portal": st.none(),
        "language": st.sampled_from(["id", "en"]),
        "evidence": st.dictionaries(TEXT, st.deferred(lambda: values_of(Evidence)), max_size=3).map(
            MappingProxyType
        ),
    },
}
"""Strategies for the fields whose type does not say what they may hold."""


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of that type; all fields of a dataclass are drawn, also future ones."""
    if is_dataclass(kind):
        hints, own = get_type_hints(kind), OWN.get(cast("type", kind), {})
        drawn = {
            one.name: own[one.name] if one.name in own else values_of(hints[one.name])
            for one in fields(kind)
        }
        return st.builds(cast("type", kind), **drawn)
    if get_origin(kind) is tuple:
        return st.lists(values_of(get_args(kind)[0]), max_size=3).map(tuple)
    if isinstance(kind, UnionType):
        return st.one_of(*map(values_of, get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    return {str: TEXT, int: st.integers(1, 3), datetime: MOMENT, type(None): st.none()}[kind]


def articles() -> st.SearchStrategy[Article]:
    """Any article of an undeclared host."""
    return cast("st.SearchStrategy[Article]", values_of(Article))


__all__ = [
    "ARTICLE",
    "COMPLETE",
    "INCOMPLETE",
    "NOON",
    "OTHER",
    "PORTAL",
    "TEXT",
    "URL",
    "Portal",
    "articles",
    "counts",
    "numbered",
    "page",
    "reworded",
    "save",
]


def file_article(
    extractions: Sequence[Extraction],
    archive: Archive,
    *,
    run_id: int | None,
    requested: str | None = None,
    next_due: datetime | None = None,
    elapsed_ms: int | None = None,
) -> Filed:
    """File the extractions of one article's pages, as a command does."""
    filing = Filing(extractions, requested, next_due, elapsed_ms)
    (filed,) = file_articles([filing], archive, run_id=run_id)
    return filed
