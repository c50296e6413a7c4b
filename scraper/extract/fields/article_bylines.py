"""Who is named for the article: by rule, as printed near it, or in the metadata.

What the page prints decides. In Indonesian pages the printed names come before the metadata, which
often names the editor as author; elsewhere the metadata comes first, because bylines are printed in
many more ways there, unless it names the outlet alone or fewer people than the page. Names in
scripts that nothing on the page prints are not believed: such fields are filled for counting
readers.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.evidence import Found
from scraper.extract.fields.printed_bylines import read_signed
from scraper.extract.page.selectors import read_all_selected, read_selected, select_all
from scraper.extract.page.tree import Index, text_of
from scraper.extract.parsed_page import ParsedPage
from scraper.extract.structure.headline import headline_key
from scraper.extract.text.byline_words import PARTICLES
from scraper.extract.text.bylines import is_person, read_bylines
from scraper.model import BlockKind, Byline, Evidence, Role
from scraper.portals import Rules, Signed
from scraper.urls import host_of

_OWN_AFFAIR: Final = (
    r"tanggung jawab\s(?:\S+\s){0,2}(?:penulis|bloger|blogger|kreator|kontributor|pengirim|pembuat)"
)
_HINT: Final = b"tanggung jawab"
"""Asked of the page's bytes first, because its whole printed text is dear to put together."""
_DISCLAIMER: Final = re.compile(
    rf"(?:konten|artikel|tulisan|isi)\s(?:\S+\s){{0,6}}(?:menjadi|adalah|merupakan|sepenuhnya)\s(?:\S+\s){{0,2}}{_OWN_AFFAIR}"
)
_WRITERS: Final = frozenset((Role.REPORTER, Role.CONTRIBUTOR))


def find_bylines(page: ParsedPage) -> Found[tuple[Byline, ...]] | None:
    """The bylines, each name once per role; a name printed in the body ("Laporan Wartawan X") stands before those around it."""
    inside = read_signed(page.body.others if page.body else (), labelled=True)
    ruled = _by_rules(page)
    if ruled is not None:
        return _together(inside, ruled)
    claimed, printed = _claimed(page), _without_outlet(page, _near(page))
    if page.is_indonesian:
        return _as_guests(page, _together(inside, _printed_first(printed, claimed, inside)))
    return _claimed_first(claimed, printed) or _alone(page) or claimed or printed


def _as_guests(
    page: ParsedPage, found: Found[tuple[Byline, ...]] | None
) -> Found[tuple[Byline, ...]] | None:
    """The names with contributors for reporters, where the page says that the text is its writer's own affair and not the newsroom's."""
    if found is None or _HINT not in page.source:
        return found
    disclaimer = _DISCLAIMER.search(page.folded)
    if disclaimer is None:
        return found
    names = tuple(
        replace(byline, role=Role.CONTRIBUTOR) if byline.role is Role.REPORTER else byline
        for byline in found.value
    )
    return Found(names, replace(found.evidence, note=f"{disclaimer[0]!r}"))


def _without_outlet(
    page: ParsedPage, printed: Found[tuple[Byline, ...]] | None
) -> Found[tuple[Byline, ...]] | None:
    """The printed names without the site's own, which stands behind a name as if it were another ("Ani Lestari, Okezone").

    Where an Indonesian label names the site itself ("Oleh Bali Post"), the newsroom signs: an
    agency, and no reporter of that name.
    """
    if printed is None:
        return None
    own = {headline_key(outlet) for outlet in page.embedded.outlets} | {
        headline_key(label) for label in host_of(page.raw.url).split(".")
    }
    names = tuple(
        (
            replace(byline, role=Role.AGENCY)
            if headline_key(byline.name) in own and page.is_indonesian
            else byline
        )
        for byline in printed.value
        if byline.role is Role.AGENCY or byline.label or headline_key(byline.name) not in own
    )
    return replace(printed, value=names) if names else None


def _printed_first(
    printed: Found[tuple[Byline, ...]] | None,
    claimed: Found[tuple[Byline, ...]] | None,
    inside: tuple[Byline, ...],
) -> Found[tuple[Byline, ...]] | None:
    """The printed names; the metadata tells which of them edit, and fills the role that no printed name has."""
    if printed is None:
        return claimed if claimed is not None and not inside else None
    if claimed is None:
        return printed
    editors = {byline.name.casefold() for byline in claimed.value if byline.role is Role.EDITOR}
    writers = {byline.name.casefold() for byline in claimed.value if byline.role in _WRITERS}
    names = tuple(
        (
            replace(byline, role=Role.EDITOR)
            if byline.label is None and byline.name.casefold() in editors - writers
            else byline
        )
        for byline in printed.value
    )
    known = {byline.name.casefold() for byline in names}
    roles = {byline.role for byline in (*names, *inside)}
    missing = tuple(
        byline
        for byline in claimed.value
        if byline.name.casefold() not in known
        and (byline.role is Role.EDITOR or not roles - {Role.EDITOR})
        and byline.role not in roles
    )
    if names == printed.value and not missing:
        return printed
    return Found(
        (*names, *missing), replace(printed.evidence, note=f"roles of {claimed.evidence.reader}")
    )


def _claimed_first(
    claimed: Found[tuple[Byline, ...]] | None, printed: Found[tuple[Byline, ...]] | None
) -> Found[tuple[Byline, ...]] | None:
    """The claimed names, or where they are none but the outlet's the full names that are printed; None where no person is named."""
    if claimed is not None and any(byline.role is not Role.AGENCY for byline in claimed.value):
        return claimed
    if printed is None:
        return None
    if not any(byline.role in _WRITERS and " " in byline.name for byline in printed.value):
        return None
    return (
        printed
        if claimed is None
        else replace(printed, value=tuple(byline for byline in printed.value if " " in byline.name))
    )


def _alone(page: ParsedPage) -> Found[tuple[Byline, ...]] | None:
    """The names that open or close the text in a paragraph of their own, in bold: "**Ani Lestari/Budi Santoso**"."""
    body = page.body
    if body is None:
        return None
    for block in (*body.blocks[:3], *body.blocks[-1:]):
        if block.kind is BlockKind.PARAGRAPH:
            pieces = [piece.strip() for piece in block.text.replace("/", ",").split(",")]
            if all(_is_full_name(piece) for piece in pieces) and _is_bold(
                body.container, block.text
            ):
                names = tuple(byline for piece in pieces for byline in read_bylines(piece))
                return Found(names, Evidence("body:name in bold", block.text)) if names else None
    return None


def _is_bold(container: HtmlElement, text: str) -> bool:
    return any(text_of(element) == text for element in container.iter("strong", "b"))


def _is_full_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and is_person(text)
        and all(word[0].isupper() or word in PARTICLES for word in words)
        and not text.isupper()
    )


def _together(
    inside: tuple[Byline, ...], found: Found[tuple[Byline, ...]] | None
) -> Found[tuple[Byline, ...]] | None:
    if not inside:
        return found
    if found is None:
        return Found(inside, Evidence("body:byline", "; ".join(byline.name for byline in inside)))
    known = {(byline.name.casefold(), byline.role) for byline in inside}
    rest = tuple(
        byline for byline in found.value if (byline.name.casefold(), byline.role) not in known
    )
    return Found((*inside, *rest), replace(found.evidence, note="and the byline in the body"))


def _by_rules(page: ParsedPage) -> Found[tuple[Byline, ...]] | None:
    rules: Rules | None = page.rules
    found: dict[tuple[str, Role], Byline] = {}
    raw: list[str] = []
    for signed in rules.bylines if rules is not None else ():
        for text, label in _signatures(page.index, signed):
            for byline in read_bylines(text, label):
                own = (
                    replace(byline, role=signed.role)
                    if signed.role is not None and byline.label in (None, signed.label)
                    else byline
                )
                if not any(name == own.name.casefold() for name, _ in found):
                    found[own.name.casefold(), own.role] = own
                    raw.append(text)
    if not found or rules is None:
        return None
    return Found(
        tuple(found.values()),
        Evidence(f"rule:{rules.name} bylines", " | ".join(dict.fromkeys(raw))),
    )


def _signatures(index: Index, signed: Signed) -> Iterator[tuple[str, str | None]]:
    """(text, the label printed apart from it) of each element that a rule for names finds."""
    if signed.name is None and signed.label_at is None:
        for text in read_all_selected(index, signed.selector):
            yield text, signed.label
        return
    for element in select_all(index, signed.selector):
        printed = read_selected(index, signed.name, element) if signed.name else text_of(element)
        if printed:
            yield printed, read_selected(index, signed.label_at, element) or signed.label


def _near(page: ParsedPage) -> Found[tuple[Byline, ...]] | None:
    """The bylines printed between headline and body, in it, or under it."""
    context = page.context
    inside = page.body.others if page.body else ()
    above = read_signed((*context.above, *inside), labelled=False)
    below = read_signed(context.below, labelled=True)
    names = {(byline.name.casefold()) for byline in above}
    found = (*above, *(byline for byline in below if byline.name.casefold() not in names))
    if not found:
        return None
    return Found(
        found,
        Evidence(
            "generic:byline",
            "; ".join(f"{b.label}: {b.name}" if b.label else b.name for b in found),
        ),
    )


def _claimed(page: ParsedPage) -> Found[tuple[Byline, ...]] | None:
    """The names in the metadata: for each role those of the first reader that is believed."""
    distrusted = page.rules.distrust if page.rules is not None else ()
    speaking: dict[Role, str] = {}
    found: list[Byline] = []
    for claim in page.embedded.bylines:
        if not claim.trusted or claim.organisation or claim.reader in distrusted:
            continue
        if claim.reader.startswith("dataLayer:") and not _is_printed(page, claim.name):
            continue
        if speaking.setdefault(claim.role, claim.reader) == claim.reader:
            found.append(Byline(claim.name, claim.role))
    if not found:
        return None
    return Found(
        tuple(found),
        Evidence(
            ", ".join(dict.fromkeys(speaking.values())), "; ".join(byline.name for byline in found)
        ),
    )


def _is_printed(page: ParsedPage, name: str) -> bool:
    """True where the page prints the name for its readers: near the body, or else in whatever place."""
    near = (*page.context.nearest_first, *(page.body.others if page.body else ()))
    return any(name in run.text for run in near) or name.casefold() in page.folded
