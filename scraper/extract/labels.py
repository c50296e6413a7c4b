"""The short texts around an article: kicker, section, standfirst, tags, source."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.found import Found, text_found
from scraper.extract.headline import key
from scraper.extract.reading import Reading
from scraper.extract.select import read, read_all
from scraper.extract.survey import Passage
from scraper.extract.tree import ancestors, text_of
from scraper.extract.vocabulary import spelled
from scraper.model import Evidence

_CRUMBS: Final = re.compile(r"(^|-)(bread)?crumbs?(-|$)")
_KICKER: Final = re.compile(r"(^|-)(kicker|eyebrow|overline|dachzeile|spitzmarke|roofline|topline)(-|$)")
_STANDFIRST: Final = re.compile(
    r"(^|-)(standfirst|dek|deck|sub-?(head|headline|title)|summary|excerpt|lead|lede|intro|sapo|teaser|abstract|chapo|vorspann|sinopsis)(-|$)"
)
_TAG_LINK: Final = re.compile(
    r"/(tags?|topik|topics?|label|labels|keyword|keywords|schlagwort|thema|tema|etiqueta|hashtag)/", re.IGNORECASE
)
_HOME: Final = frozenset(("home", "beranda", "depan", "startseite", "accueil", "inicio", "news home", "index"))
_SOURCE: Final = re.compile(r"(?:sumber|source|quelle|fuente|fonte)\s*:\s*(?P<name>[^:]{2,60})", re.IGNORECASE)
_LONGEST_LABEL: Final = 60


def find_kicker(reading: Reading) -> Found[str] | None:
    """The short line above the headline."""
    rules = reading.rules
    if rules is not None and rules.kicker:
        return text_found(read(reading.index, rules.kicker), f"rule:{rules.name} {rules.kicker}")
    for passage in reading.context.above:
        if len(passage.text) <= _LONGEST_LABEL and _is_named(passage, _KICKER):
            return text_found(passage.text, "generic:kicker")
    own = reading.headline.kicker if reading.headline is not None else None
    return text_found(own, "generic:within the heading")


def find_section(reading: Reading) -> Found[str] | None:
    """The rubric: by rule, else the last link of the printed breadcrumb, else the metadata's."""
    rules = reading.rules
    if rules is not None and rules.section:
        texts = [text for text in read_all(reading.index, rules.section) if not _is_headline(reading, text)]
        if texts:
            return text_found(texts[-1].strip(" »>/#"), f"rule:{rules.name} {rules.section}")
    for trail in _breadcrumbs(reading.body_element):
        texts = [text_of(link).strip(" »>/›") for link in trail.iter("a")]
        names = [
            text
            for text in texts
            if text and len(text) <= _LONGEST_LABEL and text.casefold() not in _HOME and not _is_headline(reading, text)
        ]
        if names:
            return text_found(names[-1], "generic:breadcrumb")
    distrusted = rules.distrust if rules is not None else ()
    return next((text_found(claim.text, claim.reader) for claim in reading.embedded.sections if claim.reader not in distrusted), None)


def find_standfirst(reading: Reading) -> Found[str] | None:
    """The summary printed between headline and body, where it is no repeat of the body's own beginning."""
    rules = reading.rules
    if rules is not None and rules.standfirst:
        found = text_found(read(reading.index, rules.standfirst), f"rule:{rules.name} {rules.standfirst}")
        return found if found is not None and not _in_body(reading, found.value) else None
    for passage in reading.context.above:
        if 30 <= len(passage.text) <= 600 and _is_named(passage, _STANDFIRST) and not _in_body(reading, passage.text):
            return text_found(passage.text, "generic:standfirst")
    return None


def find_tags(reading: Reading) -> Found[tuple[str, ...]] | None:
    """The topics that are printed as links: by rule, else the tag links near the body."""
    rules = reading.rules
    if rules is not None and rules.tags:
        names = read_all(reading.index, rules.tags)
        return _tags(names, f"rule:{rules.name} {rules.tags}")
    names = []
    holders: dict[HtmlElement, None] = {}
    for passage in (*(reading.body.others if reading.body else ()), *reading.context.below):
        holders.setdefault(passage.holder)
    for holder in holders:
        for link in holder.iter("a"):
            href = link.get("href") or ""
            if link.get("rel") == "tag" or _TAG_LINK.search(href):
                names.append(text_of(link))
    return _tags(names, "generic:tag links")


def _tags(names: list[str], reader: str) -> Found[tuple[str, ...]] | None:
    clean = tuple(dict.fromkeys(name for text in names if (name := text.strip(" #,;")) and len(name) <= 80))
    return Found(clean, Evidence(reader, ", ".join(names))) if clean else None


def find_source(reading: Reading) -> Found[str] | None:
    """The outlet that the page names as its source ("Sumber: X")."""
    rules = reading.rules
    if rules is not None and rules.source:
        return text_found(read(reading.index, rules.source), f"rule:{rules.name} {rules.source}")
    for passage in (*(reading.body.others if reading.body else ()), *reading.context.below):
        match = _SOURCE.fullmatch(passage.text)
        if match:
            return Found(match["name"].strip(), Evidence("generic:source line", passage.text))
    return None


def _breadcrumbs(body: HtmlElement) -> Iterator[HtmlElement]:
    for element in body.iter("ul", "ol", "nav", "div", "p", "section"):
        name = element.get("class") or element.get("id")
        if name and "rumb" in name and _CRUMBS.search(spelled(name)):
            yield element


def _is_named(passage: Passage, names: re.Pattern[str]) -> bool:
    for level, element in enumerate((passage.holder, *ancestors(passage.holder))):
        if level > 1:
            return False
        if names.search(spelled(f"{element.get('class') or ''} {element.get('itemprop') or ''}")):
            return True
    return False


def _is_headline(reading: Reading, text: str) -> bool:
    return reading.headline is not None and key(text) == key(reading.headline.text)


def _in_body(reading: Reading, text: str) -> bool:
    """True where the body says the same: whole, or (quotation marks aside) as a part of one of its paragraphs."""
    own = key(text)
    return reading.body is not None and any(own in key(block.text) for block in reading.body.blocks)
