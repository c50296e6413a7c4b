"""A first look at a site's page: the site's name, the system that printed it, and its feeds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scraper.extract import Index, ParsedPage, read_all_selected, read_selected, select_first
from scraper.model import Page
from scraper.portals import Platform, Zone
from scraper.urls import absolute, host_of

_THEME: Final = re.compile(rb"/wp-content/themes/([\w.-]+)/")
_COMMENTS: Final = re.compile(r"/comments?/")
_FEEDS: Final = "link[type=application/rss+xml]@href, link[type=application/atom+xml]@href"
_NAMES: Final = "meta[property=og:site_name]@content, meta[name=application-name]@content, title"
_STAMPS: Final = ("meta[property=article:published_time]@content", "time[datetime]@datetime")
_TITLE_PARTS: Final = re.compile(r"(?<!\s)\s+[-–—|:•»]\s+|(?:(?<!\s)\s+)?\|\s*")


@dataclass(frozen=True, slots=True)
class Look:
    """What one page says of its site."""

    name: str
    """As the page names the site; its host where it names none."""
    platform: Platform
    mark: str | None
    """The selector that identified the platform; None where none did."""
    generator: str | None
    """As the page declares it."""
    theme: str | None
    """The folder of its WordPress theme."""
    feeds: tuple[str, ...]
    """The feeds that the page names, without those of comments."""
    zones: tuple[Zone, ...]
    """The zones of the dates that the page gives for machines; UTC says nothing about the site."""


def first_look(page: Page, platforms: Sequence[Platform]) -> Look:
    """What the page says of its site.

    Its platform is the first of `platforms` that fits; the last of them fits any site.

    Raises:
        PageError: the bytes are no text, or hold no markup.
    """
    parsed = ParsedPage.of(page, None)
    index = parsed.index
    platform, mark = next(_fitting(index, platforms), (platforms[-1], None))
    theme = _THEME.search(parsed.source)
    feeds = (absolute(page.url, href) for href in read_all_selected(index, _FEEDS))
    return Look(
        name=_name(index) or host_of(page.url),
        platform=platform,
        mark=mark,
        generator=read_selected(index, "meta[name=generator]@content"),
        theme=theme[1].decode() if theme else None,
        feeds=tuple(dict.fromkeys(feed for feed in feeds if feed and not _COMMENTS.search(feed))),
        zones=tuple(_zones(index)),
    )


def _zones(index: Index) -> Iterator[Zone]:
    for selector in _STAMPS:
        for stamp in read_all_selected(index, selector):
            zone = zone_of(_offset(stamp))
            if zone is not None:
                yield zone


def zone_of(offset: timedelta | None) -> Zone | None:
    """The Indonesian zone of an offset from UTC, or None."""
    return next((zone for zone in Zone if timedelta(minutes=zone.minutes) == offset), None)


def _offset(stamp: str) -> timedelta | None:
    try:
        return datetime.fromisoformat(stamp).utcoffset()
    except ValueError:  # a date for people, or no date
        return None


def _fitting(index: Index, platforms: Sequence[Platform]) -> Iterator[tuple[Platform, str]]:
    return (
        (platform, mark)
        for platform in platforms
        for mark in platform.fingerprint
        if select_first(index, mark) is not None
    )


def _name(index: Index) -> str:
    """The site's name, without its motto: `Kabar Contoh - Berita Terkini Hari Ini`."""
    said = read_selected(index, _NAMES) or ""
    return _TITLE_PARTS.split(said)[0].strip()
