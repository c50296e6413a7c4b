"""`kliping import`: archive saved pages, text dumps and WARC files."""

import argparse

from scraper.archive import Archive, lock_archive
from scraper.archive.maintenance import optimise_archive
from scraper.commands.page_options import add_page_options, page_options
from scraper.commands.shared import Commands, complain, load_config, load_registry, path
from scraper.errors import BAD_INPUT, DEGRADED, OK, InputError
from scraper.formats.terminal import console, printable_text
from scraper.ingest.extraction_pool import extraction_pool
from scraper.ingest.importer import import_pages
from scraper.ingest.saved_pages import files_of


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    added = commands.add(
        "import", _run, "archive saved pages, text dumps and WARC; importing twice adds nothing"
    )
    added.add_argument(
        "paths",
        type=path,
        nargs="+",
        metavar="PATH",
        help="files or folders of HTML, HTML.gz, text dumps and WARC",
    )
    add_page_options(added)


def _run(arguments: argparse.Namespace) -> int:
    registry = load_registry(arguments)
    given = page_options(arguments, registry)
    paths = files_of(arguments.paths)
    if given.url and len(paths) > 1:
        raise InputError(
            f"--url names one page, but there are {len(paths)} files: import them one by one,"
            " or with sidecars FILE.json"
        )
    with (
        extraction_pool(registry, load_config(arguments)) as pool,
        lock_archive(arguments.archive),
        Archive.open(arguments.archive, create=True) as archive,
    ):
        report = import_pages(paths, given, registry, archive, pool)
        optimise_archive(archive)
    for file, why in report.failed:
        complain(f"{file}: {why}")
    console().print(printable_text(f"{report.summary()}, in {arguments.archive}"))
    if not report.failed:
        return OK
    return BAD_INPUT if report.all_unreadable else DEGRADED
