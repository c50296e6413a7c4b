"""When the article was published and changed: rule, printed text and metadata compared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.evidence import Found
from scraper.extract.metadata.claims import Claim
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
"""A day, a month or a clock in a box of its own is shorter."""
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}")
_CLOCK_ALONE: Final = re.compile(
    r"\W{0,3}(?:pukul |jam |at )?\d{1,2}[:.]\d{2}(?![\d.])", re.IGNORECASE
)
_YEAR: Final = re.compile(
    r"(?:19|20|25)\d\d|\s['’]?\d\d\W{1,4}\d{1,2}[:.]\d\d"
    r"|\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)\d{2}\b"
)
_MODIFIED: Final = re.compile(
    r"(?:terakhir |di)?(diperbarui|diperbaharui|update[ds]?|modified|last updated"
    r"|aktualisiert|mis à jour|actualizado|aggiornato|bijgewerkt)\b",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(r"(?:^|-)(?:updated|modified|date-modified)(?:-|$)")
"""Class or property of an element that prints the last change."""
_DAY_FIRST: Final = frozenset(("id", "ms"))
"""Languages that never put the month first, whatever clock follows."""
_MOST_TIMES: Final = 4
_PUBLISHED: Final = re.compile(
    r"(?:diterbitkan|dipublikasikan|terbit|tayang|published|publikasi|posted)\b", re.IGNORECASE
)
_MINUTE: Final = timedelta(minutes=1)
_LOCAL: Final = frozenset(timedelta(minutes=zone.minutes) for zone in Zone)


def find_published(page: ParsedPage) -> Found[Moment] | None:
    """The instant of publication, in the portal's offset if known."""
    return _at_home(page, _publication(page))


def _publication(page: ParsedPage) -> Found[Moment] | None:
    claimed = _claimed(page, page.embedded.published)
    ruled = _ruled(page, page.rules.published if page.rules else None)
    if ruled is not None:
        return _settled(page, ruled, claimed)
    has_clock = claimed is not None and claimed.value.clock
    printed = _printed(page) if page.is_indonesian or not has_clock else None
    if printed is None and not has_clock:
        printed = _counted_back(page)
    if printed is None or claimed is None:
        found = claimed or printed
        return _assumed(page, found) if found is not None else None
    if page.is_indonesian:
        return _settled(page, printed, claimed)
    same_day = claimed.value.at.date() == printed.value.at.date()
    return printed if same_day and printed.value.clock else claimed


def find_modified(page: ParsedPage, published: Moment | None) -> Found[Moment] | None:
    """The instant of the last change if it is after publication, in the portal's offset."""
    return _at_home(page, _change(page, published))


def _at_home(page: ParsedPage, found: Found[Moment] | None) -> Found[Moment] | None:
    """An instant in UTC moved to the portal's clock: an article's day is the day at its portal."""
    zone = _zone(page) if page.is_indonesian else None
    if found is None or zone is None:
        return found
    moment = found.value
    if not moment.clock or moment.at.utcoffset() != timedelta(0):
        return found
    at_home = replace(moment, at=moment.at.astimezone(zone))
    return _noted(Found(at_home, found.evidence), "UTC, on the portal's clock")


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
    """The printed clock, with the metadata's help: its offset, where no zone is printed."""
    if claimed is None or not claimed.value.clock:
        return _assumed(page, printed)
    if not printed.value.clock:
        same_day = claimed.value.at.date() == printed.value.at.date()
        return claimed if same_day else _assumed(page, printed)
    reader = claimed.evidence.reader
    if abs(claimed.value.at - printed.value.at) < _MINUTE:
        return _noted(printed, f"as {reader}")
    if _gives_offset(claimed.value, printed.value):
        at = printed.value.at.replace(tzinfo=claimed.value.at.tzinfo)
        moment = Moment(at, printed.value.raw, "offset", True)
        return _noted(Found(moment, printed.evidence), f"offset of {reader}")
    zone = _zone_of(printed.value, claimed.value)
    if zone is not None:
        note = f"the clock is {zone.name}'s, as {reader} tells the instant"
        return _in_zone(printed, zone.tzinfo, note)
    return _noted(_assumed(page, printed), f"over {reader}: {claimed.value.raw}")


def _gives_offset(claimed: Moment, printed: Moment) -> bool:
    """True where both show the same clock, and only the claim an offset of Indonesia."""
    wall = claimed.at.replace(tzinfo=None) - printed.at.replace(tzinfo=None)
    return (
        abs(wall) < _MINUTE
        and claimed.at.utcoffset() in _LOCAL
        and claimed.zone_note == "offset"
        and printed.zone_note != "printed"
    )


def _zone_of(printed: Moment, claimed: Moment) -> Zone | None:
    """The zone in which a printed clock without zone shows the claimed instant, or None.

    A regional host may print Jakarta's time without saying so.
    """
    if printed.zone_note != "portal" or claimed.zone_note != "offset":
        return None
    for zone in Zone:
        if abs(printed.at.replace(tzinfo=zone.tzinfo) - claimed.at) < _MINUTE:
            return zone
    return None


def _assumed(page: ParsedPage, found: Found[Moment]) -> Found[Moment]:
    """The finding with a note of the zone that was assumed, if one was."""
    if found.value.zone_note == "assumed":
        return _noted(found, "no zone is known: UTC assumed")
    if found.value.zone_note == "portal" and page.portal is None and page.place is not None:
        return _noted(found, f"no zone is printed: {page.place.why}")
    return found


def _zone(page: ParsedPage) -> tzinfo | None:
    """The zone of a clock without one: the portal's, else that of the host's place."""
    if page.portal is not None:
        return page.portal.zone.tzinfo
    place = page.place
    return place.zone if place is not None else None


def _ruled(page: ParsedPage, selector: str | None) -> Found[Moment] | None:
    """The first date that the rule finds."""
    if not selector or page.rules is None:
        return None
    reader = f"rule:{page.rules.name} {selector}"
    read = (_read(page, text, reader) for text in read_all_selected(page.index, selector))
    return next(filter(None, read), None)


def _claimed(page: ParsedPage, claims: Iterable[Claim]) -> Found[Moment] | None:
    """The first trusted claim that has a clock, else the first that has a day."""
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
    """The first date with a clock near the headline, in the container or below; else a day."""
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
    """A time counted back from the fetch ("2 jam yang lalu") by the headline.

    Beside and under the body such a time is another article's.
    """
    for run in page.context.above:
        text = run.text.replace(BREAK, " ")
        if len(text) > _LONGEST_RELATIVE or _YEAR.search(text) or _MODIFIED.match(text):
            continue
        found = _read(page, text, "generic:relative date")
        if found is not None:
            return found
    return None


def _marked(page: ParsedPage) -> Iterator[Found[Moment]]:
    """The dates of `time` elements near the headline, as printed or by their attribute."""
    printed_in: dict[HtmlElement, str] = {}
    for run in page.context.above:  # not those in the text, which are of embedded posts
        printed_in[run.holder] = f"{printed_in.get(run.holder, '')} {run.text}"
    for holder, line in printed_in.items():
        for element in islice(holder.iter("time"), _MOST_TIMES):
            text = text_of(element)
            if text in line and not _is_change(element, text):
                found = _of_time(page, text, element.get("datetime") or "")
                if found is not None:
                    yield found


def _is_change(element: HtmlElement, text: str) -> bool:
    """True where a `time` element is the last change's, by its words or its class.

    `updated published` is the class of a story's only date.
    """
    if _MODIFIED.match(text):
        return True
    name = spelled(f"{element.get('class') or ''} {element.get('itemprop') or ''}")
    return _CHANGE.search(name) is not None and "publish" not in name


def _of_time(page: ParsedPage, text: str, attribute: str) -> Found[Moment] | None:
    """The printed date, or the attribute's where that adds a clock to the printed day."""
    printed = _read(page, text, "generic:time")
    stated = _read(page, attribute, "generic:time datetime")
    if printed is None or stated is None or printed.value.clock:
        return printed or stated
    return stated if _same_day(stated.value, printed.value) else printed


def _same_day(one: Moment, other: Moment) -> bool:
    return one.at.replace(tzinfo=None).date() == other.at.replace(tzinfo=None).date()


def _of_publication(line: str) -> str | None:
    """The part of a line that may date the publication.

    Of "Diperbarui …" that is nothing, of "Diperbarui … Diterbitkan …" the end.
    """
    if not _MODIFIED.match(line):
        return line
    told = _PUBLISHED.search(line)
    return line[told.end() :] if told is not None else None


def _printed_change(page: ParsedPage) -> Found[Moment] | None:
    """The date in a line by the headline that names it as the last change's."""
    for run in page.context.above:
        text = run.text.replace(BREAK, " ")
        if len(text) <= _LONGEST and _MODIFIED.match(text) and _YEAR.search(text):
            return _read(page, text, "generic:date of change")
    return None


def _narrowed(found: Found[Moment] | None, line: str) -> Found[Moment] | None:
    """The finding with only the date as its printed text, without names, labels and counts."""
    if found is None or (printed := date_in(line)) is None:
        return found
    return Found(replace(found.value, raw=printed), replace(found.evidence, raw=printed))


def _read(page: ParsedPage, text: str, reader: str) -> Found[Moment] | None:
    moment = read_date(
        text,
        zone=_zone(page),
        fetched_at=page.raw.fetched_at,
        day_first=page.language in _DAY_FIRST,
        foreign=page.foreign_dates,
    )
    if moment is None:
        return None
    return Found(moment, Evidence(reader, moment.raw, f"zone: {moment.zone_note}"))


def _lines(page: ParsedPage) -> Iterator[str]:
    """The printed lines that may hold the date, nearest to the headline first.

    The first paragraphs of the body are among them: some pages set the date like one.
    """
    yield from _joined(page.context.above)
    if page.body is not None:
        yield from (block.text for block in page.body.blocks[:2])
        yield from _joined(page.body.others)
    yield from _joined(page.context.below)


def _joined(runs: Iterable[TextRun]) -> Iterator[str]:
    """The runs' texts, and those that make a date together.

    A date may be set in boxes, one for the day, one for the month: runs too short for a date are
    joined where they stand in one element, and a clock is joined to the day before it.
    """
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
