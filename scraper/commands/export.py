"""`kliping export`: articles and pages for other tools."""

import argparse

from scraper.archive import Archive
from scraper.commands.filters import add_filters, filters_of
from scraper.commands.shared import Verbs, complain, path
from scraper.errors import DEGRADED, OK
from scraper.formats import export
from scraper.formats.terminal import console


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    out = verbs.add(
        "export",
        _export,
        "write articles, or their pages as WARC, into a file with a manifest beside it",
    )
    out.add_argument(
        "file",
        type=path,
        metavar="FILE",
        help=f"a new file; its ending says the format: {', '.join(export.SUFFIXES)}",
    )
    out.add_argument(
        "query",
        nargs="*",
        metavar="QUERY",
        help="as for search; without it, all that the filters let pass",
    )
    out.add_argument(
        "--raw-csv",
        action="store_true",
        help="CSV with every text as it is, also where a spreadsheet would calculate it",
    )
    add_filters(out)


def _export(arguments: argparse.Namespace) -> int:
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
            f"{len(made.lost_pages)} pages are damaged or lost and not in it (the manifest names"
            " them): `kliping check` says more"
        )
        return DEGRADED
    return OK
