"""`kliping people`: who writes, and under which spellings; merge or split spellings."""

import argparse
from dataclasses import asdict
from datetime import UTC, datetime

from scraper.archive import Archive, lock_archive
from scraper.archive.people import Person, busiest_people, find_person, merge_people, split_person
from scraper.commands.shared import Commands, count, print_json
from scraper.errors import OK, InputError
from scraper.formats.terminal import console, table


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    people = commands.add(
        "people", _run, "print the people in bylines with their spellings; merge or split spellings"
    )
    people.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="this person (default: those with the most articles)",
    )
    change = people.add_mutually_exclusive_group()
    change.add_argument("--is", dest="into", metavar="OTHER", help="NAME is a spelling of OTHER")
    change.add_argument(
        "--is-not",
        dest="split",
        action="store_true",
        help="NAME is a person of its own: undo its merge, permanently",
    )
    people.add_argument(
        "--limit", type=count, default=20, metavar="N", help="at most N people (default: 20)"
    )
    people.add_argument("--json", action="store_true", help="as a JSON array")


def _run(arguments: argparse.Namespace) -> int:
    if arguments.into or arguments.split:
        _merge_or_split(arguments)
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


def _merge_or_split(arguments: argparse.Namespace) -> None:
    if not arguments.name:
        raise InputError("name the spelling: `kliping people 'Indra D.' --is 'Indra Dwi'`")
    now = datetime.now(UTC)
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
        if arguments.into:
            merge_people(archive, arguments.name, arguments.into, at=now)
        else:
            split_person(archive, arguments.name, at=now)


def _row(person: Person) -> tuple[str, int, str]:
    variants = ", ".join(f"{name} ({rule})" for name, rule in person.variants)
    return person.name, person.articles, variants
