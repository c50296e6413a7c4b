"""Which element holds the article's text, judged by where the prose stands; no site is named here.

Prose is found without a walk over the whole tree: libxml2 hands over the elements that usually hold
text, and only their ancestors are looked at. The walk of `text_runs` then sees the chosen container
alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.page.class_names import BOXES, DEAD_TAGS, INLINE, dead_reason, names_body
from scraper.extract.page.tree import ancestors
from scraper.extract.text.phrases import is_promo, is_related, own_parts

_SEEDS: Final = (
    "p",
    "div",
    "td",
    "section",
    "article",
    "blockquote",
    "li",
    "dd",
    "pre",
    "span",
    "font",
    "main",
    "center",
)
_LOOSE: Final = frozenset(_SEEDS) - {"p"}
"""Elements whose own text may be prose: a paragraph's is, with all that stands in it."""
_HELD: Final = frozenset(("p", "li", "blockquote", "dd", "pre", "span", "font"))
"""Elements that hold one paragraph: the place of their prose is what they stand in."""
_SHORT: Final = 25
"""Characters under which a text is no prose; a script without spaces says as much in ten."""
_LONG: Final = 600
"""Characters above which a text counts no further: one endless legal notice is not an article."""
_LONGEST_ADVERT: Final = 320
"""Characters above which no text is an advertisement or a link to another article."""
_BURIED: Final = 0.15
"""What prose counts that stands in an element named as chrome: names lie now and then, but
seldom over a whole article."""
_NEAR: Final = 0.35
"""What a place near the headline must have of the best place's merit to be preferred to it."""
_SHARES: Final = (1.0, 0.5, 0.25, 0.12)
"""What of a paragraph's weight its container, and the container's ancestors, get."""
_NEAR_IN_ARTICLE: Final = 0.15
"""The same where an `article` element holds place and headline: what stands outside it belongs
to another article."""
_CHUNK: Final = 250
"""Weight from which a holder beside the chosen one is a chunk of text and not a teaser."""
_MORE: Final = 0.4
"""What the chunks around the chosen element must have of its prose to be taken for the rest of
the same text."""
_STEPS: Final = 3
"""How many ancestors up such chunks are looked for."""
_MOST_PIECES: Final = 400_000
"""Pieces of text that are read in all: links that no page closes nest, and each holds the text
of all behind it. A live blog of 1.3 MB has 50,000."""


@dataclass(slots=True, eq=False)
class Candidate:
    """An element that holds prose somewhere below it."""

    element: HtmlElement
    rung: int
    """How far above the headline the first element stands that holds both it and this place."""
    score: float = 0.0
    prose: float = 0.0
    """Weight of all prose below."""
    above: "Candidate | None" = None
    """The parent's place; None for the body's."""


class MainContent:
    """The prose of one page and where it stands."""

    def __init__(self, body: HtmlElement, headline: HtmlElement | None = None) -> None:
        self.body = body
        self.places: dict[HtmlElement, Candidate] = {}
        self.holders: dict[HtmlElement, float] = {}
        """The elements that hold prose themselves, and how much."""
        rising = tuple(ancestors(headline)) if headline is not None else (body,)
        self.rungs = {element: rung for rung, element in enumerate(rising)}
        """The elements that also hold the headline: beyond them another article begins."""
        self.declared: list[HtmlElement] = []
        """The elements with prose that the page's own markup calls the article's body: a live
        report may have two."""
        self._dead: dict[HtmlElement, bool] = dict.fromkeys((body, *rising), False)
        self._left = _MOST_PIECES
        loose: dict[HtmlElement, None] = {}
        for element in body.iter("br", *_SEEDS):
            tag = element.tag
            if tag == "p":
                self._weigh(element, tag)
            elif tag == "br":
                loose[element.getparent()] = None
            else:
                text = element.text
                if text is not None and len(text) > _SHORT and not text.isspace():
                    loose[element] = None
            if (
                tag != "br"
                and (tail := element.tail) is not None
                and len(tail) > _SHORT
                and not tail.isspace()
            ):
                loose[element.getparent()] = None
        for element in loose:
            if (tag := element.tag) in _LOOSE:
                self._weigh(element, tag)
        self._spread()

    def _weigh(self, element: HtmlElement, tag: str) -> None:
        """Note the prose of one element with its holder."""
        text, breaks = self._prose(element, tag)
        length = len(text)
        weight = prose_weight(text, breaks)
        if not weight:
            return
        if length < _LONGEST_ADVERT and (is_promo(text) or is_related(text)):
            return
        linked = 0
        for link in _links(element, tag):
            linked += len(self._text(link))
            if linked * 2 > length or not self._left:
                return
        holder = element.getparent() if tag in _HELD else element
        while holder is not None and holder.tag in INLINE:
            holder = holder.getparent()
        if holder is None:
            return
        self.holders[holder] = self.holders.get(holder, 0.0) + (
            weight * _BURIED if self._is_dead(holder) else weight
        )

    def _prose(self, element: HtmlElement, tag: str) -> tuple[str, int]:
        """The element's text and its breaks, without the lines between breaks that advertise or lead to another article."""
        if not len(element):
            return element.text or "", 0
        if element.find("br") is None:
            return self._text(element) if tag == "p" else self._own_text(element), 0
        lines: list[tuple[list[str], list[str]]] = [([element.text or ""], [])]
        for child in element:
            pieces, links = lines[-1]
            if child.tag == "br":
                pieces, links = [], []
                lines.append((pieces, links))
            elif child.tag in INLINE or tag == "p":
                pieces.append(self._text(child))
                links.extend(map(self._text, child.iter("a")))
            if child.tail:
                pieces.append(child.tail)
        kept, _ = own_parts(("".join(pieces), sum(map(len, links))) for pieces, links in lines)
        return "".join(kept), max(0, len(kept) - 1)

    def _text(self, element: HtmlElement) -> str:
        pieces = list(islice(element.itertext(), self._left))
        self._left -= len(pieces)
        return "".join(pieces)

    def _own_text(self, element: HtmlElement) -> str:
        """The element's text without that of the blocks in it."""
        pieces = [element.text or ""]
        for child in element:
            if child.tag in INLINE:
                pieces.append(self._text(child))
            if child.tail:
                pieces.append(child.tail)
        return "".join(pieces)

    def _spread(self) -> None:
        """Give each holder's weight to its place and to those of its ancestors up to the body; every place is passed once."""
        climbs: list[list[Candidate]] = []
        for holder in self.holders:
            climb: list[Candidate] = []
            element: HtmlElement | None = holder
            while element is not None and element not in self.places:
                place = self.places[element] = Candidate(
                    element, self.rungs.get(element, len(self.rungs))
                )
                climb.append(place)
                element = element.getparent() if element is not self.body else None
            above = self.places[element] if element is not None else None
            for place in reversed(climb):
                place.above = above
                if above is not None and place.element not in self.rungs:
                    place.rung = above.rung
                above = place
            climbs.append(climb)
        for holder, weight in self.holders.items():
            own: Candidate | None = self.places[holder]
            self.places[holder].prose = weight
            for share in _SHARES:
                if own is not None:
                    own.score += weight * share
                    own = own.above
        for place in (one for climb in reversed(climbs) for one in climb):
            if place.above is not None:
                place.above.prose += place.prose

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
        self.declared = [
            element for element in self.places if element.get("itemprop") == "articleBody"
        ]
        merits = {place: self._merit(place) for place in self.places.values()}
        best = max(merits, key=merits.__getitem__)
        champions: dict[int | None, Candidate] = {}
        for place, merit in merits.items():
            champion = champions.get(place.rung)
            if champion is None or merit > merits[champion]:
                champions[place.rung] = place
        near: Candidate | None = None
        for above, rung in self.rungs.items():
            if above is self.body:
                break
            champion = champions.get(rung)
            if champion is not None and (near is None or merits[champion] > merits[near]):
                near = champion
            if near is not None and merits[near] >= merits[best] * (
                _NEAR_IN_ARTICLE if above.tag == "article" else _NEAR
            ):
                best = near
                break
        return self._widened(self._declared(best.element))

    def _merit(self, place: Candidate) -> float:
        element, merit = place.element, place.score
        if not merit:
            return 0.0
        if element in self.declared:
            merit *= 2.0
        name, ident = element.get("class"), element.get("id")
        if (name or ident) and names_body(f"{name or ''} {ident or ''}"):
            merit *= 1.3
        return merit * 0.85 if place.element in self.rungs else merit

    def _within(self, element: HtmlElement) -> Iterator[HtmlElement]:
        """The element's ancestors up to the first that also holds the headline, the page's body left out."""
        for above in ancestors(element):
            if above is self.body:
                return
            yield above
            if above in self.rungs:
                return

    def _declared(self, element: HtmlElement) -> HtmlElement:
        """The ancestor that the page's own markup calls the article's body, where there is one."""
        return next((above for above in self._within(element) if above in self.declared), element)

    def _widened(self, element: HtmlElement) -> HtmlElement:
        """The element, or the ancestor that holds the same text's other chunks.

        Those are holders of the same make under parents of the same make, or enough of them close
        by, or what is declared. It never grows past what the text has in common with the headline:
        beyond that another article begins.
        """
        above = list(self._within(element))
        if element in self.rungs or not above:
            return element
        levels = {one: level for level, one in enumerate(above)} | {element: -1}
        inside: list[HtmlElement] = []
        outside: dict[HtmlElement, int] = {}
        for holder in self.holders:
            level = _level(holder, levels)
            if level == -1:
                inside.append(holder)
            elif level is not None:
                outside[holder] = level
        make = _make(max(inside, key=self.holders.__getitem__))
        found = [level for holder, level in outside.items() if _make(holder) == make]
        found.append(self._chunked(outside, above, self.places[element].prose))
        found.extend(
            level
            for one in self.declared
            if (level := _level(one, levels)) is not None and self._is_one_article(above[level])
        )
        level = max(found)
        return above[level] if level >= 0 else element

    def _is_one_article(self, element: HtmlElement) -> bool:
        """True unless the element may hold other articles, as what stands around the headline without being an `article` may."""
        return element.tag == "article" or element not in self.rungs

    def _chunked(
        self, outside: Mapping[HtmlElement, int], above: Sequence[HtmlElement], prose: float
    ) -> int:
        """How many levels up the text goes on in chunks of any make; -1 where it does not."""
        chunks = [0.0] * _STEPS
        for holder, level in outside.items():
            if level < _STEPS and self.holders[holder] >= _CHUNK:
                chunks[level] += self.holders[holder]
        found, more = -1, 0.0
        for level, one in enumerate(above[:_STEPS]):
            more += chunks[level]
            if one not in self.rungs and more >= prose * _MORE:
                found = level
        return found


def _links(element: HtmlElement, tag: str) -> Iterator[HtmlElement]:
    """The links of an element's prose: all in a paragraph, else those that stand in no block of their own, which is no part of it."""
    if not len(element):
        return iter(())
    return (
        link
        for top in ((element,) if tag == "p" else element)
        if top is element or top.tag in INLINE
        for link in top.iter("a")
    )


def _level(holder: HtmlElement, levels: Mapping[HtmlElement, int]) -> int | None:
    """The number of the first of the elements in `levels` that holds the holder, or is it."""
    if holder in levels:
        return levels[holder]
    return next((levels[one] for one in ancestors(holder) if one in levels), None)


def _make(holder: HtmlElement) -> tuple[tuple[str, str], ...]:
    """What the holder and the two elements around it are."""
    chain: list[tuple[str, str]] = []
    element: HtmlElement | None = holder
    while element is not None and len(chain) < 3:
        chain.append((element.tag, (element.get("class") or "").partition(" ")[0]))
        element = element.getparent()
    return tuple(chain)


def _condemned(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in ("article", "main", "body", "html"):
        return False
    if tag in DEAD_TAGS:
        return True
    reason = dead_reason(element)
    return reason is not None and reason not in BOXES


def prose_weight(text: str, breaks: int = 0) -> float:
    """How much of an article a text is: its length, within bounds for each paragraph that its breaks make; 0 for a label."""
    length = len(text)
    if length > _SHORT and (text[0].isspace() or text[-1].isspace()):
        length = len(text.strip())
    return float(min(length, _LONG * (1 + breaks // 2))) if length > _SHORT else 0.0
