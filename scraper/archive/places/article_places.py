"""The rows that link articles to the places that `geotagging` finds."""

import sqlite3

from scraper.archive.places.gazetteer import Place, PlaceKind, all_places
from scraper.archive.places.geotagging import find_places


def enter_gazetteer(connection: sqlite3.Connection) -> None:
    """Enter the gazetteer into a database without it.

    A place's row number is its code without the dot.
    """
    connection.executemany(
        "INSERT INTO places(id, code, kind, name, province_id) VALUES(?, ?, ?, ?, ?)",
        [
            (_row(place.code), place.code, place.kind, place.name, _row(place.province_code))
            for place in _provinces_first()
        ],
    )


def place_article(
    connection: sqlite3.Connection, article_id: int, headline: str, dateline: str | None
) -> None:
    """Enter the places of an article; it must have none yet."""
    (province,) = connection.execute(
        "SELECT province FROM portals WHERE id = (SELECT portal_id FROM articles WHERE id = ?)",
        (article_id,),
    ).fetchone()
    connection.executemany(
        "INSERT INTO article_places(article_id, place_id, basis, matched, share) VALUES(?, ?, ?,"
        " ?, ?)",
        [
            (article_id, _row(one.code), one.basis, one.matched, one.share)
            for one in find_places(headline, dateline, province)
        ],
    )


def place_all_articles(connection: sqlite3.Connection) -> None:
    """Enter the places of every article into a database that has none yet."""
    for article_id, headline, dateline in connection.execute(
        "SELECT id, headline, dateline FROM articles"
    ):
        place_article(connection, article_id, headline, dateline)


def _provinces_first() -> list[Place]:
    return sorted(all_places().values(), key=lambda place: place.kind is not PlaceKind.PROVINSI)


def _row(code: str) -> int:
    return int(code.replace(".", ""))
