"""The ledger is the frontier: every URL ever known, its state, and when it is next due.

    due ──take──▶ in_flight ──settle──▶ done | due again (later) | refused | gone
                  in_flight ──release─▶ due                    done | … ──recall──▶ due

A killed run leaves URLs in flight; `runs.begin_run` makes them due again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scraper.archive import portals
from scraper.archive.archive import Archive
from scraper.archive.rows import moment, plain, url_key, utc
from scraper.model import Link, LinkKind, Outcome
from scraper.portal import Portal

FIRST_RETRY: Final = timedelta(minutes=15)
"""After one failure; doubled with each further one."""
LONGEST_RETRY: Final = timedelta(days=2)
MOST_ATTEMPTS: Final = 10
"""Failures in a row after which a URL is given up: about a week. A portal that blocks us is asked again for ever, each two days."""

_COMPARABLE: Final = "(l.kind <> 'article' OR (SELECT a.parts = 1 FROM articles a WHERE a.id = l.article_id))"
"""Whose "not modified" means something: of a page that was refused it would hide that there is no article, and of the first part of a
multi-page article it says nothing about the others."""

_FAILURES: Final = frozenset({Outcome.FAILED, Outcome.BLOCKED})
_REFUSALS: Final = frozenset({Outcome.NOT_AN_ARTICLE, Outcome.REFUSED_BY_ROBOTS})


@dataclass(frozen=True, slots=True)
class Due:
    """A URL to be fetched now."""

    url: str
    portal_slug: str
    kind: LinkKind
    attempts: int
    """Failures in a row so far."""
    etag: str | None
    last_modified: str | None
    """Validators of what is archived, for a conditional request; None where "not modified" would not do."""
    known_since: datetime
    """When its story came out, as far as the archive knows: by its own clock, else by its source, else when its URL was first seen."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional."""

    etag: str | None = None
    last_modified: str | None = None


def discover(archive: Archive, links: Sequence[Link], *, portal: Portal | None, source: str, seen_at: datetime) -> int:
    """Enter the links that are not known yet, due at once; returns how many. `source` is the URL, or the name, of what named them.

    A known URL keeps its state; it only gains a publication hint where it had none. One that was had is due again where its source says
    that it changed since: that is how a silent edit is found before its next visit.
    """
    if not links:
        return 0
    seen, new = utc(seen_at), 0
    with archive.transaction():
        declared = portals.declared(archive, portal) if portal else None
        for link in links:
            portal_id = declared or portals.of_url(archive, link.url)
            hint = utc(link.published_hint) if link.published_hint else None
            named = None if link.kind is LinkKind.ARTICLE else seen
            added = archive.connection.execute(
                "INSERT INTO ledger(url, portal_id, kind, source, first_seen_at, published_hint, state, due_at, named_at)"
                " VALUES(?, ?, ?, ?, ?, ?, 'due', ?, ?) ON CONFLICT(url_key) DO NOTHING",
                (plain(link.url), portal_id, link.kind, plain(source), seen, hint, seen, named),
            ).rowcount
            if not added:
                _named_again(archive, link, seen)
            new += added
    return new


def _named_again(archive: Archive, link: Link, seen: str) -> None:
    run, key = archive.connection.execute, url_key(plain(link.url))
    if link.kind is not LinkKind.ARTICLE:
        run("UPDATE ledger SET named_at = ? WHERE url_key = ?", (seen, key))
        return
    if link.published_hint:
        run("UPDATE ledger SET published_hint = ? WHERE url_key = ? AND published_hint IS NULL", (utc(link.published_hint), key))
    changed = utc(link.changed_hint) if link.changed_hint else None
    if changed and changed <= seen:  # a source that dates a change ahead would have its articles fetched in every run
        run(
            "UPDATE ledger SET state = 'due', due_at = :seen WHERE url_key = :key AND state IN ('done', 'due', 'refused') AND attempts = 0"
            " AND last_fetched_at < :changed AND coalesce(due_at, '9') > :seen",
            {"seen": seen, "key": key, "changed": changed},
        )


def due(archive: Archive, portal: Portal, *, now: datetime, limit: int) -> list[Due]:
    """What the portal owes now, at most `limit`: sources first (they are few, and name what is new), then articles, newest first.

    Read in the order of the index `ledger_frontier`, so that neither time nor memory grows with what is known.
    """
    rows = archive.connection.execute(
        f"SELECT l.url, p.slug, l.kind, l.attempts, CASE WHEN {_COMPARABLE} THEN l.etag END,"  # noqa: S608 (a constant)
        f" CASE WHEN {_COMPARABLE} THEN l.last_modified END,"
        " coalesce((SELECT min(a.published_at, a.first_seen_at) FROM articles a WHERE a.id = l.article_id), l.published_hint,"
        " l.first_seen_at)"
        " FROM portals p JOIN ledger l ON l.portal_id = p.id"
        " WHERE p.slug = ? AND l.state = 'due' AND l.due_at <= ?"
        " ORDER BY l.kind = 'article', coalesce(l.published_hint, l.first_seen_at) DESC, l.id LIMIT ?",
        (portal.slug, utc(now), limit),
    )
    return [
        Due(url, slug, LinkKind(kind), attempts, etag, last_modified, moment(since))
        for url, slug, kind, attempts, etag, last_modified, since in rows
    ]


def validators(archive: Archive, url: str) -> Validators:
    """Those of a source's last reading."""
    row = archive.connection.execute("SELECT etag, last_modified FROM ledger WHERE url_key = ?", (url_key(plain(url)),)).fetchone()
    return Validators(*row) if row else Validators()


def owes(archive: Archive, url: str) -> bool:
    """True where the URL is known, and was not had yet or is due again."""
    query = "SELECT 1 FROM ledger WHERE url_key = ? AND state = 'due'"
    return archive.connection.execute(query, (url_key(plain(url)),)).fetchone() is not None


def sitemaps_of(archive: Archive, index: str) -> list[str]:
    """The child sitemaps that an index named when it was last read."""
    rows = archive.connection.execute(
        "SELECT url FROM ledger WHERE kind = 'sitemap' AND source = :index"
        " AND named_at = (SELECT max(named_at) FROM ledger WHERE kind = 'sitemap' AND source = :index) ORDER BY id",
        {"index": plain(index)},
    )
    return [url for (url,) in rows]


def hasten(archive: Archive, portal: Portal, *, at: datetime) -> int:
    """Make every visit that is planned to an article of the portal due at `at`; returns how many. Failures keep their pause."""
    with archive.transaction():
        return archive.connection.execute(
            "UPDATE ledger SET due_at = :at WHERE portal_id = (SELECT id FROM portals WHERE slug = :slug) AND state = 'due'"
            " AND kind = 'article' AND article_id IS NOT NULL AND attempts = 0 AND due_at > :at",
            {"at": utc(at), "slug": portal.slug},
        ).rowcount


def take(archive: Archive, urls: Iterable[str]) -> None:
    """Mark the URLs as in flight: until they are settled, or a new run begins, nobody else is given them."""
    with archive.transaction():
        archive.connection.executemany(
            "UPDATE ledger SET state = 'in_flight' WHERE url_key = ? AND state = 'due'", [(url_key(plain(url)),) for url in urls]
        )


def release(archive: Archive, urls: Iterable[str]) -> None:
    """Give URLs back that were taken and not fetched: they are due as before."""
    with archive.transaction():
        archive.connection.executemany(
            "UPDATE ledger SET state = 'due' WHERE url_key = ? AND state = 'in_flight'", [(url_key(plain(url)),) for url in urls]
        )


def recall(archive: Archive, urls: Iterable[str], *, at: datetime) -> None:
    """Make known URLs due at `at`, whatever became of them before: somebody wants to see them again."""
    with archive.transaction():
        archive.connection.executemany(
            "UPDATE ledger SET state = 'due', due_at = ? WHERE url_key = ? AND state <> 'in_flight'",
            [(utc(at), url_key(plain(url))) for url in urls],
        )


def settle(
    archive: Archive,
    url: str,
    outcome: Outcome,
    *,
    at: datetime,
    next_due: datetime | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    article_id: int | None = None,
) -> None:
    """Enter what came of a fetch of a known URL. An unknown one is left alone, and so is one that was fetched later than `at`.

    A success is done, or due again at `next_due`. A failure or a block is due again at `next_due`, or after a pause that doubles with
    each in a row; `MOST_ATTEMPTS` failures in a row end as refused. What is no article or forbidden is refused, what is gone is gone,
    and its article is marked as gone; only `next_due` keeps a refused URL due.
    """
    key, when = url_key(plain(url)), utc(at)
    with archive.transaction():
        known = archive.connection.execute(
            "SELECT attempts, article_id, state, last_fetched_at FROM ledger WHERE url_key = ?", (key,)
        ).fetchone()
        if known is None or (known[2] != "in_flight" and known[3] is not None and when < known[3]):
            return
        attempts = known[0] + 1 if outcome in _FAILURES else 0
        state, due_at = _next(outcome, attempts, at, next_due)
        archive.connection.execute(
            "UPDATE ledger SET state = ?, due_at = ?, attempts = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified),"
            " last_outcome = ?, last_fetched_at = ?, article_id = coalesce(?, article_id) WHERE url_key = ?",
            (state, utc(due_at) if due_at else None, attempts, etag, last_modified, outcome, when, article_id, key),
        )
        if outcome is Outcome.GONE and known[1] is not None:
            archive.connection.execute("UPDATE articles SET gone_at = coalesce(gone_at, ?) WHERE id = ?", (when, known[1]))


def _next(outcome: Outcome, attempts: int, at: datetime, next_due: datetime | None) -> tuple[str, datetime | None]:
    """The state that follows an outcome, and when the URL is due in it."""
    if outcome is Outcome.GONE:
        return "gone", None
    if outcome is Outcome.FAILED and attempts >= MOST_ATTEMPTS:
        return "refused", None
    if next_due is not None:
        return "due", next_due
    if outcome in _FAILURES:
        return "due", at + min(LONGEST_RETRY, FIRST_RETRY * 2 ** min(attempts - 1, 10))
    return ("refused" if outcome in _REFUSALS else "done"), None
