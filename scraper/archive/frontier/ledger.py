"""The ledger is the frontier: every URL ever known, its state, and when it is next due.

    due ──take──▶ in_flight ──settle──▶ done | due again (later) | refused | gone
                  in_flight ──release─▶ due                    done | … ──recall──▶ due

A URL that turns out not to be an article, or to be gone, is asked for once more before that is
believed: on the day of a site's maintenance all its articles look like that. A killed run leaves
URLs in flight; `recover_in_flight` makes them due again.

A page can kill the process that reads it, or the whole crawl. Each death is counted (`deaths`), and
at the third the URL is put aside: refused, until `kliping crawl URL` asks for it again. When a
crawl dies, every article in flight is counted, because nobody knows which of them it was, if any.
So that no article is put aside for another's fault, one with two deaths is asked for last, and only
one such URL is in flight in the whole run; all others in flight can afford another death.
Sources are counted where reading them ended a process, but each crawl asks for them all the same,
because their portals declare them. Any other answer resets the count.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.frontier.portal_rows import portal_row_of_url, upsert_portal
from scraper.archive.values import read_instant, storable_text, url_key, utc_text
from scraper.model import Link, LinkKind
from scraper.portals import Portal

MOST_DEATHS: Final = 3
"""Processes that a URL's page may kill before the URL is put aside."""

_COMPARABLE: Final = (
    "(l.kind <> 'article' OR (SELECT a.parts_found = a.parts FROM articles a WHERE a.id ="
    " l.article_id) AND NOT EXISTS(SELECT 1 FROM suspect_states s WHERE s.article_id = l.article_id"
    " AND s.state = 'waiting'))"
)
"""URLs whose "not modified" can be trusted. Of a page that was refused, it would hide that there is
no article; of an article with missing pages, that they are missing. And a suspect state needs a
second look at the full page."""

BACK: Final = (
    f"state = iif(deaths < {MOST_DEATHS}, 'due', 'refused'), due_at = iif(deaths < {MOST_DEATHS},"
    " due_at, NULL)"
)
"""The new state of a URL that was in flight and not fetched."""

_NEARLY_PUT_ASIDE: Final = f"(l.deaths >= {MOST_DEATHS - 1} AND l.kind = 'article')"


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
    """Validators for a conditional request; both None where "not modified" cannot be trusted."""
    known_since: datetime
    """When its story came out, as far as the archive knows: the article's own time, else the
    source's, else when the URL was first seen."""
    archived: bool = False
    """True where its article is archived."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> "Validators":
        """The validators in an answer's headers, whose names are in lower case."""
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
    """Enter the links that are not known yet, due at once; returns how many were new.

    `source` is the URL, or the name, of what named them.

    A known URL keeps its state; it only gains a publication hint where it had none. One that was
    fetched is due again where its source says that it has changed since. That is how a silent edit
    is found before the next planned visit.
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
                _update_known(archive, link, seen)
            new += added
    return new


def _update_known(archive: Archive, link: Link, seen: str) -> None:
    """Enter what a source says of a URL that is known already."""
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
    # A change dated in the future is ignored: every run would fetch the article again.
    if changed and changed <= seen:
        # An article of several pages is fetched in full: its first page may well be unchanged.
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
    """At most `limit` URLs of the portal that are due now: sources, then articles, newest first.

    Sources come first because they are few and name what is new. With `deadly`, only articles with
    two deaths are listed; without it, none of them. The order is that of the index
    `ledger_frontier`, so neither time nor memory grows with the size of the ledger.
    """
    rows = archive.connection.execute(
        f"SELECT l.url, p.slug, l.kind, l.attempts, CASE WHEN {_COMPARABLE} THEN l.etag END,"
        f" CASE WHEN {_COMPARABLE} THEN l.last_modified END,"
        " coalesce((SELECT min(a.published_at, a.first_seen_at) FROM articles a WHERE a.id ="
        " l.article_id), l.published_hint,"
        " l.first_seen_at), l.article_id IS NOT NULL"
        " FROM portals p JOIN ledger l ON l.portal_id = p.id"
        " WHERE p.slug = ? AND l.state = 'due' AND l.due_at <= ? AND"
        f" {_NEARLY_PUT_ASIDE if deadly else f'NOT ({_NEARLY_PUT_ASIDE})'}"
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
    """The validators that came with a source when it was last read."""
    row = archive.connection.execute(
        "SELECT etag, last_modified FROM ledger WHERE url_key = ?", (url_key(storable_text(url)),)
    ).fetchone()
    return Validators(*row) if row else Validators()


def is_owed(archive: Archive, url: str) -> bool:
    """True where the URL is known and due, whether for the first time or again."""
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
    """Make every planned visit to an archived article of the portal due at `at`; returns how many.

    URLs that failed keep their pause.
    """
    with archive.transaction():
        return archive.connection.execute(
            "UPDATE ledger SET due_at = :at WHERE portal_id = (SELECT id FROM portals WHERE slug ="
            " :slug) AND state = 'due' AND kind = 'article' AND article_id IS NOT NULL AND attempts"
            " = 0 AND due_at > :at",
            {"at": utc_text(at), "slug": portal.slug},
        ).rowcount


def take_urls(archive: Archive, urls: Iterable[str]) -> None:
    """Mark the URLs as in flight: no one else gets them until they are settled or a run begins."""
    with archive.transaction():
        archive.connection.executemany(
            "UPDATE ledger SET state = 'in_flight' WHERE url_key = ? AND state = 'due'",
            [(url_key(storable_text(url)),) for url in urls],
        )


def release_urls(archive: Archive, urls: Iterable[str]) -> None:
    """Return URLs that were taken and not fetched: they are due as before."""
    with archive.transaction():
        archive.connection.executemany(
            f"UPDATE ledger SET {BACK} WHERE url_key = ? AND state = 'in_flight'",
            [(url_key(storable_text(url)),) for url in urls],
        )


def recover_in_flight(archive: Archive) -> None:
    """Make due again, or put aside, what a dead run had in flight; each article gets one death."""
    with archive.transaction():
        more = "deaths + (kind = 'article')"
        archive.connection.execute(
            f"UPDATE ledger SET {BACK.replace('deaths', more)}, deaths = {more} WHERE state ="
            " 'in_flight'"
        )


def list_put_aside(archive: Archive, slugs: Sequence[str]) -> list[str]:
    """The URLs that were put aside for their deaths, of these portals or of all; latest first."""
    rows = archive.connection.execute(
        "SELECT l.url FROM ledger l JOIN portals p ON p.id = l.portal_id WHERE l.deaths >= ? AND"
        " l.state = 'refused' AND (? = '[]' OR p.slug IN (SELECT value FROM json_each(?))) ORDER BY"
        " l.last_fetched_at DESC, l.id DESC",
        (MOST_DEATHS, named := json.dumps(list(slugs)), named),
    )
    return [url for (url,) in rows]


def recall_urls(archive: Archive, urls: Iterable[str], *, at: datetime) -> None:
    """Make known URLs due at `at`, whatever became of them before."""
    with archive.transaction():
        archive.connection.executemany(
            "UPDATE ledger SET state = 'due', due_at = ? WHERE url_key = ? AND state <>"
            " 'in_flight'",
            [(utc_text(at), url_key(storable_text(url))) for url in urls],
        )
