"""The bylines printed in the lines around a body.

A page prints names in four ways, and each line is read for all of them:

    Penulis: Ani Lestari | Editor: Budi Santoso      a label in the line
    <div class="byline">Ani Lestari</div>            an element named for bylines
    <a href="/penulis/ani-lestari">Ani Lestari</a>   a link to an author
    Ani Lestari / Reporter                           a role in the line below the name, or above it
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.page.class_names import names_byline
from scraper.extract.page.text_runs import BREAK, TextRun
from scraper.extract.page.tree import ancestors, text_of
from scraper.extract.text.byline_words import LABELS, ROLE_NOUNS
from scraper.extract.text.bylines import is_byline, read_bylines
from scraper.extract.text.person_names import is_person
from scraper.model import Byline, Role

_LONGEST: Final = 160
_LEVELS: Final = 3
"""Elements whose names count for a line: its own and those around it."""
_NAMING: Final = frozenset(("class", "itemprop", "rel"))
_LONGEST_ROLE: Final = max(map(len, LABELS)) + 8
"""Characters of a label and the marks around it."""
_MOST: Final = 12
"""Names or links of one line that are read."""
_BAR: Final = re.compile(r"[|•·–—]")
_BARS: Final = re.compile(r"(?:(?<!\s)\s+)?[|•·–—]\s*|\s-\s")
_LETTER: Final = re.compile(r"[^\W_]")
"""A line without one is a colon or bar in a cell of its own."""
_INLINE: Final = ("a", "span", "b", "strong", "em", "i")
_AUTHOR_LINK: Final = re.compile(
    r"/(?:index/)?(?P<role>authors?|penulis|reporters?|wartawan|jurnalis|pewarta|redaktur|editors?"
    r"|kontributor|contributors?|columnists?|kolumnis|autor(?:en|es)?|auteurs?|writers?"
    r"|journalists?|journalistes?|profile?|profil)[/_-][\w.%/+ -]+",
    re.IGNORECASE,
)


def read_signed(runs: Iterable[TextRun], *, labelled: bool) -> tuple[Byline, ...]:
    """The bylines of the runs, each name once per role; with `labelled` only those with a label.

    Under a body only labels count: names in elements and links there may belong to other articles.
    """
    lines = [run for run in runs if len(run.text) <= _LONGEST and _LETTER.search(run.text)]
    labels = [_role_alone(run.text) for run in lines]
    behind = _roles_stand_before(lines, labels)
    found: dict[tuple[str, Role], Byline] = {}
    taken: set[int] = set()
    for number, run in enumerate(lines):
        label = labels[number]
        names = _with_role(label, lines, number, taken, behind=behind) if label is not None else ()
        for byline in names or _in_line(run, labelled=labelled):
            key = byline.name.casefold(), byline.role
            bare = found.get(key)
            if bare is None or (bare.label is None and byline.label is not None):
                found[key] = byline
    return _without_doubles(tuple(found.values()))


def _without_doubles(found: tuple[Byline, ...]) -> tuple[Byline, ...]:
    """The bylines without bare names that also have a label: the label gives the role."""
    labelled = {byline.name.casefold() for byline in found if byline.label}
    return tuple(
        byline for byline in found if byline.label or byline.name.casefold() not in labelled
    )


def _in_line(run: TextRun, *, labelled: bool) -> tuple[Byline, ...]:
    """The names that a line prints in the first of the ways that it uses."""
    text = run.text.replace(BREAK, " | ")
    if is_byline(text):
        return read_bylines(text)
    pieces = _BARS.split(text) if _has_bar(text) else ()
    piece = next(filter(is_byline, pieces), None)  # "5 Agustus 2022 | 07:15 WIB | Oleh Ani Lestari"
    if piece is not None:
        return read_bylines(piece)
    if labelled:
        return ()
    linked = _linked(run)
    if linked:
        return linked
    if not _is_byline_element(run.holder):
        return ()
    apart = _apart(run)
    return (
        tuple(byline for name in apart for byline in read_bylines(name))
        if apart
        else read_bylines(text)
    )


def _has_bar(text: str) -> bool:
    """True where a line has marks between its pieces; only two of the marks are ASCII."""
    return "|" in text or " - " in text or (not text.isascii() and _BAR.search(text) is not None)


def _apart(run: TextRun) -> list[str]:
    """The names that each have an inline element and no mark between them; else nothing."""
    texts = map(text_of, islice(run.holder.iterchildren(*_INLINE), _MOST))
    names = [text for text in texts if text]
    if len(names) < 2 or " ".join(names) != run.text:
        return []
    is_whole = all(is_person(name) and 2 <= len(name.split()) <= 4 for name in names)
    return names if is_whole else []


def _linked(run: TextRun) -> tuple[Byline, ...]:
    """The names of links to an author: the link or its address says so, and its text is a name."""
    found: list[Byline] = []
    for link in islice(run.holder.iter("a"), _MOST) if run.linked else ():
        name = text_of(link).strip(" ,")
        role = _role_of_link(link, name)
        if role is not None and name in run.text and is_person(name):
            found.extend(Byline(byline.name, role) for byline in read_bylines(name))
    return tuple(found)


def _role_of_link(link: HtmlElement, name: str) -> Role | None:
    """The role that a link gives the name in it, or None where it leads to no author."""
    if link.get("rel") == "author" or link.get("itemprop") == "author":
        return Role.REPORTER
    address = _AUTHOR_LINK.search(link.get("href") or "")
    return _linked_role(address, name) if address is not None else None


def _linked_role(address: re.Match[str], name: str) -> Role | None:
    """The role that an author's address gives the name of its link, or None.

    The address must repeat the name if that is a single word, or if the address is a profile's.
    """
    is_repeated = any(word in address[0].casefold() for word in name.casefold().split())
    if not is_repeated and (" " not in name or address["role"].lower().startswith("profil")):
        return None
    return LABELS.get(address["role"].lower(), Role.REPORTER)


def _with_role(
    label: str, lines: Sequence[TextRun], number: int, taken: set[int], *, behind: bool
) -> tuple[Byline, ...]:
    """The name in the line after this one, which is a role; after a noun also the one before."""
    follows = behind or lines[number].text.rstrip().endswith(":")
    places = [number + 1] if follows or label not in ROLE_NOUNS else [number - 1, number + 1]
    for place in places:
        if (
            0 <= place < len(lines)
            and place not in taken
            and _are_near(lines[number].holder, lines[place].holder)
        ):
            names = read_bylines(lines[place].text, label) if _is_name(lines[place].text) else ()
            if names:
                taken.add(place)
                return names
    return ()


def _role_alone(text: str) -> str | None:
    """The label that is all of a line, or None; a mere "Foto" is an entry of a menu."""
    if len(text) > _LONGEST_ROLE:
        return None
    label = text.strip(" :.").lower()
    return label if LABELS.get(label, Role.PHOTOGRAPHER) is not Role.PHOTOGRAPHER else None


def _roles_stand_before(lines: Sequence[TextRun], labels: Sequence[str | None]) -> bool:
    """True where a name follows the last line that is a role: then names follow their roles."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if labels[n] is not None), None)
    if last is None or last + 1 == len(lines):
        return False
    return _are_near(lines[last].holder, lines[last + 1].holder) and _is_name(lines[last + 1].text)


def _is_name(line: str) -> bool:
    """True where a line is a person's name, or several separated by commas."""
    names = read_bylines(line)
    return bool(names) and len(line) <= sum(len(byline.name) + 2 for byline in names)


def _are_near(one: HtmlElement, other: HtmlElement) -> bool:
    """True where two elements have a parent or grandparent in common."""
    above = list(islice(ancestors(one), 2))
    return any(element in above for element in islice(ancestors(other), 2))


def _is_byline_element(holder: HtmlElement) -> bool:
    """True where the element, or one closely around it, is named for bylines."""
    element: HtmlElement | None = holder
    for _ in range(_LEVELS):
        if element is None:
            break
        name = " ".join(value for kind, value in element.items() if kind in _NAMING)
        if name and names_byline(name):
            return True
        element = element.getparent()
    return False
