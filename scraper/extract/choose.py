"""Which element holds the article's text, judged by where the prose stands; no site is named here.

Prose is found without a walk over the whole tree: libxml2 hands over the elements that usually hold text, and only their ancestors
are looked at. The walk of `survey` then sees the chosen container alone.
"""

from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.tree import ancestors
from scraper.extract.vocabulary import DEAD_TAGS, INLINE, dead_reason, names_body

_SEEDS: Final = ("p", "div", "td", "section", "article", "blockquote", "li", "dd", "pre", "span", "font", "main", "center")
_SHORT: Final = 25
"""Characters under which a text is no prose; a script without spaces says as much in ten."""
_LONG: Final = 600
"""Characters above which a text counts no further: one endless legal notice is not an article."""
_BURIED: Final = 0.15
"""What prose counts that stands in an element named as chrome: names lie now and then, but seldom over a whole article."""
_NEAR: Final = 0.35
"""What a place near the headline must have of the best place's merit to be preferred to it."""
_SHARES: Final = (1.0, 0.5, 0.25, 0.12)
"""What of a paragraph's weight its container, and the container's ancestors, get."""


@dataclass(slots=True, eq=False)
class Place:
    """An element that holds prose somewhere below it."""

    element: HtmlElement
    score: float = 0.0
    prose: float = 0.0
    """Weight of all prose below."""


class Choice:
    """The prose of one page and where it stands."""

    def __init__(self, body: HtmlElement, headline: HtmlElement | None = None) -> None:
        self.body = body
        self.places: dict[HtmlElement, Place] = {}
        self.holders: dict[HtmlElement, float] = {}
        """The elements that hold prose themselves, and how much."""
        self.rising = tuple(ancestors(headline)) if headline is not None else ()
        self.bounds = frozenset(self.rising or (body,))
        self._dead: dict[HtmlElement, bool] = dict.fromkeys((body, *self.bounds), False)
        for element in body.iter(*_SEEDS):
            self._weigh(element)

    def _weigh(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "p":
            text = "".join(element.itertext())
        else:
            text = element.text
            if (text is None or len(text) < _SHORT or text.isspace()) and not _broken(element):
                return
            text = _own_text(element)
        weight = prose_weight(text, sum(1 for _ in element.iterchildren("br")))
        if not weight:
            return
        linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
        if linked * 2 > len(text):
            return
        holder = element.getparent() if tag in ("p", "li", "blockquote", "dd", "pre", "span", "font") else element
        while holder is not None and holder.tag in INLINE:
            holder = holder.getparent()
        if holder is None:
            return
        self._spread(holder, weight * _BURIED if self._is_dead(holder) else weight)

    def _spread(self, holder: HtmlElement, weight: float) -> None:
        self.holders[holder] = self.holders.get(holder, 0.0) + weight
        level, element = 0, holder
        while element is not None:
            place = self.places.get(element)
            if place is None:
                place = self.places[element] = Place(element)
            place.prose += weight
            if level < len(_SHARES):
                place.score += weight * _SHARES[level]
            if element is self.body:
                break
            element = element.getparent()
            level += 1

    def _is_dead(self, element: HtmlElement) -> bool:
        chain: list[HtmlElement] = []
        above: HtmlElement | None = element
        while above is not None and above not in self._dead:
            chain.append(above)
            above = above.getparent()
        dead = self._dead[above] if above is not None else False
        for one in reversed(chain):
            dead = dead or _condemned(one)
            self._dead[one] = dead
        return dead

    def container(self) -> HtmlElement | None:
        """The element that holds the article's text, or None where the page has no prose."""
        if not self.places:
            return None
        merits = {place.element: self._merit(place) for place in self.places.values()}
        best = max(merits, key=merits.__getitem__)
        for above in self.rising:
            if above is self.body:
                break
            near = [element for element in merits if element is above or _is_below(element, above)]
            nearest = max(near, key=merits.__getitem__, default=None)
            if nearest is not None and merits[nearest] >= merits[best] * _NEAR:
                best = nearest
                break
        return self._widened(best)

    def _merit(self, place: Place) -> float:
        element = place.element
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        merit = place.score
        if element.get("itemprop") == "articleBody":
            merit *= 2.0
        if len(name) > 1 and names_body(name):
            merit *= 1.3
        return merit * 0.85 if element in self.bounds else merit

    def _widened(self, element: HtmlElement) -> HtmlElement:
        """The element, or the ancestor that holds the same text's other chunks: holders of the same make under the same parents.

        It never grows past what it has in common with the headline: beyond that another article begins.
        """
        below = [holder for holder in self.holders if holder is element or _is_below(holder, element)]
        make = _make(max(below, key=lambda holder: self.holders[holder]))
        kin = [holder for holder in self.holders if holder not in below and _make(holder) == make]
        for above in ancestors(element):
            if not kin or above is self.body or above in self.bounds:
                joined = [holder for holder in kin if _is_below(holder, above)] if above in self.bounds and above is not self.body else []
                return above if joined else element
            joined = [holder for holder in kin if _is_below(holder, above)]
            if joined:
                element = above
                kin = [holder for holder in kin if holder not in joined]
        return element


def _make(holder: HtmlElement) -> tuple[tuple[str, str], ...]:
    """What the holder and the two elements around it are."""
    chain: list[tuple[str, str]] = []
    element: HtmlElement | None = holder
    while element is not None and len(chain) < 3:
        chain.append((element.tag, (element.get("class") or "").partition(" ")[0]))
        element = element.getparent()
    return tuple(chain)


def _is_below(element: HtmlElement, above: HtmlElement) -> bool:
    return any(one is above for one in ancestors(element))


def _condemned(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in ("article", "main", "body", "html"):
        return False
    return tag in DEAD_TAGS or tag == "aside" or dead_reason(element) is not None


def _broken(element: HtmlElement) -> bool:
    """True where the element's own text is set with `<br>` or starts after an inline child."""
    for child in element:
        if child.tag == "br" or child.tag in INLINE:
            tail = child.tail
            if tail and len(tail) > _SHORT:
                return True
    return False


def _own_text(element: HtmlElement) -> str:
    pieces = [element.text or ""]
    for child in element:
        if child.tag in INLINE:
            pieces.extend(child.itertext())
        if child.tail:
            pieces.append(child.tail)
    return "".join(pieces)


def prose_weight(text: str, breaks: int = 0) -> float:
    """How much of an article a text is: its length, within bounds for each paragraph that its breaks make; 0 for a label."""
    length = len(text)
    if length > _SHORT and (text[0].isspace() or text[-1].isspace()):
        length = len(text.strip())
    return float(min(length, _LONG * (1 + breaks // 2))) if length > _SHORT else 0.0
