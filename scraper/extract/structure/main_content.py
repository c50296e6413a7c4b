"""Which element holds the article's text: the one in which the prose is, whatever the site.

The prose is found without a walk over the whole tree: libxml2 hands over the elements that usually
hold text, and only they and their ancestors are looked at. The walk of `text_runs` then reads the
chosen container only.
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
"""Elements whose own text may be prose; of a paragraph all text is, that of its children too."""
_HELD: Final = frozenset(("p", "li", "blockquote", "dd", "pre", "span", "font"))
"""Elements that hold one paragraph: their prose counts for the element they stand in."""
_SHORT: Final = 25
"""Characters up to which a text is no prose; a script without spaces says as much in ten."""
_LONG: Final = 600
"""Characters above which a text counts no further: one endless legal notice is not an article."""
_LONGEST_ADVERT: Final = 320
"""Characters above which no text is an advertisement or a link to another article."""
_BURIED: Final = 0.15
"""Weight of prose in an element named as page furniture: such names are wrong now and then, but
seldom for a whole article."""
_NEAR: Final = 0.35
"""Share of the best place's merit from which a place near the headline is preferred to it."""
_SHARES: Final = (1.0, 0.5, 0.25, 0.12)
"""Shares of a paragraph's weight that its container and the next ancestors get."""
_NEAR_IN_ARTICLE: Final = 0.15
"""The same where one `article` element holds both place and headline: text outside it belongs to
another article."""
_CHUNK: Final = 250
"""Weight from which a holder beside the chosen one is a chunk of text, not a teaser."""
_MORE: Final = 0.4
"""Weight of the chunks around the chosen element, as a share of its prose, from which they are the
rest of the same text."""
_STEPS: Final = 3
"""How many ancestors are searched for such chunks."""
_MOST_PIECES: Final = 400_000
"""Pieces of text that are read in all: links that a page does not close nest, and each holds the
text of all that follow. A live blog of 1.3 MB has 50,000."""


@dataclass(slots=True, eq=False)
class Candidate:
    """An element that holds prose somewhere below it."""

    element: HtmlElement
    rung: int
    """How many levels above the headline the first element is that holds both it and this place."""
    score: float = 0.0
    prose: float = 0.0
    """Weight of all prose below."""
    above: "Candidate | None" = None
    """The parent's place; None for the body's."""


class MainContent:
    """The prose of one page, by the elements that hold it."""

    def __init__(self, body: HtmlElement, headline: HtmlElement | None = None) -> None:
        self.body = body
        self.places: dict[HtmlElement, Candidate] = {}
        self.holders: dict[HtmlElement, float] = {}
        """The elements that hold prose themselves, each with its weight."""
        rising = tuple(ancestors(headline)) if headline is not None else (body,)
        self.rungs = {element: rung for rung, element in enumerate(rising)}
        """The elements that also hold the headline, with their level above it."""
        self.declared: list[HtmlElement] = []
        """The elements with prose that the page's markup calls the article's body: a live report
        may have two."""
        self._dead: dict[HtmlElement, bool] = dict.fromkeys((body, *rising), False)
        self._left = _MOST_PIECES
        self._weigh_all()
        self._spread()

    def _weigh_all(self) -> None:
        """Weigh the paragraphs, then the elements that hold text or breaks of their own."""
        loose: dict[HtmlElement, None] = {}
        for element in self.body.iter("br", *_SEEDS):
            tag = element.tag
            if tag == "br":
                loose[element.getparent()] = None
                continue
            if tag == "p":
                self._weigh(element, tag)
            elif (text := element.text) and len(text) > _SHORT and not text.isspace():
                loose[element] = None
            if (tail := element.tail) and len(tail) > _SHORT and not tail.isspace():
                loose[element.getparent()] = None
        for element in loose:
            if (tag := element.tag) in _LOOSE:
                self._weigh(element, tag)

    def _weigh(self, element: HtmlElement, tag: str) -> None:
        """Add the weight of an element's prose to its holder, unless it advertises or is links."""
        text, breaks = self._prose(element, tag)
        length = len(text)
        weight = prose_weight(text, breaks)
        if not weight:
            return
        if length < _LONGEST_ADVERT and (is_promo(text) or is_related(text)):
            return
        if self._is_mostly_link(element, tag, length):
            return
        holder = element.getparent() if tag in _HELD else element
        while holder is not None and holder.tag in INLINE:
            holder = holder.getparent()
        if holder is None:
            return
        if self._is_dead(holder):
            weight *= _BURIED
        self.holders[holder] = self.holders.get(holder, 0.0) + weight

    def _is_mostly_link(self, element: HtmlElement, tag: str, length: int) -> bool:
        """True where links make up more than half of the element's text, or no more is read."""
        linked = 0
        for link in _links(element, tag):
            linked += len(self._text(link))
            if linked * 2 > length or not self._left:
                return True
        return False

    def _prose(self, element: HtmlElement, tag: str) -> tuple[str, int]:
        """The element's text without lines that advertise or lead away, and its breaks."""
        if not len(element):
            return element.text or "", 0
        if element.find("br") is None:
            return self._text(element) if tag == "p" else self._own_text(element), 0
        lines = self._lines(element, tag)
        kept, _ = own_parts(("".join(pieces), sum(map(len, links))) for pieces, links in lines)
        return "".join(kept), max(0, len(kept) - 1)

    def _lines(self, element: HtmlElement, tag: str) -> list[tuple[list[str], list[str]]]:
        """Each line between the element's breaks: its pieces of text and its links' texts."""
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
        return lines

    def _text(self, element: HtmlElement) -> str:
        pieces = list(islice(element.itertext(), self._left))
        self._left -= len(pieces)
        return "".join(pieces)

    def _own_text(self, element: HtmlElement) -> str:
        """The element's text without that of its blocks."""
        pieces = [element.text or ""]
        for child in element:
            if child.tag in INLINE:
                pieces.append(self._text(child))
            if child.tail:
                pieces.append(child.tail)
        return "".join(pieces)

    def _spread(self) -> None:
        """Give each holder's weight to its place and, in shares, to the places above it."""
        climbs = [self._climb(holder) for holder in self.holders]
        for holder, weight in self.holders.items():
            own: Candidate | None = self.places[holder]
            self.places[holder].prose = weight
            for share in _SHARES:
                if own is not None:
                    own.score += weight * share
                    own = own.above
        for climb in reversed(climbs):
            for place in climb:
                if place.above is not None:
                    place.above.prose += place.prose

    def _climb(self, holder: HtmlElement) -> list[Candidate]:
        """Make the places of the holder and of its ancestors, up to the first that has one."""
        climb: list[Candidate] = []
        element: HtmlElement | None = holder
        while element is not None and element not in self.places:
            place = Candidate(element, self.rungs.get(element, len(self.rungs)))
            self.places[element] = place
            climb.append(place)
            element = element.getparent() if element is not self.body else None
        above = self.places[element] if element is not None else None
        for place in reversed(climb):
            place.above = above
            if above is not None and place.element not in self.rungs:
                place.rung = above.rung
            above = place
        return climb

    def _is_dead(self, element: HtmlElement) -> bool:
        """True where the element or an ancestor is no part of an article by its name or tag."""
        chain: list[HtmlElement] = []
        above: HtmlElement | None = element
        while above is not None and above not in self._dead:
            chain.append(above)
            above = above.getparent()
        dead = self._dead[above] if above is not None else False
        for one in reversed(chain):
            dead = dead or _is_dead_itself(one)
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
        best = self._near_headline(merits, max(merits, key=merits.__getitem__))
        return self._widened(self._declared(best.element))

    def _near_headline(self, merits: Mapping[Candidate, float], best: Candidate) -> Candidate:
        """The place nearest to the headline with enough of the best one's merit, or that itself."""
        champions: dict[int, Candidate] = {}
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
            enough = _NEAR_IN_ARTICLE if above.tag == "article" else _NEAR
            if near is not None and merits[near] >= merits[best] * enough:
                return near
        return best

    def _merit(self, place: Candidate) -> float:
        """The place's score, more for what is named as a body, less for what holds the headline."""
        element, merit = place.element, place.score
        if not merit:
            return 0.0
        if element in self.declared:
            merit *= 2.0
        name, ident = element.get("class"), element.get("id")
        if (name or ident) and names_body(f"{name or ''} {ident or ''}"):
            merit *= 1.3
        return merit * 0.85 if element in self.rungs else merit

    def _within(self, element: HtmlElement) -> Iterator[HtmlElement]:
        """The element's ancestors below the body, up to the first that also holds the headline."""
        for above in ancestors(element):
            if above is self.body:
                return
            yield above
            if above in self.rungs:
                return

    def _declared(self, element: HtmlElement) -> HtmlElement:
        """The ancestor that the page's markup calls the article's body, else the element itself."""
        return next((above for above in self._within(element) if above in self.declared), element)

    def _widened(self, element: HtmlElement) -> HtmlElement:
        """The element, or the ancestor that also holds the other chunks of the same text.

        Chunks are: holders of the same make under parents of the same make; enough holders close
        by; elements declared as the body. The result never grows past the first ancestor that also
        holds the headline: beyond it another article begins.
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
        """True unless the element may hold other articles too.

        One around the headline may, if it is no `article` element.
        """
        return element.tag == "article" or element not in self.rungs

    def _chunked(
        self, outside: Mapping[HtmlElement, int], above: Sequence[HtmlElement], prose: float
    ) -> int:
        """The highest level at which the text goes on in chunks of any make; -1 for none."""
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
    """The links of an element's prose: all those in a paragraph, else those outside its blocks."""
    if not len(element):
        return iter(())
    tops = iter((element,)) if tag == "p" else (one for one in element if one.tag in INLINE)
    return (link for top in tops for link in top.iter("a"))


def _level(holder: HtmlElement, levels: Mapping[HtmlElement, int]) -> int | None:
    """The level of the holder, or of its nearest ancestor in `levels`; None where there is none."""
    if holder in levels:
        return levels[holder]
    return next((levels[one] for one in ancestors(holder) if one in levels), None)


def _make(holder: HtmlElement) -> tuple[tuple[str, str], ...]:
    """The tags and first classes of the holder and of the two elements around it."""
    chain: list[tuple[str, str]] = []
    element: HtmlElement | None = holder
    while element is not None and len(chain) < 3:
        chain.append((element.tag, (element.get("class") or "").partition(" ")[0]))
        element = element.getparent()
    return tuple(chain)


def _is_dead_itself(element: HtmlElement) -> bool:
    """True where the element's own name or tag says that it is no part of an article."""
    tag = element.tag
    if tag in ("article", "main", "body", "html"):
        return False
    if tag in DEAD_TAGS:
        return True
    reason = dead_reason(element)
    return reason is not None and reason not in BOXES


def prose_weight(text: str, breaks: int = 0) -> float:
    """How much a text weighs: its length, up to a limit for each of its paragraphs; 0 for a label.

    Two of its `breaks` make a paragraph.
    """
    length = len(text)
    if length > _SHORT and (text[0].isspace() or text[-1].isspace()):
        length = len(text.strip())
    return float(min(length, _LONG * (1 + breaks // 2))) if length > _SHORT else 0.0
