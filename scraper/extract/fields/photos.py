"""Photos: what the page prints under them, and whose they are said to be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.page.class_names import SILENT, spelled
from scraper.extract.page.selectors import read_selected, select_all
from scraper.extract.page.text_runs import BREAK, text_runs
from scraper.extract.page.tree import Index, ancestors, clean, has_text, text_of
from scraper.extract.text.bylines import is_byline
from scraper.extract.text.credits import MAX_CAPTION, split_credit
from scraper.extract.text.phrases import is_boilerplate, own_parts
from scraper.model import Image, Placement
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
"""Characters of advertisements and links that may stand in a caption."""
_LIGHT_BOX: Final = re.compile(r"title:([^;]*);")
"""How the GLightbox library keeps a caption in its attribute."""
_SOURCES: Final = ("src", "data-src", "data-original")
_CAPTIONING: Final = ("figcaption", "div", "p", "span", "em", "small", "td")
_LINES: Final = ("div", "p", "span", "small", "em", "i", "center", "h5", "h6", "td")
"""Elements that may print the line under a picture; larger headings are the article's own."""
_CONTROLS: Final = frozenset(
    ("a", "button", "label", "li", "nav", "form", "header", "footer", "aside")
)
"""A picture in one of these is an icon, a face or another article's."""
_STRUCTURE: Final = ("a", "p", "li", "h1", "h2", "h3", "h4", "time", "table")


def photos_by_rules(
    index: Index, photos: Iterable[Photo], body: HtmlElement | None, base: str
) -> tuple[Image, ...]:
    """The photos that a layout's rules find, in document order; the first rule that finds any in the lead speaks for the lead."""
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
    placement = photo.placement or (
        Placement.INLINE if body is not None and body in ancestors(box) else Placement.LEAD
    )
    caption = read_selected(index, photo.caption, box) if photo.caption else text_of(box)
    credit = read_selected(index, photo.credit, box)
    titled = _LIGHT_BOX.match(caption) if caption else None
    caption = titled[1].strip() if titled else caption
    if (
        caption
        and credit
        and (caption.endswith(credit) or caption.startswith(credit))
        and (caption != credit or not photo.caption)
    ):
        caption = clean(caption.replace(credit, " "))
    if credit:
        credit = bare_credit(credit)
    elif caption and photo.credit is None:
        caption, credit = split_credit(caption)
    if not caption and not credit:
        return None
    return Image(
        caption or None,
        credit or None,
        placement,
        _address(box, base, select_all(index, photo.image, box)),
    )


def bare_credit(text: str) -> str:
    """A credit line without its brackets and its word for photo.

    >>> bare_credit("(Foto: Ari Saputra)"), bare_credit("Pool/TINO OKTAVIANO")
    ('Ari Saputra', 'Pool/TINO OKTAVIANO')
    """
    _, credit = split_credit(f"({text.strip('() ')})")
    return credit or text.strip("() ")


def generic_photos(
    scope: HtmlElement, container: HtmlElement, base: str, dropped: Iterable[HtmlElement] = ()
) -> tuple[Image, ...]:
    """The captioned photos between the headline and the end of the body: `scope` is what the two have in common.

    What stands in `dropped` elements is left out.

    A caption is an element that its name calls one, a box named for a picture that holds one and a
    line of text, or, above the body alone, the line right under a picture: in the body such a line
    is a paragraph as often.
    """
    found: list[Image] = []
    done: set[HtmlElement] = set(dropped)
    lead = takewhile(
        lambda element: element is not container, scope.iter(*_CAPTIONING, "img", container.tag)
    )
    for element in lead:
        caption = (
            _under(element) if element.tag == "img" else element if _captions(element) else None
        )
        if caption is not None:
            _take(caption, None, base, done, found)
    for element in container.iterdescendants(*_CAPTIONING):
        if _captions(element):
            _take(element, container, base, done, found)
    return tuple(_paired(found))


def _opens(caption: HtmlElement, container: HtmlElement) -> bool:
    """True where no text stands before the photo's box in the container: it is the lead photo, printed within the body's element."""
    element = caption if caption.tag != "figcaption" else caption.getparent()
    while element is not None and element is not container:
        above = element.getparent()
        before = element.itersiblings(preceding=True)
        if (
            above is None
            or _says(above.text)
            or any(_says(one.tail) or (one.tag not in SILENT and has_text(one)) for one in before)
        ):
            return False
        element = above
    return True


def _says(text: str | None) -> bool:
    return text is not None and bool(text.strip())


def _paired(images: Iterable[Image]) -> Iterator[Image]:
    """The images, a credit printed over a picture and the caption under it made one."""
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
    """Add the photo of a caption that is no part of one taken before; `container` is the body's element where the caption is in it."""
    if caption in done or (done and any(above in done for above in ancestors(caption))):
        return
    image = _captioned(caption, base)
    if image is not None:
        is_lead = container is None or _opens(caption, container)
        done.add(caption)
        found.append(image if is_lead else replace(image, placement=Placement.INLINE))


def _captions(element: HtmlElement) -> bool:
    """True where the element's own name or make says that it is a caption, alone or with its picture."""
    if element.tag == "figcaption":
        return True
    name, ident = element.get("class"), element.get("id")
    if not name and not ident:
        return False
    called = _named(name, ident)
    return called == "caption" or (
        called == "picture" and element.find("img") is not None and not _is_rich(element)
    )


@lru_cache(maxsize=20_000)
def _named(name: str | None, ident: str | None) -> str | None:
    """`caption` or `picture` where class and id call an element so."""
    plain = spelled(f"{name or ''} {ident or ''}")
    return (
        "caption" if _CAPTION.search(plain) else "picture" if _PICTURE_BOX.search(plain) else None
    )


def _under(picture: HtmlElement) -> HtmlElement | None:
    """The line right under a picture, or None: no link, no heading, nothing with a structure of its own."""
    while (above := picture.getparent()) is not None and above.tag in ("a", "picture"):
        picture = above
    line = picture.getnext()
    while line is not None and line.tag in SILENT:
        line = line.getnext()
    if line is None or line.tag not in _LINES or _is_rich(line) or line.find(".//img") is not None:
        return None
    return None if any(above.tag in _CONTROLS for above in ancestors(picture)) else line


def _is_rich(element: HtmlElement) -> bool:
    """True where an element holds more than a line of text: links, headings, paragraphs or list items."""
    return next(element.iterdescendants(*_STRUCTURE), None) is not None


def _captioned(element: HtmlElement, base: str) -> Image | None:
    """The photo of a caption, as a lead; None where the element says nothing."""
    text = _printed(element)
    if not text or len(text) > MAX_CAPTION:
        return None
    named = ((part, part.get("class")) for part in element.iterdescendants())
    marked = next((part for part, name in named if name and _CREDIT.search(spelled(name))), None)
    credit = text_of(marked) if marked is not None else ""
    if credit and credit != text:
        caption: str | None = clean(text.replace(credit, " ", 1))
        own: str | None = bare_credit(credit)
    else:
        caption, own = split_credit(text)
    if caption and (_CHROME.fullmatch(caption) or is_boilerplate(caption) or is_byline(caption)):
        caption = None
    if not caption and not own:
        return None
    box = element.getparent()
    return Image(
        caption or None,
        own or None,
        Placement.LEAD,
        _address(box if box is not None else element, base),
    )


def _printed(caption: HtmlElement) -> str:
    """What a caption prints, without lines that advertise or lead to another article."""
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


def note_left_out(scope: HtmlElement) -> str | None:
    """What is told of pictures with addresses too long to be one; a picture that stands in its address (`data:`) has none."""
    texts = (picture.get(name) or "" for picture in scope.iter("img") for name in _SOURCES)
    count = sum(1 for text in texts if len(text) > MAX_URL and text.lstrip()[:5].lower() != "data:")
    return f"addresses of more than {MAX_URL:,} characters left out: {count}" if count else None


def _address(box: HtmlElement, base: str, pictures: Iterable[HtmlElement] = ()) -> str | None:
    for picture in (*pictures, *box.iter("img")):
        for name in _SOURCES:
            address = picture.get(name)
            url = absolute(base, address) if address else None
            if url:
                return url
    return None
