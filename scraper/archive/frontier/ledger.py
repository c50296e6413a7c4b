"""The ledger is the frontier: every URL ever known, its state, and when it is next due.

    due ──take──▶ in_flight ──settle──▶ done | due again (later) | refused | gone
                  in_flight ──release─▶ due                    done | … ──recall──▶ due

What is no article, or gone, is asked for once more before that is believed: on the day of a site's
maintenance all its articles are. A killed run leaves URLs in flight; `recover_in_flight` makes them
due again.

A page may be the death of the process that reads it, or of the crawl. Each is counted (`deaths`),
and at the third the URL is put aside: refused, until `kliping crawl URL` asks for it again. When a
crawl dies, the articles in flight are all counted, for nobody knows which it was, or whether it was
any. So that none is put aside for another's sake, one that has died twice is asked for last and
alone: no other such URL is in flight in the whole run, and whatever else is has two deaths to go.
Sources are counted where their reading ended a process; they are asked for by each crawl all the
same, as their portals declare them. Any answer that could be read, or was no page, ends the count.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.frontier.portal_rows import portal_row_of_url, upsert_portal
from scraper.archive.values import read_instant, storable_text, url_key, utc_text
from scraper.model import Link, LinkKind, Outcome
from scraper.portals import Portal

FIRST_RETRY: Final = timedelta(minutes=15)
"""After one failure; doubled with each further one."""
LONGEST_RETRY: Final = timedelta(days=2)
MOST_ATTEMPTS: Final = 10
"""Failures in a row after which a URL is given up: about a week.

A portal that blocks us is asked again for ever, each two days.
"""

MOST_DEATHS: Final = 3
"""Processes that a URL's page may cost; then it is put aside."""

SECOND_LOOK: Final = timedelta(days=1)
"""After which an address that led to no article is asked for once more."""

_COMPARABLE: Final = (
    "(l.kind <> 'article' OR (SELECT a.parts_found = a.parts FROM articles a WHERE a.id ="
    " l.article_id) AND NOT EXISTS(SELECT 1 FROM suspect_states s WHERE s.article_id = l.article_id"
    " AND s.state = 'waiting'))"
)
"""Whose "not modified" means something: of a page that was refused it would hide that there is
no article, and of an article of which pages are missing, that they are; and a suspect state
is looked at again in full."""

BACK: Final = (
    f"state = iif(deaths < {MOST_DEATHS}, 'due', 'refused'), due_at = iif(deaths < {MOST_DEATHS},"
    " due_at, NULL)"
)
"""What becomes of a URL in flight that is not fetched."""

_DEADLY: Final = f"(l.deaths >= {MOST_DEATHS - 1} AND l.kind = 'article')"

_FAILURES: Final = frozenset({Outcome.FAILED, Outcome.BLOCKED})
_NONE_THERE: Final = frozenset({Outcome.GONE, Outcome.NOT_AN_ARTICLE})
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
    """Validators of what is archived, for a conditional request; None where "not modified" would
    not do."""
    known_since: datetime
    """When its story came out, as far as the archive knows: by its own clock, else by its
    source, else when its URL was first seen."""
    archived: bool = False
    """True where there is an article of it."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> "Validators":
        """Those of an answer, by its headers in lower case."""
        return cls(headers.get("etag"), headers.get("last-modified"))


NO_VALIDATORS: Final = Validators()


def enter_links(
    archive: Archive,
    links: Sequence[Link],
    *,
    portal: Portal | None,
    source: str,
    seen_at: datetime,
) -> int:
    """Enter the links that are not known yet, due at once; returns how many.

    `source` is the URL, or the name, of what named them.

    A known URL keeps its state; it only gains a publication hint where it had none. One that was
    had is due again where its source says that it changed since: that is how a silent edit is found
    before its next visit.
    """
    if not links:
        return 0
    seen, new = utc_text(seen_at), 0
    with archive.transaction():
        declared = upsert_portal(archive, portal) if portal else None
        for link in links:
            portal_id = declared or portal_row_of_url(archive, link.url)
            hint = utc_text(link.published_hint) if link.published_hint else None
            named = None if link.kind is LinkKind.ARTICLE else seen
            added = archive.connection.execute(
                "INSERT INTO ledger(url, portal_id, kind, source, first_seen_at, published_hint,"
                " state, due_at, named_at) VALUES(?, ?, ?, ?, ?, ?, 'due', ?, ?) ON"
                " CONFLICT(url_key) DO NOTHING",
                (
                    storable_text(link.url),
                    portal_id,
                    link.kind,
                    storable_text(source),
                    seen,
                    hint,
                    seen,
                    named,
                ),
            ).rowcount
            if not added:
                _named_again(archive, link, seen)
            new += added
    return new


def _named_again(archive: Archive, link: Link, seen: str) -> None:
    run, key = archive.connection.execute, url_key(storable_text(link.url))
    if link.kind is not LinkKind.ARTICLE:
        run("UPDATE ledger SET named_at = ? WHERE url_key = ?", (seen, key))
        return
    if link.published_hint:
        run(
            "UPDATE ledger SET published_hint = ? WHERE url_key = ? AND published_hint IS NULL",
            (utc_text(link.published_hint), key),
        )
    changed = utc_text(link.changed_hint) if link.changed_hint else None
    if (
        changed and changed <= seen
    ):  # a source that dates a change ahead would have its articles fetched in every run
        # A story of several pages is asked for whole then: its first page may well be the same.
        one_page = "coalesce((SELECT a.parts = 1 FROM articles a WHERE a.id = article_id), 1)"
        run(
            f"UPDATE ledger SET state = 'due', due_at = :seen, etag = iif({one_page}, etag, NULL),"
            f" last_modified = iif({one_page}, last_modified, NULL)"
            " WHERE url_key = :key AND state IN ('done', 'due', 'refused') AND attempts = 0 AND"
            f" deaths < {MOST_DEATHS}"
            " AND last_fetched_at < :changed AND coalesce(due_at, '9') > :seen",
            {"seen": seen, "key": key, "changed": changed},
        )


def list_due(
    archive: Archive, portal: Portal, *, now: datetime, limit: int, deadly: bool = False
) -> list[Due]:
    """What the portal owes now, at most `limit`: sources first (they are few, and name what is new), then articles, newest first.

    `deadly` are the articles that have died twice; without it there are none of them. Read in the
    order of the index `ledger_frontier`, so that neither time nor memory grows with what is known.
    """
    rows = archive.connection.execute(
        f"SELECT l.url, p.slug, l.kind, l.attempts, CASE WHEN {_COMPARABLE} THEN l.etag END,"
        f" CASE WHEN {_COMPARABLE} THEN l.last_modified END,"
        " coalesce((SELECT min(a.published_at, a.first_seen_at) FROM articles a WHERE a.id ="
        " l.article_id), l.published_hint,"
        " l.first_seen_at), l.article_id IS NOT NULL"
        " FROM portals p JOIN ledger l ON l.portal_id = p.id"
        " WHERE p.slug = ? AND l.state = 'due' AND l.due_at <= ? AND"
        f" {_DEADLY if deadly else f'NOT ({_DEADLY})'}"
        " ORDER BY l.kind = 'article', coalesce(l.published_hint, l.first_seen_at) DESC, l.id"
        " LIMIT ?",
        (portal.slug, utc_text(now), limit),
    )
    return [
        Due(
            url,
            slug,
            LinkKind(kind),
            attempts,
            etag,
            last_modified,
            read_instant(since),
            bool(archived),
        )
        for url, slug, kind, attempts, etag, last_modified, since, archived in rows
    ]


def load_validators(archive: Archive, url: str) -> Validators:
    """Those of a source's last reading."""
    row = archive.connection.execute(
        "SELECT etag, last_modified FROM ledger WHERE url_key = ?", (url_key(storable_text(url)),)
    ).fetchone()
    return Validators(*row) if row else Validators()


def is_owed(archive: Archive, url: str) -> bool:
    """True where the URL is known, and was not had yet or is due again."""
    query = "SELECT 1 FROM ledger WHERE url_key = ? AND state = 'due'"
    return archive.connection.execute(query, (url_key(storable_text(url)),)).fetchone() is not None


def child_sitemaps(archive: Archive, index: str) -> list[str]:
    """The child sitemaps that an index named when it was last read."""
    rows = archive.connection.execute(
        "SELECT url FROM ledger WHERE kind = 'sitemap' AND source = :index AND named_at = (SELECT"
        " max(named_at) FROM ledger WHERE kind = 'sitemap' AND source = :index) ORDER BY id",
        {"index": storable_text(index)},
    )
    return [url for (url,) in rows]


def hasten_visits(archive: Archive, portal: Portal, *, at: datetime) -> int:
    """Make every visit that is planned to an article of the portal due at `at`; returns how many.

    Failures keep their pause.
    """
    with archive.transaction():
        return archive.connection.execute(
            "UPDATE ledger SET due_at = :at WHERE portal_id = (SELECT id FROM portals WHERE slug ="
            " :slug) AND state = 'due' AND kind = 'article' AND article_id IS NOT NULL AND attempts"
            " = 0 AND due_at > :at",
            {"at": utc_text(at), "slug": portal.slug},
        ).rowcount


def take_urls(archive: Archive, urls: Iterable[str]) -> None:
    """Mark the URLs as in flight: until they are settled, or a new run begins, nobody else is given them."""
    with archive.transaction():
        archive.connection.executemany(
            "UPDATE ledger SET state = 'in_flight' WHERE url_key = ? AND state = 'due'",
            [(url_key(storable_text(url)),) for url in urls],
        )


def release_urls(archive: Archive, urls: Iterable[str]) -> None:
    """Give URLs back that were taken and not fetched: they are due as before."""
    with archive.transaction():
        archive.connection.executemany(
            f"UPDATE ledger SET {BACK} WHERE url_key = ? AND state = 'in_flight'",
            [(url_key(storable_text(url)),) for url in urls],
        )


def recover_in_flight(archive: Archive) -> None:
    """The URLs that a run which died had in flight are due again, or put aside; of the articles each has one death more."""
    with archive.transaction():
        more = "deaths + (kind = 'article')"
        archive.connection.execute(
            f"UPDATE ledger SET {BACK.replace('deaths', more)}, deaths = {more} WHERE state ="
            " 'in_flight'"
        )


def list_put_aside(archive: Archive, slugs: Sequence[str]) -> list[str]:
    """The URLs that have cost too many processes, of the portals (all where none is named), the last fetched first."""
    rows = archive.connection.execute(
        "SELECT l.url FROM ledger l JOIN portals p ON p.id = l.portal_id WHERE l.deaths >= ? AND"
        " l.state = 'refused' AND (? = '[]' OR p.slug IN (SELECT value FROM json_each(?))) ORDER BY"
        " l.last_fetched_at DESC, l.id DESC",
        (MOST_DEATHS, named := json.dumps(list(slugs)), named),
    )
    return [url for (url,) in rows]


def recall_urls(archive: Archive, urls: Iterable[str], *, at: datetime) -> None:
    """Make known URLs due at `at`, whatever became of them before: somebody wants to see them again."""
    with archive.transaction():
        archive.connection.executemany(
            "UPDATE ledger SET state = 'due', due_at = ? WHERE url_key = ? AND state <>"
            " 'in_flight'",
            [(utc_text(at), url_key(storable_text(url))) for url in urls],
        )


def settle_url(  # noqa: PLR0913 (one row, each column named by the caller)
    archive: Archive,
    url: str,
    outcome: Outcome,
    *,
    at: datetime,
    next_due: datetime | None = None,
    validators: Validators = NO_VALIDATORS,
    article_id: int | None = None,
    for_good: bool = False,
    died: bool = False,
) -> None:
    """Enter what came of a fetch of a known URL.

    An unknown one is left alone, and so is one that was fetched later than `at`.

    A success is done, or due again at `next_due`. A failure or a block is due again at `next_due`,
    or after a pause that doubles with each in a row; `MOST_ATTEMPTS` failures in a row end as
    refused. What is forbidden is refused. An article's address that leads to none is due again
    after `SECOND_LOOK`, and where it does so then, or `for_good`, it is refused, or gone; an
    article that is gone is marked. Only `next_due` keeps a refused URL due. `died` says that a
    process ended over its page: a failure whose third in a row is the last.
    """
    key, when = url_key(storable_text(url)), utc_text(at)
    with archive.transaction():
        known = archive.connection.execute(
            "SELECT state, last_fetched_at, attempts, kind, last_outcome, article_id, deaths FROM"
            " ledger WHERE url_key = ?",
            (key,),
        ).fetchone()
        if known is None or (known[0] != "in_flight" and known[1] is not None and when < known[1]):
            return
        attempts, kind, before, of_article, deaths = known[2:]
        attempts = attempts + 1 if outcome in _FAILURES else 0
        at_first = (
            outcome in _NONE_THERE
            and before not in _NONE_THERE
            and kind == LinkKind.ARTICLE
            and not for_good
        )
        deaths = deaths + died if outcome in _FAILURES else 0
        state, due_at = (
            ("due", at + SECOND_LOOK) if at_first else _next(outcome, attempts, at, next_due)
        )
        if deaths >= MOST_DEATHS:
            state, due_at = "refused", None
        archive.connection.execute(
            "UPDATE ledger SET state = ?, due_at = ?, attempts = ?, deaths = ?, etag = coalesce(?,"
            " etag), last_modified = coalesce(?, last_modified), last_outcome = ?, last_fetched_at"
            " = ?, article_id = coalesce(?, article_id) WHERE url_key = ?",
            (
                state,
                due_at and utc_text(due_at),
                attempts,
                deaths,
                validators.etag,
                validators.last_modified,
                outcome,
                when,
                article_id,
                key,
            ),
        )
        if of_article is not None:
            _mark_gone(archive, of_article, outcome, when)


def _mark_gone(archive: Archive, article_id: int, outcome: Outcome, when: str) -> None:
    """Mark an article that is gone with the first time at which it was; take the mark off one that is there after all."""
    if outcome is Outcome.GONE:
        archive.connection.execute(
            "UPDATE articles SET gone_at = coalesce(gone_at, ?) WHERE id = ?", (when, article_id)
        )
    elif outcome is Outcome.NOT_MODIFIED:
        archive.connection.execute(
            "UPDATE articles SET gone_at = NULL WHERE id = ? AND gone_at IS NOT NULL", (article_id,)
        )


def _next(
    outcome: Outcome, attempts: int, at: datetime, next_due: datetime | None
) -> tuple[str, datetime | None]:
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
