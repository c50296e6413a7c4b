"""`kliping extract`: print the article in one saved page or text dump."""

import argparse

from scraper.commands.page_options import add_page_options, page_options
from scraper.commands.shared import (
    Commands,
    complain,
    load_config,
    load_registry,
    path,
    print_json,
)
from scraper.errors import DEGRADED, OK, InputError, PageError
from scraper.formats.json_values import article_json, refusal_json
from scraper.ingest.extraction_pool import extraction_pool
from scraper.ingest.saved_pages import page_of, portal_of
from scraper.model import Refusal


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    extract = commands.add(
        "extract", _run, "print the article in one saved page or text dump as JSON"
    )
    extract.add_argument("file", type=path, metavar="FILE", help="HTML, HTML.gz or a text dump")
    add_page_options(extract)


def _run(arguments: argparse.Namespace) -> int:
    registry = load_registry(arguments)
    given = page_options(arguments, registry)
    if arguments.file.is_dir():
        raise InputError(
            f"{arguments.file} is a folder: name one file,"
            " or archive the folder with `kliping import`"
        )
    if not arguments.file.is_file():
        raise InputError(f"there is no file {arguments.file}: check the path")
    with extraction_pool(registry, load_config(arguments), 1) as pool:
        page = page_of(arguments.file, given)
        (extraction,) = pool.read_all([(page, portal_of(page, given, registry))])
    if isinstance(extraction, PageError):
        raise extraction
    result = extraction.result
    if isinstance(result, Refusal):
        print_json(refusal_json(result))
        complain(f"{arguments.file} is not an article: {result.detail}")
        return DEGRADED
    print_json(article_json(result))
    return OK
