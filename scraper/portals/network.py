"""`Network`, `Portal` and `Platform`: what one portal declares, checked when it is made."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from scraper.errors import InputError, PortalError
from scraper.portals.crawl_policy import CrawlPolicy
from scraper.portals.provinces import Province, Zone
from scraper.portals.rules import Rules, compiled, parse_selector
from scraper.portals.sources import Source
from scraper.urls import AMP, Parts, absolute, first_page, host_of, normalise, spellings

DECLARED: Final = "declared from public sources, not seen live"
"""How far a portal is verified when no page of it was read."""

LIVE: Final = "seen live on"
"""The beginning of the verification of a portal that `kliping add` tried on the living site."""

SAVED: Final = "saved pages"
"""The beginning of the verification of a portal that was tried on its own saved pages."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Network:
    """What the portals of one network share."""

    slug: str
    name: str
    platform: str
    """The system that prints the pages: `tribun_cms`, `promedia`, `wordpress`…"""
    host: str
    """Template of a portal's host: `{key}.tribunnews.com`."""
    publisher: str | None = None
    """Legal owner, where known."""
    scheme: str = "https"
    port: int | None = None
    articles: tuple[str, ...]
    """Regular expressions for paths of articles; one of them matches the whole path."""
    not_articles: tuple[str, ...] = ()
    """Regular expressions, matched at the start of the path, for what is never an article,
    whatever `articles` says."""
    examples: tuple[str, ...] = ()
    """Article URLs that the patterns must accept; each is checked with the portal that owns it."""
    sources: tuple[Source, ...] = ()
    """In order of trust."""
    rules: tuple[Rules, ...] = ()
    """Newest layout first."""
    entries: tuple[str, ...] = ()
    """Templates of article paths, for JSON sources whose entries have no URL. They name fields of
    the entry: `/{category.slug}/{id}/{slug}`."""
    drop_query: bool = True
    """True where the query does not distinguish articles."""
    parts: Parts | None = None
    """How the further pages of an article are addressed; None: in one document, or unknown."""
    closing_slash: bool = False
    """True where the site redirects an article's URL without a closing slash; a canonical URL has
    none."""
    full_page: str | None = None
    """What to append to a canonical URL to get all parts in one document (`?page=all`)."""
    host_aliases: tuple[tuple[str, str], ...] = ()
    """(regular expression, replacement) on hosts that mirror a portal: `("^m\\.", "")`."""
    path_aliases: tuple[tuple[str, str], ...] = ()
    """(regular expression, replacement) on other spellings of an article's path: `("/full$", "")`.
    `/amp` needs none."""
    delay: float = 2.0
    """Seconds between two requests to any host of the network."""
    crawl_policy: CrawlPolicy = field(default_factory=CrawlPolicy)
    language: str = "id"
    verified: str = DECLARED
    """What the declaration rests on, for a portal that has no page in `seen`."""
    seen: tuple[tuple[str, int], ...] = ()
    """(host, year) of each saved page that the declaration was tried on."""
    evidence: tuple[str, ...] = ()
    """Where the facts come from: ids of the knowledge base (docs/ADDING_A_PORTAL.md)."""

    def __post_init__(self) -> None:
        where = f"network {self.slug!r}"
        if not _SLUG.fullmatch(self.slug):
            raise PortalError(f"{where}: slug: use lower-case letters, digits and single hyphens")
        if self.delay < 0:
            raise PortalError(f"{where}: delay: give seconds, 0 or more")
        for name in ("articles", "not_articles"):
            for pattern in getattr(self, name):
                compiled(pattern, where, name)
        for name in ("host_aliases", "path_aliases"):
            for pattern, _ in getattr(self, name):
                compiled(pattern, where, name)

    def portal(
        self,
        key: str,
        name: str | None = None,
        province: Province | None = None,
        *,
        slug: str | None = None,
        hosts: tuple[str, ...] = (),
        sections: str | None = None,
        zone: Zone | None = None,
        **differences: Any,
    ) -> "Portal":
        """One portal of the network.

        By default its slug is `{network}-{key}`, its host follows the network's template, and its
        zone is the province's. Without a name it goes by its host: no brand is invented.
        `differences` are fields of the network that have another value for this portal.
        """
        hosts = hosts or (self.host.format(key=key),)
        return Portal(
            slug=slug or f"{self.slug}-{key}",
            key=key,
            name=name or hosts[0].removeprefix("www."),
            province=province,
            network=replace(self, **differences) if differences else self,
            hosts=hosts,
            sections=sections,
            zone=zone or (province.zone if province else Zone.WIB),
        )


@dataclass(frozen=True, kw_only=True)
class Portal:
    """One site that Kliping archives."""

    slug: str
    key: str
    """The portal's name within its network: the subdomain."""
    name: str
    """The brand as printed (`TribunJateng.com`), or the host where no source prints one."""
    network: Network
    hosts: tuple[str, ...]
    """Host names without port, the main one first; no two portals share one.

    A host with `www.` and without is the same.
    """
    sections: str | None = None
    """Regular expression for the hosts of further sections, where no source lists them all; it
    matches no other portal's host."""
    province: Province | None = None
    """None for a portal of the whole country or of several provinces, or one that no source
    places."""
    zone: Zone
    """The zone of a time that the page prints without one."""

    def __post_init__(self) -> None:
        where = f"portal {self.slug!r}"
        if not _SLUG.fullmatch(self.slug):
            raise PortalError(f"{where}: slug: use lower-case letters, digits and single hyphens")
        if not self.hosts:
            raise PortalError(f"{where}: hosts: name at least one host")
        if self.sections:
            compiled(self.sections, where, "sections")
        if self.province and self.zone is not self.province.zone:
            raise PortalError(
                f"{where}: zone: {self.zone.name} is not the zone of {self.province.title}"
                f" ({self.province.zone.name})"
            )
        self._check_examples(where)
        self._check_sources(where)

    def _check_examples(self, where: str) -> None:
        full_page = self.network.full_page
        for url in filter(self.owns, self.network.examples):
            if not self.is_article(url):
                raise PortalError(
                    f"{where}: examples: {url} is not accepted by the network's patterns"
                )
            if full_page and self.network.crawl_policy.forbids(self.canonical(url) + full_page):
                raise PortalError(
                    f"{where}: full_page: robots.txt forbids {url}{full_page}: leave it out"
                )

    def _check_sources(self, where: str) -> None:
        for source in self.network.sources:
            url = source.at(self.base, self.key, date(2022, 8, 2))
            if self.is_article(url):
                raise PortalError(
                    f"{where}: articles: the patterns accept the portal's own index {url}"
                )
            if not self.owns(url):
                raise PortalError(
                    f"{where}: sources: {url} is on no host of the portal: add its host, the crawl"
                    " never leaves them"
                )
            if self.network.crawl_policy.forbids(url):
                raise PortalError(f"{where}: sources: robots.txt forbids {url}: leave it out")

    @property
    def base(self) -> str:
        """Scheme, main host and port: `https://jateng.tribunnews.com`."""
        port = f":{self.network.port}" if self.network.port else ""
        return f"{self.network.scheme}://{self.hosts[0]}{port}"

    @property
    def verified(self) -> str:
        """The portal's own saved pages and their years, else what the declaration rests on."""
        own = [(host, year) for host, year in self.network.seen if self.owns(f"https://{host}/")]
        if own:
            return f"{SAVED}: {_years(own)}"
        return self.network.verified + (
            f"; its network on saved pages: {_years(self.network.seen)}"
            if self.network.seen
            else ""
        )

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
        return tuple(map(re.compile, self.network.articles)), tuple(
            map(re.compile, self.network.not_articles)
        )

    def _at_home(self, netloc: str) -> str:
        """The declared host (and port) behind any of its aliases and mirrors."""
        for pattern, replacement in self.network.host_aliases:
            netloc = re.sub(pattern, replacement, netloc)
        host, colon, port = netloc.partition(":")
        known = (
            name
            for has in (self.hosts.__contains__, self.has_section)
            for name in spellings(host)
            if has(name)
        )
        return next(known, host) + colon + port

    def has_section(self, host: str) -> bool:
        """True where the host has the shape of one of the portal's sections."""
        return self.sections is not None and re.fullmatch(self.sections, host) is not None

    def owns(self, url: str) -> bool:
        """True where the URL's host is one of the portal's or of a section, or an alias of one."""
        home = self._at_home(host_of(url))
        return home in self.hosts or self.has_section(home)

    def canonical(self, url: str) -> str:
        """The one spelling of an article's URL, for its mirrors, parts, tracking and mobile forms.

        Idempotent.

        Raises:
            InputError: the text is not an absolute http(s) URL.
        """
        url = normalise(url, drop_query=self.network.drop_query)
        scheme, _, rest = url.partition("://")
        netloc, slash, tail = rest.partition("/")
        path, mark, query = (slash + tail).partition("?")
        aliases = (
            *AMP,
            *self.network.path_aliases,
            *(self.network.parts.aliases if self.network.parts else ()),
        )
        return f"{scheme}://{self._at_home(netloc)}{first_page(path, aliases)}{mark}{query}"

    def address(self, url: str) -> str:
        """The URL to request for an article with that canonical URL."""
        path = url.partition("?")[0]
        return (
            f"{url}/"
            if self.network.closing_slash and path == url and not path.endswith("/")
            else url
        )

    def is_article(self, url: str) -> bool:
        """True where the URL has the shape of one of the portal's articles."""
        canonical = self._own(url)
        return canonical is not None and self._has_shape(canonical)

    def article_url(self, base: str, href: str, *, listed: bool = False) -> str | None:
        """The canonical URL behind a link, or None where it leads to no article of this portal.

        `listed`: the publisher itself lists it as an article, in a feed or a news sitemap. Then any
        shape will do, so that an uncommonly short slug or a new shape of URLs loses no article.
        """
        url = absolute(base, href)
        canonical = self._own(url) if url else None  # once: a sitemap has 50,000 of them
        return canonical if canonical and (listed or self._has_shape(canonical)) else None

    def _own(self, url: str) -> str | None:
        """The canonical URL; None for another site, the front page, or what is never an article."""
        if not self.owns(url):
            return None
        try:
            canonical = self.canonical(url)
        except InputError:  # its canonical form is longer than a URL may be
            return None
        path = _path(canonical)
        return (
            None
            if path == "/" or any(pattern.match(path) for pattern in self._patterns[1])
            else canonical
        )

    def _has_shape(self, canonical: str) -> bool:
        return any(pattern.fullmatch(_path(canonical)) for pattern in self._patterns[0])


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A system that prints many sites: how to recognise it, and how to declare a site on it."""

    slug: str
    name: str
    fingerprint: tuple[str, ...]
    """Selectors of what only this system prints; one that matches is enough. Empty: matches any
    site."""
    model: Network
    """The network whose patterns, sources and rules a site on the system starts from."""

    def __post_init__(self) -> None:
        for selector in self.fingerprint:
            try:
                parse_selector(selector)
            except PortalError as error:
                raise PortalError(f"platform {self.slug!r}: fingerprint: {error}") from error

    def network(self, slug: str, name: str, host: str) -> Network:
        """The network of a lone site on this platform, without what belongs to the model itself."""
        return replace(
            self.model,
            slug=slug,
            name=name,
            host=host,
            publisher=None,
            host_aliases=(),
            sources=tuple(
                source for source in self.model.sources if source.url.startswith("{base}")
            ),
            examples=(),
            seen=(),
            evidence=(),
            crawl_policy=CrawlPolicy(),
        )

    def site(
        self,
        slug: str,
        host: str,
        name: str | None = None,
        province: Province | None = None,
        **differences: Any,
    ) -> Portal:
        """A lone site on this platform, as a portal with a network of its own."""
        return self.network(slug, name or host, host).portal(
            "www", name, province, slug=slug, hosts=(host,), **differences
        )


def _years(seen: Sequence[tuple[str, int]]) -> str:
    """The years of each host's saved pages: `news.detik.com 2016, finance.detik.com 2013 2017`."""
    return ", ".join(
        f"{host} {' '.join(str(year) for at, year in seen if at == host)}" for host in dict(seen)
    )


def _path(canonical: str) -> str:
    return "/" + canonical.partition("://")[2].partition("/")[2].partition("?")[0]
