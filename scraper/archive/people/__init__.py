"""People and agencies in bylines, and which spellings belong to one person."""

from scraper.archive.people.people import (
    Person,
    busiest_people,
    find_person,
    merge_people,
    split_person,
)

__all__ = [
    "Person",
    "busiest_people",
    "find_person",
    "merge_people",
    "split_person",
]
