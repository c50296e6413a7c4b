"""Rows of `portals`: declared portals, and one for each undeclared host of an article."""

import difflib
from collections.abc import Sequence

from scraper.archive.archive import Archive
from scraper.archive.storage.database import explain_errors
from scraper.errors import InputError
from scraper.model import Article
from scraper.portals import Portal
from scraper.urls import URN_PREFIX, host_of

UNDECLARED = "undeclared"
"""Slug of the portal that articles without a URL get."""


def upsert_portal(archive: Archive, portal: Portal) -> int:
    """Insert or update a declared portal; returns its row id."""
    row = (
        portal.name,
        portal.base,
        portal.province.title if portal.province else None,
        portal.network.slug,
        portal.zone.minutes,
    )
    find = "SELECT id, name, base_url, province, network, tz_minutes FROM portals WHERE slug = ?"
    known = archive.connection.execute(find, (portal.slug,)).fetchone()
    if known is not None and known[1:] == row:
        return int(known[0])
    with archive.transaction():
        (portal_id,) = archive.connection.execute(
            "INSERT INTO portals(slug, name, base_url, province, network, tz_minutes) VALUES(?, ?,"
            " ?, ?, ?, ?) ON CONFLICT(slug) DO UPDATE SET name = excluded.name, base_url ="
            " excluded.base_url, province = excluded.province, network = excluded.network,"
            " tz_minutes = excluded.tz_minutes RETURNING id",
            (portal.slug, *row),
        ).fetchone()
    return int(portal_id)


def select_portals(archive: Archive, names: Sequence[str]) -> list[str]:
    """The slugs of the archive's portals that the names, of portals or networks, stand for.

    Each slug once, in the order of the names; no names give no slugs, by which callers mean all.

    Raises:
        InputError: the archive has nothing from a portal or network of that name.
    """
    with explain_errors(archive.path):
        rows: list[tuple[str, str | None]] = archive.connection.execute(
            "SELECT slug, network FROM portals ORDER BY id"
        ).fetchall()
    chosen: list[str] = []
    for name in names:
        members = [slug for slug, network in rows if name in (slug, network)]
        if not members:
            near = difflib.get_close_matches(
                name, {known for row in rows for known in row if known}, n=3, cutoff=0.5
            )
            hint = f"did you mean {', '.join(near)}? " if near else ""
            raise InputError(
                f"{archive.path} has nothing of a portal or network {name!r}: {hint}`kliping"
                " coverage` names what it has"
            )
        chosen += members
    return list(dict.fromkeys(chosen))


def portal_row_of_url(archive: Archive, url: str) -> int:
    """Find or insert an undeclared portal, named after the URL's host; returns its row id."""
    host = host_of(url)
    slug, base = (
        (UNDECLARED, URN_PREFIX) if not host else (host, f"{url.partition(':')[0]}://{host}")
    )
    with archive.transaction():
        archive.connection.execute(
            "INSERT INTO portals(slug, name, base_url) VALUES(?, ?, ?) ON CONFLICT(slug) DO"
            " NOTHING",
            (slug, slug, base),
        )
        return int(
            archive.connection.execute("SELECT id FROM portals WHERE slug = ?", (slug,)).fetchone()[
                0
            ]
        )


def portal_row_of_article(archive: Archive, article: Article, portal: Portal | None) -> int:
    """Find or insert an article's portal; returns its row id.

    Raises:
        InputError: the article names a portal that neither `portal` nor the archive declares.
    """
    if portal is not None:
        return upsert_portal(archive, portal)
    if article.portal is None:
        return portal_row_of_url(archive, article.url)
    known = archive.connection.execute(
        "SELECT id FROM portals WHERE slug = ?", (article.portal,)
    ).fetchone()
    if known is None:
        raise InputError(
            f"{article.url}: no portal {article.portal!r} is declared: add it to spiders/, or"
            " archive without it"
        )
    return int(known[0])
