"""`kliping crawl`."""

import argparse

from scraper import declared
from scraper.errors import InputError
from scraper.render import console, plain, table
from scraper.verbs.shared import Verbs, config, count, day


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    crawl = verbs.add("crawl", _crawl, "crawl portals into the archive, politely; what is known already is not fetched again")
    crawl.add_argument("portals", nargs="*", metavar="PORTAL", help="slugs of portals or networks (default: `portals` of kliping.toml)")
    crawl.add_argument("--since", type=day, metavar="DAY", help="first day to look for (YYYY-MM-DD; default: yesterday)")
    crawl.add_argument("--until", type=day, metavar="DAY", help="last day to look for (default: today)")
    crawl.add_argument("--limit", type=count, metavar="N", help="fetch at most N articles")
    crawl.add_argument("--revisit", action="store_true", help="also ask again for archived articles, to find silent edits")


def _crawl(arguments: argparse.Namespace) -> int:
    from scraper.crawl import run_crawl  # only this verb may load Scrapy: it costs half a second

    settings = config(arguments)
    known = declared.load(settings)
    names = arguments.portals or settings.portals
    if not names:
        raise InputError("no portal named: `kliping crawl tribun-jateng`, or list `portals` in kliping.toml; `kliping portals` shows all")
    out = console()
    report = run_crawl(
        settings,
        known,
        known.select(names),
        arguments.archive,
        since=arguments.since,
        until=arguments.until,
        limit=arguments.limit,
        revisit=arguments.revisit,
        progress=out.is_terminal,
    )
    out.print(table(report.columns, report.rows))
    for line in report.notes:
        out.print(plain(line), soft_wrap=True)
    return report.exit_code
