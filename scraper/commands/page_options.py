"""The options of `extract` and `import` that say what a saved page itself does not."""

import argparse

from scraper.commands.shared import address
from scraper.ingest.saved_pages import Given, read_time
from scraper.portals import Registry


def add_page_options(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    command.add_argument("--url", type=address, help="the page's URL, whatever the page says")
    command.add_argument(
        "--portal", metavar="SLUG", help="the portal it belongs to, whatever its URL says"
    )
    command.add_argument(
        "--fetched-at",
        metavar="TIME",
        help="when it was fetched (ISO 8601; default: from its sidecar, else the file's own time)",
    )


def page_options(arguments: argparse.Namespace, registry: Registry) -> Given:
    """What the options say.

    Raises:
        InputError: the portal is unknown, or the time is not a time.
    """
    return Given(
        url=arguments.url,
        fetched_at=read_time(arguments.fetched_at) if arguments.fetched_at else None,
        portal=registry[arguments.portal] if arguments.portal else None,
    )
