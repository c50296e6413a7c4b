"""What a page is called, in every archive alike: the SHA-256 of its bytes and its URL.

A row number means nothing in another file.
"""

import sqlite3
from typing import Final

SQL: Final = "lower(hex(sha256)) || ' ' || url"
"""The name of a row of `snapshots`."""

_DIGITS: Final = 64


def name(sha256: bytes, url: str) -> str:
    """The name of the page with that hash at that URL.

    >>> name(bytes(32), "https://jateng.tribunnews.com/x")[56:]
    '00000000 https://jateng.tribunnews.com/x'
    """
    return f"{sha256.hex()} {url}"


def parts(page_name: str) -> tuple[bytes, str]:
    """Hash and URL again; no bytes for what is no name, as the row numbers of Kliping 0.1.0."""
    digits, _, url = page_name.partition(" ")
    try:
        sha256 = bytes.fromhex(digits) if len(digits) == _DIGITS else b""
    except ValueError:
        sha256 = b""
    return sha256, url


def places(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Where archive.db names pages, as table and column: `snapshot_id` holds a name, `snapshot_ids` a JSON array of them.

    Read from the file itself, so that a table that a later release adds is not forgotten.
    """
    return connection.execute(
        "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table' AND c.name IN ('snapshot_id', 'snapshot_ids') ORDER BY 1, 2"
    ).fetchall()
