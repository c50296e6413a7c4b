"""Which clock to believe: rule, printed text and metadata held against each other."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from scraper.extract.dates import Moment, read_date
from scraper.extract.embedded import Claim
from scraper.extract.found import Found
from scraper.extract.reading import Reading
from scraper.extract.select import read_all
from scraper.extract.survey import BREAK
from scraper.model import Evidence
from scraper.provinces import Zone

_LONGEST: Final = 140
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\d{1,2}/\d{1,2}/\d{2}\b")
_MODIFIED: Final = re.compile(
    r"(diperbarui|diperbaharui|update[ds]?|modified|last updated|aktualisiert|mis à jour|actualizado|aggiornato|bijgewerkt)\b",
    re.IGNORECASE,
)
_MINUTE: Final = timedelta(minutes=1)
_LOCAL: Final = frozenset(timedelta(minutes=zone.minutes) for zone in Zone)


def find_published(reading: Reading) -> Found[Moment] | None:
    """The instant of publication."""
    claimed = _claimed(reading, reading.embedded.published)
    ruled = _ruled(reading, reading.rules.published if reading.rules else None)
    if ruled is not None:
        return _settled(reading, ruled, claimed)
    printed = _printed(reading) if reading.is_indonesian or claimed is None or not claimed.value.clock else None
    if printed is None or claimed is None:
        found = claimed or printed
        return _assumed(reading, found) if found is not None else None
    if not reading.is_indonesian:
        same_day = claimed.value.at.date() == printed.value.at.date()
        return printed if same_day and printed.value.clock else claimed
    return _settled(reading, printed, claimed)


def find_modified(reading: Reading, published: Moment | None) -> Found[Moment] | None:
    """The instant of the last change, where it lies after publication."""
    found = _ruled(reading, reading.rules.modified if reading.rules else None) or _claimed(reading, reading.embedded.modified)
    if found is None or published is None:
        return found
    if reading.is_indonesian and _false_zone(found.value):
        found = _in_zone(found, _zone(reading), "the metadata's offset is not of Indonesia")
    return found if found.value.at - published.at >= _MINUTE else None


def _settled(reading: Reading, printed: Found[Moment], claimed: Found[Moment] | None) -> Found[Moment]:
    """The printed clock, with the metadata's help: seconds where they agree, an offset where none is printed."""
    if claimed is None or not claimed.value.clock:
        return _assumed(reading, printed)
    if not printed.value.clock:
        same_day = claimed.value.at.date() == printed.value.at.date()
        return claimed if same_day else _assumed(reading, printed)
    if abs(claimed.value.at - printed.value.at) < _MINUTE:
        return _noted(printed, f"as {claimed.evidence.reader}")
    wall = claimed.value.at.replace(tzinfo=None) - printed.value.at.replace(tzinfo=None)
    offset = claimed.value.at.utcoffset()
    if abs(wall) < _MINUTE and offset in _LOCAL and claimed.value.zone_note == "offset" and printed.value.zone_note != "printed":
        at = printed.value.at.replace(tzinfo=claimed.value.at.tzinfo)
        return _noted(Found(Moment(at, printed.value.raw, "offset", True), printed.evidence), f"offset of {claimed.evidence.reader}")
    return _noted(_assumed(reading, printed), f"over {claimed.evidence.reader}: {claimed.value.raw}")


def _assumed(reading: Reading, found: Found[Moment]) -> Found[Moment]:
    if found.value.zone_note == "assumed":
        return _noted(found, "no zone is known: WIB assumed")
    if found.value.zone_note == "portal" and reading.portal is None:
        return _noted(found, "no zone is printed: WIB assumed")
    return found


def _zone(reading: Reading) -> Zone | None:
    if reading.portal is not None:
        return reading.portal.zone
    return Zone.WIB if reading.is_indonesian else None


def _ruled(reading: Reading, selector: str | None) -> Found[Moment] | None:
    for text in read_all(reading.index, selector) if selector else ():
        moment = read_date(text, zone=_zone(reading), fetched_at=reading.page.fetched_at)
        if moment is not None and reading.rules is not None:
            return Found(moment, Evidence(f"rule:{reading.rules.name} {selector}", moment.raw, f"zone: {moment.zone_note}"))
    return None


def _claimed(reading: Reading, claims: Iterable[Claim]) -> Found[Moment] | None:
    """The first claim that is believed and has a clock; else the first with a day."""
    distrusted = reading.rules.distrust if reading.rules is not None else ()
    day: Found[Moment] | None = None
    for claim in claims:
        if claim.reader in distrusted:
            continue
        moment = read_date(claim.text, zone=_zone(reading), fetched_at=reading.page.fetched_at)
        if moment is None:
            continue
        found = Found(moment, Evidence(claim.reader, moment.raw, f"zone: {moment.zone_note}"))
        if moment.clock:
            return found
        day = day or found
    return day


def _printed(reading: Reading) -> Found[Moment] | None:
    """The first date with a clock that is printed near the headline, in the container or under the body; else the first day."""
    day: Found[Moment] | None = None
    others = reading.body.others if reading.body else ()
    for passage in (*reading.context.above, *others, *reading.context.below):
        text = passage.text.replace(BREAK, " ")
        if len(text) > _LONGEST or not _YEAR.search(text) or _MODIFIED.match(text):
            continue
        moment = read_date(text, zone=_zone(reading), fetched_at=reading.page.fetched_at)
        if moment is None:
            continue
        found = Found(moment, Evidence("generic:date", moment.raw, f"zone: {moment.zone_note}"))
        if moment.clock and _CLOCK.search(text):
            return found
        day = day or found
    return day


def _false_zone(moment: Moment) -> bool:
    return moment.at.utcoffset() not in _LOCAL and moment.at.utcoffset() != timedelta(0)


def _in_zone(found: Found[Moment], zone: Zone | None, note: str) -> Found[Moment]:
    if zone is None:
        return found
    at: datetime = found.value.at.replace(tzinfo=zone.tzinfo)
    return _noted(Found(Moment(at, found.value.raw, "portal", found.value.clock), found.evidence), note)


def _noted(found: Found[Moment], note: str) -> Found[Moment]:
    own = found.evidence
    return Found(found.value, Evidence(own.reader, own.raw, f"{own.note}; {note}" if own.note else note))
