"""Provinces, kabupaten and kota as readers walk through them: what lies in which, and how many articles come from there."""

from dataclasses import dataclass

from scraper.archive.archive import Archive
from scraper.archive.places.gazetteer import Place, all_places
from scraper.archive.storage.database import explain_errors
from scraper.errors import InputError


@dataclass(frozen=True, slots=True)
class Region:
    """A place with its articles."""

    place: Place
    articles: int
    """That name it, or (a province) stand on a portal of it; a name that two places share counts
    for both."""


def find_region(code: str) -> Place:
    """The place of that code.

    Raises:
        InputError: the ministry knows no such code.
    """
    try:
        return all_places()[code]
    except KeyError:
        raise InputError(f"there is no place {code!r}: codes are like 33 and 33.26") from None


def regions_within(archive: Archive, province: str | None = None) -> list[Region]:
    """The places of a province (by code) that have articles, or the provinces with those of all their places; most articles first."""
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
