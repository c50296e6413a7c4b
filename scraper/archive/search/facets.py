"""Facets of a search: how many of its matches each portal, section, tag, person, place and day has.

The matches are few (`search.LATEST` at most), so they are counted by row number; names are read
only for what is shown.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

# Each join begins with the articles in the order of their numbers, so that neighbours in the index
# are read together.
_TAGS: Final = (
    "SELECT x.tag_id, count(*) FROM json_each(:articles) l CROSS JOIN article_tags x ON"
    " x.article_id = l.value GROUP BY 1"
)
_PLACES: Final = (
    "SELECT x.place_id, count(*) FROM json_each(:articles) l CROSS JOIN article_places x ON"
    " x.article_id = l.value GROUP BY 1"
)
_PEOPLE: Final = (
    "SELECT person_id, count(*) FROM (SELECT DISTINCT l.value, coalesce(m.into_id, b.person_id) AS"
    " person_id FROM json_each(:articles) l CROSS JOIN bylines b ON b.article_id = l.value LEFT"
    " JOIN person_merges m ON m.person_id = b.person_id AND m.undone_at IS NULL) GROUP BY 1"
)
_SECTION_NAMES: Final = (
    "SELECT id, slug, name FROM sections WHERE id IN (SELECT value FROM json_each(?))"
)
_NAMES: Final = {
    "tag": "SELECT id, name FROM tags WHERE id IN (SELECT value FROM json_each(?))",
    "person": "SELECT id, name FROM people WHERE id IN (SELECT value FROM json_each(?))",
    "place": (
        "SELECT id, code FROM places WHERE length(code) > 2 AND id IN (SELECT value FROM"
        " json_each(?))"
    ),
}

Counts = tuple[tuple[str, int], ...]


class Match(NamedTuple):
    """One match that a search looked at."""

    article_id: int
    rank: float
    published_at: str | None
    published_date: str | None
    portal_id: int
    section_id: int | None


@dataclass(frozen=True, slots=True)
class Facets:
    """How the matches of a search are distributed."""

    counts: Mapping[str, Counts]
    """For each facet, names with their numbers of articles, most first.

    The facets are portal, province, section, tag, person (all spellings under one name), place
    (code of a kabupaten or kota), year and day. Years and days are complete; of the others there
    are as many as were asked for.
    """
    matches: int
    """Articles that were counted."""
    complete: bool
    """As in `search.SearchPage`: true where no match is left out."""


def count_facets(
    connection: sqlite3.Connection, looked: Sequence[Match], *, names: int, complete: bool
) -> Facets:
    """The facets of those matches, with at most `names` entries each."""
    portals = Counter(one.portal_id for one in looked)
    days = Counter(one.published_date for one in looked if one.published_date is not None)
    years: Counter[str] = Counter()
    for day, number in days.items():
        years[day[:4]] += number
    of_portals, of_provinces = _of_portals(connection, portals)
    articles = {"articles": json.dumps(sorted(one.article_id for one in looked))}
    counted = {
        "portal": _most(of_portals, names),
        "province": _most(of_provinces, names),
        "section": _most(_of_sections(connection, looked), names),
    }
    for facet, statement in (("tag", _TAGS), ("person", _PEOPLE), ("place", _PLACES)):
        numbers = connection.execute(statement, articles).fetchall()
        counted[facet] = _named(connection, facet, numbers, names)
    counted |= {"year": _most(years), "day": _most(days)}
    return Facets(counted, len(looked), complete)


def _of_portals(
    connection: sqlite3.Connection, portals: Mapping[int, int]
) -> tuple[Counter[str], Counter[str]]:
    """The counts by the portals' slugs, and by their provinces."""
    slugs, provinces = Counter[str](), Counter[str]()
    for portal_id, slug, province in connection.execute("SELECT id, slug, province FROM portals"):
        number = portals.get(portal_id, 0)
        if number:
            slugs[slug] += number
            if province is not None:
                provinces[province] += number
    return slugs, provinces


def _of_sections(connection: sqlite3.Connection, looked: Iterable[Match]) -> Counter[str]:
    """The counts by name; sections of several portals with one slug are one."""
    numbers = Counter(one.section_id for one in looked if one.section_id is not None)
    by_slug, spelling = Counter[str](), dict[str, str]()
    for section_id, slug, name in connection.execute(_SECTION_NAMES, (json.dumps(list(numbers)),)):
        by_slug[slug] += numbers[section_id]
        spelling[slug] = min(name, spelling.get(slug, name))
    return Counter({spelling[slug]: number for slug, number in by_slug.items()})


def _named(
    connection: sqlite3.Connection, facet: str, numbers: list[tuple[int, int]], names: int
) -> Counts:
    """The most frequent entries with their names.

    All that are as frequent as the last of them are read, since names decide among equals.
    """
    if facet == "place":
        chosen = dict(numbers)  # all of them: the statement for names leaves out provinces
    else:
        least = sorted((number for _, number in numbers), reverse=True)[:names][-1:]
        chosen = {key: number for key, number in numbers if least and number >= least[0]}
    named = connection.execute(_NAMES[facet], (json.dumps(list(chosen)),))
    return _most({name: chosen[key] for key, name in named}, names)


def _most(counted: Mapping[str, int], names: int | None = None) -> Counts:
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:names])
