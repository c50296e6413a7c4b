"""The canned queries, out of queries.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Canned:
    """A question that Datasette asks with what a reader fills in."""

    name: str
    title: str
    description: str
    """With the meaning of each parameter."""
    sql: str


@cache
def canned() -> tuple[Canned, ...]:
    """All of them, in the file's order."""
    read = tomllib.loads(
        files("scraper.browse").joinpath("queries.toml").read_text(encoding="utf-8")
    )
    return tuple(
        Canned(name, one["title"], one["description"], one["sql"].strip())
        for name, one in read.items()
    )


def for_datasette() -> dict[str, dict[str, Any]]:
    """The same as Datasette's metadata has them."""
    return {
        one.name: {"title": one.title, "description": one.description, "sql": one.sql}
        for one in canned()
    }
