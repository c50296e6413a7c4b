"""Which clock to believe: rule, printed text and metadata held against each other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.evidence import Found
from scraper.extract.metadata.embedded import Claim
from scraper.extract.page.class_names import spelled
from scraper.extract.page.selectors import read_all_selected
from scraper.extract.page.text_runs import BREAK, TextRun
from scraper.extract.page.tree import text_of
from scraper.extract.parsed_page import ParsedPage
from scraper.extract.text.dates import Moment, date_in, read_date
from scraper.model import Evidence
from scraper.portals import Zone

_LONGEST: Final = 140
_LONGEST_RELATIVE: Final = 40
"""Longer, and "dua hari lalu" is part of a sentence."""
_LONGEST_PIECE: Final = 16
"""A day, a month or a clock that stands in a box of its own is shorter."""
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}")
_CLOCK_ALONE: Final = re.compile(
    r"\W{0,3}(?:pukul |jam |at )?\d{1,2}[:.]\d{2}(?![\d.])", re.IGNORECASE
)
_YEAR: Final = re.compile(
    r"(?:19|20|25)\d\d|\s['’]?\d\d\W{1,4}\d{1,2}[:.]\d\d|\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)\d{2}\b"
)
_MODIFIED: Final = re.compile(
    r"(?:terakhir |di)?(diperbarui|diperbaharui|update[ds]?|modified|last updated|aktualisiert|mis"
    r" à jour|actualizado|aggiornato"
    r"|bijgewerkt)\b",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(r"(?:^|-)(?:updated|modified|date-modified)(?:-|$)")
"""Class or property of an element that tells of the last change."""
_DAY_FIRST: Final = frozenset(("id", "ms"))
"""Languages in which no one puts the month first, whatever clock stands behind it."""
_MOST_TIMES: Final = 4
_PUBLISHED: Final = re.compile(
    r"(?:diterbitkan|dipublikasikan|terbit|tayang|published|publikasi|posted)\b", re.IGNORECASE
)
_MINUTE: Final = timedelta(minutes=1)
_LOCAL: Final = frozenset(timedelta(minutes=zone.minutes) for zone in Zone)


def find_published(page: ParsedPage) -> Found[Moment] | None:
    """The instant of publication, in the portal's own offset where that is known."""
    return _at_home(page, _publication(page))


def _publication(page: ParsedPage) -> Found[Moment] | None:
    claimed = _claimed(page, page.embedded.published)
    ruled = _ruled(page, page.rules.published if page.rules else None)
    if ruled is not None:
        return _settled(page, ruled, claimed)
    is_told = claimed is not None and claimed.value.clock
    printed = _printed(page) if page.is_indonesian or not is_told else None
    if printed is None and not is_told:
        printed = _counted_back(page)
    if printed is None or claimed is None:
        found = claimed or printed
        return _assumed(page, found) if found is not None else None
    if not page.is_indonesian:
        same_day = claimed.value.at.date() == printed.value.at.date()
        return printed if same_day and printed.value.clock else claimed
    return _settled(page, printed, claimed)


def find_modified(page: ParsedPage, published: Moment | None) -> Found[Moment] | None:
    """The instant of the last change, where it lies after publication; in the portal's own offset where that is known."""
    return _at_home(page, _change(page, published))


def _at_home(page: ParsedPage, found: Found[Moment] | None) -> Found[Moment] | None:
    """An instant that metadata gives in UTC, on the portal's clock: the day of an article is the day where its portal is."""
    zone = _zone(page) if page.is_indonesian else None
    if (
        found is None
        or zone is None
        or not found.value.clock
        or found.value.at.utcoffset() != timedelta(0)
    ):
        return found
    return _noted(
        Found(replace(found.value, at=found.value.at.astimezone(zone)), found.evidence),
        "UTC, on the portal's clock",
    )


def _change(page: ParsedPage, published: Moment | None) -> Found[Moment] | None:
    found = (
        _ruled(page, page.rules.modified if page.rules else None)
        or _claimed(page, page.embedded.modified)
        or _printed_change(page)
    )
    if found is None or published is None:
        return found
    if page.is_indonesian and _false_zone(found.value):
        found = _in_zone(found, _zone(page), "the metadata's offset is not of Indonesia")
    return found if found.value.at - published.at >= _MINUTE else None


def _settled(
    page: ParsedPage, printed: Found[Moment], claimed: Found[Moment] | None
) -> Found[Moment]:
    """The printed clock, with the metadata's help: seconds where they agree, an offset where none is printed."""
    if claimed is None or not claimed.value.clock:
        return _assumed(page, printed)
    if not printed.value.clock:
        same_day = claimed.value.at.date() == printed.value.at.date()
        return claimed if same_day else _assumed(page, printed)
    if abs(claimed.value.at - printed.value.at) < _MINUTE:
        return _noted(printed, f"as {claimed.evidence.reader}")
    wall = claimed.value.at.replace(tzinfo=None) - printed.value.at.replace(tzinfo=None)
    offset = claimed.value.at.utcoffset()
    if (
        abs(wall) < _MINUTE
        and offset in _LOCAL
        and claimed.value.zone_note == "offset"
        and printed.value.zone_note != "printed"
    ):
        at = printed.value.at.replace(tzinfo=claimed.value.at.tzinfo)
        return _noted(
            Found(Moment(at, printed.value.raw, "offset", True), printed.evidence),
            f"offset of {claimed.evidence.reader}",
        )
    if (
        printed.value.zone_note == "portal"
        and claimed.value.zone_note == "offset"
        and (zone := _zone_of(printed.value, claimed.value))
    ):
        return _in_zone(
            printed,
            zone.tzinfo,
            f"the clock is {zone.name}'s, as {claimed.evidence.reader} tells the instant",
        )
    return _noted(_assumed(page, printed), f"over {claimed.evidence.reader}: {claimed.value.raw}")


def _zone_of(printed: Moment, claimed: Moment) -> Zone | None:
    """The zone in which the printed clock shows the claimed instant: a regional host may print Jakarta's time, and not say so."""
    return next(
        (
            zone
            for zone in Zone
            if abs(printed.at.replace(tzinfo=zone.tzinfo) - claimed.at) < _MINUTE
        ),
        None,
    )


def _assumed(page: ParsedPage, found: Found[Moment]) -> Found[Moment]:
    if found.value.zone_note == "assumed":
        return _noted(found, "no zone is known: UTC assumed")
    if found.value.zone_note == "portal" and page.portal is None and page.place is not None:
        return _noted(found, f"no zone is printed: {page.place.why}")
    return found


def _zone(page: ParsedPage) -> tzinfo | None:
    if page.portal is not None:
        return page.portal.zone.tzinfo
    place = page.place
    return place.zone if place is not None else None


def _ruled(page: ParsedPage, selector: str | None) -> Found[Moment] | None:
    for text in read_all_selected(page.index, selector) if selector else ():
        found = _read(
            page,
            text,
            f"rule:{page.rules.name} {selector}" if page.rules is not None else "",
        )
        if found is not None:
            return found
    return None


def _claimed(page: ParsedPage, claims: Iterable[Claim]) -> Found[Moment] | None:
    """The first claim that is believed and has a clock; else the first with a day."""
    distrusted = page.rules.distrust if page.rules is not None else ()
    day: Found[Moment] | None = None
    for claim in claims:
        if claim.reader in distrusted:
            continue
        found = _read(page, claim.text, claim.reader)
        if found is not None and found.value.clock:
            return found
        day = day or found
    return day


def _printed(page: ParsedPage) -> Found[Moment] | None:
    """The first date with a clock that is printed near the headline, in the container or under the body; else the first day."""
    day: Found[Moment] | None = None
    for marked in _marked(page):
        if marked.value.clock:
            return marked
        day = day or marked
    for line in _lines(page):
        text = _of_publication(line)
        if text is None or len(text) > _LONGEST or not _YEAR.search(text):
            continue
        found = _narrowed(_read(page, text, "generic:date"), text)
        if found is not None and found.value.clock and _CLOCK.search(text):
            return found
        day = day or found
    return day


def _counted_back(page: ParsedPage) -> Found[Moment] | None:
    """A time counted back from the fetch ("2 jam yang lalu") by the headline: beside and under the body it is another article's."""
    near = (run.text.replace(BREAK, " ") for run in page.context.above)
    short = (
        text
        for text in near
        if len(text) <= _LONGEST_RELATIVE and not _YEAR.search(text) and not _MODIFIED.match(text)
    )
    return next(filter(None, (_read(page, text, "generic:relative date") for text in short)), None)


def _marked(page: ParsedPage) -> Iterator[Found[Moment]]:
    """The dates of `time` elements near the headline: as printed, or with the attribute's clock where a day alone is printed."""
    printed_in: dict[HtmlElement, str] = {}
    for run in page.context.above:  # not those in the text, which are of embedded posts
        printed_in[run.holder] = f"{printed_in.get(run.holder, '')} {run.text}"
    for holder, line in printed_in.items():
        for element in islice(holder.iter("time"), _MOST_TIMES):
            text = text_of(element)
            if (
                text in line
                and not _is_change(element, text)
                and (found := _of_time(page, text, element.get("datetime") or ""))
            ):
                yield found


def _is_change(element: HtmlElement, text: str) -> bool:
    """True where a `time` element is the last change's by its words or class; `updated published` is a story's only date."""
    name = spelled(f"{element.get('class') or ''} {element.get('itemprop') or ''}")
    return _MODIFIED.match(text) is not None or (
        _CHANGE.search(name) is not None and "publish" not in name
    )


def _of_time(page: ParsedPage, text: str, attribute: str) -> Found[Moment] | None:
    printed, stated = (
        _read(page, text, "generic:time"),
        _read(page, attribute, "generic:time datetime"),
    )
    if printed is None or (
        stated is not None and not printed.value.clock and _same_day(stated.value, printed.value)
    ):
        return stated
    return printed


def _same_day(one: Moment, other: Moment) -> bool:
    return one.at.replace(tzinfo=None).date() == other.at.replace(tzinfo=None).date()


def _of_publication(line: str) -> str | None:
    """The part of a line that may tell of publication: nothing of "Diperbarui …", the end of "Diperbarui … Diterbitkan …"."""
    if not _MODIFIED.match(line):
        return line
    told = _PUBLISHED.search(line)
    return line[told.end() :] if told is not None else None


def _printed_change(page: ParsedPage) -> Found[Moment] | None:
    """The date of a line by the headline that says it is the last change's."""
    for run in page.context.above:
        text = run.text.replace(BREAK, " ")
        if len(text) <= _LONGEST and _MODIFIED.match(text) and _YEAR.search(text):
            return _read(page, text, "generic:date of change")
    return None


def _narrowed(found: Found[Moment] | None, line: str) -> Found[Moment] | None:
    """The finding with the date alone as its printed text, without the name, label or count of readers beside it."""
    if found is None or (printed := date_in(line)) is None:
        return found
    return Found(replace(found.value, raw=printed), replace(found.evidence, raw=printed))


def _read(page: ParsedPage, text: str, reader: str) -> Found[Moment] | None:
    day_first = page.language in _DAY_FIRST
    moment = read_date(
        text,
        zone=_zone(page),
        fetched_at=page.raw.fetched_at,
        day_first=day_first,
        foreign=page.foreign_dates,
    )
    return (
        None
        if moment is None
        else Found(moment, Evidence(reader, moment.raw, f"zone: {moment.zone_note}"))
    )


def _lines(page: ParsedPage) -> Iterator[str]:
    """The printed lines that may hold the date, nearest to the headline first.

    A date may be set in boxes, one for the day, one for the month: pieces too short for a date of
    their own are joined where they stand in one element, and a clock alone is joined to the day
    before it. It may also open the text of the body itself, where the page sets it like a
    paragraph.
    """
    yield from _joined(page.context.above)
    if page.body is not None:
        yield from (block.text for block in page.body.blocks[:2])
        yield from _joined(page.body.others)
    yield from _joined(page.context.below)


def _joined(runs: Iterable[TextRun]) -> Iterator[str]:
    pieces: list[str] = []
    parent = beside = None
    before = ""
    for run in runs:
        text = run.text.replace(BREAK, " ")
        own = run.holder.getparent()
        if (
            _CLOCK_ALONE.match(text)
            and own is beside
            and _YEAR.search(before)
            and not _CLOCK.search(before)
        ):
            yield f"{before} {text}"
        before, beside = text, own
        if len(text) <= _LONGEST_PIECE and (parent is None or own is parent):
            pieces.append(text)
        else:
            if len(pieces) > 1:
                yield " ".join(pieces)
            pieces = [text] if len(text) <= _LONGEST_PIECE else []
        parent = own if pieces else None
        yield text
    if len(pieces) > 1:
        yield " ".join(pieces)


def _false_zone(moment: Moment) -> bool:
    return moment.at.utcoffset() not in _LOCAL and moment.at.utcoffset() != timedelta(0)


def _in_zone(found: Found[Moment], zone: tzinfo | None, note: str) -> Found[Moment]:
    if zone is None:
        return found
    at: datetime = found.value.at.replace(tzinfo=zone)
    return _noted(
        Found(Moment(at, found.value.raw, "portal", found.value.clock), found.evidence), note
    )


def _noted(found: Found[Moment], note: str) -> Found[Moment]:
    own = found.evidence
    return Found(
        found.value, Evidence(own.reader, own.raw, f"{own.note}; {note}" if own.note else note)
    )
