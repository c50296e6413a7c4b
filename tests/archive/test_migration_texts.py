"""A migration's SQL never changes once it is released: no archive runs it twice."""

import hashlib
import re
from importlib import import_module
from pkgutil import iter_modules

from scraper.archive import schema

TEXTS = {
    "clusters.TABLES": "2017242b3339879c",
    "clusters.VIEWS": "b00f9ca17c7d03c1",
    "clusters.ORIGINALITY": "4bcd5ae8caf2de34",
    "coverage.REASONS": "2ad1c019114c93a0",
    "coverage.DAILY": "4153c65c3b1aa339",
    "coverage.VIEWS": "de85bbc20ba68f59",
    "crawl.FRONTIER": "a7c624b52205d289",
    "crawl.LISTED_DAYS": "69e34137c0c28801",
    "crawl.BACKOFFS": "f1cefbb3a6d978c6",
    "crawl.DEATHS": "e3bbe8a8e4d0de2d",
    "crawl.HEALTH": "18b513f2076be7bb",
    "history.TOMBSTONES": "2961a7f3a0af1f01",
    "history.REPARSES": "ff222e6e6fc672bf",
    "history.PROVENANCE": "963bfed1163f49c3",
    "history.EDITS": "d0a4dbba6f10d15d",
    "identity.IDENTITY": "477dd5d61f19b2ee",
    "identity.NAMED_FETCHES": "a83e45c0891bc8da",
    "identity.PURGES": "8a81f51a4f056426",
    "identity.OWNER": "415581d93e78e359",
    "places.PLACES": "9fb172f0d83e1fbc",
    "places.PERSONS": "ae14673722c20b3c",
    "places.CITATIONS": "cf45f562d4185ef3",
    "portal_names.VIEWS": "3b2a2131d1abc302",
    "search.LEXICON": "c5e939b63f6deddb",
    "suspects.SUSPECTS": "e314a84ea6d5fdb7",
    "tables.ARCHIVE_TABLES": "0264318d54c63233",
    "tables.ARCHIVE_SEARCH": "74fefd6bf1477809",
    "tables.ARCHIVE_HISTORY": "5230930a2c06bfc7",
    "tables.ARCHIVE_VIEWS": "e6f08b00a69c61ea",
    "tables.SNAPSHOT_TABLES": "f8cea12dc5eabe96",
    "verifications.VERIFICATIONS": "16443ba02981edcf",
}
"""Each SQL text, and the start of its SHA-256. A new migration adds a line here; a line
changes only as long as its migration is not released."""


def texts() -> dict[str, str]:
    found = {}
    for module in iter_modules(schema.__path__):
        for name, value in vars(import_module(f"{schema.__name__}.{module.name}")).items():
            is_script = isinstance(value, str) and re.search(r"\b(CREATE|ALTER|DROP)\b", value)
            if name.isupper() and is_script:
                found[f"{module.name}.{name}"] = hashlib.sha256(value.encode()).hexdigest()[:16]
    return found


def test_no_sql_of_a_migration_changes() -> None:
    assert texts() == TEXTS
