"""PURE. A page to an article: no clock, no network, no disk, no Scrapy, no SQLite.

    extract(page, portal) -> Article | Refusal     one page; portal None: the generic extractor alone
    join(parts) -> Article                         the pages of one article made one
    whole(first, full) -> Article | None           a full-page document that holds all parts of `first`
    read_dump(page, declarations) -> Article | Refusal     a page's flat text

The order of evidence for every field: the portal's rules, what the page prints near the body, what
it says of itself in metadata; each module below says for its fields where that order differs and
why.
"""

from collections.abc import Mapping
from types import MappingProxyType

from scraper.errors import InputError
from scraper.extract.dump.text_dump import looks_like_dump, read_dump
from scraper.extract.evidence import Found
from scraper.extract.fields import article_bylines, labels, publication_date
from scraper.extract.fields.body_ends import Ends, find_ends
from scraper.extract.fields.pagination import find_parts
from scraper.extract.fields.photos import generic_photos, note_left_out, photos_by_rules
from scraper.extract.multipage import join_parts, whole_article
from scraper.extract.page.declared_url import declared_url
from scraper.extract.page.encoding import as_utf8
from scraper.extract.page.selectors import read_all_selected, read_selected, select_first
from scraper.extract.page.tree import Index, parse
from scraper.extract.parsed_page import ParsedBody, ParsedPage
from scraper.extract.refusals import refuse
from scraper.extract.text.notices import is_notice
from scraper.extract.text.phrases import is_boilerplate
from scraper.model import Article, Evidence, Image, Page, Reason, Refusal
from scraper.portals import Portal
from scraper.urls import absolute, is_broken, normalise, urn

__all__ = [
    "Index",
    "ParsedPage",
    "as_utf8",
    "declared_url",
    "extract",
    "is_boilerplate",
    "is_notice",
    "join_parts",
    "looks_like_dump",
    "parse",
    "read_all_selected",
    "read_dump",
    "read_selected",
    "select_first",
    "whole_article",
]


def extract(page: Page, portal: Portal | None) -> Article | Refusal:
    """The article of a page, or why it is none.

    Raises:
        PageError: the bytes are no text, hold no markup, or are more than a page can be.
    """
    parsed = ParsedPage.of(page, portal)
    headline, body = parsed.headline, parsed.body
    refusal = refuse(parsed)
    if refusal is not None:
        return refusal
    if headline is None or body is None or not body.blocks:
        return Refusal(
            Reason.NO_BODY, "no headline" if body and body.blocks else "no text of its own"
        )
    return _article(parsed, headline.text, body)


def _article(page: ParsedPage, headline: str, body: ParsedBody) -> Article:
    ends = find_ends(page, body)
    kicker, section, standfirst = (
        labels.find_kicker(page),
        labels.find_section(page),
        labels.find_standfirst(page),
    )
    bylines, tags, source = (
        article_bylines.find_bylines(page),
        labels.find_tags(page),
        labels.find_source(page),
    )
    published = publication_date.find_published(page)
    modified = publication_date.find_modified(page, published.value if published else None)
    photos = _images(page, body)
    parts = find_parts(page)
    url = _url(page, headline, ends)
    return Article(
        url=url.value,
        portal=page.portal.slug if page.portal else None,
        headline=headline,
        kicker=kicker.value if kicker else None,
        section=section.value if section else None,
        standfirst=standfirst.value if standfirst else None,
        dateline=ends.dateline,
        bylines=bylines.value if bylines else (),
        published_at=published.value.at if published else None,
        published_raw=published.value.raw if published else None,
        modified_at=modified.value.at if modified else None,
        modified_raw=modified.value.raw if modified else None,
        images=photos.value if photos else (),
        body=ends.blocks,
        tags=tags.value if tags else (),
        signature=ends.signature,
        source=source.value if source else None,
        language=page.language,
        part=parts.part,
        parts=parts.parts,
        parts_found=parts.found,
        part_urls=parts.urls,
        evidence=_evidence(
            {
                "url": url,
                "headline": (
                    page.headline and Found(headline, Evidence(page.headline.reader, headline))
                ),
                "kicker": kicker,
                "section": section,
                "standfirst": standfirst,
                "bylines": bylines,
                "published_at": published,
                "modified_at": modified,
                "images": photos,
                "body": Found(ends.blocks, Evidence(body.reader)),
                "dateline": (
                    ends.dateline
                    and Found(
                        ends.dateline, Evidence("body:first paragraph", ends.blocks[0].text[:120])
                    )
                ),
                "signature": (
                    ends.signature
                    and Found(ends.signature, Evidence("body:last line", ends.signature))
                ),
                "tags": tags,
                "source": source,
            }
        ),
    )


def _evidence(found: Mapping[str, object]) -> Mapping[str, Evidence]:
    return MappingProxyType(
        {name: one.evidence for name, one in found.items() if isinstance(one, Found)}
    )


def _images(page: ParsedPage, body: ParsedBody) -> Found[tuple[Image, ...]] | None:
    rules, base = page.rules, page.raw.url
    if rules is not None and rules.photos:
        found = photos_by_rules(page.index, rules.photos, body.container, base)
        inline = tuple(
            i
            for i in generic_photos(body.container, body.container, base, body.dropped)
            if i not in found
        )
        both = (*found, *inline)
        return _photos(both, f"rule:{rules.name} photos", page)
    found = generic_photos(page.scope, body.container, base, body.dropped)
    return _photos(found, "generic:captions", page)


def _photos(
    found: tuple[Image, ...], reader: str, page: ParsedPage
) -> Found[tuple[Image, ...]] | None:
    """The photos, with a note where one lacks its address because that can be none."""
    if not found:
        return None
    note = note_left_out(page.body_element) if any(image.url is None for image in found) else None
    return Found(found, Evidence(reader, None, note))


def _url(page: ParsedPage, headline: str, ends: Ends) -> Found[str]:
    """The canonical URL: the portal's spelling of the page's own, else what the page declares, else a name made of its text."""
    own, portal = page.raw.url, page.portal
    if own and portal is not None and portal.owns(own):
        return Found(portal.canonical(own), Evidence("page:url", own, "the portal's spelling"))
    broken = sum(1 for claim in page.embedded.urls if is_broken(own, claim.text))
    note = f"declared URLs that can be none left out: {broken}" if broken else None
    claims = ((claim.reader, absolute(own, claim.text)) for claim in page.embedded.urls)
    for reader, claimed in (("page:url", own), *claims) if own else claims:
        if claimed:
            try:
                return Found(
                    (
                        portal.canonical(claimed)
                        if portal and portal.owns(claimed)
                        else normalise(claimed)
                    ),
                    Evidence(reader, claimed, note),
                )
            except InputError:
                continue
    return Found(
        urn(headline, [block.text for block in ends.blocks]),
        Evidence("body:hash", None, note or "the page names no URL"),
    )
