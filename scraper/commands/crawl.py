"""`kliping crawl`."""

import argparse
from collections.abc import Sequence

from scraper.commands.notifications import check_address, notify_operator
from scraper.commands.shared import Verbs, address, complain, config, count, day
from scraper.errors import OK, InputError
from scraper.formats.terminal import console, printable_text, table
from scraper.portals import Portal, Registry, user_portals


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    crawl = verbs.add(
        "crawl",
        _crawl,
        "crawl portals into the archive, politely; what is known is asked again only when a visit"
        " is due",
    )
    crawl.add_argument(
        "what",
        nargs="*",
        type=_named,
        metavar="PORTAL|URL",
        help=(
            "slugs of portals or networks, or URLs of articles (default: `portals` of kliping.toml)"
        ),
    )
    crawl.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="first day to look for (YYYY-MM-DD; default: yesterday)",
    )
    crawl.add_argument(
        "--until", type=day, metavar="DAY", help="last day to look for (default: today)"
    )
    crawl.add_argument("--limit", type=count, metavar="N", help="fetch at most N articles")
    crawl.add_argument(
        "--revisit",
        action="store_true",
        help="make the visits to archived articles now that are planned for later",
    )
    crawl.add_argument(
        "--dry-run",
        action="store_true",
        help="print what would be fetched; make no request and write nothing",
    )
    crawl.add_argument(
        "--progress",
        action="store_true",
        help="show a live table in a terminal in place of log lines",
    )


def _named(text: str) -> str:
    """The URL of an article, or else the slug of a portal or network."""
    return address(text) if "://" in text else text


def _crawl(arguments: argparse.Namespace) -> int:
    from scraper.crawl import (
        Job,
        plan,
        run_crawl,
    )  # only this verb may load Scrapy: it costs half a second

    settings = config(arguments)
    known = user_portals.load(settings)
    urls = tuple(word for word in arguments.what if "://" in word)
    names = [word for word in arguments.what if word not in urls] or (
        [] if urls else settings.portals
    )
    job = Job(
        portals=_portals(known, names, urls),
        since=arguments.since,
        until=arguments.until,
        limit=arguments.limit,
        urls=urls,
        revisit=arguments.revisit,
    )
    out = console()
    if arguments.dry_run:
        rows = [
            (one.portal, one.kind.value, one.url, one.why) for one in plan(job, arguments.archive)
        ]
        out.print(table(("portal", "kind", "URL", "why"), rows))
        return OK
    check_address(settings.notify)
    report = run_crawl(settings, known, job, arguments.archive, progress=arguments.progress)
    out.print(table(report.columns, report.rows))
    for line in report.notes:
        out.print(printable_text(line), soft_wrap=True)
    if (
        settings.notify
        and report.alarming
        and not notify_operator(settings.notify, f"kliping: {report.status}", report.notes)
    ):
        complain("the notification could not be delivered to every address of `notify`")
    return report.exit_code


def _portals(known: Registry, names: Sequence[str], urls: Sequence[str]) -> tuple[Portal, ...]:
    """The portals that were named, or that own the URLs that were."""
    if names and urls:
        raise InputError(
            "portals and URLs at once: name either, each URL finds its portal by itself"
        )
    if not (names or urls):
        raise InputError(
            "no portal named: `kliping crawl tribun-jateng`, or list `portals` in kliping.toml;"
            " `kliping portals` shows all"
        )
    owners = {url: known.of(url) for url in urls}
    for url, owner in owners.items():
        if owner is None:
            raise InputError(f"{url} is of no declared portal: `kliping add` declares one")
    return known.select(names) or tuple(
        {owner.slug: owner for owner in owners.values() if owner}.values()
    )
