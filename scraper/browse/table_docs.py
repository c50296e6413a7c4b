"""What each table, view and column means, from docs/SCHEMA.md, for the pages about tables."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from scraper.browse.archive_access import DATABASE

_SECTION: Final = re.compile(r"^## (\w+)\n", re.MULTILINE)
_COLUMN: Final = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)
_IN_SNAPSHOTS: Final = frozenset({"snapshots", "dictionaries"})


@dataclass(frozen=True, slots=True)
class Table:
    """One table or view."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str], ...]
    """Name and meaning."""


@cache
def tables() -> tuple[Table, ...]:
    """The tables and views of archive.db, in the order of SCHEMA.md; snapshots.db is not served."""
    _, *parts = _SECTION.split(_page())
    named = zip(parts[::2], parts[1::2], strict=True)
    return tuple(
        Table(
            name,
            text.split("\n|", 1)[0].strip().replace("`", ""),
            tuple((column, meaning.replace("`", "")) for column, meaning in _COLUMN.findall(text)),
        )
        for name, text in named
        if _COLUMN.search(text) and name not in _IN_SNAPSHOTS
    )


def metadata(canned: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Datasette's metadata: descriptions, sort order and labels of tables; canned queries."""
    described: dict[str, dict[str, Any]] = {
        table.name: {"description": table.meaning, "columns": dict(table.columns)}
        for table in tables()
    }
    for name, sort in _SORTED.items():
        described[name]["sort_desc"] = sort
    for name, label in _LABELS.items():
        described[name]["label_column"] = label
    return {
        "title": "Kliping",
        "databases": {DATABASE: {"tables": described, "queries": canned, "allow_sql": True}},
    }


_SORTED: Final = {
    "articles": "published_at",
    "fetches": "id",
    "ledger": "id",
    "crawl_runs": "id",
    "article_list": "published_at",
}
_LABELS: Final = {
    "portals": "name",
    "sections": "name",
    "people": "name",
    "tags": "name",
    "articles": "headline",
    "places": "name",
}


def _page() -> str:
    return files("scraper.browse").joinpath("schema.md").read_text(encoding="utf-8")
