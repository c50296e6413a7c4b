"""The sample network as a function: host and path in, response out.

It opens no socket and reads no clock. It keeps addresses only: a story, its truth and its page are
made on request, so that a site of a hundred thousand articles is as cheap as one of four.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network import sources
from scripts.sample.network.bank import Facts, facts
from scripts.sample.network.portals import posts_of, sample_portals
from scripts.sample.network.shape import Post, Shape, View, instant, truth_of
from scripts.sample.response import Response, html, text

Answer = Callable[[], Response]
RELATED: Final = 3
"""Other articles that a page links to or begins to print."""
CLOSED: Final = ("/search", "/tag/", "/api/")
"""What robots.txt forbids where we do not know the real one."""
FRAMEWORK: Final = "Scrapy"
"""Kliping is built on it, and stays out where either of the two is named."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a portal: which story in which shape, its address, and its number of parts."""

    shape: Shape
    number: int
    per_day: int
    url: str
    day: date
    """In the portal's zone."""
    parts: int


class Network:
    """All portals of the sample network as they are on `today`, served at `port`.

    With `posts`, it has only the portals named there, with those posts.
    """

    def __init__(
        self, *, port: int, today: date, posts: Mapping[str, Sequence[Post]] | None = None
    ) -> None:
        portals = sample_portals(port)
        told = {slug: posts_of(slug) for slug in portals} if posts is None else posts
        self.members = [Member(portals[slug], posted, today) for slug, posted in told.items()]
        self.portals = tuple(member.portal for member in self.members)
        self.hosts = frozenset(host for portal in self.portals for host in portal.hosts)
        self._port = port
        self._answers = {url: answer for member in self.members for url, answer in member.answers()}

    def respond(self, host: str, target: str) -> Response:
        """The answer to GET `target` (path and query) at `host` (without port)."""
        answer = self._answers.get(f"http://{host}:{self._port}{target}")
        return answer() if answer else text("tidak ditemukan", 404)

    def truths(self) -> dict[str, Article]:
        """Every article that a full crawl archives, by canonical URL."""
        return {truth.url: truth for member in self.members for truth in member.truths()}


class Member:
    """One portal of the network."""

    def __init__(self, portal: Portal, posts: Sequence[Post], today: date) -> None:
        self.portal = portal
        self.shuts_out = tuple(dict.fromkeys(agent for post in posts for agent in post.shuts_out))
        self._today = today
        posted = [post for post in posts for _ in range(post.stories)]
        self._entries = [self._entry(post, number) for number, post in enumerate(posted, 1)]
        self._days: dict[date, list[Entry]] = {}
        for entry in self._entries:
            self._days.setdefault(entry.day, []).append(entry)

    def truths(self) -> Iterable[Article]:
        """The truth of every story that may be crawled."""
        return () if FRAMEWORK in self.shuts_out else (self._told(entry) for entry in self._entries)

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Everything that the portal serves, by address."""
        for host in self.portal.hosts:
            yield f"http://{host}:{self.portal.network.port}/robots.txt", self._robots
        yield from sources.answers(self.portal, self, self._today)
        for entry in self._entries:
            parted = entry.shape.parted
            yield entry.url, partial(self._page, entry, 1)
            if entry.parts > 1 and parted.whole:
                yield entry.url + parted.whole, partial(self._page, entry, None)
            for part in range(2, entry.parts + 1):
                yield entry.url + parted.at(part), partial(self._page, entry, part)

    def listed(self, day: date | None) -> Sequence[Entry]:
        """The entries of one day, or all of them, newest first."""
        return self._entries if day is None else self._days.get(day, [])

    def card(self, entry: Entry) -> sources.Card:
        """What a listing prints of an entry."""
        return self._told(entry), entry.shape

    def _entry(self, post: Post, number: int) -> Entry:
        truth = truth_of(
            post.shape, facts(self.portal, number, self._today, post.per_day), self.portal
        )
        return Entry(
            post.shape, number, post.per_day, truth.url, instant(truth).date(), truth.parts
        )

    def _facts(self, entry: Entry) -> Facts:
        return facts(self.portal, entry.number, self._today, entry.per_day)

    def _told(self, entry: Entry) -> Article:
        return truth_of(entry.shape, self._facts(entry), self.portal)

    def _page(self, entry: Entry, part: int | None) -> Response:
        others = [other for other in self._entries[: RELATED + 1] if other is not entry][:RELATED]
        view = View(
            portal=self.portal,
            facts=self._facts(entry),
            truth=self._told(entry),
            part=part,
            related=[self._told(other) for other in others],
            shape=entry.shape,
        )
        return html(entry.shape.page(view))

    def _robots(self) -> Response:
        """What the declaration says of the real robots.txt, and the agents turned away by name."""
        closed = self.portal.network.crawl_policy.disallowed or CLOSED
        named = "".join(f"User-agent: {agent}\nDisallow: /\n\n" for agent in self.shuts_out)
        return text(f"{named}User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in closed))
