"""Where a portal's article URLs are found, as data.

`scraper.crawl` fetches them.
"""

import string
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from scraper.errors import PortalError
from scraper.model import LinkKind
from scraper.model.months import INDONESIAN_MONTHS

_FIELDS: Final = frozenset({"base", "key", "date", "page", "offset"})


class SourceKind(StrEnum):
    """How a source lists articles."""

    DATED_INDEX = "dated_index"
    """A listing addressed by calendar day and page number."""
    NEWS_SITEMAP = "news_sitemap"
    """A sitemap with the Google News namespace: the last two days, with titles."""
    SITEMAP = "sitemap"
    """A sitemap or an index of sitemaps."""
    FEED = "feed"
    """RSS or Atom."""
    LISTING = "listing"
    """A page of the newest articles."""
    JSON = "json"
    """A JSON document that lists articles: WordPress's REST API, a Nuxt payload."""

    @property
    def link_kind(self) -> LinkKind:
        """The kind of link as which such a source is fetched and recorded."""
        match self:
            case SourceKind.NEWS_SITEMAP | SourceKind.SITEMAP:
                return LinkKind.SITEMAP
            case SourceKind.FEED:
                return LinkKind.FEED
            case _:
                return LinkKind.LISTING


class Day(date):
    """A day for use in templates: with its month in Indonesian, and the days before and after."""

    @property
    def month_name(self) -> str:
        """The month in Indonesian: `Agustus`."""
        return INDONESIAN_MONTHS[self.month - 1]

    @property
    def previous(self) -> "Day":
        """The day before."""
        return self - timedelta(days=1)

    @property
    def following(self) -> "Day":
        """The day after."""
        return self + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place where article URLs of a portal are listed."""

    kind: SourceKind
    url: str
    """Template with `{base}` (scheme and host), `{key}` (the portal's), `{page}` (1, 2, …),
    `{offset}` (0, `step`, 2 × `step`, …) and `{date…}`: a `Day`, so
    `{date.year}-{date.month}-{date.day}` or `{date:%Y-%m-%d}`; `{date.month_name}` is
    "Agustus", and `{date.previous…}` and `{date.following…}` are the days beside it."""
    max_pages: int = 1
    """The most pages to ask for; a page that names no new article ends it earlier."""
    step: int = 0
    """Articles per page, where pages are addressed by `{offset}`."""
    backfill: bool = False
    """True where the source lists the portal's whole past at the cost of many requests: only a run
    that looks back uses it."""

    def __post_init__(self) -> None:
        where = f"source {self.url!r}"
        try:
            named = {
                str(name).partition(".")[0]
                for _, name, _, _ in string.Formatter().parse(self.url)
                if name is not None
            }
            self.url.format(
                base="https://example.org", key="key", date=Day(2022, 8, 2), page=1, offset=0
            )
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise PortalError(
                f"{where}: url: it is not a template of base, key, date, page and offset ({error})"
            ) from error
        if not named <= _FIELDS:
            raise PortalError(
                f"{where}: url: it may name {', '.join(sorted(_FIELDS))}, not"
                f" {', '.join(sorted(named - _FIELDS))}"
            )
        if self.max_pages < 1 or (self.max_pages > 1 and not self.paged):
            raise PortalError(
                f"{where}: max_pages: {self.max_pages} pages of a URL without {{page}} or"
                " {offset}"
            )
        if ("offset" in named) != (self.step > 0):
            raise PortalError(
                f"{where}: step: give the articles a page where the URL names {{offset}}, and only"
                " there"
            )
        if self.backfill and not self.reaches_back:
            raise PortalError(
                f"{where}: backfill: a {self.kind.value} without {{date}} does not reach back"
            )
        if self.kind is SourceKind.DATED_INDEX and not self.by_date:
            raise PortalError(f"{where}: url: a dated index names {{date}}")

    def at(self, base: str, key: str, day: date | None = None, page: int = 1) -> str:
        """The URL of the source on a portal's `base`, at one day and page."""
        at_day = day and Day(day.year, day.month, day.day)
        return self.url.format(
            base=base, key=key, date=at_day, page=page, offset=(page - 1) * self.step
        )

    @property
    def by_date(self) -> bool:
        """True where the source is addressed by day."""
        return "{date" in self.url

    @property
    def paged(self) -> bool:
        """True where the source has several pages."""
        return "{page" in self.url or "{offset" in self.url

    @property
    def reaches_back(self) -> bool:
        """True where the source can list old articles; feeds and listings have only the newest."""
        return self.by_date or self.kind is SourceKind.SITEMAP
