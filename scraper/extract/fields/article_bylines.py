"""Who is named for the article: by rule, as printed near it, or in the metadata.

In Indonesian pages the printed names come before the metadata, which often names the editor as the
author. Elsewhere bylines are printed in many more ways, so the metadata comes first, unless it
names only the outlet, or fewer people than the page. A name from a dataLayer counts only where the
page also prints it: such fields are filled for audience counters.
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
from scraper.extract.text.bylines import read_bylines
from scraper.extract.text.person_names import is_person
from scraper.model import BlockKind, Byline, Evidence, Role
from scraper.portals import Rules, Signed
from scraper.urls import host_of

_OWN_AFFAIR: Final = (
    r"tanggung jawab\s(?:\S+\s){0,2}(?:penulis|bloger|blogger|kreator|kontributor|pengirim|pembuat)"
)
_HINT: Final = b"tanggung jawab"
"""Looked for in the page's bytes first: its whole printed text is expensive to put together."""
_DISCLAIMER: Final = re.compile(
    rf"(?:konten|artikel|tulisan|isi)\s(?:\S+\s){{0,6}}(?:menjadi|adalah|merupakan|sepenuhnya)\s(?:\S+\s){{0,2}}{_OWN_AFFAIR}"
)
_WRITERS: Final = frozenset((Role.REPORTER, Role.CONTRIBUTOR))


def find_bylines(page: ParsedPage) -> Found[tuple[Byline, ...]] | None:
    """The bylines, each name once per role; those printed in the body come first."""
    inside = read_signed(page.body.others if page.body else (), labelled=True)
    ruled = _by_rules(page)
    if ruled is not None:
        return _together(inside, ruled)
    claimed, printed = _claimed(page), _without_outlet(page, _near(page))
    if page.is_indonesian:
        return _as_guests(page, _together(inside, _printed_first(printed, claimed, inside)))
    return _claimed_first(claimed, printed) or _bold_names(page) or claimed or printed


def _as_guests(
    page: ParsedPage, found: Found[tuple[Byline, ...]] | None
) -> Found[tuple[Byline, ...]] | None:
    """The names, with reporters as contributors where the newsroom disclaims the text."""
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
    """The printed names without the site's, printed like a second name ("Ani Lestari, Okezone").

    Where an Indonesian label names the site itself ("Oleh Bali Post"), the newsroom signs: it
    becomes an agency.
    """
    if printed is None:
        return None
    labels = host_of(page.raw.url).split(".")
    own = {headline_key(name) for name in (*page.embedded.outlets, *labels)}
    names = []
    for byline in printed.value:
        if headline_key(byline.name) not in own:
            names.append(byline)
        elif byline.role is Role.AGENCY or byline.label:
            names.append(replace(byline, role=Role.AGENCY) if page.is_indonesian else byline)
    return replace(printed, value=tuple(names)) if names else None


def _printed_first(
    printed: Found[tuple[Byline, ...]] | None,
    claimed: Found[tuple[Byline, ...]] | None,
    inside: tuple[Byline, ...],
) -> Found[tuple[Byline, ...]] | None:
    """The printed names, with the metadata's help.

    The metadata says which of them are editors, and fills the roles that no printed name has.
    `inside` are the names printed in the body.
    """
    if printed is None:
        return claimed if claimed is not None and not inside else None
    if claimed is None:
        return printed
    names = _with_editors(printed.value, claimed.value)
    missing = _missing(claimed.value, names, inside)
    if names == printed.value and not missing:
        return printed
    note = f"roles of {claimed.evidence.reader}"
    return Found((*names, *missing), replace(printed.evidence, note=note))


def _with_editors(printed: tuple[Byline, ...], claimed: tuple[Byline, ...]) -> tuple[Byline, ...]:
    """The printed names; those without a label that the metadata only calls editors are editors."""
    editors = {byline.name.casefold() for byline in claimed if byline.role is Role.EDITOR}
    editors -= {byline.name.casefold() for byline in claimed if byline.role in _WRITERS}
    return tuple(
        replace(byline, role=Role.EDITOR)
        if byline.label is None and byline.name.casefold() in editors
        else byline
        for byline in printed
    )


def _missing(
    claimed: tuple[Byline, ...], printed: tuple[Byline, ...], inside: tuple[Byline, ...]
) -> tuple[Byline, ...]:
    """The claimed names in roles that no printed name has; editors only, if a writer is printed."""
    known = {byline.name.casefold() for byline in printed}
    roles = {byline.role for byline in (*printed, *inside)}
    wanted = (Role.EDITOR,) if roles - {Role.EDITOR} else tuple(Role)
    return tuple(
        byline
        for byline in claimed
        if byline.role in wanted
        and byline.role not in roles
        and byline.name.casefold() not in known
    )


def _claimed_first(
    claimed: Found[tuple[Byline, ...]] | None, printed: Found[tuple[Byline, ...]] | None
) -> Found[tuple[Byline, ...]] | None:
    """The claimed names, else the printed full names; None where neither names a person.

    The printed names replace an outlet that the metadata names as the author.
    """
    if claimed is not None and any(byline.role is not Role.AGENCY for byline in claimed.value):
        return claimed
    if printed is None:
        return None
    if not any(byline.role in _WRITERS and " " in byline.name for byline in printed.value):
        return None
    if claimed is None:
        return printed
    return replace(printed, value=tuple(byline for byline in printed.value if " " in byline.name))


def _bold_names(page: ParsedPage) -> Found[tuple[Byline, ...]] | None:
    """The names in a bold paragraph that opens or ends the text: "**Ani Lestari/Budi Santoso**"."""
    body = page.body
    if body is None:
        return None
    for block in (*body.blocks[:3], *body.blocks[-1:]):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        pieces = [piece.strip() for piece in block.text.replace("/", ",").split(",")]
        if all(map(_is_full_name, pieces)) and _is_bold(body.container, block.text):
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
    """The names printed in the body, then the others."""
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
    """The names that the layout's rules find, each name once."""
    rules: Rules | None = page.rules
    if rules is None:
        return None
    found: dict[str, Byline] = {}
    raw: list[str] = []
    for signed in rules.bylines:
        for text, label in _signatures(page.index, signed):
            for byline in read_bylines(text, label):
                name = byline.name.casefold()
                if name not in found:
                    found[name] = _with_declared_role(byline, signed)
                    raw.append(text)
    if not found:
        return None
    evidence = Evidence(f"rule:{rules.name} bylines", " | ".join(dict.fromkeys(raw)))
    return Found(tuple(found.values()), evidence)


def _with_declared_role(byline: Byline, signed: Signed) -> Byline:
    """The byline in the rule's role, unless another label than the rule's is printed."""
    if signed.role is not None and byline.label in (None, signed.label):
        return replace(byline, role=signed.role)
    return byline


def _signatures(index: Index, signed: Signed) -> Iterator[tuple[str, str | None]]:
    """The text of each element that a rule finds, with the label printed apart from it."""
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
    names = {byline.name.casefold() for byline in above}
    found = (*above, *(byline for byline in below if byline.name.casefold() not in names))
    if not found:
        return None
    printed = (f"{one.label}: {one.name}" if one.label else one.name for one in found)
    return Found(found, Evidence("generic:byline", "; ".join(printed)))


def _claimed(page: ParsedPage) -> Found[tuple[Byline, ...]] | None:
    """The names in the metadata: for each role those of the first reader that is trusted."""
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
    readers = ", ".join(dict.fromkeys(speaking.values()))
    return Found(tuple(found), Evidence(readers, "; ".join(byline.name for byline in found)))


def _is_printed(page: ParsedPage, name: str) -> bool:
    """True where the page prints the name, near the body or elsewhere."""
    near = (*page.context.nearest_first, *(page.body.others if page.body else ()))
    return any(name in run.text for run in near) or name.casefold() in page.folded
