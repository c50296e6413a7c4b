"""The canned queries of queries.toml: SQL with parameters that a reader fills in."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A query that Datasette runs with the values that a reader fills in."""

    name: str
    title: str
    description: str
    """Includes the meaning of each parameter."""
    sql: str


@cache
def canned_queries() -> tuple[CannedQuery, ...]:
    """All of them, in the order of the file."""
    tables = tomllib.loads(
        files("scraper.browse").joinpath("queries.toml").read_text(encoding="utf-8")
    )
    return tuple(
        CannedQuery(name, one["title"], one["description"], one["sql"].strip())
        for name, one in tables.items()
    )


def for_datasette() -> dict[str, dict[str, Any]]:
    """All of them in the form of Datasette's metadata."""
    return {
        one.name: {"title": one.title, "description": one.description, "sql": one.sql}
        for one in canned_queries()
    }
