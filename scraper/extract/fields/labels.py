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
"""What a trail's last step or a field for the section says of every article of its site."""
_WHEREABOUTS: Final = frozenset(("berita", "news"))
"""Rubrics where they are linked; unlinked, the last step's word for an article."""
_HOME: Final = frozenset(
    ("home", "beranda", "depan", "startseite", "accueil", "inicio", "news home", "index")
)
_NO_STEPS: Final = _HOME | _NO_RUBRICS
_SOURCE: Final = re.compile(
    r"(?:sumber|source|quelle|fuente|fonte)\s*:\s*(?P<name>[^:]{2,60})", re.IGNORECASE
)
_NAMING: Final = ("class", "itemprop")
_LONGEST_LABEL: Final = 60
_FIRST_LINES: Final = 2
_OPENING: Final = 24
"""Characters of a text that tell it from others at a glance."""


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
    """The rubric: by rule, else the last step of the printed trail from the front page, else the metadata's."""
    rules = page.rules
    if rules is not None and rules.section:
        texts = [
            text
            for text in read_all_selected(page.index, rules.section)
            if not _is_headline(page, text)
        ]
        if texts:
            return text_found(texts[-1].strip(" »>/#"), f"rule:{rules.name} {rules.section}")
    for trail in _breadcrumbs(page.body_element):
        steps = _steps(page, trail)
        if steps:
            return text_found(steps[-1], "generic:breadcrumb")
    for run in page.context.above:
        steps = _printed_steps(page, run) or _by_its_date(page, run) or _by_its_name(page, run)
        if steps:
            return text_found(steps[-1], "generic:rubric")
    distrusted = rules.distrust if rules is not None else ()
    claims = (claim for claim in page.embedded.sections if claim.reader not in distrusted)
    return next(
        (
            text_found(claim.text, claim.reader)
            for claim in claims
            if claim.text.casefold() not in _NO_RUBRICS
        ),
        None,
    )


def _steps(page: ParsedPage, trail: HtmlElement) -> list[str]:
    """The rubrics of a breadcrumb: its links, and the list item that stands without one because the reader is there."""
    links = [text_of(link) for link in trail.iter("a")]
    here = [
        text
        for item in trail.iter("li")
        if item.find(".//a") is None and (text := text_of(item)) and _is_rubric(page, text)
    ]
    return [text for raw in (*links, *here) if _is_step(page, text := raw.strip(_MARKS))]


def _printed_steps(page: ParsedPage, run: TextRun) -> list[str]:
    """The rubrics of a line "Home > Nasional" in an element that no name tells from others."""
    if run.link_share < 0.5:
        return []
    first, *rest = _TRAIL.split(run.text)
    if first.strip().casefold() not in _HOME:
        return []
    return [text for raw in rest if _is_step(page, text := raw.strip(_MARKS))]


def _by_its_date(page: ParsedPage, run: TextRun) -> list[str]:
    """The linked rubric that opens the line of the date: "PERISTIWA | 17 Juni 2021 11:38"."""
    first, bar, rest = run.text.partition("|")
    if not bar or not run.linked > 0 or date_in(rest) is None or date_in(first) is not None:
        return []
    links = (text_of(link) for link in run.holder.iter("a"))
    return [text for text in links if text == first.strip() and _is_step(page, text)]


def _by_its_name(page: ParsedPage, run: TextRun) -> list[str]:
    """The short line in an element that is named for the rubric."""
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
    """True where an unlinked step is a rubric: it may as well be the headline, cut short, or say that this is an article."""
    own = headline_key(text)
    return (
        bool(own)
        and text.casefold() not in _WHEREABOUTS
        and not (page.headline and headline_key(page.headline.text).startswith(own))
    )


def find_standfirst(page: ParsedPage) -> Found[str] | None:
    """The summary printed between headline and body, where the body does not begin with it."""
    rules = page.rules
    if rules is not None and rules.standfirst:
        return text_found(
            read_selected(page.index, rules.standfirst), f"rule:{rules.name} {rules.standfirst}"
        )
    described = {headline_key(claim.text) for claim in page.embedded.descriptions}
    for run in page.context.above:
        text = run.text
        if not 30 <= len(text) <= 600:
            continue
        named = _is_named(run, _STANDFIRST)
        if not named and (
            headline_key(text) not in described
            or _is_headline(page, text)
            or _is_hidden(run.holder)
        ):
            continue
        if not _opens_body(page, text):
            return text_found(
                text, "generic:standfirst", None if named else "as the page describes itself"
            )
    return None


def find_tags(page: ParsedPage) -> Found[tuple[str, ...]] | None:
    """The topics that are printed as links: by rule, else the tag links near the body."""
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
    """The links in the lines of the container that are no body text, and in those below it.

    Where such a line stands bare among the body's paragraphs, their links are not its own.
    """
    body = page.body
    above = (
        {one for holder in body.holders for one in (holder, *ancestors(holder))}
        if body is not None
        else set()
    )
    seen: set[HtmlElement] = set()
    for run in (*(body.others if body is not None else ()), *page.context.below):
        holder = run.holder
        if holder in above:
            yield from (
                link
                for link in holder.iter("a")
                if not is_promo(run.text) and text_of(link) in run.text
            )
        elif holder not in seen:
            seen.add(holder)
            yield from holder.iter("a")


def _tags(names: list[str], reader: str) -> Found[tuple[str, ...]] | None:
    clean = tuple(
        dict.fromkeys(
            name
            for text in names
            if (name := text.strip(" #,;")) and len(name) <= 80 and not _is_call(name)
        )
    )
    return Found(clean, Evidence(reader, ", ".join(names))) if clean else None


def _is_call(name: str) -> bool:
    """True where a link beside the tags calls for more: "Baca juga", "Lihat Selengkapnya"."""
    return is_related(name) or is_chrome(name) or is_heading(name)


def find_source(page: ParsedPage) -> Found[str] | None:
    """The outlet that the page names as its source ("Sumber: X")."""
    rules = page.rules
    if rules is not None and rules.source:
        return text_found(
            read_selected(page.index, rules.source), f"rule:{rules.name} {rules.source}"
        )
    for run in (*(page.body.others if page.body else ()), *page.context.below):
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
    for element in (run.holder, run.holder.getparent()):
        called = (
            " ".join(value for kind, value in element.items() if kind in _NAMING)
            if element is not None
            else ""
        )
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
    """True where the body begins with the same words or says them as a paragraph of its own; a summary may well quote from it."""
    own = headline_key(text)
    blocks = page.body.blocks if page.body is not None else ()
    alike = (
        (number, said)
        for number, block in enumerate(blocks)
        if _begins_alike(block.text, own) and (said := headline_key(block.text))
    )
    return any(
        said == own or (number < _FIRST_LINES and said.startswith(own)) for number, said in alike
    )


def _begins_alike(text: str, own: str) -> bool:
    """False where a text's key cannot be `own`, nor begin so, by its first letters: those of a whole body are dear to put together."""
    opening = headline_key(text[:_OPENING])
    return own.startswith(opening) or opening.startswith(own)
