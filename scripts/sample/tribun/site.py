"""The sample network as a function: host and path in, response out.

It opens no socket and reads no clock.
"""

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from urllib.parse import parse_qs, urlsplit

from scraper.portals import Portal
from scripts.sample.printed import slugify
from scripts.sample.response import HTML, Response, html, text, xml
from scripts.sample.tribun import listings, refusals
from scripts.sample.tribun.articles import Paging, Story, load
from scripts.sample.tribun.layouts import View, render
from scripts.sample.tribun.portals import sample_portals
from scripts.sample.tribun.traps import ELSEWHERE, Answer, Trap, traps_of

BARE_HTML: Final = "text/html"
SILENT_ON_CHARSET: Final = "ambon"
"""The portal whose Content-Type names no charset: only its pages name the encoding."""
_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class Site:
    """All portals of the sample as they are on `today`, served at `port`.

    `changed` serves the one article that changes in its later form.
    """

    def __init__(self, *, port: int, today: date, changed: bool = False) -> None:
        self.portals = sample_portals(port)
        self.stories = load(self.portals, today, changed=changed)
        self._port = port
        self._members = {
            portal.hosts[0]: Member(portal, self.stories, today) for portal in self.portals
        }

    def urls(self) -> frozenset[str]:
        """The canonical URLs of all articles that a full crawl archives."""
        bases = {portal.key: portal.base for portal in self.portals}
        return frozenset(bases[story.portal] + story.path for story in self.stories)

    def respond(self, host: str, target: str) -> Response:
        """The answer to GET `target` (path and query) at `host` (without port)."""
        if host == ELSEWHERE:
            return html(refusals.elsewhere())
        desktop = host.removeprefix("m.")
        member = self._members.get(desktop)
        if member is None:
            return text(f"no such host: {host}", 404)
        if host != desktop:
            return _redirect(member.portal.base + target)
        return member.respond(target, elsewhere=f"http://{ELSEWHERE}:{self._port}/katalog")


class Member:
    """One portal of the site."""

    def __init__(self, portal: Portal, stories: tuple[Story, ...], today: date) -> None:
        self.portal = portal
        self._own = [story for story in stories if story.portal == portal.key]
        self._by_path = {story.path: story for story in self._own}
        self._traps = {trap.path: trap for trap in traps_of(portal)}
        self._cards = [listings.card(story) for story in self._own]
        self._listed = self._cards + [
            listings.trap_card(trap, portal, today) for trap in self._traps.values()
        ]

    def respond(self, target: str, *, elsewhere: str) -> Response:
        """The answer to GET `target`; `elsewhere` is where the off-site redirect leads."""
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        path = re.sub(r"^/amp(?=/)", "", parts.path).rstrip("/").removesuffix("/amp") or "/"
        if path in self._by_path:
            return self._typed(self._article(self._by_path[path], query.get("page", "1")))
        if path in self._traps:
            return self._typed(self._trap(self._traps[path], elsewhere))
        return self._typed(self._source(path, query) or html(refusals.not_found(self.portal), 404))

    def _typed(self, response: Response) -> Response:
        if self.portal.key != SILENT_ON_CHARSET or response.media_type != HTML:
            return response
        return Response(response.status, response.body, BARE_HTML, response.headers)

    def _article(self, story: Story, page: str) -> Response:
        part = _part(story, page)
        if part is not None and (
            part > len(story.pages) or (part > 1 and story.paging is Paging.MISSING)
        ):
            return html(refusals.not_found(self.portal), 404)
        others = [other for other in self._own if other is not story]
        return html(
            render(
                View(
                    portal=self.portal,
                    story=story,
                    part=part,
                    latest=others[:4],
                    following=others[-1],
                )
            )
        )

    def _trap(self, trap: Trap, elsewhere: str) -> Response:
        answers: Mapping[Answer, Callable[[], Response]] = {
            Answer.ARTICLE: lambda: self._article(self._own[0], "1"),
            Answer.NOT_FOUND: lambda: html(refusals.not_found(self.portal), 404),
            Answer.GONE: lambda: html(refusals.not_found(self.portal), 410),
            Answer.SOFT_404: lambda: html(refusals.not_found(self.portal)),
            Answer.BROKEN: lambda: html(refusals.broken(), 500),
            Answer.FORBIDDEN: lambda: html(refusals.forbidden(), 403),
            Answer.CHALLENGE: lambda: html(refusals.challenge()),
            Answer.VIDEO: lambda: html(refusals.video(self.portal, trap)),
            Answer.TO_HOME: lambda: _redirect(f"{self.portal.base}/", 302),
            Answer.OFF_SITE: lambda: _redirect(elsewhere, 302),
        }
        return answers[trap.answer]()

    def _source(self, path: str, query: Mapping[str, str]) -> Response | None:
        """The answer of whatever is not an article: sources, section pages, photos; else None."""
        portal = self.portal
        sources: Mapping[str, Callable[[], Response]] = {
            "/robots.txt": lambda: text(listings.robots(portal)),
            "/sitemap.xml": lambda: xml(listings.sitemap_index(portal, self._cards)),
            "/rss": lambda: xml(listings.rss(portal, self._cards)),
            "/index-news": lambda: self._index(query),
            "/": lambda: html(
                listings.listing(portal, f"{portal.name}: Berita Terkini", self._cards)
            ),
        }
        if path in sources:
            return sources[path]()
        if re.fullmatch(r"/foto/(?:bank/(?:images|medium)/)?[\w-]+\.png", path):
            return Response(200, _photo(path), "image/png")
        return self._section(path)

    def _index(self, query: Mapping[str, str]) -> Response:
        number = int(query["page"]) if query.get("page", "").isdigit() else 1
        day = _day(query.get("date", ""))
        cards = listings.of_day(self._listed, day) if day else self._listed
        spellings = [] if day else self._spellings()
        return html(
            listings.listing(
                self.portal, "Indeks Berita", listings.page_of(cards, number), spellings
            )
        )

    def _spellings(self) -> list[str]:
        """Other forms of the URL of the portal's oldest article, which all lead to that article."""
        if not self._own:
            return []
        base, path = self.portal.base, self._own[-1].path
        mobile = base.replace("://", "://m.")
        queries = ("?page=1", "?utm_source=beranda#komentar")
        return [
            f"{base}{path}/amp",
            f"{base}/amp{path}",
            f"{mobile}{path}",
            *(f"{base}{path}{query}" for query in queries),
        ]

    def _section(self, path: str) -> Response | None:
        name, _, file = path[1:].partition("/")
        cards = [one for one in self._cards if slugify(one.section) == name]
        if not cards or file not in {"", "sitemap-news.xml"}:
            return None
        return (
            xml(listings.news_sitemap(self.portal, cards))
            if file
            else html(listings.listing(self.portal, cards[0].section, cards))
        )


def _day(text: str) -> date | None:
    """The day that `?date=` asks for, with or without zeros; None if it is not a day."""
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _part(story: Story, page: str) -> int | None:
    """Which page of the story `?page=` asks for; None for all of them."""
    if page == "all" and story.paging is Paging.ALL:
        return None
    return max(1, int(page)) if page.isdigit() else 1


def _redirect(url: str, status: int = 301) -> Response:
    return Response(status, b"", headers={"Location": url})


def _photo(path: str) -> bytes:
    """A PNG of one pixel, its colour taken from its name."""
    colour = zlib.crc32(path.encode()).to_bytes(4, "big")[:3]
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" + colour)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
