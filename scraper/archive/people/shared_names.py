"""Sections, people and tags: one row each, entered when an article first names them.

Spellings that differ in case and punctuation share a row.
"""

from sqlite3 import Connection

from scraper.archive.values import word_key


def enter_section(connection: Connection, portal_id: int, name: str | None) -> int | None:
    """The row of the portal's section; None for an article without one."""
    if name is None:
        return None
    return _find_or_insert(
        connection,
        "INSERT INTO sections(portal_id, slug, name) VALUES(:portal, :key, :name) ON CONFLICT DO"
        " NOTHING",
        "SELECT id FROM sections WHERE portal_id = :portal AND slug = :key",
        {"portal": portal_id, "key": word_key(name, "-"), "name": name},
    )


def enter_person(connection: Connection, name: str) -> int:
    """The row of the person or agency of that name."""
    return _find_or_insert(
        connection,
        "INSERT INTO people(name, name_key) VALUES(:name, :key) ON CONFLICT DO NOTHING",
        "SELECT id FROM people WHERE name_key = :key",
        {"key": word_key(name, " "), "name": name},
    )


def enter_tag(connection: Connection, name: str) -> int:
    """The row of the tag."""
    return _find_or_insert(
        connection,
        "INSERT INTO tags(slug, name) VALUES(:key, :name) ON CONFLICT DO NOTHING",
        "SELECT id FROM tags WHERE slug = :key",
        {"key": word_key(name, "-"), "name": name},
    )


def _find_or_insert(
    connection: Connection, insert: str, find: str, values: dict[str, object]
) -> int:
    row = connection.execute(find, values).fetchone()
    if row is None:
        connection.execute(insert, values)
        row = connection.execute(find, values).fetchone()
    return int(row[0])
