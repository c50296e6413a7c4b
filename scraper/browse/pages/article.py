"""The pages of one article: its text and history, its changes, its stored pages."""

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
"""Fields in the order that interests a reader; the others follow."""


@dataclass(frozen=True, slots=True)
class _ArticleView:
    """What the article page shows."""

    archived: Archived
    old: Revision | None
    """The superseded state, if one was asked for."""
    edits: list[Edit]
    copies: list[StoryCopy]
    brands: dict[str, Brand]

    @property
    def article(self) -> Article:
        """The state that is shown."""
        return self.old.article if self.old else self.archived.article

    @property
    def observed_at(self) -> str:
        """When this state was first observed."""
        return self.old.observed_at if self.old else self.archived.revised_at

    @property
    def snapshot_ids(self) -> tuple[str, ...]:
        """The pages that this state was read from."""
        return self.old.snapshot_ids if self.old else self.archived.snapshot_ids


def _load(key: str) -> Callable[[Archive], _ArticleView]:
    def work(archive: Archive) -> _ArticleView:
        archived, old = load_cited_state(archive, key)
        number = archived.article_id
        return _ArticleView(
            archived,
            old,
            load_edits(archive, number),
            list_copies(archive, number),
            load_brands(archive),
        )

    return work


async def article(visit: Visit) -> Response:
    """`/article/KEY`; the key is a citation, also of one state, or a number."""
    seen = await visit.read(_load(visit.path_part("key")))
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
    seen = await visit.read(_load(visit.path_part("key")))
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
    """Paragraphs; a number stands for that many unchanged ones that are left out."""
    after: tuple[DiffLine | int, ...]


async def changes(visit: Visit) -> Response:
    """`/article/KEY/changes`: every edit, removed words beside added ones."""
    seen = await visit.read(_load(visit.path_part("key")))
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
    """The changed paragraphs with one neighbour on either side; the number of the others."""
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
    """One side: unchanged words and its own; empty beside a paragraph that only the other has."""

    def of_this_side(line: DiffLine) -> DiffLine:
        return tuple(piece for piece in line if piece.mark in (DiffMark.KEPT, own))

    return tuple(line if isinstance(line, int) else of_this_side(line) for line in lines)


async def snapshot(visit: Visit) -> Response:
    """`/article/KEY/page/HASH`: a page as it was fetched, in a sandboxed frame."""
    seen = await visit.read(_load(visit.path_part("key")))
    name = _page_name(seen, visit.path_part("hash"))
    page = await visit.read(lambda archive: load_page(archive, name))
    key = seen.archived.citation.partition(".")[0]
    return await visit.html(
        "snapshot.html",
        seen=seen,
        archived=seen.archived,
        key=key,
        hash=visit.path_part("hash"),
        page=page,
    )


async def frame(visit: Visit) -> Response:
    """`/article/KEY/page/HASH/frame`: the content of that frame."""
    page = await _load_page(visit)
    body = await asyncio.to_thread(sanitize, page)
    return Response.html(
        body,
        headers={
            "content-security-policy": security_headers.SNAPSHOT,
            "x-dns-prefetch-control": "off",
        },
    )


async def original(visit: Visit) -> Response:
    """`/article/KEY/page/HASH/bytes`: the original bytes, sent as a download only."""
    page = await _load_page(visit)
    name = f"kliping-{visit.path_part('hash')[:16]}.html"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": security_headers.SNAPSHOT,
    }
    return Response(page.body, headers=headers, content_type="application/octet-stream")


async def _load_page(visit: Visit) -> Page:
    seen = await visit.read(_load(visit.path_part("key")))
    name = _page_name(seen, visit.path_part("hash"))
    return await visit.read(lambda archive: load_page(archive, name))


def _page_name(seen: _ArticleView, sha256: str) -> str:
    """The name of the article's page with this hash.

    Pages that were taken down, or that belong to no article, are not shown.

    Raises:
        InputError: the article has no such page.
    """
    for name in (*seen.snapshot_ids, *seen.archived.snapshot_ids):
        if name.partition(" ")[0] == sha256:
            return name
    raise InputError(f"page {sha256} does not belong to {seen.archived.citation}")


def _in_order(article: Article) -> list[tuple[str, object]]:
    rest = sorted(set(article.evidence) - set(_FIRST))
    return [(name, article.evidence[name]) for name in (*_FIRST, *rest) if name in article.evidence]
