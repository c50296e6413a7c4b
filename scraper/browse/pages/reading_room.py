"""An article as a newspaper prints it, beside it what the archive knows of it; its changes; its pages as they were fetched."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from datasette.utils.asgi import Response

from scraper.archive import Archive
from scraper.archive.articles import Archived, Edit, Revision, load_cited_state, load_edits
from scraper.archive.pages import load_page
from scraper.archive.statistics import Brand, load_brands
from scraper.archive.stories import StoryCopy, list_copies
from scraper.browse import security_headers
from scraper.browse.sanitize import sanitize
from scraper.browse.visit import Visit
from scraper.errors import InputError
from scraper.formats.citation import FORMATS
from scraper.formats.json_values import article_json
from scraper.model import Article, Page, Placement
from scraper.model.diff import DiffLine, DiffMark, compare_texts

_FIRST: Final = (
    "headline",
    "kicker",
    "standfirst",
    "bylines",
    "published_at",
    "body",
    "images",
    "tags",
)
"""Fields in the order in which a reader asks about them; others follow."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the article page shows."""

    archived: Archived
    old: Revision | None
    """The superseded state that was asked for."""
    edits: list[Edit]
    copies: list[StoryCopy]
    brands: dict[str, Brand]

    @property
    def article(self) -> Article:
        """The state that is shown."""
        return self.old.article if self.old else self.archived.article

    @property
    def observed_at(self) -> str:
        """When that state was first observed."""
        return self.old.observed_at if self.old else self.archived.revised_at

    @property
    def snapshot_ids(self) -> tuple[str, ...]:
        """The pages that it was read from."""
        return self.old.snapshot_ids if self.old else self.archived.snapshot_ids


def _seen(key: str) -> Callable[[Archive], _Seen]:
    def work(archive: Archive) -> _Seen:
        archived, old = load_cited_state(archive, key)
        number = archived.article_id
        return _Seen(
            archived,
            old,
            load_edits(archive, number),
            list_copies(archive, number),
            load_brands(archive),
        )

    return work


async def article(visit: Visit) -> Response:
    """`/article/KEY`, the key a citation (of a state too) or a number."""
    seen = await visit.read(_seen(visit.named("key")))
    shown = seen.article
    cited = {
        name: cite(shown, seen.archived.portal_name, seen.observed_at)
        for name, cite in FORMATS.items()
    }
    lead = next((image for image in shown.images if image.placement is Placement.LEAD), None)
    return await visit.html(
        "article.html",
        seen=seen,
        article=shown,
        archived=seen.archived,
        key=seen.archived.citation.partition(".")[0],
        cited=cited,
        lead=lead,
        others=[image for image in shown.images if image is not lead],
        evidence=_in_order(shown),
    )


async def as_json(visit: Visit) -> Response:
    """`/article/KEY.json`: the article as `kliping extract` prints it."""
    seen = await visit.read(_seen(visit.named("key")))
    return visit.json(
        article_json(seen.article)
        | {
            "citation": seen.archived.citation,
            "observed_at": seen.observed_at,
        }
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one edit, as two columns."""

    field: str
    before: tuple[DiffLine | int, ...]
    """Paragraphs; a number stands for so many that stayed and are left out."""
    after: tuple[DiffLine | int, ...]


async def changes(visit: Visit) -> Response:
    """`/article/KEY/changes`: every edit, the words that went beside those that came."""
    seen = await visit.read(_seen(visit.named("key")))
    steps = [
        (edit, [_change(name, *texts) for name, texts in edit.changes.items()])
        for edit in reversed(seen.edits)
    ]
    return await visit.html(
        "changes.html",
        seen=seen,
        archived=seen.archived,
        key=seen.archived.citation.partition(".")[0],
        steps=steps,
    )


def _change(field: str, before: str | None, after: str | None) -> Change:
    lines = list(_shortened(compare_texts(before, after)))
    return Change(field, _column(lines, DiffMark.TAKEN_OUT), _column(lines, DiffMark.PUT_IN))


def _shortened(lines: Sequence[DiffLine]) -> Iterator[DiffLine | int]:
    """The changed paragraphs, each with one of its neighbours on either side; in place of the others their number."""
    changed = [any(piece.mark is not DiffMark.KEPT for piece in line) for line in lines]
    skipped = 0
    for index, line in enumerate(lines):
        if any(changed[max(0, index - 1) : index + 2]):
            if skipped:
                yield skipped
            skipped = 0
            yield line
        else:
            skipped += 1
    if skipped:
        yield skipped


def _column(lines: Iterable[DiffLine | int], own: DiffMark) -> tuple[DiffLine | int, ...]:
    """The paragraphs of one side: what stayed and what is its own; an empty one where the other side has a paragraph more."""
    return tuple(
        (
            line
            if isinstance(line, int)
            else tuple(piece for piece in line if piece.mark in (DiffMark.KEPT, own))
        )
        for line in lines
    )


async def snapshot(visit: Visit) -> Response:
    """`/article/KEY/page/HASH`: a page as it was fetched, in a frame that can do nothing."""
    seen = await visit.read(_seen(visit.named("key")))
    name = _kept(seen, visit.named("hash"))
    page = await visit.read(lambda archive: load_page(archive, name))
    key = seen.archived.citation.partition(".")[0]
    return await visit.html(
        "snapshot.html",
        seen=seen,
        archived=seen.archived,
        key=key,
        hash=visit.named("hash"),
        page=page,
    )


async def frame(visit: Visit) -> Response:
    """`/article/KEY/page/HASH/frame`: what stands in that frame."""
    page = await _page(visit)
    body = await asyncio.to_thread(sanitize, page)
    return Response.html(
        body,
        headers={
            "content-security-policy": security_headers.SNAPSHOT,
            "x-dns-prefetch-control": "off",
        },
    )


async def original(visit: Visit) -> Response:
    """`/article/KEY/page/HASH/bytes`: the bytes as they came, to be saved and never shown."""
    page = await _page(visit)
    name = f"kliping-{visit.named('hash')[:16]}.html"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": security_headers.SNAPSHOT,
    }
    return Response(page.body, headers=headers, content_type="application/octet-stream")


async def _page(visit: Visit) -> Page:
    seen = await visit.read(_seen(visit.named("key")))
    name = _kept(seen, visit.named("hash"))
    return await visit.read(lambda archive: load_page(archive, name))


def _kept(seen: _Seen, sha256: str) -> str:
    """The page's name, where it is one of the article's, now or before: what was taken down or belongs to no article is not shown."""
    for name in (*seen.snapshot_ids, *seen.archived.snapshot_ids):
        if name.partition(" ")[0] == sha256:
            return name
    raise InputError(f"page {sha256} is none of {seen.archived.citation}")


def _in_order(article: Article) -> list[tuple[str, object]]:
    rest = sorted(set(article.evidence) - set(_FIRST))
    return [(name, article.evidence[name]) for name in (*_FIRST, *rest) if name in article.evidence]
