"""A page to an article, purely: no clock, no network, no disk, no Scrapy, no SQLite.

`extract` reads one page, for a portal of None with the generic extractor only; `join_parts` and
`whole_article` put the pages of one article together; `read_dump` reads a page's flat text.

Every field is looked for in this order: the portal's rules, what the page prints near the body,
what its metadata says. A module of `fields` whose order differs says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from scraper.extract.dump.text_dump import looks_like_dump, read_dump
from scraper.extract.evidence import Found, value_of
from scraper.extract.fields import article_bylines, labels, publication_date
from scraper.extract.fields.article_url import find_url
from scraper.extract.fields.body_ends import Ends, find_ends
from scraper.extract.fields.pagination import find_parts
from scraper.extract.fields.photos import find_photos
from scraper.extract.multipage import join_parts, whole_article
from scraper.extract.page.declared_url import declared_url
from scraper.extract.page.encoding import as_utf8
from scraper.extract.page.selectors import read_all_selected, read_selected, select_first
from scraper.extract.page.tree import Index, parse
from scraper.extract.parsed_page import ParsedBody, ParsedPage
from scraper.extract.refusals import refuse
from scraper.extract.structure.headline import Headline
from scraper.extract.text.dates import Moment
from scraper.extract.text.notices import is_notice
from scraper.extract.text.phrases import is_boilerplate
from scraper.model import Article, Byline, Evidence, Image, Page, Reason, Refusal
from scraper.portals import Portal

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

_OPENING: Final = 120
"""Characters of the first paragraph that are kept as evidence of its dateline."""


def extract(page: Page, portal: Portal | None) -> Article | Refusal:
    """The article of a page, or why the page is none.

    Raises:
        PageError: the bytes are no text, hold no markup, or are more than a page can be.
    """
    parsed = ParsedPage.of(page, portal)
    headline, body = parsed.headline, parsed.body
    refusal = refuse(parsed)
    if refusal is not None:
        return refusal
    if body is None or not body.blocks:
        return Refusal(Reason.NO_BODY, "no text of its own")
    if headline is None:
        return Refusal(Reason.NO_BODY, "no headline")
    return _article(parsed, headline, body)


@dataclass(frozen=True, slots=True)
class _Findings:
    """What was found for the fields whose readers say where from."""

    url: Found[str]
    kicker: Found[str] | None
    section: Found[str] | None
    standfirst: Found[str] | None
    bylines: Found[tuple[Byline, ...]] | None
    published: Found[Moment] | None
    modified: Found[Moment] | None
    images: Found[tuple[Image, ...]] | None
    tags: Found[tuple[str, ...]] | None
    source: Found[str] | None


def _find(page: ParsedPage, headline: Headline, body: ParsedBody, ends: Ends) -> _Findings:
    published = publication_date.find_published(page)
    return _Findings(
        url=find_url(page, headline.text, ends.blocks),
        kicker=labels.find_kicker(page),
        section=labels.find_section(page),
        standfirst=labels.find_standfirst(page),
        bylines=article_bylines.find_bylines(page),
        published=published,
        modified=publication_date.find_modified(page, value_of(published)),
        images=find_photos(page, body),
        tags=labels.find_tags(page),
        source=labels.find_source(page),
    )


def _article(page: ParsedPage, headline: Headline, body: ParsedBody) -> Article:
    ends = find_ends(page, body)
    found = _find(page, headline, body, ends)
    published, modified = value_of(found.published), value_of(found.modified)
    parts = find_parts(page)
    return Article(
        url=found.url.value,
        portal=page.portal.slug if page.portal else None,
        headline=headline.text,
        kicker=value_of(found.kicker),
        section=value_of(found.section),
        standfirst=value_of(found.standfirst),
        dateline=ends.dateline,
        bylines=value_of(found.bylines) or (),
        published_at=published.at if published else None,
        published_raw=published.raw if published else None,
        modified_at=modified.at if modified else None,
        modified_raw=modified.raw if modified else None,
        images=value_of(found.images) or (),
        body=ends.blocks,
        tags=value_of(found.tags) or (),
        signature=ends.signature,
        source=value_of(found.source),
        language=page.language,
        part=parts.part,
        parts=parts.parts,
        parts_found=parts.found,
        part_urls=parts.urls,
        evidence=_evidence(headline, body, ends, found),
    )


def _evidence(
    headline: Headline, body: ParsedBody, ends: Ends, found: _Findings
) -> Mapping[str, Evidence]:
    """The evidence of each field that was found, by the field's name."""
    by_field = {
        "url": found.url.evidence,
        "headline": Evidence(headline.reader, headline.text),
        "kicker": _evidence_of(found.kicker),
        "section": _evidence_of(found.section),
        "standfirst": _evidence_of(found.standfirst),
        "bylines": _evidence_of(found.bylines),
        "published_at": _evidence_of(found.published),
        "modified_at": _evidence_of(found.modified),
        "images": _evidence_of(found.images),
        "body": Evidence(body.reader),
        "dateline": _evidence_of_dateline(ends),
        "signature": Evidence("body:last line", ends.signature) if ends.signature else None,
        "tags": _evidence_of(found.tags),
        "source": _evidence_of(found.source),
    }
    return MappingProxyType({name: one for name, one in by_field.items() if one is not None})


def _evidence_of(found: Found[Any] | None) -> Evidence | None:
    return found.evidence if found is not None else None


def _evidence_of_dateline(ends: Ends) -> Evidence | None:
    if not ends.dateline:
        return None
    return Evidence("body:first paragraph", ends.blocks[0].text[:_OPENING])
