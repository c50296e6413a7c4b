"""Where the pages of one layout print what, as data.

Selectors are a small part of CSS, checked when a declaration is made:

    div.side-article.txt-article     tag, classes
    #penulis                         id
    [itemprop=author]                attribute; also [class^=div-Inside], [href*=page], [hidden]
    div.photo > span.credit          child; a space is any depth, `+` the next sibling
    ol.trail > li:first-child        the first among its siblings
    h1.new, h1.old                   alternatives in order of preference: the first that matches
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
    """How it is related to the step before: ` `, `>` or `+`."""
    tag: str | None
    ident: str | None
    classes: frozenset[str]
    attributes: tuple[tuple[str, str, str], ...]
    """(name, operator, value); the operator is `=`, `^=`, `*=`, `$=`, or empty where the attribute
    need only be there."""
    first: bool = False
    """True where the element must be the first child of its parent."""


@dataclass(frozen=True, slots=True)
class Path:
    """One alternative of a selector: its steps, the outermost first, and the attribute to read."""

    steps: tuple[Step, ...]
    attribute: str | None = None
    """None: the text."""


_STEP: Final = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*|\*)?"
    r"(?P<rest>(?:\#[\w-]+|\.[\w-]+|\[[^\]]+\])*)"
    r"(?P<first>:first-child)?",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(
    r"\#([\w-]+)|\.([\w-]+)|\[\s*+([\w:-]++)\s*+(?:([\^*$]?=)\s*+[\"']?([^\"'\[\]]*+)[\"']?\s*+)?\]"
)
_COMBINATORS: Final = re.compile(r"\[[^\[\]]*+\]?|[>+]")
"""The signs between steps; and brackets, within which these characters are ordinary text."""


def compiled(pattern: str, where: str, name: str) -> re.Pattern[str]:
    """Compile the regular expression of a declaration's field `name`.

    Raises:
        PortalError: it does not compile; the message names `where` and the field.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        raise PortalError(f"{where}: {name}: {pattern!r} does not compile ({error})") from error


@lru_cache(maxsize=4096)
def parse_selector(text: str) -> tuple[Path, ...]:
    """The alternatives of a selector.

    Raises:
        PortalError: the text does not follow this module's grammar.
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
    """Where a layout prints photos: each element that `box` matches is one photo.

    Without `caption` and `credit`, the box holds both in one line.
    """

    box: str
    caption: str | None = None
    """Within the box; None: the box's own text, without the credit."""
    credit: str | None = None
    """Within the box; None: the credit that the caption's text contains."""
    image: str | None = None
    """Within the box; None: the first picture that has a URL."""
    placement: Placement | None = None
    """None: inline where the box is in the body, else lead."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Where a layout prints names: each matching element holds one byline or several."""

    selector: str
    role: Role | None = None
    """The role of a name without a printed label; a printed label has precedence."""
    label: str | None = None
    """The label of all these names, where the page does not print one."""
    name: str | None = None
    """Within the element; None: its own text."""
    label_at: str | None = None
    """Within the element: a label that is printed apart from the name ("Penulis" under it, in a
    pop-up of credits)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The selectors of one layout.

    A field without a selector is read from embedded data, else by the generic extractor. A network
    lists its `Rules` newest first. Of those whose `marks` (else `body`, else `headline`) are on a
    page, the one that was in use when the page was fetched is chosen (`on`).
    """

    name: str
    """The layout's name in evidence: `tribun-2020`."""
    valid_until: date | None = None
    """The last day on which the layout was seen; None for one in use.

    On a page of that day or earlier, this layout is tried before later ones; on a page fetched
    afterwards, after those that were still in use (see `on`)."""
    marks: str | None = None
    """What distinguishes this layout from the network's others; None: its `body`, else its
    `headline`."""
    headline: str | None = None
    kicker: str | None = None
    section: str | None = None
    standfirst: str | None = None
    published: str | None = None
    modified: str | None = None
    body: str | None = None
    """The container of the text: the first match (a page may append another article)."""
    joined: bool = False
    """True where every match of `body` is the article's, also hidden ones (its later pages)."""
    drop: tuple[str, ...] = ()
    """What is inside the container and not part of the text."""
    bylines: tuple[Signed, ...] = ()
    photos: tuple[Photo, ...] = ()
    tags: str | None = None
    source: str | None = None
    signature: str | None = None
    distrust: tuple[str, ...] = ()
    """Embedded data not to be believed, by its name in evidence: `json-ld:author`,
    `meta:article:published_time`."""

    @staticmethod
    def on(day: date, layouts: Sequence["Rules"]) -> list["Rules"]:
        """The layouts in the order in which a page fetched on that day is tried for their marks.

        First those that ended on that day or later, the one that ended soonest first: it was in
        use. Then all others as they are listed, also those that had ended: often the only time
        known of a saved page is that of its file, and a site may keep old pages in their old
        layout.
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
