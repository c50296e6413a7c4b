"""The filters of `kliping search` and `kliping export`."""

import argparse

from scraper.archive.search import Filters
from scraper.commands.shared import day
from scraper.errors import InputError
from scraper.model import Role


def add_filters(command: argparse.ArgumentParser) -> None:
    """Add the filters to a command's options."""
    command.add_argument("--portal", metavar="SLUG", help="only this portal or network")
    command.add_argument("--province", metavar="NAME", help="only portals of this province")
    command.add_argument("--section", metavar="NAME", help="only this section")
    command.add_argument("--tag", metavar="NAME", help="only articles with this tag")
    command.add_argument(
        "--person", metavar="NAME", help="only articles with this name in a byline"
    )
    command.add_argument(
        "--role",
        type=Role,
        choices=list(Role),
        metavar="ROLE",
        help=f"the role of --person: {', '.join(Role)}",
    )
    command.add_argument(
        "--place",
        metavar="CODE",
        help="only articles from this province, kabupaten or kota: 33, 33.26",
    )
    command.add_argument(
        "--since", type=day, metavar="DAY", help="published on this day or later (YYYY-MM-DD)"
    )
    command.add_argument(
        "--until", type=day, metavar="DAY", help="published on this day or earlier"
    )


def filters_of(arguments: argparse.Namespace) -> Filters:
    """The filters that the options describe.

    Raises:
        InputError: there is a role, but no person.
    """
    if arguments.role and not arguments.person:
        raise InputError("--role needs a person: name one with --person")
    return Filters(
        portal=arguments.portal,
        province=arguments.province,
        section=arguments.section,
        tag=arguments.tag,
        person=arguments.person,
        role=arguments.role,
        place=arguments.place,
        since=arguments.since,
        until=arguments.until,
    )
