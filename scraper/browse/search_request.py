"""A search as a URL, and back: every filter, the order and the page stand in it, so that a search can be sent to somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from scraper.archive.search import NO_FILTERS, Filters, Order
from scraper.browse.i18n import Misasked
from scraper.model import Role

PAGE: Final = 20
"""Hits on a page."""
MOST_PAGES: Final = 10_000
NAMES: Final = tuple(field.name for field in fields(Filters))
"""The filters as parameters of a URL, in the order of their fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One page of a search, as its URL says it."""

    query: str = ""
    filters: Filters = NO_FILTERS
    order: Order | None = None
    """None for what suits: best first where words are asked for, newest first where none are."""
    page: int = 1

    @property
    def wanted_order(self) -> Order:
        """The order that is meant."""
        return self.order or (Order.BEST if self.query.strip() else Order.NEWEST)

    @property
    def offset(self) -> int:
        """How many hits stand on the pages before."""
        return (self.page - 1) * PAGE

    def url(self, suffix: str = "", **changes: Any) -> str:
        """The URL of this search with those parameters changed (None takes one out), from its first page unless a page is named."""
        values = self.parameters() | {"page": None} | changes
        shown = {name: value for name, value in values.items() if value not in (None, "")}
        return f"/search{suffix}" + (f"?{urlencode(shown)}" if shown else "")

    def parameters(self) -> dict[str, str | None]:
        """What the URL says, by parameter."""
        given = {name: getattr(self.filters, name) for name in NAMES}
        return {
            "q": self.query or None,
            **{name: None if value is None else str(value) for name, value in given.items()},
            "order": self.order and self.order.value,
            "page": str(self.page) if self.page > 1 else None,
        }

    def narrowed(self) -> list[tuple[str, str]]:
        """The filters that are set, as name and value."""
        return [
            (name, str(value))
            for name in NAMES
            if (value := getattr(self.filters, name)) is not None
        ]


def asked(arguments: Mapping[str, str]) -> Asked:
    """The search that a URL's parameters ask for; empty ones ask nothing.

    Raises:
        Misasked: a day is no day, a page no number, a role or order unknown.
    """
    given = {
        name: value.strip()
        for name in (*NAMES, "order", "page")
        if (value := arguments.get(name, "")).strip()
    }
    texts: dict[str, Any] = {
        name: given[name]
        for name in ("portal", "province", "section", "tag", "person", "place")
        if name in given
    }
    days: dict[str, Any] = {
        name: _day(name, given[name]) for name in ("since", "until") if name in given
    }
    role = _one_of(Role, "role", given["role"]) if "role" in given and "person" in given else None
    return Asked(
        query=arguments.get("q", ""),
        filters=Filters(**texts, **days, role=role),
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
        raise Misasked(
            "{value} is no day: give year, month and day, such as 2022-08-31",
            value=f"{name}={text}",
        ) from None


def _page(text: str) -> int:
    if not (
        text.isascii()
        and text.isdecimal()
        and len(text) <= len(str(MOST_PAGES))
        and 1 <= int(text) <= MOST_PAGES
    ):
        raise Misasked(
            "{value} is no page: give a whole number from 1 to {most}",
            value=f"page={text}",
            most=MOST_PAGES,
        )
    return int(text)


def _one_of(kind: Any, name: str, text: str) -> Any:
    if text not in list(kind):
        raise Misasked(
            "{value} is unknown: give one of {known}", value=f"{name}={text}", known=", ".join(kind)
        )
    return kind(text)
