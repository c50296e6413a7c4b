"""What the metadata of a page is read into: claims, each with the field that makes it."""

from dataclasses import dataclass

from scraper.model import Role

__all__ = ["BylineClaim", "Claim", "ClaimedImage", "Embedded"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One text and the field that gives it."""

    text: str
    reader: str
    """The field, as `Evidence` names it: `json-ld:datePublished`, `meta:article:published_time`."""


@dataclass(frozen=True, slots=True)
class BylineClaim:
    """One name, and the role that metadata gives it."""

    name: str
    role: Role
    reader: str
    organisation: bool = False
    """True for a newsroom, an outlet or an office."""
    trusted: bool = True
    """False for organisations, where the page contradicts the role, and where another field that
    names the reporter is believed instead."""


@dataclass(frozen=True, slots=True)
class ClaimedImage:
    """One image that metadata names."""

    url: str
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What the metadata of a page says, each list with the most trusted claim first."""

    kind: str | None = None
    """The schema.org type of the page's main node, or the og:type: `NewsArticle`, `VideoObject`,
    `article`, `website`."""
    headlines: tuple[Claim, ...] = ()
    bylines: tuple[BylineClaim, ...] = ()
    published: tuple[Claim, ...] = ()
    modified: tuple[Claim, ...] = ()
    sections: tuple[Claim, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    """From the front page down; the last name may be the article's own."""
    tags: tuple[str, ...] = ()
    images: tuple[ClaimedImage, ...] = ()
    urls: tuple[Claim, ...] = ()
    """Canonical link, og:url, JSON-LD, in this order."""
    descriptions: tuple[Claim, ...] = ()
    body: Claim | None = None
    """`articleBody`: often all parts of the article, without paragraphs."""
    outlets: tuple[str, ...] = ()
    """Names of the site and its publisher."""
    language: str | None = None
    source: str | None = None
    """The outlet that a dataLayer names as the article's source."""
