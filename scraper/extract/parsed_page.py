"""One page parsed for one portal: its tree, its rules, and where headline and body are.

Every field reader takes a `ParsedPage`, so that what several of them need is found once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml.html import HtmlElement

from scraper.errors import PageError
from scraper.extract.metadata.claims import Embedded
from scraper.extract.metadata.declared_text import declared_passages
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
"""Characters of body text below which the body that the metadata declares is preferred."""


@dataclass(frozen=True)
class ParsedBody:
    """The body's text and where it was found."""

    container: HtmlElement
    blocks: tuple[Block, ...]
    others: tuple[TextRun, ...]
    """The container's lines that are no body text: bylines, dates, captions."""
    reader: str
    dropped: frozenset[HtmlElement] = frozenset()
    """Elements in the container that are no part of the text by the rules."""
    holders: frozenset[HtmlElement] = frozenset()
    """The elements that hold the text."""


@dataclass(frozen=True)
class ParsedPage:
    """A page, parsed once; what else it holds is read when first asked for."""

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
        """The tree by class and id, for the selectors of rules."""
        return Index(self.root)

    @cached_property
    def embedded(self) -> Embedded:
        """What the page says of itself in metadata."""
        return read_embedded(self.root)

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code: the portal's, else by the body's words, else as the page declares."""
        if self.portal is not None:
            return self.portal.network.language
        text = " ".join(block.text for block in self.body.blocks[:12]) if self.body else self.title
        return language_of(text, self.embedded.language)

    @cached_property
    def foreign_dates(self) -> ForeignDates:
        """Reader of dates in languages that the tables lack, with a limit for each page."""
        return ForeignDates(self.language)

    @property
    def is_indonesian(self) -> bool:
        """True where printed zones and labels are those of Indonesia."""
        return self.language == "id"

    @cached_property
    def place(self) -> HostPlace | None:
        """The zone by the host that the page came from, or else declares as its own."""
        urls = (self.raw.url, *(claim.text for claim in self.embedded.urls))
        return time_zone_of(
            next(filter(None, map(host_of, urls)), ""), is_indonesian=self.is_indonesian
        )

    @cached_property
    def rules(self) -> Rules | None:
        """The portal's rules for this layout, or None.

        Of several whose marks are on the page, those valid on the day of the fetch come first.
        """
        if self.portal is None:
            return None
        for rules in Rules.on(self.raw.fetched_at.date(), self.portal.network.rules):
            marks = rules.marks or rules.body or rules.headline
            if select_first(self.index, marks) is not None:
                return rules
        return None

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
        """By rule, else where the prose is, else what the page's code declares."""
        rules = self.rules
        ruled = select_all(self.index, rules.body) if rules is not None and rules.body else []
        if rules is not None and ruled:
            containers = ruled if rules.joined else ruled[:1]
            printed = self._printed_body(containers, f"rule:{rules.name} {rules.body}")
        else:
            heading = self.headline.element if self.headline else None
            chosen = MainContent(self.body_element, heading).container()
            if chosen is None:
                return self._declared_body()
            printed = self._printed_body([chosen], f"generic:{_named(chosen)}")
        if sum(len(block.text) for block in printed.blocks) >= _VISIBLE:
            return printed
        return self._declared_body() or printed

    def _printed_body(self, containers: Sequence[HtmlElement], reader: str) -> ParsedBody:
        """The text of the containers as one body."""
        dropped = frozenset(self._dropped(containers))
        runs = [run for container in containers for run in text_runs(container, dropped)]
        lines = self._sorted(runs, containers[0])
        return ParsedBody(containers[0], lines.blocks, lines.others, reader, dropped, lines.holders)

    def _declared_body(self) -> ParsedBody | None:
        """The body that the metadata declares, for a page that prints none."""
        claim = self.embedded.body
        runs = declared_passages(claim.text, self.body_element) if claim is not None else []
        if claim is None or not runs:
            return None
        lines = self._sorted(runs, self.body_element)
        return ParsedBody(
            self.body_element, lines.blocks, lines.others, claim.reader, holders=lines.holders
        )

    def _sorted(self, runs: Sequence[TextRun], container: HtmlElement) -> SortedLines:
        names = [claim.name for claim in self.embedded.bylines if not claim.organisation]
        return sort_lines(runs, container, self.headline.text if self.headline else None, names)

    def _dropped(self, containers: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
        """The elements in the body that the rules drop, and the boxes of its photos."""
        if self.rules is None:
            return
        selectors = (*self.rules.drop, *(photo.box for photo in self.rules.photos))
        for container in containers:
            for selector in selectors:
                yield from select_all(self.index, selector, container)

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
        """All that the page prints, as one line, for the few questions about a whole page."""
        return text_of(self.body_element)

    @cached_property
    def folded(self) -> str:
        """All that the page prints, without capitals."""
        return self.printed.casefold()

    @property
    def scope(self) -> HtmlElement:
        """The smallest element that holds both headline and body."""
        if self.body is None:
            return self.body_element
        above = {self.body.container, *ancestors(self.body.container)}
        element = self.headline.element if self.headline else None
        if element is None:
            return self.body.container
        return next((one for one in ancestors(element) if one in above), self.body.container)

    @cached_property
    def title(self) -> str:
        """The page's title, without the site's name, and its headline."""
        title = next(self.root.iter("title"), None)
        own = title.text or "" if title is not None else ""
        headline = self.headline.text if self.headline else ""
        return " ".join(filter(None, (without_suffix(own.strip()), headline)))


def _named(element: HtmlElement) -> str:
    """An element as evidence names it: `div#berita.text.wide`."""
    ident, classes = element.get("id"), (element.get("class") or "").split()
    name = str(element.tag) + (f"#{ident}" if ident else "")
    return name + "".join(f".{one}" for one in classes[:2])
