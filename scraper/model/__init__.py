"""The vocabulary: the frozen values that all rooms exchange.

Nothing here reads a clock, a disk or a network.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "Byline",
    "Evidence",
    "Hit",
    "Image",
    "Link",
    "LinkKind",
    "Links",
    "Outcome",
    "Page",
    "Placement",
    "Reason",
    "Refusal",
    "Role",
]


class Role(StrEnum):
    """What the person or agency of a byline did for the article."""

    REPORTER = "reporter"
    EDITOR = "editor"
    CONTRIBUTOR = "contributor"
    PHOTOGRAPHER = "photographer"
    AGENCY = "agency"


class BlockKind(StrEnum):
    """What a block of the body is in the article's own typography."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    ITEM = "item"
    QUOTE = "quote"


class Placement(StrEnum):
    """Where a photo is: above the body or in it."""

    LEAD = "lead"
    INLINE = "inline"


class Reason(StrEnum):
    """Why a page is not an article, or not believed to be the state of one."""

    EMPTY = "empty"
    """The page holds no text at all."""
    NO_BODY = "no_body"
    """A headline without a body: a video or photo page, or an unknown layout."""
    INDEX = "index"
    """A front page, section, tag, topic or search page: links without a body."""
    BOT_WALL = "bot_wall"
    """A challenge, captcha or "access denied" page."""
    SOFT_404 = "soft_404"
    """A "page not found" text under status 200."""
    LOGIN = "login"
    """A login, consent or paywall page without the text, or one that shuts out readers of other
    countries."""
    OUT_OF_ORDER = "out_of_order"
    """A notice in place of the page (maintenance, a server error, a suspended account): fetch it
    again."""
    TRUNCATED = "truncated"
    """The page breaks off inside its own body: fetch it again."""
    NOT_HTML = "not_html"
    """Bytes that are neither HTML nor text (an image, an archive, JSON)."""
    GARBLED = "garbled"
    """Letters are lost (U+FFFD): fetch it again."""
    LANGUAGE = "language"
    """The text is in another language than the portal's."""
    TOO_COSTLY = "too_costly"
    """Reading it took more CPU time or memory than a page may, or ended its process: fetch it
    again at growing intervals, three times at most."""
    FORGOTTEN = "forgotten"
    """Taken down: the archive holds a tombstone at its URL."""
    SUSPECT = "suspect"
    """The article has lost what it always had: this state is kept beside it, and the article stays
    unchanged until a second look or the operator confirms it."""


class LinkKind(StrEnum):
    """What a discovered URL is expected to be; also the kind of a ledger row."""

    SITEMAP = "sitemap"
    FEED = "feed"
    LISTING = "listing"
    ARTICLE = "article"


class Outcome(StrEnum):
    """What happened to one fetch."""

    ARCHIVED = "archived"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    NOT_AN_ARTICLE = "not_an_article"
    REFUSED_BY_ROBOTS = "refused_by_robots"
    BLOCKED = "blocked"
    GONE = "gone"
    FAILED = "failed"
    READ = "read"
    """A source (index, sitemap, feed) was fetched and its links are in the ledger."""


@dataclass(frozen=True, slots=True)
class Page:
    """One response as it arrived: the bytes are the truth, text is derived."""

    url: str
    """Final URL, after redirects; empty for a file that names none."""
    body: bytes
    """Decompressed bytes."""
    fetched_at: datetime
    """Aware, UTC. Relative dates ("2 jam yang lalu") are read against it."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Lower-case names."""

    @property
    def media_type(self) -> str:
        """The Content-Type in lower case, without parameters; `text/html` where none was sent."""
        return self.headers.get("content-type", "text/html").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one field of an article came from."""

    reader: str
    """The rule or reader that found it, as `kind:detail`: `rule:tribun-2020 #penulis`,
    `json-ld:datePublished`, `generic:h1`."""
    raw: str | None = None
    """The text on the page, before any cleaning."""
    note: str | None = None
    """Why it was believed and what was not, in words: `zone of the portal`, `over json-ld:author,
    which names the editor`."""


@dataclass(frozen=True, slots=True)
class Byline:
    """One named person or agency with a role."""

    name: str
    role: Role
    label: str | None = None
    """The printed word that names the role: `Penulis`, `Editor`, `Laporan Wartawan`."""


@dataclass(frozen=True, slots=True)
class Image:
    """One photo of the article."""

    caption: str | None
    credit: str | None
    placement: Placement
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, subhead, list item or quote of the body."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One observed state of a story."""

    url: str
    """Canonical URL (or `urn:kliping:sha256:…` for a text without one)."""
    headline: str
    body: tuple[Block, ...]
    """In reading order; with the dateline as printed, without the signature."""
    portal: str | None = None
    """Slug of the portal that declares the host; None for an undeclared host."""
    kicker: str | None = None
    section: str | None = None
    standfirst: str | None = None
    dateline: str | None = None
    bylines: tuple[Byline, ...] = ()
    published_at: datetime | None = None
    """Aware, in the portal's own offset."""
    published_raw: str | None = None
    modified_at: datetime | None = None
    modified_raw: str | None = None
    images: tuple[Image, ...] = ()
    tags: tuple[str, ...] = ()
    signature: str | None = None
    """Closing initials as printed, brackets included: `(kff/bar)`, `(*)`."""
    source: str | None = None
    """The outlet that the page names as its source ("Sumber: Tribun Jateng")."""
    language: str = "id"
    part: int = 1
    """Which page of a multi-page article this is; 1 for a joined or single-page one."""
    parts: int = 1
    """How many pages the article has, as the page says."""
    parts_found: int = 1
    """How many of those pages are in `body`; fewer than `parts` means incomplete."""
    part_urls: tuple[str, ...] = ()
    """URLs of the other pages that this page links, in order."""
    evidence: Mapping[str, Evidence] = field(default_factory=lambda: MappingProxyType({}))
    """By field name."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is not an article."""

    reason: Reason
    detail: str
    """What was seen, in words, for whoever reads the ledger."""


@dataclass(frozen=True, slots=True)
class Link:
    """One URL that a source named."""

    url: str
    kind: LinkKind
    published_hint: datetime | None = None
    title: str | None = None
    changed_hint: datetime | None = None
    """When it last changed, as the source says (`lastmod`); it was published no later than that."""


@dataclass(frozen=True, slots=True)
class Links:
    """The links on one page of a source."""

    articles: tuple[Link, ...] = ()
    """In the order of the page, canonical, without duplicates."""
    sources: tuple[Link, ...] = ()
    """Further sources it names (child sitemaps)."""
    kind: LinkKind = LinkKind.LISTING
    """What the page turned out to be."""
    pages: int | None = None
    """How many pages the source says it has."""
    note: str | None = None
    """What could not be read, in words, for the record of the run."""
    left_out: int = 0
    """How many links are not valid URLs: `http://host:99999/`, `http://[bad`, or too long."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that a search found."""

    url: str
    headline: str
    portal: str
    published_at: str | None
    """UTC, ISO 8601 with Z."""
    snippet: str
    """Plain text with found words between U+E000 and U+E001; who prints it chooses the mark."""
    rank: float
    """The lower, the better; 0 where articles are listed newest first."""
    headline_marked: str
    """The headline, with found words marked as in the snippet."""
