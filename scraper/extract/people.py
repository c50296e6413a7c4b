"""Who is named for the article: by rule, as printed near it, or in the metadata."""

from collections.abc import Iterable
from dataclasses import replace

from scraper.extract.bylines import is_byline, read_bylines
from scraper.extract.found import Found
from scraper.extract.reading import Reading
from scraper.extract.select import read_all
from scraper.extract.survey import Passage
from scraper.extract.tree import ancestors
from scraper.extract.vocabulary import names_byline
from scraper.model import Byline, Evidence, Role
from scraper.rules import Rules

_LONGEST = 160


def find_bylines(reading: Reading) -> Found[tuple[Byline, ...]] | None:
    """The bylines, each name once per role.

    A name printed in the body ("Laporan Wartawan X") stands beside those of the byline. In Indonesian pages the printed names come before
    the metadata, which often names the editor as author; elsewhere the metadata comes first.
    """
    inside = _printed(reading.body.others if reading.body else (), labelled=True)
    ruled = _by_rules(reading)
    if ruled is not None:
        return _together(inside, ruled)
    claimed = _claimed(reading)
    if claimed is not None and not reading.is_indonesian:
        return claimed
    printed = _near(reading)
    if printed is None:
        return _together(inside, claimed) if claimed and not inside else _together(inside, None)
    if claimed is not None and not any(byline.role is not Role.EDITOR for byline in printed.value):
        editors = {byline.name.casefold() for byline in printed.value}
        fresh = tuple(byline for byline in claimed.value if byline.name.casefold() not in editors)
        return _together(inside, replace(printed, value=(*fresh, *printed.value)) if fresh and not editors else printed)
    return _together(inside, printed)


def _together(inside: tuple[Byline, ...], found: Found[tuple[Byline, ...]] | None) -> Found[tuple[Byline, ...]] | None:
    if not inside:
        return found
    if found is None:
        return Found(inside, Evidence("body:byline", "; ".join(byline.name for byline in inside)))
    known = {(byline.name.casefold(), byline.role) for byline in inside}
    rest = tuple(byline for byline in found.value if (byline.name.casefold(), byline.role) not in known)
    return Found((*inside, *rest), replace(found.evidence, note="and the byline in the body"))


def _by_rules(reading: Reading) -> Found[tuple[Byline, ...]] | None:
    rules: Rules | None = reading.rules
    found: dict[tuple[str, Role], Byline] = {}
    raw: list[str] = []
    for signed in rules.bylines if rules is not None else ():
        for text in read_all(reading.index, signed.selector):
            for byline in read_bylines(text, signed.label):
                own = replace(byline, role=signed.role) if signed.role is not None and byline.label in (None, signed.label) else byline
                if not any(name == own.name.casefold() for name, _ in found):
                    found[own.name.casefold(), own.role] = own
                    raw.append(text)
    if not found or rules is None:
        return None
    return Found(tuple(found.values()), Evidence(f"rule:{rules.name} bylines", " | ".join(dict.fromkeys(raw))))


def _printed(passages: Iterable[Passage], *, labelled: bool) -> tuple[Byline, ...]:
    """The bylines that lines print: with a label, or in an element named for them."""
    found: dict[tuple[str, Role], Byline] = {}
    for passage in passages:
        text = passage.text.replace("\x00", " | ")
        if len(text) > _LONGEST:
            continue
        if is_byline(text) or (not labelled and _is_byline_element(passage)):
            for byline in read_bylines(text):
                found.setdefault((byline.name.casefold(), byline.role), byline)
    return tuple(found.values())


def _near(reading: Reading) -> Found[tuple[Byline, ...]] | None:
    """The bylines printed between headline and body, in it, or under it."""
    context = reading.context
    inside = reading.body.others if reading.body else ()
    above = _printed((*context.above, *inside), labelled=False)
    below = _printed(context.below, labelled=True)
    names = {(byline.name.casefold()) for byline in above}
    found = (*above, *(byline for byline in below if byline.name.casefold() not in names))
    if not found:
        return None
    return Found(found, Evidence("generic:byline", "; ".join(f"{b.label}: {b.name}" if b.label else b.name for b in found)))


def _is_byline_element(passage: Passage) -> bool:
    for level, element in enumerate((passage.holder, *ancestors(passage.holder))):
        if level > 2:
            return False
        name = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
        if len(name) > 2 and names_byline(name):
            return True
    return False


def _claimed(reading: Reading) -> Found[tuple[Byline, ...]] | None:
    """The names in the metadata: for each role those of the first reader that is believed."""
    distrusted = reading.rules.distrust if reading.rules is not None else ()
    speaking: dict[Role, str] = {}
    found: list[Byline] = []
    for claim in reading.embedded.bylines:
        if not claim.trusted or claim.organisation or claim.reader in distrusted:
            continue
        if speaking.setdefault(claim.role, claim.reader) == claim.reader:
            found.append(Byline(claim.name, claim.role))
    if not found:
        return None
    return Found(tuple(found), Evidence(", ".join(dict.fromkeys(speaking.values())), "; ".join(byline.name for byline in found)))
