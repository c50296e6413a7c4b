"""The pages of a multi-page article, joined to one article."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.model import Article, Block, Evidence, Image


def join_parts(parts: Sequence[Article]) -> Article:
    """One article made of its pages, in the order of `part`; a part seen twice counts once.

    Headline, dates and dateline are the first part's, as each page repeats them; the signature is
    the last that a part has; bylines, images and tags are those of all. `parts_found` says how many
    pages are joined: fewer than `parts` means that the article is incomplete.
    """
    by_part: dict[int, Article] = {}
    for article in parts:
        by_part.setdefault(article.part, article)
    ordered = [by_part[number] for number in sorted(by_part)]
    if len(ordered) == 1:
        return ordered[0]
    return replace(
        ordered[0],
        body=_bodies(ordered),
        bylines=tuple(dict.fromkeys(byline for article in ordered for byline in article.bylines)),
        images=_images(ordered),
        tags=tuple(dict.fromkeys(tag for article in ordered for tag in article.tags)),
        signature=next(filter(None, (article.signature for article in reversed(ordered))), None),
        source=next(filter(None, (article.source for article in ordered)), None),
        part=1,
        parts=max(article.parts for article in ordered),
        parts_found=len(ordered),
        evidence=_evidence(ordered),
    )


def whole_article(first: Article, full: Article) -> Article | None:
    """`full` as the whole article, or None where it does not hold all parts of `first`.

    `full` is the document behind the full-page address. It holds all parts where it begins like the
    first one and is longer; then `parts_found` equals `parts`.
    """
    own, other = _letters(first.body), _letters(full.body)
    begins_alike = other.startswith(own[: len(own) * 9 // 10])
    if first.headline != full.headline or not begins_alike or len(other) <= len(own):
        return None
    parts = max(first.parts, full.parts)
    return replace(
        full, url=first.url, part=1, parts=parts, parts_found=parts, part_urls=first.part_urls
    )


def _letters(body: Sequence[Block]) -> str:
    """The body's letters and digits only, without capitals."""
    return re.sub(r"\W+", "", "".join(block.text for block in body)).casefold()


def _bodies(ordered: Sequence[Article]) -> tuple[Block, ...]:
    """The bodies one after the other."""
    first, *later = [article.body for article in ordered]
    return (*first, *(block for body in later for block in _without_repeats(first, body)))


def _without_repeats(first: Sequence[Block], body: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a later page without the opening that it repeats from the first."""
    start = 0
    while start < min(len(body), len(first)) and body[start].text == first[start].text:
        start += 1
    return body[start:]


def _images(ordered: Sequence[Article]) -> tuple[Image, ...]:
    """The images of all parts, without repeats: each page has the lead photo again."""
    found = list(ordered[0].images)
    known = set(ordered[0].images)
    for article in ordered[1:]:
        fresh = [image for image in article.images if image not in known]
        found += fresh
        known.update(fresh)
    return tuple(found)


def _evidence(ordered: Sequence[Article]) -> dict[str, Evidence]:
    """The first part's evidence, with that of the joined body and of the last signature."""
    first, last = ordered[0], ordered[-1]
    own = first.evidence.get("body")
    numbers = ", ".join(str(article.part) for article in ordered)
    joined = Evidence(own.reader if own else "join", None, f"joined from parts {numbers}")
    evidence = {**first.evidence, "body": joined}
    if last.signature and "signature" in last.evidence:
        evidence["signature"] = last.evidence["signature"]
    return evidence
