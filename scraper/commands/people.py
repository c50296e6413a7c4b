"""`kliping people`: who writes, under which spellings; merged by rule or by hand, undone at any time."""

import argparse
from dataclasses import asdict
from datetime import UTC, datetime

from scraper.archive import Archive, lock_archive
from scraper.archive.people import Person, busiest_people, find_person, merge_people, split_person
from scraper.commands.shared import Verbs, count, print_json
from scraper.errors import OK, InputError
from scraper.formats.terminal import console, table


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    people = verbs.add(
        "people", _people, "print people in bylines with their spellings; merge or split spellings"
    )
    people.add_argument(
        "name", nargs="?", metavar="NAME", help="this person (default: those with most articles)"
    )
    change = people.add_mutually_exclusive_group()
    change.add_argument("--is", dest="into", metavar="OTHER", help="NAME is a spelling of OTHER")
    change.add_argument(
        "--is-not",
        dest="split",
        action="store_true",
        help="NAME is nobody else: undo its merge, for good",
    )
    people.add_argument(
        "--limit", type=count, default=20, metavar="N", help="at most N people (default: 20)"
    )
    people.add_argument("--json", action="store_true", help="as a JSON array")


def _people(arguments: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    if (arguments.into or arguments.split) and not arguments.name:
        raise InputError("name the spelling: `kliping people 'Indra D.' --is 'Indra Dwi'`")
    if arguments.into or arguments.split:
        with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
            if arguments.into:
                merge_people(archive, arguments.name, arguments.into, at=now)
            else:
                split_person(archive, arguments.name, at=now)
    with Archive.open(arguments.archive, read_only=True) as archive:
        found = (
            [find_person(archive, arguments.name)]
            if arguments.name
            else busiest_people(archive, limit=arguments.limit)
        )
    if arguments.json:
        print_json([asdict(person) for person in found])
    else:
        console().print(table(("name", "articles", "also printed"), map(_row, found)))
    return OK


def _row(person: Person) -> tuple[str, int, str]:
    return (
        person.name,
        person.articles,
        ", ".join(f"{name} ({rule})" for name, rule in person.variants),
    )
