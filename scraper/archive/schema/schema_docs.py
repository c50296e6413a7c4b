"""What tables and columns mean, and analysts' example queries: documentation as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Meaning:
    """The documentation of one table or view."""

    about: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that analysts ask, and the query that answers it."""

    question: str
    language: str
    """`sql` for any SQLite shell; `duckdb`, `pandas` or `polars` for Python."""
    text: str
    example: tuple[str, ...] = ()
    """Values for each `?` in an SQL text."""


@cache
def load_meanings() -> Mapping[str, Meaning]:
    """The documentation of all tables and views of both files, in order."""
    return MappingProxyType(
        {
            name: Meaning(entry["about"], entry["columns"])
            for name, entry in _read("meanings.toml").items()
        }
    )


@cache
def load_questions() -> tuple[Question, ...]:
    """The analysts' questions; those in plain SQL come first."""
    return tuple(
        Question(
            asked["question"],
            asked["language"],
            asked["text"].strip(),
            tuple(asked.get("example", ())),
        )
        for asked in _read("queries.toml")["query"]
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("scraper.archive.schema").joinpath(name).read_text(encoding="utf-8"))
