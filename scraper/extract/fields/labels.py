"""The short texts around an article: kicker, section, standfirst, tags, source."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.evidence import Found, text_found
from scraper.extract.page.class_names import dead_reason, spelled
from scraper.extract.page.selectors import read_all_selected, read_selected
from scraper.extract.page.text_runs import TextRun
from scraper.extract.page.tree import ancestors, text_of
from scraper.extract.parsed_page import ParsedPage
from scraper.extract.structure.headline import headline_key
from scraper.extract.text.dates import date_in
from scraper.extract.text.phrases import is_chrome, is_heading, is_promo, is_related
from scraper.model import Evidence

_CRUMBS: Final = re.compile(r"(^|-)(bread)?crumbs?(-|$)")
_KICKER: Final = re.compile(
    r"(^|-)(kicker|eyebrow|overline|dachzeile|spitzmarke|roofline|topline)(-|$)"
)
_STANDFIRST: Final = re.compile(
    r"(^|-)(standfirst|dek|deck|sub-?(head|headline|title)|summary|excerpt|lead|lede|intro|sapo|teaser|abstract|chapo|vorspann|sinopsis)(-|$)"
)
_RUBRIC: Final = re.compile(r"(^|-)(kanal|rubrik|kategori|ressort|rubrique)(-|$)")
_TAG_LINK: Final = re.compile(
    r"/(tags?|topik|topics?|label|labels|keyword|keywords|schlagwort|thema|tema|etiqueta|hashtag)/",
    re.IGNORECASE,
)
_HIDDEN: Final = frozenset(("hide", "hidden", "d-none"))
_TRAIL: Final = re.compile(r"(?:(?<!\s)\s+)?[>»›/|→]\s*")
_MARKS: Final = " »>/›|→"
_NO_RUBRICS: Final = frozenset(
    (
        "artikel",
        "article",
        "detail",
        "detail artikel",
        "detail berita",
        "baca",
        "read",
        "newsarticle",
    )
)
"""What some sites print as the last step or the section of every article."""
_WHEREABOUTS: Final = frozenset(("berita", "news"))
"""Rubrics where they are linked; unlinked, the last step's word for "article"."""
_HOME: Final = frozenset(
    ("home", "beranda", "depan", "startseite", "accueil", "inicio", "news home", "index")
)
_NO_STEPS: Final = _HOME | _NO_RUBRICS
_SOURCE: Final = re.compile(
    r"(?:sumber|source|quelle|fuente|fonte)\s*:\s*(?P<name>[^:]{2,60})", re.IGNORECASE
)
_NAMING: Final = ("class", "itemprop")
_LONGEST_LABEL: Final = 60
_LONGEST_TAG: Final = 80
_SHORTEST_SUMMARY, _LONGEST_SUMMARY = 30, 600
_FIRST_LINES: Final = 2
_OPENING: Final = 24
"""Characters of a text that usually distinguish it from others."""


def find_kicker(page: ParsedPage) -> Found[str] | None:
    """The short line above the headline."""
    rules = page.rules
    if rules is not None and rules.kicker:
        return text_found(
            read_selected(page.index, rules.kicker), f"rule:{rules.name} {rules.kicker}"
        )
    for run in page.context.above:
        if len(run.text) <= _LONGEST_LABEL and _is_named(run, _KICKER):
            return text_found(run.text, "generic:kicker")
    own = page.headline.kicker if page.headline is not None else None
    return text_found(own, "generic:within the heading")


def find_section(page: ParsedPage) -> Found[str] | None:
    """The rubric: by rule, else the last step of a trail that is printed, else the metadata's."""
    rules = page.rules
    if rules is not None and rules.section:
        texts = read_all_selected(page.index, rules.section)
        kept = [text for text in texts if not _is_headline(page, text)]
        if kept:
            return text_found(kept[-1].strip(" »>/#"), f"rule:{rules.name} {rules.section}")
    return _printed_section(page) or _claimed_section(page)


def _printed_section(page: ParsedPage) -> Found[str] | None:
    """The last step of a breadcrumb, else the rubric in a line above the body."""
    for trail in _breadcrumbs(page.body_element):
        steps = _steps(page, trail)
        if steps:
            return text_found(steps[-1], "generic:breadcrumb")
    for run in page.context.above:
        steps = _printed_steps(page, run) or _by_its_date(page, run) or _by_its_name(page, run)
        if steps:
            return text_found(steps[-1], "generic:rubric")
    return None


def _claimed_section(page: ParsedPage) -> Found[str] | None:
    distrusted = page.rules.distrust if page.rules is not None else ()
    for claim in page.embedded.sections:
        if claim.reader not in distrusted and claim.text.casefold() not in _NO_RUBRICS:
            return text_found(claim.text, claim.reader)
    return None


def _steps(page: ParsedPage, trail: HtmlElement) -> list[str]:
    """The rubrics of a breadcrumb: its links, and list items without one (where the reader is)."""
    links = [text_of(link) for link in trail.iter("a")]
    unlinked = (text_of(item) for item in trail.iter("li") if item.find(".//a") is None)
    here = [text for text in unlinked if text and _is_rubric(page, text)]
    return [text for raw in (*links, *here) if _is_step(page, text := raw.strip(_MARKS))]


def _printed_steps(page: ParsedPage, run: TextRun) -> list[str]:
    """The rubrics of a line "Home > Nasional" in an element not named for it."""
    if run.link_share < 0.5:
        return []
    first, *rest = _TRAIL.split(run.text)
    if first.strip().casefold() not in _HOME:
        return []
    return [text for raw in rest if _is_step(page, text := raw.strip(_MARKS))]


def _by_its_date(page: ParsedPage, run: TextRun) -> list[str]:
    """The linked rubric before the date: "PERISTIWA | 17 Juni 2021 11:38"."""
    first, bar, rest = run.text.partition("|")
    if not bar or not run.linked > 0 or date_in(rest) is None or date_in(first) is not None:
        return []
    links = (text_of(link) for link in run.holder.iter("a"))
    return [text for text in links if text == first.strip() and _is_step(page, text)]


def _by_its_name(page: ParsedPage, run: TextRun) -> list[str]:
    """The short line in an element named for the rubric."""
    text = run.text
    if len(text) > _LONGEST_LABEL or not _is_named(run, _RUBRIC):
        return []
    return [text] if not any(map(str.isdigit, text)) and _is_step(page, text) else []


def _is_step(page: ParsedPage, text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_LABEL
        and text.casefold() not in _NO_STEPS
        and not _is_headline(page, text)
    )


def _is_rubric(page: ParsedPage, text: str) -> bool:
    """True where an unlinked step is a rubric, not the cut headline or a word for "article"."""
    own = headline_key(text)
    return (
        bool(own)
        and text.casefold() not in _WHEREABOUTS
        and not (page.headline and headline_key(page.headline.text).startswith(own))
    )


def find_standfirst(page: ParsedPage) -> Found[str] | None:
    """The summary printed between headline and body, unless the body begins with it."""
    rules = page.rules
    if rules is not None and rules.standfirst:
        return text_found(
            read_selected(page.index, rules.standfirst), f"rule:{rules.name} {rules.standfirst}"
        )
    described = {headline_key(claim.text) for claim in page.embedded.descriptions}
    for run in page.context.above:
        text = run.text
        if not _SHORTEST_SUMMARY <= len(text) <= _LONGEST_SUMMARY:
            continue
        is_named = _is_named(run, _STANDFIRST)
        is_described = headline_key(text) in described
        if not is_named and not (is_described and _is_summary(page, run)):
            continue
        if not _opens_body(page, text):
            note = None if is_named else "as the page describes itself"
            return text_found(text, "generic:standfirst", note)
    return None


def _is_summary(page: ParsedPage, run: TextRun) -> bool:
    """True where a run that repeats the page's description is shown, and not the headline."""
    return not _is_headline(page, run.text) and not _is_hidden(run.holder)


def find_tags(page: ParsedPage) -> Found[tuple[str, ...]] | None:
    """The topics: by rule, else those of the tag links near the body."""
    rules = page.rules
    if rules is not None and rules.tags:
        names = read_all_selected(page.index, rules.tags)
        return _tags(names, f"rule:{rules.name} {rules.tags}")
    names = [
        text_of(link)
        for link in _links_beside(page)
        if link.get("rel") == "tag" or _TAG_LINK.search(link.get("href") or "")
    ]
    return _tags(names, "generic:tag links")


def _links_beside(page: ParsedPage) -> Iterator[HtmlElement]:
    """The links in the container's lines that are no body text, and in those below it.

    Where such a line and paragraphs of the body have one parent, only the links of the line count.
    """
    body = page.body
    holders = body.holders if body is not None else ()
    around_text = {one for holder in holders for one in (holder, *ancestors(holder))}
    seen: set[HtmlElement] = set()
    for run in _lines_beside(page):
        holder = run.holder
        if holder not in around_text:
            if holder not in seen:
                seen.add(holder)
                yield from holder.iter("a")
        elif not is_promo(run.text):
            yield from (link for link in holder.iter("a") if text_of(link) in run.text)


def _lines_beside(page: ParsedPage) -> tuple[TextRun, ...]:
    """The container's lines that are no body text, and the lines below it."""
    others = page.body.others if page.body is not None else ()
    return (*others, *page.context.below)


def _tags(names: list[str], reader: str) -> Found[tuple[str, ...]] | None:
    stripped = (text.strip(" #,;") for text in names)
    kept = (name for name in stripped if name and len(name) <= _LONGEST_TAG and not _is_call(name))
    tags = tuple(dict.fromkeys(kept))
    return Found(tags, Evidence(reader, ", ".join(names))) if tags else None


def _is_call(name: str) -> bool:
    """True where a link beside the tags is a call to read more: "Baca juga", "Selengkapnya"."""
    return is_related(name) or is_chrome(name) or is_heading(name)


def find_source(page: ParsedPage) -> Found[str] | None:
    """The outlet that the page names as its source ("Sumber: X")."""
    rules = page.rules
    if rules is not None and rules.source:
        return text_found(
            read_selected(page.index, rules.source), f"rule:{rules.name} {rules.source}"
        )
    for run in _lines_beside(page):
        match = _SOURCE.fullmatch(run.text)
        if match:
            return Found(match["name"].strip(), Evidence("generic:source line", run.text))
    return None


def _breadcrumbs(body: HtmlElement) -> Iterator[HtmlElement]:
    for element in body.iter("ul", "ol", "nav", "div", "p", "section"):
        name = element.get("class") or element.get("id")
        if name and "rumb" in name and _CRUMBS.search(spelled(name)):
            yield element


def _is_named(run: TextRun, names: re.Pattern[str]) -> bool:
    """True where the run's element, or its parent, has one of the names."""
    for element in (run.holder, run.holder.getparent()):
        if element is None:
            continue
        called = " ".join(value for kind, value in element.items() if kind in _NAMING)
        if called and names.search(spelled(called)):
            return True
    return False


def _is_hidden(element: HtmlElement) -> bool:
    """True where the page does not show the element."""
    return dead_reason(element) == "hidden" or not _HIDDEN.isdisjoint(
        (element.get("class") or "").split()
    )


def _is_headline(page: ParsedPage, text: str) -> bool:
    return page.headline is not None and headline_key(text) == headline_key(page.headline.text)


def _opens_body(page: ParsedPage, text: str) -> bool:
    """True where the body begins with the text, or has it as a paragraph of its own."""
    own = headline_key(text)
    blocks = page.body.blocks if page.body is not None else ()
    for number, block in enumerate(blocks):
        if _begins_alike(block.text, own):
            said = headline_key(block.text)
            if said and (said == own or (number < _FIRST_LINES and said.startswith(own))):
                return True
    return False


def _begins_alike(text: str, own: str) -> bool:
    """False where the first letters show that the text's key neither is `own` nor begins with it.

    It spares a whole body the making of keys, which is expensive.
    """
    opening = headline_key(text[:_OPENING])
    return own.startswith(opening) or opening.startswith(own)
