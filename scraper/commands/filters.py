"""The filters of `kliping search` and `kliping export`: by portal, province, section, tag, person, place and day."""

import argparse

from scraper.archive.search import Filters
from scraper.commands.shared import day
from scraper.errors import InputError
from scraper.model import Role


def add_filters(verb: argparse.ArgumentParser) -> None:
    """Declare the options."""
    verb.add_argument("--portal", metavar="SLUG", help="only this portal or network")
    verb.add_argument("--province", metavar="NAME", help="only portals of this province")
    verb.add_argument("--section", metavar="NAME", help="only this section")
    verb.add_argument("--tag", metavar="NAME", help="only articles with this tag")
    verb.add_argument("--person", metavar="NAME", help="only articles with this name in a byline")
    verb.add_argument(
        "--role",
        type=Role,
        choices=list(Role),
        metavar="ROLE",
        help=f"what --person did: {', '.join(Role)}",
    )
    verb.add_argument(
        "--place",
        metavar="CODE",
        help="only articles from this province, kabupaten or kota: 33, 33.26",
    )
    verb.add_argument(
        "--since", type=day, metavar="DAY", help="published on this day or later (YYYY-MM-DD)"
    )
    verb.add_argument("--until", type=day, metavar="DAY", help="published on this day or earlier")


def filters_of(arguments: argparse.Namespace) -> Filters:
    """What the options say.

    Raises:
        InputError: a role is named without a person.
    """
    if arguments.role and not arguments.person:
        raise InputError("--role says what a person did: name one with --person")
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
