"""A search as a URL, and back.

The URL holds every filter, the order and the page, so a search can be sent to somebody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from scraper.archive.search import NO_FILTERS, Filters, Order
from scraper.browse.i18n import InvalidParameter
from scraper.model import Role

PAGE: Final = 20
"""Hits per page."""
MOST_PAGES: Final = 10_000
NAMES: Final = tuple(field.name for field in fields(Filters))
"""The filters, which are parameters of the URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One page of a search, as its URL describes it."""

    query: str = ""
    filters: Filters = NO_FILTERS
    order: Order | None = None
    """None for the default: best first if there are words to rank by, else newest first."""
    page: int = 1

    @property
    def wanted_order(self) -> Order:
        """The order, or the default if there is none."""
        return self.order or (Order.BEST if self.query.strip() else Order.NEWEST)

    @property
    def offset(self) -> int:
        """How many hits are on the pages before."""
        return (self.page - 1) * PAGE

    def url(self, suffix: str = "", **changes: Any) -> str:
        """The URL of this search with some parameters changed; None removes one.

        It leads to the first page, unless `page` is among the changes.
        """
        values = self.parameters() | {"page": None} | changes
        shown = {name: value for name, value in values.items() if value not in (None, "")}
        return f"/search{suffix}" + (f"?{urlencode(shown)}" if shown else "")

    def parameters(self) -> dict[str, str | None]:
        """The parameters of the URL by name; None for those that are not set."""
        given = {name: getattr(self.filters, name) for name in NAMES}
        return {
            "q": self.query or None,
            **{name: None if value is None else str(value) for name, value in given.items()},
            "order": self.order and self.order.value,
            "page": str(self.page) if self.page > 1 else None,
        }

    def active_filters(self) -> list[tuple[str, str]]:
        """Name and value of the filters that are set."""
        return [
            (name, str(value))
            for name in NAMES
            if (value := getattr(self.filters, name)) is not None
        ]


def parse_search(parameters: Mapping[str, str]) -> SearchRequest:
    """The search that a URL's parameters describe; empty ones are ignored.

    Raises:
        InvalidParameter: a day is not a day, a page not a number, a role or order unknown.
    """
    given = {name: parameters.get(name, "").strip() for name in (*NAMES, "order", "page")}
    given = {name: value for name, value in given.items() if value}
    filters: dict[str, Any] = {name: given[name] for name in NAMES if name in given}
    for name in {"since", "until"} & filters.keys():
        filters[name] = _day(name, given[name])
    if "role" in filters and "person" in filters:
        filters["role"] = _one_of(Role, "role", given["role"])
    else:
        filters.pop("role", None)
    return SearchRequest(
        query=parameters.get("q", ""),
        filters=Filters(**filters),
        order=_one_of(Order, "order", given["order"]) if "order" in given else None,
        page=_page(given.get("page", "1")),
    )


def span(period: str) -> dict[str, str]:
    """The first and last day of a year (`2022`), month (`2022-08`) or day, as parameters of a URL.

    >>> span("2022"), span("2024-02")
    ({'since': '2022-01-01', 'until': '2022-12-31'}, {'since': '2024-02-01', 'until': '2024-02-29'})
    """
    if len(period) > len("2022-08"):
        return {"since": period, "until": period}
    year, month = int(period[:4]), int(period[5:7] or 0)
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return {"since": first.isoformat(), "until": (after - timedelta(days=1)).isoformat()}


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidParameter(
            "{value} is not a day: give year, month and day, such as 2022-08-31",
            value=f"{name}={text}",
        ) from None


def _page(text: str) -> int:
    if not (
        text.isascii()
        and text.isdecimal()
        and len(text) <= len(str(MOST_PAGES))
        and 1 <= int(text) <= MOST_PAGES
    ):
        raise InvalidParameter(
            "{value} is not a page: give a whole number from 1 to {most}",
            value=f"page={text}",
            most=MOST_PAGES,
        )
    return int(text)


def _one_of(kind: Any, name: str, text: str) -> Any:
    if text not in list(kind):
        raise InvalidParameter(
            "{value} is unknown: give one of {known}", value=f"{name}={text}", known=", ".join(kind)
        )
    return kind(text)
