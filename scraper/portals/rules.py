"""What one layout's page says where, as data.

Re-exported by `scraper.portals.network`; read by `scraper.extract`.

Selectors are a small part of CSS, checked when a declaration is made:

    div.side-article.txt-article     tag, classes
    #penulis                         id
    [itemprop=author]                attribute; also [class^=div-Inside], [href*=page], [hidden]
    div.photo > span.credit          child; a space is any depth, `+` the next sibling
    ol.trail > li:first-child        the first among its siblings
    h1.new, h1.old                   alternatives, in order of preference: the first that finds something speaks
    time.entry@datetime              the attribute instead of the text
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Final

from scraper.errors import PortalError
from scraper.model import Placement, Role


@dataclass(frozen=True, slots=True)
class Step:
    """One compound of a selector."""

    combinator: str
    """How it hangs on the step before: ` `, `>` or `+`."""
    tag: str | None
    ident: str | None
    classes: frozenset[str]
    attributes: tuple[tuple[str, str, str], ...]
    """(name, operator, value); the operator is empty where presence is enough, else `=`, `^=`,
    `*=` or `$=`."""
    first: bool = False
    """True where the element must be the first child of its parent."""


@dataclass(frozen=True, slots=True)
class Path:
    """One alternative of a selector: its steps from the outermost inwards, and the attribute to read (None: the text)."""

    steps: tuple[Step, ...]
    attribute: str | None = None


_STEP: Final = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*|\*)?(?P<rest>(?:\#[\w-]+|\.[\w-]+|\[[^\]]+\])*)(?P<first>:first-child)?",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(
    r"\#([\w-]+)|\.([\w-]+)|\[\s*+([\w:-]++)\s*+(?:([\^*$]?=)\s*+[\"']?([^\"'\[\]]*+)[\"']?\s*+)?\]"
)
_COMBINATORS: Final = re.compile(r"\[[^\[\]]*+\]?|[>+]")
"""The signs between steps, and brackets, in which they are none."""


def compiled(pattern: str, where: str, name: str) -> re.Pattern[str]:
    """The regular expression that a declaration has in its field `name`.

    Raises:
        PortalError: it is none; the text names `where` and the field.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        raise PortalError(f"{where}: {name}: {pattern!r} does not compile ({error})") from error


@lru_cache(maxsize=4096)
def parse_selector(text: str) -> tuple[Path, ...]:
    """The alternatives of a selector.

    Raises:
        PortalError: the text is outside the grammar of this module.
    """
    return tuple(_path(part.strip(), text) for part in text.split(","))


def _path(text: str, whole: str) -> Path:
    selector, _, attribute = text.partition("@")
    steps: list[Step] = []
    combinator = " "
    for token in _COMBINATORS.sub(
        lambda found: f" {found[0]} " if found[0] in ">+" else found[0], selector
    ).split():
        if token in (">", "+"):
            combinator = token
            continue
        steps.append(_step(token, combinator, whole))
        combinator = " "
    if not steps or combinator != " ":
        raise PortalError(f"selector {whole!r}: a part of it is empty")
    return Path(tuple(steps), attribute or None)


def _step(token: str, combinator: str, whole: str) -> Step:
    match = _STEP.fullmatch(token)
    if match is None:
        raise PortalError(
            f"selector {whole!r}: {token!r} is neither tag, #id, .class, [attribute] nor"
            " :first-child"
        )
    ident, classes, attributes = None, set(), []
    for piece in _PIECE.finditer(match["rest"]):
        if piece[1]:
            ident = piece[1]
        elif piece[2]:
            classes.add(piece[2])
        else:
            attributes.append((piece[3], piece[4] or "", piece[5] or ""))
    tag = match["tag"].lower() if match["tag"] and match["tag"] != "*" else None
    return Step(
        combinator, tag, ident, frozenset(classes), tuple(attributes), match["first"] is not None
    )


@dataclass(frozen=True, slots=True)
class Photo:
    """Where a layout prints photos: each element that `box` finds is one (or, without caption and credit, holds one line of both)."""

    box: str
    caption: str | None = None
    """Within the box; None: the box's own text without the credit."""
    credit: str | None = None
    """Within the box; None: what the caption's own text credits."""
    image: str | None = None
    """Within the box; None: the first picture with an address."""
    placement: Placement | None = None
    """None: inline where the box stands in the body, else lead."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Where a layout prints a name: every element found is one byline or several."""

    selector: str
    role: Role | None = None
    """Of a name without a printed label; the printed label speaks first."""
    label: str | None = None
    """The label that all these names have without its being printed."""
    name: str | None = None
    """Within the element; None: its own text."""
    label_at: str | None = None
    """Within the element: the label that is printed apart from the name ("Penulis" under it, in
    a pop-up of credits)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The selectors of one layout; a field left empty falls to embedded data, then to the generic extractor.

    A network lists several `Rules`, newest first. Of those whose `marks` (or else `body`, or
    `headline`) are on the page, the one speaks that was in use when the page was fetched (`on`).
    """

    name: str
    """Names the layout in evidence: `tribun-2020`."""
    valid_until: date | None = None
    """The last day on which the layout was seen; None for one in use.

    A page of that day or before is asked for this layout's marks before it is for those of later
    layouts, a page fetched afterwards only behind those that were not over yet (see `on`)."""
    marks: str | None = None
    """What tells this layout from the others; the page's own `body` or `headline` where it is
    None."""
    headline: str | None = None
    kicker: str | None = None
    section: str | None = None
    standfirst: str | None = None
    published: str | None = None
    modified: str | None = None
    body: str | None = None
    """The container of the text: the first one found (a page may print another article below)."""
    joined: bool = False
    """True where all the containers that `body` finds are the article's, hidden ones too (its
    later pages)."""
    drop: tuple[str, ...] = ()
    """What stands inside the body and is not of it."""
    bylines: tuple[Signed, ...] = ()
    photos: tuple[Photo, ...] = ()
    tags: str | None = None
    source: str | None = None
    signature: str | None = None
    distrust: tuple[str, ...] = ()
    """Embedded readers not to be believed, as evidence names them: `json-ld:author`,
    `meta:article:published_time`."""

    @staticmethod
    def on(day: date, layouts: Sequence["Rules"]) -> list["Rules"]:
        """The layouts in the order in which a page fetched on that day is asked for their marks.

        First those that ended on that day or later, the one that ended soonest first: it was in
        use. Behind them all others as they are listed, also those that were over: a saved page
        often says no more of its time than when its file was written, and a site may keep old pages
        in their old layout.
        """
        in_use = sorted(
            (one for one in layouts if one.valid_until and one.valid_until >= day), key=_end
        )
        return in_use + [one for one in layouts if one not in in_use]

    def __post_init__(self) -> None:
        if self.valid_until is not None and not isinstance(self.valid_until, date):
            raise PortalError(f"rules {self.name!r}: valid_until: give a date")
        for selector in self._selectors():
            try:
                parse_selector(selector)
            except PortalError as error:
                raise PortalError(f"rules {self.name!r}: {error}") from error

    def _selectors(self) -> list[str]:
        plain = [
            getattr(self, f.name)
            for f in fields(self)
            if f.name not in ("name", "distrust", "drop")
        ]
        found = [value for value in plain if isinstance(value, str)]
        found += self.drop
        found += [
            part
            for signed in self.bylines
            for part in (signed.selector, signed.name, signed.label_at)
            if part
        ]
        found += [
            part
            for photo in self.photos
            for part in (photo.box, photo.caption, photo.credit, photo.image)
            if part
        ]
        return found


def _end(rules: Rules) -> date:
    return rules.valid_until or date.max
