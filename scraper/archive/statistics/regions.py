"""Provinces, kabupaten and kota with their numbers of articles."""

from dataclasses import dataclass

from scraper.archive.archive import Archive
from scraper.archive.places.gazetteer import Place, all_places
from scraper.archive.storage.database import explain_errors
from scraper.errors import InputError


@dataclass(frozen=True, slots=True)
class Region:
    """A place and its number of articles."""

    place: Place
    articles: int
    """Articles that name it, or that are on a portal of this province; a name that two places share
    counts for both."""


def find_region(code: str) -> Place:
    """The place of that code.

    Raises:
        InputError: there is no such code.
    """
    try:
        return all_places()[code]
    except KeyError:
        raise InputError(f"there is no place {code!r}: codes are like 33 and 33.26") from None


def regions_within(archive: Archive, province: str | None = None) -> list[Region]:
    """The places of a province (by code) that have articles, or all such provinces; most first.

    A province counts the articles of all its places.
    """
    length = 2 if province is None else 5
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT substr(p.code, 1, :length) AS code, sum(n.articles) FROM (SELECT place_id,"
            " count(*) AS articles FROM article_places WHERE place_id IN  (SELECT id FROM places"
            " WHERE :province IS NULL OR substr(code, 1, 3) = :province || '.') GROUP BY place_id)"
            " n JOIN places p ON p.id = n.place_id GROUP BY 1 ORDER BY 2 DESC, 1",
            {"length": length, "province": province},
        )
        return [Region(all_places()[code], articles) for code, articles in rows]
