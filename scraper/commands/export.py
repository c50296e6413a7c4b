"""`kliping export`: write articles, or their pages, into a file for other tools."""

import argparse

from scraper.archive import Archive
from scraper.commands.filters import add_filters, filters_of
from scraper.commands.shared import Commands, complain, path
from scraper.errors import DEGRADED, OK
from scraper.formats import export
from scraper.formats.terminal import console

RAW_CSV_HELP = "CSV with every text unchanged, even if a spreadsheet would run it as a formula"


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    added = commands.add(
        "export",
        _run,
        "write articles, or their pages as WARC, into a file, with a manifest beside it",
    )
    added.add_argument(
        "file",
        type=path,
        metavar="FILE",
        help=f"a new file; its ending chooses the format: {', '.join(export.SUFFIXES)}",
    )
    added.add_argument(
        "query",
        nargs="*",
        metavar="QUERY",
        help="as for search; without it, everything that passes the filters",
    )
    added.add_argument("--raw-csv", action="store_true", help=RAW_CSV_HELP)
    add_filters(added)


def _run(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        made = export.export(
            archive,
            arguments.file,
            " ".join(arguments.query),
            filters_of(arguments),
            raw_csv=arguments.raw_csv,
        )
    console().print(
        f"{made.articles} articles, {made.written} rows or records in {arguments.file}",
        soft_wrap=True,
    )
    if made.lost_pages:
        complain(
            f"{len(made.lost_pages)} pages are damaged or lost, and so missing from the export"
            " (the manifest names them): `kliping check` says more"
        )
        return DEGRADED
    return OK
