"""Reads what the metadata of a page says of its article: JSON-LD, microdata, meta tags, dataLayer.

How far it can be trusted (saved pages of 2013 to 2026): the JSON-LD author is the *editor* on
several large portals, so that a name that the page elsewhere calls an editor is no reporter's,
unless a field that the site keeps for its reporters names it. Names of the site and URLs are
printed where an author belongs. A time may be local without saying so, or have a wrong offset, so
that every date is kept as printed for the date reader.
"""

import re
from collections.abc import Iterable
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.metadata import json_ld, meta_names
from scraper.extract.metadata.byline_claims import byline_claims
from scraper.extract.metadata.claims import Claim, ClaimedImage, Embedded
from scraper.extract.metadata.raw_metadata import RawMetadata, collect, squash

__all__ = ["read_embedded"]

_PAGE_KINDS: Final = (
    "CollectionPage",
    "ItemPage",
    "ProfilePage",
    "SearchResultsPage",
    "WebPage",
)
_SEPARATOR: Final = re.compile(r"[,;|]")


def read_embedded(root: HtmlElement) -> Embedded:
    """What the metadata of a page says of its article; `root` is not changed."""
    raw = collect(root)
    articles = json_ld.articles(raw.nodes)
    main: json_ld.Node = articles[0] if articles else {}
    outlets = _outlets(raw, main)
    return Embedded(
        kind=_kind(raw, main),
        headlines=_headlines(raw, main),
        bylines=byline_claims(raw, main, outlets),
        published=_dates(raw, main, "datePublished", meta_names.PUBLISHED)
        + _layer_dates(raw)
        + _from_json_ld(main, "dateCreated"),
        modified=_dates(raw, main, "dateModified", meta_names.MODIFIED),
        sections=_from_json_ld(main, "articleSection")
        + _from_microdata(raw, "articlesection")
        + tuple(raw.meta(meta_names.SECTIONS)),
        breadcrumb=json_ld.breadcrumb(raw.nodes),
        tags=_tags(raw, main),
        images=_images(raw, main),
        urls=_urls(raw, main),
        descriptions=_from_json_ld(main, "description") + tuple(raw.meta(meta_names.DESCRIPTIONS)),
        body=next(
            (Claim(text, "json-ld:articleBody") for text in _texts(main, "articleBody")), None
        ),
        outlets=outlets,
        language=raw.language or next(iter(_texts(main, "inLanguage")), None),
        source=next((value for key, value in raw.layer if key == "source" and value), None),
    )


def _texts(node: json_ld.Node, name: str) -> list[str]:
    return json_ld.texts(node.get(name))


def _from_json_ld(node: json_ld.Node, *names: str) -> tuple[Claim, ...]:
    """The first text of each property."""
    return tuple(
        Claim(squash(text), f"json-ld:{name}") for name in names for text in _texts(node, name)[:1]
    )


def _from_microdata(raw: RawMetadata, name: str) -> tuple[Claim, ...]:
    """The first value of a property."""
    return tuple(Claim(value, f"microdata:{name}") for value in raw.properties.get(name, ())[:1])


def _kind(raw: RawMetadata, main: json_ld.Node) -> str | None:
    """The type of the main node, else of a node for the page, else the og:type."""
    printed = {kind for node in raw.nodes for kind in json_ld.kinds(node)}
    candidates = (
        *json_ld.kinds(main)[:1],
        *(kind for kind in _PAGE_KINDS if kind in printed),
        *raw.metas.get("og:type", ()),
    )
    return next(filter(None, candidates), None)


def _headlines(raw: RawMetadata, main: json_ld.Node) -> tuple[Claim, ...]:
    document = (Claim(raw.document_name, "html:title"),) if raw.document_name else ()
    return (
        *_from_json_ld(main, "headline", "name"),
        *_from_microdata(raw, "headline"),
        *raw.meta(meta_names.HEADLINES),
        *document,
    )


def _dates(
    raw: RawMetadata, main: json_ld.Node, name: str, metas: Iterable[str]
) -> tuple[Claim, ...]:
    return _from_json_ld(main, name) + tuple(raw.meta(metas)) + _from_microdata(raw, name.lower())


def _layer_dates(raw: RawMetadata) -> tuple[Claim, ...]:
    dated = [(key, value) for key, value in raw.layer if key in meta_names.LAYER_DATES]
    return tuple(Claim(value, f"dataLayer:{key}") for key, value in dated[:2])


def _tags(raw: RawMetadata, main: json_ld.Node) -> tuple[str, ...]:
    """The tags of the field that lists them best: one each, else separated by commas."""
    repeated = raw.metas.get(meta_names.TAGS[0], ())
    if len(repeated) > 1:
        return tuple(repeated)
    values = _texts(main, "keywords") or [claim.text for claim in raw.meta(meta_names.TAGS)][:1]
    parts = values if len(values) > 1 else _SEPARATOR.split("".join(values))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _images(raw: RawMetadata, main: json_ld.Node) -> tuple[ClaimedImage, ...]:
    found: dict[str, ClaimedImage] = {}
    value = main.get("image")
    for part in value[:20] if isinstance(value, list) else [value]:
        image = _image(part)
        if image is not None:
            found.setdefault(image.url, image)
    for claim in raw.meta(("og:image", "twitter:image")):
        found.setdefault(claim.text, ClaimedImage(claim.text))
    return tuple(found.values())


def _image(value: object) -> ClaimedImage | None:
    """The image of a JSON-LD value: a URL, or a node with one."""
    if isinstance(value, str):
        return ClaimedImage(value) if value else None
    if not isinstance(value, dict):
        return None
    url = value.get("url") or value.get("contentUrl")
    if not isinstance(url, str) or not url:
        return None
    captions = _texts(value, "caption")
    return ClaimedImage(url, squash(captions[0]) if captions else None)


def _urls(raw: RawMetadata, main: json_ld.Node) -> tuple[Claim, ...]:
    canonical = [] if raw.canonical is None else [Claim(raw.canonical, "link:canonical")]
    own = _own_url(main)
    in_json_ld = [Claim(own, "json-ld:mainEntityOfPage")] if isinstance(own, str) and own else []
    return (*canonical, *raw.meta(("og:url",)), *in_json_ld)


def _own_url(main: json_ld.Node) -> object:
    page = main.get("mainEntityOfPage")
    if isinstance(page, str):
        return page
    return page.get("@id") if isinstance(page, dict) else main.get("url")


def _outlets(raw: RawMetadata, main: json_ld.Node) -> tuple[str, ...]:
    claims = raw.meta(meta_names.OUTLETS)
    names = (*_texts(main, "publisher"), *(claim.text for claim in claims))
    return tuple(dict.fromkeys(name.lstrip("@") for name in names if "://" not in name))
