"""From a site's address to a declaration as a portal that was tried on it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from scraper.errors import InputError, PageError, SiteError
from scraper.model import Link, LinkKind, Page
from scraper.portals import LIVE, Network, Portal, Province, Registry, Source, SourceKind, Zone
from scraper.portals.user_portals import portal_of
from scraper.recognise import url_patterns
from scraper.recognise.examination import (
    Answer,
    Examined,
    Sampled,
    Tried,
    newest,
    read,
    sample,
    try_source,
)
from scraper.recognise.fetching import FailedFetch, Fetcher
from scraper.recognise.look import Look, zone_of
from scraper.untrusted.parsing import json_of
from scraper.urls import absolute, host_of, normalise

SCRATCH: Final = "being-added"
"""Slug of a site's network while it is examined: it is no portal yet."""
_FRONT: Final = Source(kind=SourceKind.LISTING, url="{base}/")
_INDEXES: Final = (SourceKind.DATED_INDEX, SourceKind.LISTING)
MOST_SOURCES: Final = 8
"""How many sources of a site are tried; the platforms' own come first."""
ENOUGH: Final = 0.9
"""Share of a site's article URLs that its platform's patterns must match to be kept; below it
patterns are made from the URLs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user says of the site; it overrides what is found."""

    slug: str | None = None
    name: str | None = None
    province: Province | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A declaration, and how it was seen to work."""

    table: Mapping[str, Any]
    """For `[[portal]]` of kliping.toml."""
    portal: Portal
    """The portal that it declares."""
    look: Look
    seen: Examined
    notes: tuple[str, ...]
    """What the user should know or correct, in words."""

    @property
    def kept(self) -> Examined:
        """What was seen, without the sources that the declaration leaves out."""
        return replace(
            self.seen, sources=tuple(one for one in self.seen.sources if one.broke is None)
        )


async def propose(asker: Fetcher, url: str, known: Registry, wishes: Wishes) -> Proposal:
    """Look at a few pages of the site under `url`, and propose its declaration.

    Raises:
        InputError: `url` is no URL, or its host is declared already.
        SiteError: the site cannot be reached, or no article is found on it.
    """
    site = _Site(asker, known, wishes, normalise(url))
    home = await site.home()
    await site.try_sources(home)
    links = site.samples or site.front()
    if not links:
        raise SiteError(
            f"{url}: no feed, sitemap or front page there names an article: is it a news portal?"
            " Declare it by hand in spiders/"
        )
    pages = await sample(asker, site.trial(links), newest(links))
    await site.look_closer(pages)
    table, notes = site.table(links, home.fetched_at.date())
    portal = portal_of(table, known)
    read_again = tuple(
        [await read(asker, one.url, one.page, portal) if one.page else one for one in pages]
    )
    return Proposal(
        table=table,
        portal=portal,
        look=site.look,
        seen=Examined(tuple(site.tried), read_again),
        notes=notes,
    )


class _Site:
    """One site while it is examined."""

    def __init__(self, asker: Fetcher, known: Registry, wishes: Wishes, url: str) -> None:
        owner = known.of(url)
        if owner is not None:
            raise InputError(
                f"{host_of(url)} is declared already, as {owner.slug}: `kliping portals check"
                f" {owner.slug}` tries it"
            )
        self.asker, self.known, self.wishes, self.url = asker, known, wishes, url
        self.tried: list[Tried] = []
        self.samples: list[Link] = []
        """Articles that sources named, which name nothing else."""
        self.anchors: Sequence[Link] = ()
        """All that the front page links to on its host."""
        self._sources: list[Source] = []
        self.slashed = 0
        """How many articles' addresses end in a slash, which a canonical URL does not."""
        self._zones: Counter[Zone] = Counter()

    async def home(self) -> Page:
        """Fetch the front page, and note what it says and links to."""
        anything = self._anything(self.url)
        page = await self.asker.ask(anything.base + "/", anything, LinkKind.LISTING)
        if isinstance(page, FailedFetch):
            raise SiteError(f"{anything.base}/ cannot be fetched ({page.why}): check the address")
        self.look = await self.asker.look(page)
        self.scratch = self._anything(page.url)
        self.anchors = (await self.asker.links(page, self.scratch)).articles
        return page

    def _anything(self, url: str) -> Portal:
        """A portal of the host for which every page is an article, until their URLs are known."""
        parts = urlsplit(url)
        network = Network(
            slug=SCRATCH,
            name="being added",
            platform="unknown",
            host=host_of(url),
            articles=(r"/.+",),
            scheme=parts.scheme,
            port=parts.port,
        )
        return network.portal("site")

    async def try_sources(self, home: Page) -> None:
        """Ask the sources that the site may have; keep those that answer, in order of trust."""
        modelled = self._modelled()
        for source in self._candidates()[:MOST_SOURCES]:
            # a feed names articles only, so that any URL may be one; an index links to other pages
            portal = modelled if source.kind in _INDEXES else self.scratch
            answer = await try_source(self.asker, portal, source, home.fetched_at.date())
            self.tried.append(answer.tried)
            if answer.tried.broke is None:
                self._sources.append(source)
                self._note_zones(answer)
                base = self.scratch.base
                self.samples += [link for link in answer.links if link.url.rstrip("/") != base]

    def front(self) -> list[Link]:
        """The articles that the front page links to, by the platform's patterns or their looks."""
        modelled = self._modelled()
        known = [link for link in self.anchors if modelled.is_article(link.url)]
        if known:
            return known
        likely = url_patterns.likely_articles(link.url for link in self.anchors)
        return [Link(url, LinkKind.ARTICLE) for url in likely]

    async def look_closer(self, samples: Sequence[Sampled]) -> None:
        """Note what only articles show: the system's marks, the zone, a slash ending a URL."""
        for one in samples:
            if one.page is None:
                continue
            self.slashed += urlsplit(one.page.url).path.endswith("/")
            try:
                closer = await self.asker.look(one.page)
            except PageError:
                # too costly, or no text: its sample says so, and the others show what the site is
                continue
            self._zones.update(closer.zones)
            ranks = self.known.platforms.index
            if ranks(closer.platform) < ranks(self.look.platform):
                self.look = replace(
                    self.look,
                    platform=closer.platform,
                    mark=closer.mark,
                    generator=self.look.generator or closer.generator,
                )

    def _candidates(self) -> list[Source]:
        """The sources that the site may have: its model's, its feeds, robots.txt's sitemaps."""
        base = self.scratch.base
        model = [
            source
            for source in self._model().sources
            if source.url.startswith("{base}") and source.url != _FRONT.url
        ]
        feeds = [
            _source(SourceKind.FEED, base, feed)
            for feed in self.look.feeds
            if self.scratch.owns(feed)
        ]
        sitemaps = [_source(_sitemap_kind(one), base, one) for one in self._robots_sitemaps()]
        found: dict[str, Source] = {}
        # in order of trust; what the site itself names is spelled as the site spells it
        for source in (*model, *feeds, *sitemaps):
            url = source.at(base, self.scratch.key, date(2022, 8, 2)).rstrip("/")
            found[url] = (
                replace(source, kind=found[url].kind, backfill=found[url].backfill)
                if url in found
                else source
            )
        return list(found.values())

    def _robots_sitemaps(self) -> Iterator[str]:
        for named in self.asker.sitemaps:
            url = absolute(self.scratch.base + "/", named)
            if url and self.scratch.owns(url):
                yield url

    def _note_zones(self, answer: Answer) -> None:
        """Count the zones that a source shows: by WordPress's two clocks, or an offset."""
        clocks = _both_clocks(answer.page) if answer.page else []
        hints = (link.published_hint for link in answer.links if link.published_hint)
        offsets = [*(local - utc for local, utc in clocks), *(hint.utcoffset() for hint in hints)]
        self._zones.update(zone for zone in map(zone_of, offsets) if zone)

    def _model(self) -> Network:
        host = self.scratch.hosts[0]
        return self._network() or self.look.platform.network(SCRATCH, host, host)

    def _modelled(self) -> Portal:
        """The site by its network or platform, before its own sources and patterns are known."""
        scheme, port = self.scratch.network.scheme, self.scratch.network.port
        network = replace(self._model(), sources=(), examples=(), scheme=scheme, port=port)
        return network.portal(self.scratch.key, hosts=self.scratch.hosts)

    def _network(self) -> Network | None:
        """The network whose hosts are named like this one, which then is a new member."""
        return self.known.network_of_host(self.scratch.hosts[0])

    def trial(self, links: Sequence[Link]) -> Portal:
        """A portal of the host with patterns for those links, to read them before a declaration."""
        patterns = url_patterns.article_patterns(link.url for link in links)
        return replace(self.scratch, network=replace(self.scratch.network, articles=patterns))

    def table(self, links: Sequence[Link], today: date) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The declaration as a table, and notes on it for the user."""
        host, parts = self.scratch.hosts[0], urlsplit(self.scratch.base)
        network, notes = self._network(), []
        slug = self.wishes.slug or self._free_slug(host)
        table: dict[str, Any] = {
            "slug": slug,
            "name": self.wishes.name or self.look.name,
            "hosts": [host],
        }
        table |= {"network": network.slug} if network else {"like": self.look.platform.slug}
        table |= {"scheme": parts.scheme} if parts.scheme != "https" else {}
        table |= {"port": parts.port} if parts.port else {}
        zone, zone_notes = self._zone()
        notes += zone_notes
        table |= (
            {"province": self.wishes.province.title}
            if self.wishes.province
            else {"zone": zone.name}
        )
        table |= self._patterns(links)
        listing = portal_of(table | {"sources": []}, self.known)
        named = [link for link in self.anchors if listing.is_article(link.url)]
        sources = [*self._sources, *([_FRONT] if named else [])]
        table["sources"] = [_source_table(source) for source in sources]
        table |= {"closing_slash": True} if self.slashed else {}
        table["verified"] = f"{LIVE} {today:%Y-%m-%d}"
        if not any(source.reaches_back for source in sources):
            notes.append("none of its sources reaches back: --since and --until find nothing there")
        return table, tuple(notes)

    def _zone(self) -> tuple[Zone, list[str]]:
        """The province's zone, else the one that the site shows most often, and notes on it."""
        seen = self._zones.most_common(1)[0][0] if self._zones else None
        if self.wishes.province:
            zone = self.wishes.province.zone
            wrong = seen is not None and seen is not zone
            said = (
                f"its sources print the clock of {seen.name if seen else ''}, and"
                f" {self.wishes.province.title} has {zone.name}"
            )
            return zone, [said] if wrong else []
        if seen is None:
            note = "no source says which zone its clock is in: WIB is assumed; name its --province"
            return Zone.WIB, [note]
        return seen, ["no province: name its --province"]

    def _patterns(self, links: Sequence[Link]) -> dict[str, Any]:
        """Patterns for the links, where the platform's do not fit them."""
        trial = self._modelled()
        if sum(trial.is_article(link.url) for link in links) >= ENOUGH * len(links):
            return {}
        made = {"articles": list(url_patterns.article_patterns(link.url for link in links))}
        wide = replace(trial.network, articles=(r"/.+",)).portal(
            self.scratch.key, hosts=self.scratch.hosts
        )
        refused = [link.url for link in links if not wide.is_article(link.url)]
        if len(refused) > (1 - ENOUGH) * len(links):
            kept = [
                pattern
                for pattern in trial.network.not_articles
                if not _refuses(wide, pattern, refused)
            ]
            made |= {"not_articles": kept or ["/$"]}
        return made

    def _free_slug(self, host: str) -> str:
        """A slug made of the host that no portal has."""
        taken = {portal.slug for portal in self.known}
        labels = [label for label in host.split(".") if label != "www"]
        short = labels[0] if len(labels) <= 2 or len(labels[-2]) <= 3 else "-".join(labels[:-1])
        return next(
            slug
            for slug in (short, "-".join(labels), "-".join([*labels, "2"]))
            if slug not in taken
        )


def _refuses(wide: Portal, pattern: str, urls: Iterable[str]) -> bool:
    """True where the pattern for pages that are no articles refuses one of the URLs."""
    alone = replace(wide.network, not_articles=(pattern,)).portal(wide.key, hosts=wide.hosts)
    return not all(alone.is_article(url) for url in urls)


def _source(kind: SourceKind, base: str, url: str) -> Source:
    """A source under a URL that a page named, with `{base}` for its base; braces are doubled."""
    escaped = url.replace("{", "{{").replace("}", "}}")
    if escaped.startswith(base + "/"):
        escaped = "{base}" + escaped.removeprefix(base)
    return Source(kind=kind, url=escaped)


def _sitemap_kind(url: str) -> SourceKind:
    return SourceKind.NEWS_SITEMAP if "news" in url.rpartition("/")[2] else SourceKind.SITEMAP


def _source_table(source: Source) -> dict[str, Any]:
    table: dict[str, Any] = {"kind": source.kind.value, "url": source.url}
    table |= {"max_pages": source.max_pages} if source.max_pages > 1 else {}
    table |= {"step": source.step} if source.step else {}
    return table | ({"backfill": True} if source.backfill else {})


def _both_clocks(page: Page) -> list[tuple[datetime, datetime]]:
    """The local and the UTC time of each post in an answer of WordPress's REST API."""
    try:
        posts = json_of(page.body)
        return [
            (datetime.fromisoformat(post["date"]), datetime.fromisoformat(post["date_gmt"]))
            for post in posts
        ]
    except (InputError, ValueError, TypeError, KeyError):  # another kind of source
        return []
