"""`kliping extract` and `kliping import`: saved pages and text dumps."""

import argparse

from scraper.archive import Archive, lock_archive
from scraper.archive.maintenance import optimise_archive
from scraper.commands.shared import Verbs, address, complain, config, declarations, path, print_json
from scraper.errors import BAD_INPUT, DEGRADED, OK, InputError, PageError
from scraper.formats.json_values import article_json, refusal_json
from scraper.formats.terminal import console, printable_text
from scraper.ingest.extraction_pool import extraction_pool
from scraper.ingest.importer import import_pages
from scraper.ingest.saved_pages import Given, files_of, page_of, portal_of, read_time
from scraper.model import Refusal
from scraper.portals import Registry


def add(verbs: Verbs) -> None:
    """Declare both verbs."""
    extract = verbs.add(
        "extract", _extract, "print the article in one saved page or text dump as JSON"
    )
    extract.add_argument("file", type=path, metavar="FILE", help="HTML, HTML.gz or a text dump")
    _add_given(extract)

    imported = verbs.add(
        "import", _import, "archive saved pages, text dumps and WARC; importing twice adds nothing"
    )
    imported.add_argument(
        "paths",
        type=path,
        nargs="+",
        metavar="PATH",
        help="files or folders of HTML, HTML.gz, text dumps and WARC",
    )
    _add_given(imported)


def _extract(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    given = _given(arguments, known)
    if arguments.file.is_dir():
        raise InputError(
            f"{arguments.file} is a folder: name one file, or archive the folder with `kliping"
            " import`"
        )
    if not arguments.file.is_file():
        raise InputError(f"there is no file {arguments.file}: check the path")
    with extraction_pool(known, config(arguments), 1) as readers:
        page = page_of(arguments.file, given)
        (found,) = readers.read_all([(page, portal_of(page, given, known))])
    if isinstance(found, PageError):
        raise found
    result = found.result
    if isinstance(result, Refusal):
        print_json(refusal_json(result))
        complain(f"{arguments.file} is no article: {result.detail}")
        return DEGRADED
    print_json(article_json(result))
    return OK


def _import(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    given = _given(arguments, known)
    paths = files_of(arguments.paths)
    if given.url and len(paths) > 1:
        raise InputError(
            f"--url names one page, but there are {len(paths)} files: import them one by one, or"
            " with sidecars FILE.json"
        )
    with (
        extraction_pool(known, config(arguments)) as readers,
        lock_archive(arguments.archive),
        Archive.open(arguments.archive, create=True) as archive,
    ):
        report = import_pages(paths, given, known, archive, readers)
        optimise_archive(archive)
    for file, why in report.failed:
        complain(f"{file}: {why}")
    out = console()
    out.print(printable_text(f"{report.summary()}, in {arguments.archive}"))
    if not report.failed:
        return OK
    return BAD_INPUT if report.all_unreadable else DEGRADED


def _add_given(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", type=address, help="the page's URL, over what the page says")
    parser.add_argument(
        "--portal", metavar="SLUG", help="the portal it belongs to, over what its URL says"
    )
    parser.add_argument(
        "--fetched-at",
        metavar="TIME",
        help="when it was fetched (ISO 8601; default: sidecar, else the file's own time)",
    )


def _given(arguments: argparse.Namespace, known: Registry) -> Given:
    return Given(
        url=arguments.url,
        fetched_at=read_time(arguments.fetched_at) if arguments.fetched_at else None,
        portal=known[arguments.portal] if arguments.portal else None,
    )
