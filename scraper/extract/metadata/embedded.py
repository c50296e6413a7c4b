"""What a page says of itself in code: JSON-LD, microdata, OpenGraph and other meta tags, dataLayer pushes, read in one walk.

Facts behind the trust (saved pages of 2013 to 2026): the JSON-LD author is the *editor* on several
large portals, so a name that the page elsewhere calls an editor never counts as its reporter; names
of the site and URLs stand where an author belongs; a clock may be naive local time, or carry an
offset that lies, so that every date is kept as printed, for the reader of dates to judge.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from scraper.extract.metadata import json_ld
from scraper.extract.metadata import names as T  # noqa: N812 (a table module, read as constants)
from scraper.extract.text.bylines import read_bylines
from scraper.extract.text.person_names import is_agency, is_organisation
from scraper.model import Role

__all__ = ["BylineClaim", "Claim", "ClaimedImage", "Embedded", "read_embedded"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One text and the field that gives it."""

    text: str
    reader: str
    """As an `Evidence` names it: `json-ld:datePublished`, `meta:article:published_time`."""


@dataclass(frozen=True, slots=True)
class BylineClaim:
    """One name that code gives a role."""

    name: str
    role: Role
    reader: str
    organisation: bool = False
    """True for a newsroom, an outlet or an office: never a person."""
    trusted: bool = True
    """False where the page contradicts the role, or names its reporter in a field that is
    believed more."""


@dataclass(frozen=True, slots=True)
class ClaimedImage:
    """One image that code names."""

    url: str
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """Everything that code says, each list with the most trusted claim first."""

    kind: str | None = None
    """schema.org type of the page's main node, or the og:type: `NewsArticle`, `VideoObject`,
    `article`, `website`."""
    headlines: tuple[Claim, ...] = ()
    bylines: tuple[BylineClaim, ...] = ()
    published: tuple[Claim, ...] = ()
    modified: tuple[Claim, ...] = ()
    sections: tuple[Claim, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    """From the front page down; the last step may be the article itself."""
    tags: tuple[str, ...] = ()
    images: tuple[ClaimedImage, ...] = ()
    urls: tuple[Claim, ...] = ()
    """Canonical link, og:url, JSON-LD."""
    descriptions: tuple[Claim, ...] = ()
    body: Claim | None = None
    """`articleBody`: often all pages without paragraphs. For checks alone."""
    outlets: tuple[str, ...] = ()
    """Names of the site and its publisher."""
    language: str | None = None
    source: str | None = None
    """The outlet that a dataLayer names as the article's source."""


_LAYER: Final = re.compile(
    r"(?P<key>penulis|reporters?|authors?|editors?|publish_?date|published_?date|articlePublishedDate|source)[\"']?\s{0,4}:\s{0,4}"
    r"(?:\"(?P<double>[^\"\\\n]{0,200})\"|'(?P<single>[^'\\\n]{0,200})')"
)
"""A script's field and its text.

What may not stand before the field is asked of the matches: a pattern that opens with letters is
found four times as fast as one that opens with a look behind."""
_WITHIN_A_WORD: Final = re.compile(r"[\w$.]")
_LONGEST_LAYER: Final = 20_000
_MARKED_UP: Final = XPath("/descendant::*/@itemprop/..", smart_strings=False)
"""The elements with a property, in document order, at a third of what `descendant::*[@itemprop]`
or a walk in Python costs."""
_MOST_PROPERTIES: Final = 400
_LONGEST: Final = 20_000


class _Gathered:
    """The raw material of one page, before it is weighed."""

    def __init__(self) -> None:
        self.metas: dict[str, dict[str, None]] = {}
        self.nodes: list[json_ld.Node] = []
        self.layer: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        self.properties: dict[str, list[str]] = {}
        self.byline: HtmlElement | None = None
        self.document_name = ""
        self.language: str | None = None

    def meta(self, names: Iterable[str]) -> list[Claim]:
        """The non-empty values of meta names, in the order of the names."""
        said = [(name, self.metas[name]) for name in names if name in self.metas]
        return [
            Claim(value, f"meta:{name}")
            for name, values in said
            for value in islice(values, 30 if name in T.MANY else 1)
        ]


def read_embedded(root: HtmlElement) -> Embedded:
    """Everything that the code of a page says of its article; `root` is not changed.

    Costs one walk over metas, links and scripts, and one look for microdata.
    """
    gathered = _gather(root)
    for element in cast("list[HtmlElement]", _MARKED_UP(root))[:_MOST_PROPERTIES]:
        _take_property(gathered, element)
    articles = json_ld.articles(gathered.nodes)
    main: json_ld.Node = articles[0] if articles else {}
    by_node = {kind: node for node in reversed(gathered.nodes) for kind in json_ld.kinds(node)}
    outlets = _outlets(gathered, main)
    og_kind = next(iter(gathered.metas.get("og:type", ())), None)
    return Embedded(
        kind=next(iter(json_ld.kinds(main)), None) or _page_kind(by_node) or og_kind,
        headlines=_claims(main, "headline", "name")
        + _micro(gathered, "headline")
        + tuple(gathered.meta(T.HEADLINES))
        + _document_name(gathered),
        bylines=_weighed(_named(gathered, main), outlets),
        published=_dates(gathered, main, "datePublished", T.PUBLISHED)
        + _layer_dates(gathered)
        + _claims(main, "dateCreated"),
        modified=_dates(gathered, main, "dateModified", T.MODIFIED),
        sections=_claims(main, "articleSection")
        + _micro(gathered, "articlesection")
        + tuple(gathered.meta(T.SECTIONS)),
        breadcrumb=json_ld.breadcrumb(gathered.nodes),
        tags=_tags(gathered, main),
        images=_images(gathered, main),
        urls=_urls(gathered, main),
        descriptions=_claims(main, "description") + tuple(gathered.meta(T.DESCRIPTIONS)),
        body=next(iter(_claims(main, "articleBody")), None),
        outlets=outlets,
        language=gathered.language or next(iter(json_ld.texts(main.get("inLanguage"))), None),
        source=next((value for key, value in gathered.layer if key == "source" and value), None),
    )


def _gather(root: HtmlElement) -> _Gathered:
    gathered = _Gathered()
    gathered.language = (root.get("lang") or root.get("xml:lang") or "").partition("-")[
        0
    ].lower() or None
    for element in root.iter("meta", "link", "script", "title"):
        match element.tag:
            case "meta":
                _take_meta(gathered, element)
            case "link":
                if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
                    gathered.links.setdefault("canonical", element.get("href", "").strip())
            case "script":
                _take_script(gathered, element)
            case _:
                gathered.document_name = gathered.document_name or _squash(element.text or "")
    return gathered


def _take_meta(gathered: _Gathered, element: HtmlElement) -> None:
    name = (element.get("property") or element.get("name") or "").strip().lower()
    value = _squash((element.get("content") or "")[:_LONGEST])
    if name and value:
        gathered.metas.setdefault(name, {}).setdefault(value)


def _take_script(gathered: _Gathered, element: HtmlElement) -> None:
    kind = (element.get("type") or "").lower()
    is_linked = "ld+json" in kind
    text = None if not is_linked and ("json" in kind or element.get("src")) else element.text
    if not text:
        return
    if is_linked:
        gathered.nodes.extend(json_ld.nodes(text))
    elif len(text) < _LONGEST_LAYER and any(mark in text for mark in T.LAYER_MARKS):
        for match in _LAYER.finditer(text):
            value = _squash(match["double"] or match["single"] or "")
            if value and not (match.start() and _WITHIN_A_WORD.match(text, match.start() - 1)):
                gathered.layer.append((match["key"].lower(), value))


def _take_property(gathered: _Gathered, element: HtmlElement) -> None:
    names = [name.lower() for name in (element.get("itemprop") or "").split()]
    wanted = _WANTED.intersection(names)
    if not wanted or not _of_article(element):
        return
    if "author" in wanted and not _beside(gathered, element):
        return
    value = element.get("content") or element.get("datetime")
    if value is None and element.get("itemscope") is not None:
        inner = element.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]")
        value = (inner[0].get("content") or "".join(inner[0].itertext())) if inner else None
    if value is None:
        value = "".join(element.itertext())
    value = _squash(value[:_LONGEST])
    for name in wanted:
        if value:
            gathered.properties.setdefault(name, []).append(value)


def _beside(gathered: _Gathered, element: HtmlElement) -> bool:
    """True for the first author that a page marks, and those who stand with it; others are those of teasers."""
    if gathered.byline is None:
        gathered.byline = element
    own = {
        ancestor
        for _, ancestor in zip(range(_SAME_BYLINE), gathered.byline.iterancestors(), strict=False)
    }
    return any(
        ancestor in own
        for _, ancestor in zip(range(_SAME_BYLINE), element.iterancestors(), strict=False)
    )


_SAME_BYLINE: Final = 3
"""Levels up to where two names of one byline meet."""
_WANTED: Final = frozenset(
    {"headline", "author", "editor", "creator", "datepublished", "datemodified", "articlesection"}
)
_DEEPEST_SCOPE: Final = 60


def _of_article(element: HtmlElement) -> bool:
    """True where a property's scope is an article, or where the page marks no scope at all."""
    for _, ancestor in zip(range(_DEEPEST_SCOPE), element.iterancestors(), strict=False):
        if ancestor.get("itemscope") is not None or ancestor.get("itemtype") is not None:
            kind = (ancestor.get("itemtype") or "").rpartition("/")[2]
            return kind in json_ld.ARTICLES or kind in {"", "WebPage"}
    return True


def _claims(node: json_ld.Node, *names: str) -> tuple[Claim, ...]:
    return tuple(
        Claim(_squash(text) if name != "articleBody" else text, f"json-ld:{name}")
        for name in names
        for text in json_ld.texts(node.get(name))[:1]
    )


def _micro(gathered: _Gathered, name: str) -> tuple[Claim, ...]:
    return tuple(
        Claim(value, f"microdata:{name}") for value in gathered.properties.get(name, ())[:1]
    )


def _document_name(gathered: _Gathered) -> tuple[Claim, ...]:
    return (Claim(gathered.document_name, "html:title"),) if gathered.document_name else ()


def _dates(
    gathered: _Gathered, main: json_ld.Node, name: str, metas: Iterable[str]
) -> tuple[Claim, ...]:
    return _claims(main, name) + tuple(gathered.meta(metas)) + _micro(gathered, name.lower())


def _layer_dates(gathered: _Gathered) -> tuple[Claim, ...]:
    return tuple(
        Claim(value, f"dataLayer:{key}") for key, value in gathered.layer if key in T.LAYER_DATES
    )[:2]


def _named(gathered: _Gathered, main: json_ld.Node) -> list[BylineClaim]:
    """All claims of names, in the order of trust: dataLayer, the site's own meta, JSON-LD, microdata, common meta."""
    found: list[BylineClaim] = []
    for key, value in gathered.layer:
        if key in T.LAYER_ROLES:
            found += _names(value, T.LAYER_ROLES[key], f"dataLayer:{key}")
    for claim in gathered.meta(T.EDITORS):
        found += _names(claim.text, Role.EDITOR, claim.reader)
    for name, role in (
        ("author", Role.REPORTER),
        ("creator", Role.REPORTER),
        ("editor", Role.EDITOR),
        ("contributor", Role.CONTRIBUTOR),
    ):
        for text, organisation in _node_names(main.get(name), gathered.nodes):
            found += _names(text, role, f"json-ld:{name}", organisation=organisation)
    for name, role in (("author", Role.REPORTER), ("editor", Role.EDITOR)):
        for text in gathered.properties.get(name, ())[:10]:
            found += _names(text, role, f"microdata:{name}")
    for claim in gathered.meta(T.AUTHORS):
        found += _names(claim.text, Role.REPORTER, claim.reader)
    return found


def _node_names(value: object, nodes: list[json_ld.Node]) -> list[tuple[str, bool]]:
    """(name, whether it is an organisation's) of an author property; references (`@id`) are followed once."""
    found: list[tuple[str, bool]] = []
    for part in value if isinstance(value, list) else [value]:
        node: Any = part
        if isinstance(node, dict) and not node.get("name") and node.get("@id"):
            node = next((n for n in nodes if n.get("@id") == node["@id"] and n.get("name")), node)
        organisation = isinstance(node, dict) and any(
            "Organization" in kind for kind in json_ld.kinds(node)
        )
        found += [(text, organisation) for text in json_ld.texts(node)]
    return found[:20]


def _names(text: str, role: Role, reader: str, *, organisation: bool = False) -> list[BylineClaim]:
    """The names of one value; what is no person's is kept as an organisation's."""
    if "://" in text or text.startswith(("www.", "/", "@", "#")):
        return []
    text = _squash(text)
    if organisation or (
        is_organisation(text)
        and not is_agency(text)
        and len(text.split()) <= _ORGANISATION_WORDS
        and "," not in text
    ):
        return [BylineClaim(text, role, reader, organisation=True)]
    return [
        BylineClaim(b.name, Role.AGENCY if b.role is Role.AGENCY else role, reader)
        for b in read_bylines(text)
    ]


_ORGANISATION_WORDS: Final = 6


def _weighed(claims: list[BylineClaim], outlets: tuple[str, ...]) -> tuple[BylineClaim, ...]:
    """The claims, each name once per role, with what the page itself tells against them.

    Of the fields for any author the first that names another than the outlet speaks; a name among
    the page's editors is an editor's; an organisation that JSON-LD names as author is credited as
    an agency is, but not the outlet beside one of its people.
    """
    editors = {c.name.casefold() for c in claims if c.role is Role.EDITOR}
    reporters = {
        c.name.casefold()
        for c in claims
        if c.role is Role.REPORTER and _site_field(c.reader) and not c.organisation
    }
    named = {outlet.casefold() for outlet in outlets}
    open_to_all = [
        c for c in claims if c.role in {Role.REPORTER, Role.AGENCY} and not _site_field(c.reader)
    ]
    others = [
        c.reader
        for c in open_to_all
        if not c.organisation and c.name.casefold() not in named and _is_full(c)
    ]
    common = others or [c.reader for c in open_to_all]
    people = {
        c.reader
        for c in open_to_all
        if c.role is Role.REPORTER and not c.organisation and c.name.casefold() not in named
    }
    kept: dict[tuple[str, Role], BylineClaim] = {}
    for claim in claims:
        name, role, trusted = claim.name.casefold(), claim.role, True
        organisation = claim.organisation or name in named
        if role in {Role.REPORTER, Role.AGENCY} and not _site_field(claim.reader):
            trusted = claim.reader == common[0] and (
                name in reporters or not (reporters or name in editors)
            )
            role = Role.EDITOR if name in editors and name not in reporters else role
        if (
            organisation
            and trusted
            and claim.reader == "json-ld:author"
            and not (name in named and claim.reader in people)
        ):
            role, organisation = Role.AGENCY, False
        kept.setdefault(
            (name, role),
            BylineClaim(claim.name, role, claim.reader, organisation, trusted and not organisation),
        )
    return tuple(kept.values())


def _is_full(claim: BylineClaim) -> bool:
    """True for an agency, or a name of several words: "Germany" behind an outlet's name is its address."""
    return claim.role is Role.AGENCY or " " in claim.name or not claim.name.isascii()


def _site_field(reader: str) -> bool:
    """True for a field that a site made for its reporters: it tells them from editors."""
    return reader.startswith("dataLayer:") or reader in T.SITE_FIELDS


def _tags(gathered: _Gathered, main: json_ld.Node) -> tuple[str, ...]:
    for name in T.TAGS[:1]:
        if len(gathered.metas.get(name, ())) > 1:
            return tuple(gathered.metas[name])
    listed = json_ld.texts(main.get("keywords"))
    values = listed or [claim.text for claim in gathered.meta(T.TAGS)][:1]
    parts = (
        values
        if len(values) > 1
        else [part for value in values for part in re.split(r"[,;|]", value)]
    )
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _images(gathered: _Gathered, main: json_ld.Node) -> tuple[ClaimedImage, ...]:
    found: dict[str, ClaimedImage] = {}
    value = main.get("image")
    for part in value[:20] if isinstance(value, list) else [value]:
        url = (
            part
            if isinstance(part, str)
            else part.get("url") or part.get("contentUrl")
            if isinstance(part, dict)
            else None
        )
        caption = json_ld.texts(part.get("caption")) if isinstance(part, dict) else []
        if isinstance(url, str) and url:
            found.setdefault(url, ClaimedImage(url, _squash(caption[0]) if caption else None))
    for claim in gathered.meta(("og:image", "twitter:image")):
        found.setdefault(claim.text, ClaimedImage(claim.text))
    return tuple(found.values())


def _urls(gathered: _Gathered, main: json_ld.Node) -> tuple[Claim, ...]:
    page = main.get("mainEntityOfPage")
    own = (
        page
        if isinstance(page, str)
        else page.get("@id")
        if isinstance(page, dict)
        else main.get("url")
    )
    claims = [Claim(url, f"link:{rel}") for rel, url in gathered.links.items()] + gathered.meta(
        ("og:url",)
    )
    return tuple(claims) + (
        (Claim(own, "json-ld:mainEntityOfPage"),) if isinstance(own, str) and own else ()
    )


def _outlets(gathered: _Gathered, main: json_ld.Node) -> tuple[str, ...]:
    names = json_ld.texts(main.get("publisher")) + [
        claim.text for claim in gathered.meta(T.OUTLETS)
    ]
    return tuple(dict.fromkeys(name.lstrip("@") for name in names if "://" not in name))


def _page_kind(by_node: dict[str, json_ld.Node]) -> str | None:
    return next(
        (
            kind
            for kind in (
                "CollectionPage",
                "ItemPage",
                "ProfilePage",
                "SearchResultsPage",
                "WebPage",
            )
            if kind in by_node
        ),
        None,
    )


def _squash(text: str) -> str:
    return " ".join(text.split())
