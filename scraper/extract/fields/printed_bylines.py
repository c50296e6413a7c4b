"""The bylines that the lines around a body print: behind a label, in an element named for them, as a link to an author, above a role.

A page prints names in four ways, and a line is asked for each:

    Penulis: Ani Lestari | Editor: Budi Santoso      a label in the line
    <div class="byline">Ani Lestari</div>            an element that says what it is
    <a href="/penulis/ani-lestari">Ani Lestari</a>   a link that does
    Ani Lestari / Reporter                           the role in a line of its own, below the name or above it
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
from scraper.extract.text.bylines import is_byline, is_person, read_bylines
from scraper.model import Byline, Role

_LONGEST: Final = 160
_LEVELS: Final = 3
"""Elements around a line, its own with them, whose names speak for it."""
_NAMING: Final = frozenset(("class", "itemprop", "rel"))
_LONGEST_ROLE: Final = max(map(len, LABELS)) + 8
"""Characters of a label and of the marks around it."""
_MOST: Final = 12
"""Names or links of one line that are looked at."""
_BAR: Final = re.compile(r"[|•·–—]")
_BARS: Final = re.compile(r"(?:(?<!\s)\s+)?[|•·–—]\s*|\s-\s")
_LETTER: Final = re.compile(r"[^\W_]")
"""What a colon or a bar in a cell of its own has none of."""
_INLINE: Final = ("a", "span", "b", "strong", "em", "i")
_AUTHOR_LINK: Final = re.compile(
    r"/(?:index/)?(?P<role>authors?|penulis|reporters?|wartawan|jurnalis|pewarta|redaktur|editors?|kontributor|contributors?|columnists?|kolumnis"
    r"|autor(?:en|es)?|auteurs?|writers?|journalists?|journalistes?|profile?|profil)[/_-][\w.%/+ -]+",
    re.IGNORECASE,
)


def read_signed(runs: Iterable[TextRun], *, labelled: bool) -> tuple[Byline, ...]:
    """The bylines of the runs, each name once per role; with `labelled` only those that a label introduces.

    Under a body only labels count: names in elements and links there may be those of other
    articles.
    """
    lines = [run for run in runs if len(run.text) <= _LONGEST and _LETTER.search(run.text)]
    labels = [_role_alone(run.text) for run in lines]
    behind = _roles_stand_before(lines, labels)
    found: dict[tuple[str, Role], Byline] = {}
    taken: set[int] = set()
    for number, run in enumerate(lines):
        label = labels[number]
        names = _with_role(label, lines, number, taken, behind=behind) if label is not None else ()
        names = names or _in_line(run, labelled=labelled)
        for byline in names:
            name = byline.name.casefold()
            if (
                byline.label is not None
                and (bare := found.get((name, byline.role))) is not None
                and bare.label is None
            ):
                found[name, byline.role] = byline
            found.setdefault((name, byline.role), byline)
    return _without_doubles(tuple(found.values()))


def _without_doubles(found: tuple[Byline, ...]) -> tuple[Byline, ...]:
    """Without the names that stand once bare and once with their label: the label knows the role."""
    labelled = {byline.name.casefold() for byline in found if byline.label}
    return tuple(
        byline for byline in found if byline.label or byline.name.casefold() not in labelled
    )


def _in_line(run: TextRun, *, labelled: bool) -> tuple[Byline, ...]:
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
    """True where a line has marks that part its pieces; all but two of them are beyond ASCII, as few lines are."""
    return "|" in text or " - " in text or (not text.isascii() and _BAR.search(text) is not None)


def _apart(run: TextRun) -> list[str]:
    """The names that stand each in an inline element of its own, with no mark between them; empty where that is not so."""
    names = [
        text
        for child in islice(run.holder.iterchildren(*_INLINE), _MOST)
        if (text := text_of(child))
    ]
    whole = len(names) > 1 and all(
        is_person(name) and 2 <= len(name.split()) <= 4 for name in names
    )
    return names if whole and " ".join(names) == run.text else []


def _linked(run: TextRun) -> tuple[Byline, ...]:
    """The names of links that lead to an author: the link says so, and its own text is a name."""
    found: list[Byline] = []
    for link in islice(run.holder.iter("a"), _MOST) if run.linked else ():
        is_marked = link.get("rel") == "author" or link.get("itemprop") == "author"
        address = None if is_marked else _AUTHOR_LINK.search(link.get("href") or "")
        if address is None and not is_marked:
            continue
        name = text_of(link).strip(" ,")
        role = _linked_role(address, name) if address is not None else Role.REPORTER
        if role is not None and name in run.text and is_person(name):
            found.extend(Byline(byline.name, role) for byline in read_bylines(name))
    return tuple(found)


def _linked_role(address: re.Match[str], name: str) -> Role | None:
    """The role that an author's address gives the name of its link, or None: a single word, or a mere profile, must stand in it too."""
    is_repeated = any(word in address[0].casefold() for word in name.casefold().split())
    if not is_repeated and (" " not in name or address["role"].lower().startswith("profil")):
        return None
    return LABELS.get(address["role"].lower(), Role.REPORTER)


def _with_role(
    label: str, lines: Sequence[TextRun], number: int, taken: set[int], *, behind: bool
) -> tuple[Byline, ...]:
    """The name whose role is all that this line prints: the one behind it, or (a role is a noun) the one before it."""
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
    """The label that is all of a line, or None; "Foto" alone is a menu's entry."""
    if len(text) > _LONGEST_ROLE:
        return None
    label = text.strip(" :.").lower()
    return label if LABELS.get(label, Role.PHOTOGRAPHER) is not Role.PHOTOGRAPHER else None


def _roles_stand_before(lines: Sequence[TextRun], labels: Sequence[str | None]) -> bool:
    """True where the last line that is a role has a name behind it: then each name stands behind its role."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if labels[n] is not None), None)
    if last is None or last + 1 == len(lines):
        return False
    return _are_near(lines[last].holder, lines[last + 1].holder) and _is_name(lines[last + 1].text)


def _is_name(line: str) -> bool:
    """True where a line is one person's name as names are printed, or several set off by commas."""
    names = read_bylines(line)
    return bool(names) and len(line) <= sum(len(byline.name) + 2 for byline in names)


def _are_near(one: HtmlElement, other: HtmlElement) -> bool:
    """True where two elements have a parent or grandparent in common."""
    above = [element for _, element in zip(range(2), ancestors(one), strict=False)]
    return any(element in above for _, element in zip(range(2), ancestors(other), strict=False))


def _is_byline_element(holder: HtmlElement) -> bool:
    element: HtmlElement | None = holder
    for _ in range(_LEVELS):
        if element is None:
            break
        name = " ".join(value for kind, value in element.items() if kind in _NAMING)
        if name and names_byline(name):
            return True
        element = element.getparent()
    return False
