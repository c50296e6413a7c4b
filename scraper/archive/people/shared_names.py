"""Names that many articles share: sections, people and tags, each one row however it is spelt; entered when they are first named."""

from sqlite3 import Connection

from scraper.archive.values import word_key


def enter_section(connection: Connection, portal_id: int, name: str | None) -> int | None:
    """The row of the portal's section; None for an article without one."""
    if name is None:
        return None
    return _entity(
        connection,
        "INSERT INTO sections(portal_id, slug, name) VALUES(:portal, :key, :name) ON CONFLICT DO"
        " NOTHING",
        "SELECT id FROM sections WHERE portal_id = :portal AND slug = :key",
        {"portal": portal_id, "key": word_key(name, "-"), "name": name},
    )


def enter_person(connection: Connection, name: str) -> int:
    """The row of the person or agency of that name."""
    return _entity(
        connection,
        "INSERT INTO people(name, name_key) VALUES(:name, :key) ON CONFLICT DO NOTHING",
        "SELECT id FROM people WHERE name_key = :key",
        {"key": word_key(name, " "), "name": name},
    )


def enter_tag(connection: Connection, name: str) -> int:
    """The row of the tag."""
    return _entity(
        connection,
        "INSERT INTO tags(slug, name) VALUES(:key, :name) ON CONFLICT DO NOTHING",
        "SELECT id FROM tags WHERE slug = :key",
        {"key": word_key(name, "-"), "name": name},
    )


def _entity(connection: Connection, insert: str, find: str, values: dict[str, object]) -> int:
    row = connection.execute(find, values).fetchone()
    if row is None:
        connection.execute(insert, values)
        row = connection.execute(find, values).fetchone()
    return int(row[0])
