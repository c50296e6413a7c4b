"""The body of an article: its pieces as paragraphs, lists, figures and intruders of one era."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from scripts.sample.printed import slugify
from scripts.sample.tribun.articles import Piece, PieceKind, inline_photo
from scripts.sample.tribun.layouts.frame import View, photo_url

AD: Final = (
    '<div id="div-Inside-MediumRectangle" style="text-align:center;margin:auto">'
    '<script>googletag.cmd.push(function(){googletag.display("div-Inside-MediumRectangle")});</script></div>'
)
LINE_BREAK: Final = "<br />&nbsp;<br />"
PROMO: Final = "IKUTI BERITA LAINNYA DI GOOGLE NEWS PORTAL CONTOH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a generation prints its text."""

    related: str
    """Template of a related link inside the text, with `{link}`."""
    subhead: str
    """Template of a subhead, with `{text}`."""
    runs: bool = False
    """True where several paragraphs share one `p`, separated by two line breaks."""
    signature_apart: bool = False
    """True where the closing initials are a paragraph of their own."""
    linked_tags: bool = False
    """True where the first mention of each tag links to its tag page."""
    hard_spaces: bool = False
    """True where the editor left no-break spaces and empty paragraphs in the text."""


def body(view: View, manner: Manner) -> str:
    """The inside of the body's container for the requested page."""
    pages = view.story.pages
    shown = (
        [piece for page in pages for piece in page]
        if view.part is None
        else list(pages[view.part - 1])
    )
    lines = []
    if view.part in {None, 1} and view.story.correspondent:
        lines.append(
            f"<p><strong>Laporan Wartawan {view.portal.name},"
            f" {escape(view.story.correspondent)}</strong></p>"
        )
    writer = _Writer(view, manner)
    lines += [
        html
        for kind, run in groupby(shown, key=lambda piece: piece.kind)
        for html in writer.run(kind, list(run))
    ]
    if view.part in {None, len(pages)}:
        lines = writer.signed(lines)
    return "\n".join(lines)


class _Writer:
    """Writes the pieces of one page; remembers linked tags, shown photos and the last paragraph."""

    def __init__(self, view: View, manner: Manner) -> None:
        self._view = view
        self._manner = manner
        self._unlinked = list(view.story.tags) if manner.linked_tags else []
        first = 0 if view.part is None else view.part - 1
        self._last_paragraph = ""
        self._photos = sum(
            piece.kind is PieceKind.PHOTO for page in view.story.pages[:first] for piece in page
        )

    def run(self, kind: PieceKind, pieces: Sequence[Piece]) -> Iterator[str]:
        """The HTML of neighbouring pieces of one kind."""
        match kind:
            case PieceKind.PARAGRAPH:
                yield from self._paragraphs(pieces)
            case PieceKind.ITEM:
                yield (
                    "<ul>\n"
                    + "\n".join(f"<li>{self._inline(piece.text)}</li>" for piece in pieces)
                    + "\n</ul>"
                )
            case _:
                yield from (self._single(piece) for piece in pieces)

    def signed(self, lines: list[str]) -> list[str]:
        """The lines with the story's signature after the last paragraph of its own text."""
        signature = self._view.story.signature
        if not signature:
            return lines
        if self._manner.signature_apart:
            return [*lines, f"<p><strong>{escape(signature)}</strong></p>"]
        last = len(lines) - 1 - lines[::-1].index(self._last_paragraph)
        return [
            *lines[:last],
            self._last_paragraph.removesuffix("</p>") + f" {escape(signature)}</p>",
            *lines[last + 1 :],
        ]

    def _paragraphs(self, pieces: Sequence[Piece]) -> Iterator[str]:
        written = [self._paragraph(piece.text) for piece in pieces]
        in_one = 3 if self._manner.runs else 1
        for n in range(0, len(written), in_one):
            self._last_paragraph = f"<p>{LINE_BREAK.join(written[n : n + in_one])}</p>"
            yield self._last_paragraph

    def _paragraph(self, text: str) -> str:
        story = self._view.story
        if not story.dateline or not text.startswith(story.dateline):
            return self._inline(text)
        label = ""
        if story.label_glued and story.kicker:
            topic = f"{self._view.portal.base}/topic/{slugify(story.kicker)}"
            label = f'<a class="blue" href="{topic}">{escape(story.kicker)}</a>'
        rest = self._inline(text[len(story.dateline) :])
        return f"{label}<strong>{escape(story.dateline)}</strong>{rest}"

    def _inline(self, text: str) -> str:
        html = escape(text, quote=False).replace("“", "&ldquo;").replace("”", "&rdquo;")
        for tag in list(self._unlinked):
            if escape(tag, quote=False) in html:
                name = escape(tag)
                page = f"{self._view.portal.base}/tag/{slugify(tag)}"
                html = html.replace(
                    name, f'<a class="blue" href="{page}" title="{name}">{name}</a>', 1
                )
                self._unlinked.remove(tag)
                break
        return html.replace(", ", ",&nbsp;", 1) + "&nbsp;" if self._manner.hard_spaces else html

    def _single(self, piece: Piece) -> str:
        match piece.kind:
            case PieceKind.SUBHEAD:
                return self._manner.subhead.format(text=self._inline(piece.text))
            case PieceKind.QUOTE:
                return f"<blockquote><p>{self._inline(piece.text)}</p></blockquote>"
            case PieceKind.PHOTO:
                return self._figure(piece)
            case PieceKind.RELATED:
                return self._manner.related.format(link=self._link(piece.text))
            case PieceKind.SYNDICATED:
                address = '<a href="https://example.org/" target="_blank">'
                outlet = escape(piece.text)
                printed = escape(self._view.story.headline)
                return (
                    f"<p><em>Artikel ini telah tayang di {address}{outlet}</a> dengan judul"
                    f" &ldquo;{printed}&rdquo;.</em></p>"
                )
            case _:
                empty = "\n<p>&nbsp;</p>" if self._manner.hard_spaces else ""
                return AD + empty

    def _link(self, headline: str) -> str:
        name = escape(headline)
        return (
            f'<a title="{name}"'
            f' href="{self._view.portal.base}/topic/{slugify(headline)}">{name}</a>'
        )

    def _figure(self, piece: Piece) -> str:
        self._photos += 1
        photo = inline_photo(self._view.story.slug, self._photos, piece)
        credit = f" ({photo.credit})" if photo.credit else ""
        caption = escape(f"{photo.caption}{credit}")
        source = photo_url(self._view.portal, photo)
        image = (
            f'<img src="{source}" alt="{escape(photo.caption or "")}" width="250" height="250"'
            ' loading="lazy" />'
        )
        return f'<figure class="image">{image}\n<figcaption>{caption}</figcaption>\n</figure>'
