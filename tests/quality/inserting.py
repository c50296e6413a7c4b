"""Pages with one more line between two paragraphs: a related link or an advertisement, as newsrooms
set them.

A page is parsed once, every place between two of its paragraphs is marked by a comment, and each
variant is the page with one mark replaced by a line and all others taken out. So a variant differs
from its base in that line alone.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from scraper.errors import PageError
from scraper.extract import ParsedPage, extract
from scraper.extract.page.class_names import INLINE, SILENT, dead_reason
from scraper.extract.page.text_runs import HEADINGS
from scraper.extract.page.tree import clean
from scraper.model import Article, BlockKind, Page
from scraper.portals import Portal

TITLES: Final = (
    "Banjir Rendam Dua Dusun di Kendal, Ratusan Warga Mengungsi",
    "Viral Pasar Pagi Tutup Sebulan, Begini Penjelasan Kepala Dinas",
    "Kapan Tol Baru Dibuka?",
    "5 Kampung Bambu di Lereng Gunung yang Wajib Dikunjungi!",
)
_LINK: Final = '<a href="/berita/9{n}/judul">{title}</a>'
_STRONG: Final = "<strong>{label} " + _LINK + "</strong>"
ROWS: Final = MappingProxyType(
    {
        "bare": ("Baca juga: {title}",),
        "linked": ("Baca juga: " + _LINK,),
        "bold": ("<strong>Baca juga: " + _LINK + "</strong>",),
        "all link": ('<a href="/berita/9{n}/judul"><b>Baca Juga : {title}</b></a>',),
        "no colon": ("<b>Baca juga</b> " + _LINK,),
        "see": ("<b>Lihat juga:</b> " + _LINK,),
        "watch": ("Simak juga: <em>" + _LINK + "</em>",),
        "related": ("Artikel terkait: " + _LINK,),
        "row": (
            "<b>Baca juga: " + _LINK + "</b>",
            "<b>Baca juga: " + _LINK + "</b>",
            "Baca Juga: " + _LINK,
        ),
        "head": ("Baca juga:", _LINK, _LINK),
        "bold head": ("<strong>Baca Juga :</strong>", "<strong>" + _LINK + "</strong>"),
        "advertisement": ("ADVERTISEMENT",),
        "iklan": ("Iklan",),
        "scroll": ("ADVERTISEMENT", "SCROLL TO CONTINUE WITH CONTENT"),
        "ins": (
            (
                '<ins class="adsbygoogle" data-ad-client="ca-pub-1"'
                ' data-ad-slot="2"></ins><script>(adsbygoogle=[]).push({{}});</script>'
            ),
        ),
        "iframe": ('<iframe src="https://iklan.example/slot" width="300" height="250"></iframe>',),
        "slot": (
            (
                '<div id="div-gpt-ad-1"'
                ' align="center"><script>googletag.cmd.push(function(){{}});</script></div>'
            ),
        ),
    }
)
"""What newsrooms and advertisers put between paragraphs: one or more rows of HTML by a name."""
FORMS: Final = ("br", "p", "div")
_ALIKE: Final = 14
"""Characters: a shorter beginning is found in more than one paragraph."""
_MARK: Final = re.compile(rb"<!--gap (\d+)-->")
_NO_PLACE: Final = frozenset(
    ("li", "td", "th", "tr", "tbody", "table", "ul", "ol", "dl", "figure", "figcaption", "a")
)
"""Nobody puts a line between the paragraphs of such an element, or right into it."""


@dataclass(frozen=True)
class Insertable:
    """A page whose gaps are marked."""

    page: Page
    """Its bytes hold the marks."""
    breaks: tuple[int, ...]
    """For each gap, how many `<br>` stand before it; 0 where it is before a block."""

    @property
    def base(self) -> Page:
        """The page without any line put in."""
        return self._filled(-1, "")

    def with_line(self, gap: int, name: str, form: str, seed: int) -> Page:
        """The page with the rows of that name at the gap, set in that form."""
        rows = [
            row.format(title=TITLES[(seed + n) % len(TITLES)], n=n)
            for n, row in enumerate(ROWS[name])
        ]
        ends = "<br>" * (self.breaks[gap] or 2)
        match form:
            case "p":
                line = "".join(f"<p>{row}</p>" for row in rows)
            case "div":
                line = "<div>" + "<br>".join(rows) + "</div>"
            case _:
                line = ("" if self.breaks[gap] else "<br>") + "".join(row + ends for row in rows)
        return self._filled(gap, line)

    def _filled(self, gap: int, line: str) -> Page:
        body = _MARK.sub(lambda mark: line.encode() if int(mark[1]) == gap else b"", self.page.body)
        return replace(self.page, body=body)


def article_of(page: Page, portal: Portal | None) -> Article | None:
    """The page's article without its evidence, or None where it is none."""
    try:
        found = extract(page, portal)
    except PageError:
        return None
    return replace(found, evidence=MappingProxyType({})) if isinstance(found, Article) else None


def insertable(page: Page, portal: Portal | None, setting: str = "as it is") -> Insertable | None:
    """The page with marks between its paragraphs; None where it is no article or has none.

    `setting`: see `SETTINGS`.
    """
    article = article_of(page, portal)
    if article is None:
        return None
    reading = ParsedPage.of(page, portal)
    if reading.body is None:
        return None
    before = etree.tostring(reading.body.container)
    SETTINGS[setting](reading.body.container)
    if setting != "as it is" and etree.tostring(reading.body.container) == before:
        return None
    kinds = (BlockKind.PARAGRAPH, BlockKind.SUBHEAD)
    wanted = [block.text for block in article.body[1:] if block.kind in kinds]
    places = [
        place
        for slot in _starts(reading.body.container, wanted)
        if (place := _place(slot, reading.body.container)) is not None
    ]
    breaks = []
    for number, (element, behind, count) in enumerate(dict.fromkeys(places)):
        mark = etree.Comment(f"gap {number}")
        if behind:
            mark.tail, element.tail = element.tail, None
            element.addnext(mark)
        else:
            above = element.getparent()
            above.insert(above.index(element), mark)
        breaks.append(count)
    source = etree.tostring(reading.root, method="html", encoding="utf-8")
    marked = replace(
        page, body=source, headers=MappingProxyType({"content-type": "text/html; charset=utf-8"})
    )
    return Insertable(marked, tuple(breaks)) if breaks else None


Slot = tuple[HtmlElement, bool]
"""A text of the tree: an element's own (False) or the one behind it (True)."""


def _starts(container: HtmlElement, wanted: Iterable[str]) -> Iterator[Slot]:
    """Where each of the wanted paragraphs begins, in order; what is not found so is passed over."""
    slots = [
        (slot, text)
        for slot in _slots(container)
        if (text := clean((slot[0].tail if slot[1] else slot[0].text) or ""))
    ]
    position = 0
    for paragraph in wanted:
        for number in range(position, len(slots)):
            slot, text = slots[number]
            if text == paragraph or (
                min(len(text), len(paragraph)) > _ALIKE
                and (paragraph.startswith(text) or text.startswith(paragraph))
            ):
                yield slot
                position = number + 1
                break


def _slots(container: HtmlElement) -> Iterator[Slot]:
    """The texts below the container in document order."""
    for event, element in etree.iterwalk(container, events=("start", "end")):
        if event == "start" and element.tag not in SILENT:
            yield element, False
        elif event == "end" and element is not container:
            yield element, True


def _place(slot: Slot, container: HtmlElement) -> tuple[HtmlElement, bool, int] | None:
    """Where a line goes that stands before the slot's paragraph: (element, behind it or before,
    breaks before); None: nobody sets one.
    """
    element, behind = slot
    if any(
        above.tag in _NO_PLACE
        for above in (element, *element.iterancestors())
        if _below(above, container)
    ):
        return None
    while not behind:
        before = element.getprevious()
        above = element.getparent()
        if element is container or above is None:
            return None
        if element.tag not in INLINE:
            return (element, False, 0) if above.tag not in HEADINGS else None
        if before is not None or (above.text and not above.text.isspace()):
            return (element, False, count) if (count := _breaks(before)) else None
        element = above
    return (element, True, _breaks(element)) if element.tag == "br" else None


def _below(element: HtmlElement, container: HtmlElement) -> bool:
    return element is not container and container in element.iterancestors()


def _breaks(element: HtmlElement | None) -> int:
    """How many `<br>` end here, with nothing between them."""
    count = 0
    while element is not None and element.tag == "br":
        count += 1
        element = (
            element.getprevious()
            if (before := element.getprevious()) is not None and not (before.tail or "").strip()
            else None
        )
    return count


def _as_it_is(container: HtmlElement) -> None:
    """Leave the page as it is."""


def _set_with_breaks(container: HtmlElement) -> None:
    """Make every `<p>` of plain text bare text that two `<br>` end."""
    for paragraph in list(container.iter("p")):
        plain = all(one.tag in INLINE or one.tag in SILENT for one in paragraph.iterdescendants())
        inside = any(
            above.tag in _NO_PLACE or above.tag == "blockquote"
            for above in paragraph.iterancestors()
        )
        if plain and not inside and paragraph is not container and not dead_reason(paragraph):
            paragraph.attrib.clear()
            paragraph.tag = "span"
            for _ in range(2):
                made = etree.Element("br")
                made.tail, paragraph.tail = paragraph.tail, None
                paragraph.addnext(made)
            before, above = paragraph.getprevious(), paragraph.getparent()
            if clean(
                (above.text if before is None else before.tail) or ""
            ):  # the `<p>` began a paragraph behind bare text
                above.insert(above.index(paragraph), etree.Element("br"))
                above.insert(above.index(paragraph), etree.Element("br"))


def _set_with_paragraphs(container: HtmlElement) -> None:
    """Make every run of bare text between the container's `<br>` a `<p>`."""
    for holder in dict.fromkeys(one.getparent() for one in list(container.iter("br"))):
        if holder is None or holder.tag in INLINE or holder.tag == "p" or holder.tag in _NO_PLACE:
            continue
        made: list[HtmlElement] = []
        run: HtmlElement | None = None
        for child in (None, *holder):
            text = holder.text if child is None else child.tail
            if child is not None:
                child.tail = None
                if child.tag in INLINE:
                    run = _run(made, run)
                    run.append(child)
                else:
                    run = None
                    made += [] if child.tag == "br" else [child]
            if text and not text.isspace():
                run = _run(made, run)
                _append(run, text)
        holder.text = None
        holder[:] = made


def _run(made: list[HtmlElement], run: HtmlElement | None) -> HtmlElement:
    if run is None:
        run = etree.Element("p")
        made.append(run)
    return run


def _append(run: HtmlElement, text: str) -> None:
    if len(run):
        run[-1].tail = (run[-1].tail or "") + text
    else:
        run.text = (run.text or "") + text


SETTINGS: Final = MappingProxyType(
    {
        "as it is": _as_it_is,
        "with breaks": _set_with_breaks,
        "with paragraphs": _set_with_paragraphs,
    }
)
"""How a page's text is set before a line is put in."""


def variants(gaps: int, sample: int | None, seed: Sequence[object]) -> list[tuple[int, str, str]]:
    """(gap, rows, form) to try: all of them, or a seeded sample."""
    every = [(gap, name, form) for gap in range(gaps) for name in ROWS for form in FORMS]
    if sample is None or sample >= len(every):
        return every
    draw = random.Random(repr(seed))  # noqa: S311 (a sample that any machine repeats)
    return draw.sample(every, sample)
