"""The name of a stored page, the same in every archive: the SHA-256 of its bytes, and its URL.

A row number would mean nothing in another file.
"""

import sqlite3
from typing import Final

SQL: Final = "lower(hex(sha256)) || ' ' || url"
"""The name of the page in a row of `snapshots`."""

_DIGITS: Final = 64


def name(sha256: bytes, url: str) -> str:
    """The name of the page with that hash at that URL.

    >>> name(bytes(32), "https://jateng.tribunnews.com/x")[56:]
    '00000000 https://jateng.tribunnews.com/x'
    """
    return f"{sha256.hex()} {url}"


def parts(page_name: str) -> tuple[bytes, str]:
    """The hash and URL in a name; for a row number, as Kliping 0.1.0 wrote, an empty hash."""
    digits, _, url = page_name.partition(" ")
    try:
        sha256 = bytes.fromhex(digits) if len(digits) == _DIGITS else b""
    except ValueError:
        sha256 = b""
    return sha256, url


def places(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The tables and columns of archive.db that name pages.

    `snapshot_id` holds a name, `snapshot_ids` a JSON array of names. They are read from the file
    itself, so a table that a later release adds is included.
    """
    return connection.execute(
        "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table' AND c.name IN ('snapshot_id', 'snapshot_ids') ORDER BY 1, 2"
    ).fetchall()
