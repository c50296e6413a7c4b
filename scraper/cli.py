"""The `kliping` command: parse the arguments, call one room, print."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from scraper import __version__, filing, intake
from scraper.archive import Archive, read, search
from scraper.config import Config, load
from scraper.errors import BAD_INPUT, DEGRADED, INTERRUPTED, OK, InputError, ScraperError
from scraper.files import Given, page_of, portal_of, read_time
from scraper.model import Refusal
from scraper.portal import Declarations
from scraper.render import article_json, article_text, console, hit_json, hit_text, plain, portal_json, refusal_json, table

EXIT_CODES: Final = """exit codes:
  0 ok   1 failed   2 bad usage or input   3 degraded: part failed, or the page is no article
  75 another run holds the archive   130 interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; errors end as one line on stderr that names the remedy."""
    arguments = _parser().parse_args(argv)
    verb: Callable[[argparse.Namespace], int] = arguments.verb
    try:
        code = verb(arguments)
        sys.stdout.flush()
    except ScraperError as error:
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _complain("interrupted; what was archived stays, run the same command again to go on")
        return INTERRUPTED
    except BrokenPipeError:  # `kliping search … | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code


def _extract(arguments: argparse.Namespace) -> int:
    declarations = Declarations.load(_config(arguments).declarations)
    given = _given(arguments, declarations)
    if arguments.file.is_dir():
        raise InputError(f"{arguments.file} is a folder: name one file, or archive the folder with `kliping import`")
    if not arguments.file.is_file():
        raise InputError(f"there is no file {arguments.file}: check the path")
    page = page_of(arguments.file, given)
    result = filing.read(page, portal_of(page, given, declarations), declarations).result
    if isinstance(result, Refusal):
        _print_json(refusal_json(result))
        _complain(f"{arguments.file} is no article: {result.detail}")
        return DEGRADED
    _print_json(article_json(result))
    return OK


def _import(arguments: argparse.Namespace) -> int:
    declarations = Declarations.load(_config(arguments).declarations)
    given = _given(arguments, declarations)
    paths = intake.files_of(arguments.paths)
    if given.url and len(paths) > 1:
        raise InputError(f"--url names one page, but there are {len(paths)} files: import them one by one, or with sidecars FILE.json")
    with Archive.open(arguments.archive, create=True) as archive:
        report = intake.file_all(paths, given, declarations, archive)
    for path, why in report.failed:
        _complain(f"{path}: {why}")
    out = console()
    out.print(plain(f"{report.summary()}, in {arguments.archive}"))
    if not report.failed:
        return OK
    return BAD_INPUT if report.all_unreadable else DEGRADED


def _portals(arguments: argparse.Namespace) -> int:
    portals = Declarations.load(_config(arguments).declarations)
    if arguments.json:
        _print_json([portal_json(portal) for portal in portals])
        return OK
    columns = ("slug", "name", "network", "province", "zone", "hosts", "verified")
    shown = [portal_json(portal) for portal in portals]
    console().print(table(columns, [[", ".join(p[c]) if c == "hosts" else p[c] for c in columns] for p in shown]))
    return OK


def _crawl(arguments: argparse.Namespace) -> int:
    from scraper.crawl import run_crawl  # only this verb may load Scrapy: it costs half a second

    config = _config(arguments)
    declarations = Declarations.load(config.declarations)
    names = arguments.portals or config.portals
    if not names:
        raise InputError("no portal named: `kliping crawl tribun-jateng`, or list `portals` in kliping.toml; `kliping portals` shows all")
    out = console()
    report = run_crawl(
        config,
        declarations,
        declarations.select(names),
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


def _search(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        hits = search.search(
            archive,
            " ".join(arguments.query),
            portal=arguments.portal,
            since=arguments.since,
            until=arguments.until,
            limit=arguments.limit,
            offset=arguments.offset,
        )
    if arguments.json:
        _print_json([hit_json(hit) for hit in hits])
        return OK
    out = console()
    for hit in hits:
        out.print(hit_text(hit), end="\n\n")
    if not hits:
        out.print("nothing found")
    return OK


def _show(arguments: argparse.Namespace) -> int:
    declarations = Declarations.load(_config(arguments).declarations)
    with Archive.open(arguments.archive, read_only=True) as archive:
        found = read.load(archive, arguments.key, declarations)
    if arguments.json:
        _print_json(article_json(found.article))
        return OK
    out = console()
    out.print(article_text(found.article))
    gone = f", gone since {found.gone_at}" if found.gone_at else ""
    out.print(
        f"\narticle {found.article_id}, revision {found.revision} of {found.revised_at}, last seen {found.last_seen_at}{gone}", style="dim"
    )
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kliping",
        description="An archive of Indonesian regional news: crawl portals, recover each article's anatomy, search it.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kliping {__version__}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--archive", type=Path, default=Path("archive.db"), metavar="PATH", help="the archive's file (default: ./archive.db)"
    )
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")

    def verb(name: str, run: Callable[[argparse.Namespace], int], summary: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, parents=[shared], help=summary, description=summary)
        added.set_defaults(verb=run)
        return added

    extract = verb("extract", _extract, "print the article in one saved page or text dump as JSON")
    extract.add_argument("file", type=Path, metavar="FILE", help="HTML, HTML.gz or a text dump")
    _add_given(extract)

    imported = verb("import", _import, "archive saved pages and text dumps; importing twice adds nothing")
    imported.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="files or folders of HTML, HTML.gz and text dumps")
    _add_given(imported)

    portals = verb("portals", _portals, "list the portals that Kliping knows")
    portals.add_argument("--json", action="store_true", help="as a JSON array")

    crawl = verb("crawl", _crawl, "crawl portals into the archive, politely; what is known already is not fetched again")
    crawl.add_argument("portals", nargs="*", metavar="PORTAL", help="slugs of portals or networks (default: `portals` of kliping.toml)")
    crawl.add_argument("--since", type=_day, metavar="DAY", help="first day to look for (YYYY-MM-DD; default: yesterday)")
    crawl.add_argument("--until", type=_day, metavar="DAY", help="last day to look for (default: today)")
    crawl.add_argument("--limit", type=_count, metavar="N", help="fetch at most N articles")
    crawl.add_argument("--revisit", action="store_true", help="also ask again for archived articles, to find silent edits")

    found = verb("search", _search, "search the archive; best matches first")
    found.add_argument("query", nargs="+", metavar="QUERY", help='words, "a phrase", word*, -without')
    found.add_argument("--portal", metavar="SLUG", help="only this portal")
    found.add_argument("--since", type=_day, metavar="DAY", help="published on this day or later (YYYY-MM-DD)")
    found.add_argument("--until", type=_day, metavar="DAY", help="published on this day or earlier")
    found.add_argument("--limit", type=_count, default=20, metavar="N", help="at most N hits (default: 20)")
    found.add_argument("--offset", type=_count, default=0, metavar="N", help="leave out the first N")
    found.add_argument("--json", action="store_true", help="as a JSON array")

    show = verb("show", _show, "print one archived article")
    show.add_argument("key", metavar="ARTICLE", help="its number, URL or urn")
    show.add_argument("--json", action="store_true", help="as `extract` prints it")
    return parser


def _add_given(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", help="the page's URL, over what the page says")
    parser.add_argument("--portal", metavar="SLUG", help="the portal it belongs to, over what its URL says")
    parser.add_argument("--fetched-at", metavar="TIME", help="when it was fetched (ISO 8601; default: sidecar, else the file's own time)")


def _given(arguments: argparse.Namespace, declarations: Declarations) -> Given:
    return Given(
        url=arguments.url,
        fetched_at=read_time(arguments.fetched_at) if arguments.fetched_at else None,
        portal=declarations[arguments.portal] if arguments.portal else None,
    )


def _config(arguments: argparse.Namespace) -> Config:
    return load(arguments.archive.absolute().parent)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: give YYYY-MM-DD, such as {datetime.now(UTC):%Y-%m-%d}") from None


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no count: give 0 or a larger whole number")
    return int(text)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _complain(text: str) -> None:
    print(f"kliping: {plain(text)}".replace("\n", " "), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
