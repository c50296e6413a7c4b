"""Photos: the captions and credits that the page prints with them, and their addresses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.evidence import Found
from scraper.extract.page.class_names import SILENT, spelled
from scraper.extract.page.selectors import read_selected, select_all
from scraper.extract.page.text_runs import BREAK, text_runs
from scraper.extract.page.tree import Index, ancestors, clean, has_text, text_of
from scraper.extract.parsed_page import ParsedBody, ParsedPage
from scraper.extract.text.bylines import is_byline
from scraper.extract.text.credits import MAX_CAPTION, split_credit
from scraper.extract.text.phrases import is_boilerplate, own_parts
from scraper.model import Evidence, Image, Placement
from scraper.portals import Photo
from scraper.urls import MAX_URL, absolute

_CREDIT: Final = re.compile(
    r"credit|copyright|photographer|source|fotograf|author|byline|agency|rights|attribution"
)
_CAPTION: Final = re.compile(
    r"caption|(photo|image|img|media|picture|foto)s?(-\w+){0,3}-?(desc|description|text|title|info|by|copyright|credit)(-|$)"
)
_PICTURE_BOX: Final = re.compile(r"(^|-)(photo|foto|image|img|picture|pic|gambar)(-|$)")
_CHROME: Final = re.compile(
    r"(lihat foto|perbesar|zoom|view (image|photo)|enlarge|advertisement|copy"
    r" link|batalkan|bagikan|share)",
    re.IGNORECASE,
)
_LONGEST_LINES: Final = 400
"""Characters of advertisements and links that a caption may hold besides."""
_LIGHT_BOX: Final = re.compile(r"title:([^;]*);")
"""How the GLightbox library keeps a caption in its attribute."""
_SOURCES: Final = ("src", "data-src", "data-original")
_CAPTIONING: Final = ("figcaption", "div", "p", "span", "em", "small", "td")
_LINES: Final = ("div", "p", "span", "small", "em", "i", "center", "h5", "h6", "td")
"""Elements that may hold the line under a picture; larger headings are the article's own."""
_CONTROLS: Final = frozenset(
    ("a", "button", "label", "li", "nav", "form", "header", "footer", "aside")
)
"""A picture in one of these is an icon, a portrait or another article's."""
_STRUCTURE: Final = ("a", "p", "li", "h1", "h2", "h3", "h4", "time", "table")


def find_photos(page: ParsedPage, body: ParsedBody) -> Found[tuple[Image, ...]] | None:
    """The photos: by rule and, in the body, by their captions; else all by their captions."""
    rules, base = page.rules, page.raw.url
    if rules is None or not rules.photos:
        found = generic_photos(page.scope, body.container, base, body.dropped)
        return _with_note(found, "generic:captions", page)
    ruled = _photos_by_rules(page.index, rules.photos, body.container, base)
    inline = generic_photos(body.container, body.container, base, body.dropped)
    found = (*ruled, *(image for image in inline if image not in ruled))
    return _with_note(found, f"rule:{rules.name} photos", page)


def _with_note(
    found: tuple[Image, ...], reader: str, page: ParsedPage
) -> Found[tuple[Image, ...]] | None:
    """The photos, with a note where one has no address because that is too long to be one."""
    if not found:
        return None
    lacks_one = any(image.url is None for image in found)
    note = _note_left_out(page.body_element) if lacks_one else None
    return Found(found, Evidence(reader, None, note))


def _photos_by_rules(
    index: Index, photos: Iterable[Photo], body: HtmlElement | None, base: str
) -> tuple[Image, ...]:
    """The photos that a layout's rules find, in document order.

    A box belongs to the first rule that makes a photo of it, and so does all that it holds.
    """
    found: list[tuple[HtmlElement, Image]] = []
    seen: set[HtmlElement] = set()
    for photo in photos:
        for box in select_all(index, photo.box):
            if box in seen or any(above in seen for above in ancestors(box)):
                continue
            image = _by_rule(index, photo, box, body, base)
            if image is not None:
                seen.add(box)
                found.append((box, image))
    if len(found) > 1:
        found.sort(key=lambda pair: index.order.get(pair[0], 0))
    return tuple(image for _, image in found)


def _by_rule(
    index: Index, photo: Photo, box: HtmlElement, body: HtmlElement | None, base: str
) -> Image | None:
    """The photo in a box that a rule found; None where that has neither caption nor credit."""
    caption = _caption_by_rule(index, photo, box)
    credit = read_selected(index, photo.credit, box)
    if caption and credit and _is_repeated(credit, caption, photo):
        caption = clean(caption.replace(credit, " "))
    if credit:
        credit = bare_credit(credit)
    elif caption and photo.credit is None:
        caption, credit = split_credit(caption)
    if not caption and not credit:
        return None
    placement = photo.placement or _placement(box, body)
    address = _address(box, base, select_all(index, photo.image, box))
    return Image(caption or None, credit or None, placement, address)


def _caption_by_rule(index: Index, photo: Photo, box: HtmlElement) -> str | None:
    """What the rule reads as the caption: all text of the box, if it names no place for one."""
    caption = read_selected(index, photo.caption, box) if photo.caption else text_of(box)
    titled = _LIGHT_BOX.match(caption) if caption else None
    return titled[1].strip() if titled else caption


def _is_repeated(credit: str, caption: str, photo: Photo) -> bool:
    """True where the caption opens or ends with the credit, and is more than the credit."""
    at_an_end = caption.endswith(credit) or caption.startswith(credit)
    return at_an_end and (caption != credit or not photo.caption)


def _placement(box: HtmlElement, body: HtmlElement | None) -> Placement:
    is_inside = body is not None and body in ancestors(box)
    return Placement.INLINE if is_inside else Placement.LEAD


def bare_credit(text: str) -> str:
    """A credit line without brackets and the word for photo.

    >>> bare_credit("(Foto: Ari Saputra)"), bare_credit("Pool/TINO OKTAVIANO")
    ('Ari Saputra', 'Pool/TINO OKTAVIANO')
    """
    _, credit = split_credit(f"({text.strip('() ')})")
    return credit or text.strip("() ")


def generic_photos(
    scope: HtmlElement, container: HtmlElement, base: str, dropped: Iterable[HtmlElement] = ()
) -> tuple[Image, ...]:
    """The captioned photos from the headline to the body's end, without those in `dropped`.

    `scope` is the smallest element that holds headline and body. A caption is: an element named as
    one; a box named for a picture that holds a picture and a line of text; above the body, the line
    right under a picture (in the body such a line is a paragraph as often).
    """
    found: list[Image] = []
    done: set[HtmlElement] = set(dropped)
    elements = scope.iter(*_CAPTIONING, "img", container.tag)
    for element in takewhile(lambda element: element is not container, elements):
        caption = _caption_of(element)
        if caption is not None:
            _take(caption, None, base, done, found)
    for element in container.iterdescendants(*_CAPTIONING):
        if _is_caption(element):
            _take(element, container, base, done, found)
    return tuple(_paired(found))


def _caption_of(element: HtmlElement) -> HtmlElement | None:
    """The caption that an element above the body is, or has under it if it is a picture."""
    if element.tag == "img":
        return _under(element)
    return element if _is_caption(element) else None


def _opens(caption: HtmlElement, container: HtmlElement) -> bool:
    """True where no text comes before the photo in the container: then it is the lead photo."""
    element = caption if caption.tag != "figcaption" else caption.getparent()
    while element is not None and element is not container:
        above = element.getparent()
        if above is None or _is_printed(above.text):
            return False
        if any(map(_prints_text, element.itersiblings(preceding=True))):
            return False
        element = above
    return True


def _prints_text(element: HtmlElement) -> bool:
    """True where the element prints text, or text follows it under the same parent."""
    return _is_printed(element.tail) or (element.tag not in SILENT and has_text(element))


def _is_printed(text: str | None) -> bool:
    return text is not None and bool(text.strip())


def _paired(images: Iterable[Image]) -> Iterator[Image]:
    """The images; a credit over a picture and the caption under it become one."""
    before: Image | None = None
    for image in images:
        if (
            before
            and image.credit is None
            and before.caption is None
            and image.placement is before.placement
        ):
            before = replace(image, credit=before.credit, url=before.url or image.url)
            continue
        if before:
            yield before
        before = image
    if before:
        yield before


def _take(
    caption: HtmlElement,
    container: HtmlElement | None,
    base: str,
    done: set[HtmlElement],
    found: list[Image],
) -> None:
    """Add the photo of a caption, unless it is part of one taken before.

    `container` is the body's element where that holds the caption.
    """
    if caption in done or (done and any(above in done for above in ancestors(caption))):
        return
    image = _captioned(caption, base)
    if image is not None:
        is_lead = container is None or _opens(caption, container)
        done.add(caption)
        found.append(image if is_lead else replace(image, placement=Placement.INLINE))


def _is_caption(element: HtmlElement) -> bool:
    """True where the element's name or structure makes it a caption, alone or with its picture."""
    if element.tag == "figcaption":
        return True
    name, ident = element.get("class"), element.get("id")
    if not name and not ident:
        return False
    called = _named(name, ident)
    if called == "picture":
        return element.find("img") is not None and not _is_rich(element)
    return called == "caption"


@lru_cache(maxsize=20_000)
def _named(name: str | None, ident: str | None) -> str | None:
    """`caption` or `picture`, where class and id name an element so."""
    plain = spelled(f"{name or ''} {ident or ''}")
    if _CAPTION.search(plain):
        return "caption"
    return "picture" if _PICTURE_BOX.search(plain) else None


def _under(picture: HtmlElement) -> HtmlElement | None:
    """The line right under a picture; None where it is a link, a heading or more than a line."""
    while (above := picture.getparent()) is not None and above.tag in ("a", "picture"):
        picture = above
    line = picture.getnext()
    while line is not None and line.tag in SILENT:
        line = line.getnext()
    if line is None or line.tag not in _LINES or _is_rich(line) or line.find(".//img") is not None:
        return None
    return None if any(above.tag in _CONTROLS for above in ancestors(picture)) else line


def _is_rich(element: HtmlElement) -> bool:
    """True where an element holds more than a line of text, such as links or paragraphs."""
    return next(element.iterdescendants(*_STRUCTURE), None) is not None


def _captioned(element: HtmlElement, base: str) -> Image | None:
    """The photo of a caption, as a lead; None for an element without caption and credit."""
    text = _printed(element)
    if not text or len(text) > MAX_CAPTION:
        return None
    caption, credit = _split(text, _marked_credit(element))
    if caption and (_CHROME.fullmatch(caption) or is_boilerplate(caption) or is_byline(caption)):
        caption = None
    if not caption and not credit:
        return None
    parent = element.getparent()
    box = parent if parent is not None else element
    return Image(caption or None, credit or None, Placement.LEAD, _address(box, base))


def _marked_credit(element: HtmlElement) -> str:
    """The text of the first element in a caption that is named for a credit, or ""."""
    for part in element.iterdescendants():
        name = part.get("class")
        if name and _CREDIT.search(spelled(name)):
            return text_of(part)
    return ""


def _split(text: str, credit: str) -> tuple[str | None, str | None]:
    """Caption and credit of a text; `credit` is the part of it that is marked as one, or ""."""
    if credit and credit != text:
        return clean(text.replace(credit, " ", 1)), bare_credit(credit)
    return split_credit(text)


def _printed(caption: HtmlElement) -> str:
    """A caption's text without lines that advertise or lead to another article."""
    text = text_of(caption)
    if not len(caption) or len(text) > MAX_CAPTION + _LONGEST_LINES:
        return text
    parts = [
        part
        for run in text_runs(caption, judge=False)
        for part in zip(run.text.split(BREAK), run.links or (run.linked,), strict=True)
    ]
    kept, _ = own_parts(parts)
    return text if len(kept) == len(parts) else clean(" ".join(kept))


def _note_left_out(scope: HtmlElement) -> str | None:
    """A note of how many pictures have addresses too long to be one, or None.

    A picture that is itself in its address (`data:`) is not counted.
    """
    texts = (picture.get(name) or "" for picture in scope.iter("img") for name in _SOURCES)
    long = (text for text in texts if len(text) > MAX_URL)
    count = sum(text.lstrip()[:5].lower() != "data:" for text in long)
    return f"addresses of more than {MAX_URL:,} characters left out: {count}" if count else None


def _address(box: HtmlElement, base: str, pictures: Iterable[HtmlElement] = ()) -> str | None:
    """The absolute URL of the first of `pictures`, or of the box's own, that has one."""
    for picture in (*pictures, *box.iter("img")):
        for name in _SOURCES:
            address = picture.get(name)
            url = absolute(base, address) if address else None
            if url:
                return url
    return None
