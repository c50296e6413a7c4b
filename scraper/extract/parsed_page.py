"""One page under one portal's rules: the tree, what the rules say of it, where headline and body stand.

Every field reader takes a `ParsedPage`; nothing in it is found twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml.html import HtmlElement

from scraper.errors import PageError
from scraper.extract.metadata.declared_text import declared_passages
from scraper.extract.metadata.claims import Embedded
from scraper.extract.metadata.embedded import read_embedded
from scraper.extract.metadata.embedded_json import unfold_embedded_json
from scraper.extract.page.encoding import as_utf8
from scraper.extract.page.selectors import select_all, select_first
from scraper.extract.page.text_runs import TextRun, text_runs
from scraper.extract.page.time_zone import HostPlace, time_zone_of
from scraper.extract.page.tree import MAX_BYTES, Index, ancestors, parse, text_of
from scraper.extract.structure.blocks import SortedLines, sort_lines
from scraper.extract.structure.headline import Headline, find_headline, without_suffix
from scraper.extract.structure.main_content import MainContent
from scraper.extract.structure.surroundings import Surroundings, surroundings_of
from scraper.extract.text.foreign_dates import ForeignDates
from scraper.extract.text.language import language_of
from scraper.model import Block, Page
from scraper.portals import Portal, Rules
from scraper.urls import host_of

_VISIBLE: Final = 60
"""Characters of printed text under which a page has none of its own."""


@dataclass(frozen=True)
class ParsedBody:
    """The text and where it was found."""

    container: HtmlElement
    blocks: tuple[Block, ...]
    others: tuple[TextRun, ...]
    """Lines in the container that are no body text: bylines, dates, captions."""
    reader: str
    dropped: frozenset[HtmlElement] = frozenset()
    """Elements in the container that are not of the text, as the rules say."""
    holders: frozenset[HtmlElement] = frozenset()
    """The elements that the text stands in."""


@dataclass(frozen=True)
class ParsedPage:
    """A page taken apart once; the parts are read when first asked for."""

    raw: Page
    """As it was fetched."""
    portal: Portal | None
    source: bytes
    """The page as UTF-8."""
    root: HtmlElement

    @classmethod
    def of(cls, page: Page, portal: Portal | None) -> "ParsedPage":
        """Decode and parse the page.

        Raises:
            PageError: the bytes are no text, hold no markup, or are more than a page can be.
        """
        if len(page.body) > MAX_BYTES:
            raise PageError(
                f"the page has {len(page.body):,} bytes, more than {MAX_BYTES:,}: it is no article"
                " page, leave it out"
            )
        source = as_utf8(page.body, page.headers.get("content-type"))
        root = parse(source)
        unfold_embedded_json(root)
        return cls(page, portal, source, root)

    @cached_property
    def body_element(self) -> HtmlElement:
        """The `body` element, or the root of a page without one."""
        body = self.root.find("body")
        return body if body is not None else self.root

    @cached_property
    def index(self) -> Index:
        """The tree by class and id; only rules ask for it."""
        return Index(self.root)

    @cached_property
    def embedded(self) -> Embedded:
        """What the page says of itself in metadata."""
        return read_embedded(self.root)

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code: the portal's, else what the words of the body say, else what the page declares."""
        if self.portal is not None:
            return self.portal.network.language
        text = " ".join(block.text for block in self.body.blocks[:12]) if self.body else self.title
        return language_of(text, self.embedded.language)

    @cached_property
    def foreign_dates(self) -> ForeignDates:
        """Dates in languages that the tables do not know, as many as one page may ask."""
        return ForeignDates(self.language)

    @property
    def is_indonesian(self) -> bool:
        """True where printed zones and labels are those of Indonesia."""
        return self.language == "id"

    @cached_property
    def place(self) -> HostPlace | None:
        """What the host that the page came from, or calls its own, tells of its zone."""
        urls = (self.raw.url, *(claim.text for claim in self.embedded.urls))
        return time_zone_of(
            next(filter(None, map(host_of, urls)), ""), is_indonesian=self.is_indonesian
        )

    @cached_property
    def rules(self) -> Rules | None:
        """The portal's rules for this layout, or None: of several whose marks are on the page, those of the day it was fetched."""
        layouts = (
            Rules.on(self.raw.fetched_at.date(), self.portal.network.rules)
            if self.portal is not None
            else ()
        )
        return next(
            (
                rules
                for rules in layouts
                if select_first(self.index, rules.marks or rules.body or rules.headline) is not None
            ),
            None,
        )

    @cached_property
    def headline(self) -> Headline | None:
        """By rule, else the heading that the metadata names."""
        rules = self.rules
        element = select_first(self.index, rules.headline) if rules and rules.headline else None
        if rules is not None and element is not None and (text := text_of(element)):
            return Headline(text, f"rule:{rules.name} {rules.headline}", element)
        return find_headline(self.body_element, self.embedded.headlines, self.embedded.outlets)

    @cached_property
    def body(self) -> ParsedBody | None:
        """By rule, else where the prose stands, else what the page's code declares."""
        rules = self.rules
        containers = select_all(self.index, rules.body) if rules is not None and rules.body else []
        reader = f"rule:{rules.name} {rules.body}" if rules is not None else ""
        if not containers:
            chosen = MainContent(
                self.body_element, self.headline.element if self.headline else None
            ).container()
            if chosen is None:
                return self._declared_body()
            containers, reader = [chosen], f"generic:{_named(chosen)}"
        elif rules is not None and not rules.joined:
            containers = containers[:1]
        dropped = frozenset(self._dropped(containers))
        told = self._told(
            [run for container in containers for run in text_runs(container, dropped)],
            containers[0],
        )
        body = ParsedBody(containers[0], told.blocks, told.others, reader, dropped, told.holders)
        return (
            body
            if sum(len(block.text) for block in told.blocks) >= _VISIBLE
            else self._declared_body() or body
        )

    def _declared_body(self) -> ParsedBody | None:
        """The body that metadata declares, for a page that prints none."""
        claim = self.embedded.body
        runs = declared_passages(claim.text, self.body_element) if claim is not None else []
        if claim is None or not runs:
            return None
        told = self._told(runs, self.body_element)
        return ParsedBody(
            self.body_element, told.blocks, told.others, claim.reader, holders=told.holders
        )

    def _told(self, runs: Sequence[TextRun], container: HtmlElement) -> SortedLines:
        names = [claim.name for claim in self.embedded.bylines if not claim.organisation]
        return sort_lines(runs, container, self.headline.text if self.headline else None, names)

    def _dropped(self, containers: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
        """What the rules say stands in the body and is not of it: what they drop, and the boxes of its photos."""
        rules = self.rules
        selectors = (
            (*rules.drop, *(photo.box for photo in rules.photos)) if rules is not None else ()
        )
        return (
            element
            for container in containers
            for selector in selectors
            for element in select_all(self.index, selector, container)
        )

    @cached_property
    def context(self) -> Surroundings:
        """What the page prints around headline and body."""
        if self.body is None:
            return Surroundings((), ())
        return surroundings_of(
            self.headline.element if self.headline else None, self.body.container
        )

    @cached_property
    def printed(self) -> str:
        """All that the page prints, as one line: for the few questions that no single place answers."""
        return text_of(self.body_element)

    @cached_property
    def folded(self) -> str:
        """What the page prints, without capitals."""
        return self.printed.casefold()

    @property
    def scope(self) -> HtmlElement:
        """The smallest element that holds both headline and body."""
        if self.body is None:
            return self.body_element
        above = {self.body.container, *ancestors(self.body.container)}
        element = self.headline.element if self.headline else None
        return (
            next((one for one in ancestors(element) if one in above), self.body.container)
            if element is not None
            else self.body.container
        )

    @cached_property
    def title(self) -> str:
        """The page's title and headline, for what it says of itself."""
        heading = next(self.root.iter("title"), None)
        own = heading.text or "" if heading is not None else ""
        return " ".join(
            filter(None, (without_suffix(own.strip()), self.headline.text if self.headline else ""))
        )


def _named(element: HtmlElement) -> str:
    ident, classes = element.get("id"), (element.get("class") or "").split()
    return (
        str(element.tag)
        + (f"#{ident}" if ident else "")
        + "".join(f".{name}" for name in classes[:2])
    )
