"""A declared portal tried on its live site: each source once, and a few of the newest articles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from scraper.errors import PageError, TooCostly
from scraper.model import Article, Link, LinkKind, Links, Page, Reason, Refusal
from scraper.portals import Portal, Source, SourceKind
from scraper.recognise.fetching import FailedFetch, Fetcher

ARTICLES: Final = 3
"""How many articles of a site are read."""
_MOST_TRIED: Final = 6
_NOTHING: Final = "it names no article of the portal"
_OF_ARTICLES: Final = ("post", "news", "berita", "artikel", "article")
_OLDEST: Final = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tried:
    """One source that was asked."""

    url: str
    named: int
    """How many articles it named, or an index of sitemaps how many of these."""
    broke: str | None
    """Why it could not be read, in words."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """One article that was asked for."""

    url: str
    page: Page | None
    """None where it could not be fetched."""
    result: Article | Refusal | None
    """None where the page could not be fetched or read."""
    broke: str | None
    """Why there is no article, in words."""

    @property
    def article(self) -> Article | None:
        """The article, where the page is one."""
        return self.result if isinstance(self.result, Article) else None


@dataclass(frozen=True, slots=True)
class Examined:
    """What a site showed."""

    sources: tuple[Tried, ...]
    samples: tuple[Sampled, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that were read."""
        return tuple(sampled.article for sampled in self.samples if sampled.article)


async def examine(asker: Fetcher, portal: Portal, today: date) -> Examined:
    """Ask each of the portal's sources once, and three of the newest articles that they name."""
    tried: list[Tried] = []
    named: dict[str, Link] = {}
    for source in portal.network.sources:
        found = await try_source(asker, portal, source, today)
        tried.append(found.tried)
        named = {link.url: link for link in found.links} | named
    return Examined(tuple(tried), await sample(asker, portal, newest(named.values())))


def newest(links: Iterable[Link]) -> list[Link]:
    """The links from the newest to the oldest, then those without a date in their own order."""
    return sorted(links, key=lambda link: link.published_hint or _OLDEST, reverse=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source gave."""

    tried: Tried
    links: Sequence[Link] = ()
    """The articles that it named; for an index of sitemaps those that one sitemap named."""
    page: Page | None = None
    """Its page, where it could be read."""


async def try_source(asker: Fetcher, portal: Portal, source: Source, today: date) -> Answer:
    """Ask the source for today, and for yesterday where it has nothing for today yet.

    Of an index of sitemaps one child is asked for all.
    """
    answer = await _try(asker, portal, source, source.at(portal.base, portal.key, today))
    if source.by_date and answer.page is not None and not answer.links:
        answer = await _try(
            asker, portal, source, source.at(portal.base, portal.key, today - timedelta(days=1))
        )
    return answer


async def _try(asker: Fetcher, portal: Portal, source: Source, url: str) -> Answer:
    page = await asker.ask(url, portal, source.kind.link_kind)
    found = await _links(asker, page, portal)
    if isinstance(page, FailedFetch) or isinstance(found, str):
        return Answer(Tried(url, 0, str(found)))
    unlike = source.kind.link_kind is not LinkKind.LISTING and found.kind is LinkKind.LISTING
    if unlike or (source.kind is SourceKind.JSON and page.body.lstrip()[:1] not in (b"{", b"[")):
        return Answer(Tried(url, 0, f"an HTML page in place of a {source.kind.value}"))
    if not found.sources or found.articles:
        broke = found.note or (None if found.articles else _NOTHING)
        return Answer(Tried(url, len(found.articles), broke), found.articles, page)
    return await _try_child(asker, portal, url, found, page)


async def _try_child(asker: Fetcher, portal: Portal, url: str, index: Links, page: Page) -> Answer:
    """The answer of an index of sitemaps, by one of them."""
    child = likely_child(index.sources).url
    inner = await _links(asker, await asker.ask(child, portal, LinkKind.SITEMAP), portal)
    articles = () if isinstance(inner, str) else inner.articles
    broke = inner if isinstance(inner, str) else inner.note or (None if articles else _NOTHING)
    note = f"its sitemap {child}: {broke}" if broke else index.note
    return Answer(Tried(url, len(index.sources), note), articles, page)


async def _links(asker: Fetcher, page: Page | FailedFetch, portal: Portal) -> Links | str:
    """The page's links, or why it could not be read."""
    if isinstance(page, FailedFetch):
        return page.why
    try:
        return await asker.links(page, portal)
    except PageError as error:
        return str(error)


async def sample(asker: Fetcher, portal: Portal, links: Iterable[Link]) -> tuple[Sampled, ...]:
    """The first articles of `links`, read; a page that is no article is replaced by the next."""
    found: list[Sampled] = []
    for link in list(links)[:_MOST_TRIED]:
        if sum(one.article is not None for one in found) >= ARTICLES:
            break
        found.append(await _read(asker, portal, link.url))
    return tuple(found)


async def _read(asker: Fetcher, portal: Portal, url: str) -> Sampled:
    page = await asker.ask(portal.address(url), portal, LinkKind.ARTICLE)
    if isinstance(page, FailedFetch):
        return Sampled(url, None, None, page.why)
    return await read(asker, url, page, portal)


async def read(asker: Fetcher, url: str, page: Page, portal: Portal) -> Sampled:
    """The article of the page fetched from `url`, by the portal's rules."""
    try:
        result = await asker.extract(page, portal)
    except TooCostly as error:
        result = Refusal(Reason.TOO_COSTLY, str(error))
    except PageError as error:
        return Sampled(url, page, None, str(error))
    if isinstance(result, Refusal):
        return Sampled(url, page, result, f"no article ({result.reason}): {result.detail}")
    return Sampled(url, page, result, None)


def likely_child(children: Sequence[Link]) -> Link:
    """The child of an index that most likely holds articles.

    It is the one that changed last, of those named after posts or news if there are any.
    """
    named = [
        link
        for link in children
        if any(word in link.url.rpartition("/")[2] for word in _OF_ARTICLES)
    ]
    return max(named or children, key=lambda link: link.changed_hint or _OLDEST)
