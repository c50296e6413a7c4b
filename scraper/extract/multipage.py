"""Several pages of one article made one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.model import Article, Block, Evidence, Image


def join_parts(parts: Sequence[Article]) -> Article:
    """One article out of the pages of one article, in the order of `part`; parts seen twice count once.

    Headline, clocks and names are the first part's, as each page repeats them; the signature is the
    last's, bylines, images and tags are those of all. `parts_found` says how many pages are in it:
    fewer than `parts` means incomplete.
    """
    by_part: dict[int, Article] = {}
    for article in parts:
        by_part.setdefault(article.part, article)
    ordered = [by_part[number] for number in sorted(by_part)]
    first, last = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return first
    bodies = [article.body for article in ordered]
    evidence = {**first.evidence, "body": _evidence(ordered)}
    if last.signature and "signature" in last.evidence:
        evidence["signature"] = last.evidence["signature"]
    return replace(
        first,
        body=tuple(
            block
            for number, body in enumerate(bodies)
            for block in _without_repeats(bodies[:number], body)
        ),
        bylines=tuple(dict.fromkeys(byline for article in ordered for byline in article.bylines)),
        images=_images(ordered),
        tags=tuple(dict.fromkeys(tag for article in ordered for tag in article.tags)),
        signature=next(
            (article.signature for article in reversed(ordered) if article.signature), None
        ),
        source=next((article.source for article in ordered if article.source), None),
        part=1,
        parts=max(article.parts for article in ordered),
        parts_found=len(ordered),
        evidence=evidence,
    )


def whole_article(first: Article, full: Article) -> Article | None:
    """`full` as the whole article, where the document behind the full-page address really holds all parts of `first`; else None.

    It does where it begins like the first part and goes on longer; then `parts_found` equals
    `parts`.
    """
    own, other = _flat(first.body), _flat(full.body)
    if (
        first.headline != full.headline
        or not other.startswith(own[: len(own) * 9 // 10])
        or len(other) <= len(own)
    ):
        return None
    parts = max(first.parts, full.parts)
    return replace(
        full, url=first.url, part=1, parts=parts, parts_found=parts, part_urls=first.part_urls
    )


def _flat(body: Sequence[Block]) -> str:
    return re.sub(r"\W+", "", "".join(block.text for block in body)).casefold()


def _without_repeats(before: Sequence[Sequence[Block]], body: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a later page without the opening that it repeats from the first."""
    if not before:
        return body
    start = 0
    while (
        start < len(body) and start < len(before[0]) and body[start].text == before[0][start].text
    ):
        start += 1
    return body[start:]


def _images(ordered: Sequence[Article]) -> tuple[Image, ...]:
    """The first part's images, and those of the later parts that it has not (each page repeats the lead photo)."""
    found = list(ordered[0].images)
    known = set(ordered[0].images)
    for article in ordered[1:]:
        fresh = [image for image in article.images if image not in known]
        found += fresh
        known.update(fresh)
    return tuple(found)


def _evidence(ordered: Sequence[Article]) -> Evidence:
    own = ordered[0].evidence.get("body")
    numbers = ", ".join(str(article.part) for article in ordered)
    return Evidence(own.reader if own else "join", None, f"joined from parts {numbers}")
