"""How steadily a portal is archived: its articles' fields now and before, days without any."""

from dataclasses import dataclass
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.storage.database import explain_errors
from scraper.model.fields import HAS, Filled, fallen, fell

SAMPLE: Final = 50
"""Articles in each of the two samples: one article moves a share by two points, a redesign by
fifty."""


@dataclass(frozen=True, slots=True)
class FieldRates:
    """How many of a portal's articles have each field: the latest `SAMPLE`, and as many earlier."""

    portal: str
    now: Filled
    """Fewer than `SAMPLE` in a young archive."""
    before: Filled | None
    """None where there are no earlier articles."""

    def fell(self, field: str) -> bool:
        """True where the portal has lost the field."""
        return self.before is not None and fell(field, self.now, self.before)

    @property
    def fallen(self) -> list[str]:
        """The fields that the portal has lost, in words."""
        return [] if self.before is None else fallen(self.now, self.before)


@dataclass(frozen=True, slots=True)
class Gap:
    """Consecutive days without an article."""

    after: str
    """The last day with an article before it."""
    until: str
    """The first day with an article after it."""
    days: int


def load_field_rates(archive: Archive, portal: str | None = None) -> list[FieldRates]:
    """The field rates of the portal with that slug, or of all portals, in the order of slugs."""
    only = "WHERE slug = :portal" if portal is not None else ""
    with explain_errors(archive.path):
        portals = archive.connection.execute(
            f"SELECT slug, id FROM portals {only} ORDER BY slug", {"portal": portal}
        ).fetchall()
        rates = [_field_rates(archive, slug, portal_id) for slug, portal_id in portals]
    return [one for one in rates if one is not None]


def _field_rates(archive: Archive, slug: str, portal_id: int) -> FieldRates | None:
    """The field rates of one portal; None where it has no articles."""
    counts = ", ".join(f"sum({field.sql})" for field in HAS.values())
    rows = archive.connection.execute(
        "WITH latest AS MATERIALIZED (SELECT id, row_number() OVER (ORDER BY published_at"
        " DESC, id DESC) > :sample AS earlier FROM (SELECT id, published_at FROM articles"
        " WHERE portal_id = :id ORDER BY published_at DESC, id DESC LIMIT 2 * :sample))"
        f" SELECT earlier, count(*), {counts} FROM latest CROSS JOIN articles a ON a.id ="
        " latest.id GROUP BY earlier ORDER BY 1",
        {"id": portal_id, "sample": SAMPLE},
    ).fetchall()
    if not rows:
        return None
    now, *before = [
        Filled(number, dict(zip(HAS, having, strict=True))) for _, number, *having in rows
    ]
    return FieldRates(slug, now, before[0] if before else None)


def find_gaps(archive: Archive, portal: str, *, limit: int) -> list[Gap]:
    """The longest gaps of two days or more in that portal's articles, longest first."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT before, day, CAST(julianday(day) - julianday(before) AS INTEGER) - 1 AS days"
            " FROM ( SELECT published_date AS day, lag(published_date) OVER (ORDER BY"
            " published_date) AS before FROM daily_counts WHERE portal_id = (SELECT id FROM portals"
            " WHERE slug = ?) AND articles > 0 AND published_date <> '') WHERE days >= 2 ORDER BY"
            " days DESC, day DESC LIMIT ?",
            (portal, limit),
        )
        return [Gap(*row) for row in rows]


def count_daily(archive: Archive, portal: str) -> list[tuple[str, int]]:
    """The number of that portal's articles on each day that has any, in order."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT published_date, articles FROM daily_counts WHERE portal_id = (SELECT id FROM"
            " portals WHERE slug = ?) AND articles > 0 AND published_date <> '' ORDER BY 1",
            (portal,),
        )
        return [(day, articles) for day, articles in rows]
