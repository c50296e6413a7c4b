"""Photos: what the page prints under them, and whose they are said to be."""

import re
from collections.abc import Iterable
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.phrases import split_credit
from scraper.extract.select import find_all, read
from scraper.extract.tree import Index, ancestors, clean, text_of
from scraper.extract.vocabulary import spelled
from scraper.model import Image, Placement
from scraper.rules import Photo
from scraper.urls import absolute

_CREDIT: Final = re.compile(r"credit|copyright|photographer|source|fotograf|author|byline|agency|rights|attribution")
_CAPTION: Final = re.compile(r"caption|(photo|image|img|media|picture|foto)-?(desc|description|text|title|info)\b")
_CHROME: Final = re.compile(
    r"(lihat foto|perbesar|zoom|view (image|photo)|enlarge|advertisement|copy link|batalkan|bagikan|share)", re.IGNORECASE
)
_LIGHT_BOX: Final = re.compile(r"title:\s*(.*?)\s*;")
"""How the GLightbox library keeps a caption in its attribute."""
_LONGEST: Final = 1200


def by_rules(index: Index, photos: Iterable[Photo], body: HtmlElement | None, base: str) -> tuple[Image, ...]:
    """The photos that a layout's rules find, in document order; the first rule that finds any in the lead speaks for the lead."""
    found: list[tuple[int, Image]] = []
    seen: set[HtmlElement] = set()
    for photo in photos:
        for box in find_all(index, photo.box):
            if box in seen or any(above in seen for above in ancestors(box)):
                continue
            image = _by_rule(index, photo, box, body, base)
            if image is not None:
                seen.add(box)
                found.append((index.order.get(box, 0), image))
    return tuple(image for _, image in sorted(found, key=lambda pair: pair[0]))


def _by_rule(index: Index, photo: Photo, box: HtmlElement, body: HtmlElement | None, base: str) -> Image | None:
    placement = photo.placement or (Placement.INLINE if body is not None and body in ancestors(box) else Placement.LEAD)
    if photo.caption is None and photo.credit is None:
        caption, credit = split_credit(text_of(box))
    else:
        caption, credit = read(index, photo.caption, box), read(index, photo.credit, box)
        titled = _LIGHT_BOX.match(caption) if caption else None
        caption = titled[1].strip() if titled else caption
        if caption and credit and caption != credit:
            caption = clean(caption.replace(credit, " ")) if caption.endswith(credit) else caption
        if photo.credit is None and caption:
            caption, credit = split_credit(caption)
        elif credit:
            credit = bare_credit(credit)
    if not caption and not credit:
        return None
    return Image(caption or None, credit or None, placement, _address(box, base, find_all(index, photo.image, box)))


def bare_credit(text: str) -> str:
    """A credit line without its brackets and its word for photo.

    >>> bare_credit("(Foto: Ari Saputra)"), bare_credit("Pool/TINO OKTAVIANO")
    ('Ari Saputra', 'Pool/TINO OKTAVIANO')
    """
    _, credit = split_credit(f"({text.strip('() ')})")
    return credit or text.strip("() ")


def generic(scope: HtmlElement, container: HtmlElement, base: str) -> tuple[Image, ...]:
    """The captioned photos between the headline and the end of the body: `scope` is what the two have in common."""
    found: list[Image] = []
    inside = False
    done: set[HtmlElement] = set()
    for element in scope.iter("figure", "figcaption", "div", "p", "span", "em", "small", "td"):
        if element is container:
            inside = True
        elif inside and element.tag == "figure" and container not in ancestors(element):
            break
        if not _captions(element) or any(above in done for above in ancestors(element)):
            continue
        image = _captioned(element, Placement.INLINE if inside and container in ancestors(element) else Placement.LEAD, base)
        if image is not None:
            done.add(element)
            found.append(image)
    return tuple(found)


def _captions(element: HtmlElement) -> bool:
    if element.tag == "figcaption":
        return True
    name = element.get("class")
    return element.tag != "figure" and name is not None and bool(_CAPTION.search(spelled(name)))


def _captioned(element: HtmlElement, placement: Placement, base: str) -> Image | None:
    marked = [part for part in element.iterdescendants() if _CREDIT.search(spelled(part.get("class") or ""))]
    text = text_of(element)
    credit = text_of(marked[0]) if marked else ""
    if credit and credit != text:
        caption: str | None = clean(text.replace(credit, " ", 1))
        own: str | None = bare_credit(credit)
    else:
        caption, own = split_credit(text)
    if caption and _CHROME.fullmatch(caption):
        caption = None
    if (not caption and not own) or len(text) > _LONGEST:
        return None
    box = element.getparent()
    return Image(caption or None, own or None, placement, _address(box if box is not None else element, base))


def _address(box: HtmlElement, base: str, pictures: Iterable[HtmlElement] = ()) -> str | None:
    for picture in (*pictures, *box.iter("img")):
        for name in ("src", "data-src", "data-original"):
            url = absolute(base, picture.get(name) or "")
            if url:
                return url
    return None
