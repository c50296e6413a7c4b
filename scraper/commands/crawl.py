"""`kliping crawl`: fetch what is due from the portals into the archive."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scraper.commands.notifications import check_addresses, notify_operator
from scraper.commands.shared import Commands, address, complain, count, day, load_config
from scraper.config import Config
from scraper.errors import OK, InputError
from scraper.formats.terminal import console, printable_text, table
from scraper.portals import Portal, Registry, user_portals

if TYPE_CHECKING:
    from scraper.crawl import Job


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    crawl = commands.add(
        "crawl",
        _run,
        "crawl portals into the archive, politely; known articles are fetched again only when a"
        " visit is due",
    )
    crawl.add_argument(
        "what",
        nargs="*",
        type=_portal_or_url,
        metavar="PORTAL|URL",
        help="slugs of portals or networks, or URLs of articles"
        " (default: `portals` in kliping.toml)",
    )
    _add_range(crawl)
    crawl.add_argument("--limit", type=count, metavar="N", help="fetch at most N articles")
    crawl.add_argument(
        "--revisit",
        action="store_true",
        help="make the planned visits to archived articles now",
    )
    crawl.add_argument(
        "--dry-run",
        action="store_true",
        help="print what would be fetched; make no request and write nothing",
    )
    crawl.add_argument(
        "--progress",
        action="store_true",
        help="show a live table in the terminal instead of log lines",
    )


def _add_range(crawl: argparse.ArgumentParser) -> None:
    crawl.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="first day to look for (YYYY-MM-DD; default: yesterday)",
    )
    crawl.add_argument(
        "--until", type=day, metavar="DAY", help="last day to look for (default: today)"
    )


def _portal_or_url(text: str) -> str:
    """The type of an argument that is an article's URL, or the slug of a portal or network."""
    return address(text) if "://" in text else text


def _run(arguments: argparse.Namespace) -> int:
    config = load_config(arguments)
    registry = user_portals.load(config)
    job = _job(arguments, config, registry)
    if arguments.dry_run:
        _print_plan(arguments, job)
        return OK
    return _crawl(arguments, config, registry, job)


def _job(arguments: argparse.Namespace, config: Config, registry: Registry) -> "Job":
    from scraper.crawl import Job  # loads Scrapy, which takes half a second

    urls = tuple(word for word in arguments.what if "://" in word)
    names: Sequence[str] = [word for word in arguments.what if word not in urls]
    if not arguments.what:
        names = config.portals
    return Job(
        portals=_portals(registry, names, urls),
        since=arguments.since,
        until=arguments.until,
        limit=arguments.limit,
        urls=urls,
        revisit=arguments.revisit,
    )


def _portals(registry: Registry, names: Sequence[str], urls: Sequence[str]) -> tuple[Portal, ...]:
    """The portals with these names, or those that the URLs belong to."""
    if names and urls:
        raise InputError(
            "portals and URLs at once: name one or the other; each URL finds its portal by itself"
        )
    if not (names or urls):
        raise InputError(
            "no portal named: `kliping crawl tribun-jateng`, or list `portals` in kliping.toml;"
            " `kliping portals` shows all"
        )
    owners: dict[str, Portal] = {}
    for url in urls:
        owner = registry.of(url)
        if owner is None:
            raise InputError(
                f"{url} does not belong to a declared portal: `kliping add` declares one"
            )
        owners[owner.slug] = owner
    return registry.select(names) or tuple(owners.values())


def _print_plan(arguments: argparse.Namespace, job: "Job") -> None:
    from scraper.crawl import plan

    rows = [(one.portal, one.kind.value, one.url, one.why) for one in plan(job, arguments.archive)]
    console().print(table(("portal", "kind", "URL", "why"), rows))


def _crawl(arguments: argparse.Namespace, config: Config, registry: Registry, job: "Job") -> int:
    from scraper.crawl import run_crawl

    check_addresses(config.notify)
    report = run_crawl(config, registry, job, arguments.archive, progress=arguments.progress)
    out = console()
    out.print(table(report.columns, report.rows))
    for line in report.notes:
        out.print(printable_text(line), soft_wrap=True)
    if (
        config.notify
        and report.alarming
        and not notify_operator(config.notify, f"kliping: {report.status}", report.notes)
    ):
        complain("the notification could not be delivered to every address of `notify`")
    return report.exit_code
