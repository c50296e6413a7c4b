"""`kliping add`: turn any news site into a portal."""

import argparse
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.commands.shared import Commands, address, complain, load_config, load_registry
from scraper.errors import OK, PortalError, SiteError
from scraper.formats.terminal import console, printable_text
from scraper.portals import Province, Registry
from scraper.portals.user_portal_file import add_user_portal, written_portal
from scraper.portals.user_portals import province_of

if TYPE_CHECKING:
    from scraper.crawl.probe import Probe
    from scraper.recognise import Proposal


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    add = commands.add(
        "add",
        _run,
        "look at a news site, recognise its system, and declare it as a portal in kliping.toml",
    )
    add.add_argument(
        "url",
        metavar="URL",
        type=_site,
        help="the site's address: https://portal.example, or only its host",
    )
    add.add_argument("--slug", metavar="SLUG", help="what to call it (default: from its host)")
    add.add_argument(
        "--name", metavar="NAME", help="its brand (default: the name that the site gives itself)"
    )
    add.add_argument(
        "--province",
        type=_province,
        metavar="NAME",
        help="the province it is based in; also sets its time zone",
    )
    add.add_argument(
        "--dry-run",
        action="store_true",
        help="show the declaration and the articles, but save neither",
    )


def _site(text: str) -> str:
    """The type of an argument that is the address of a site, or only its host."""
    return address(text if "://" in text else f"https://{text.strip()}")


def _province(text: str) -> Province:
    try:
        return province_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _run(arguments: argparse.Namespace) -> int:
    from scraper.crawl.probe import run_probe  # loads Scrapy, which takes half a second

    config, registry = load_config(arguments), load_registry(arguments)
    try:
        proposal = run_probe(
            config,
            registry,
            arguments.archive,
            {"command": "add", "url": arguments.url},
            _propose_and_save(arguments, registry),
        )
    except PortalError as error:
        raise SiteError(
            f"{arguments.url}: no declaration fits it ({error}): declare it by hand in spiders/"
        ) from error
    _print(proposal)
    if not proposal.seen.articles:
        raise SiteError(
            f"{arguments.url}: none of its articles could be read, so nothing was saved:"
            " declare it by hand in spiders/"
        )
    saved = (
        "nothing was saved"
        if arguments.dry_run
        else f"saved in {_folder(arguments) / 'kliping.toml'}:"
        f" `kliping crawl {proposal.portal.slug}`"
    )
    console().print(printable_text(f"\n{saved}"), soft_wrap=True)
    return OK


def _propose_and_save(
    arguments: argparse.Namespace, registry: Registry
) -> "Callable[[Probe], Awaitable[Proposal]]":
    """The probe's task: look at the site, and save what was found unless it is a dry run."""
    from scraper.recognise import Wishes, propose

    wishes = Wishes(slug=arguments.slug, name=arguments.name, province=arguments.province)

    async def propose_and_save(probe: "Probe") -> "Proposal":
        proposal = await propose(probe, arguments.url, registry, wishes)
        if proposal.seen.articles and not arguments.dry_run:
            add_user_portal(_folder(arguments), proposal.table)
            await probe.file(proposal.portal, proposal.seen.samples)
            probe.verify(proposal.portal, proposal.kept)
        return proposal

    return propose_and_save


def _print(proposal: "Proposal") -> None:
    from scraper.commands.site_text import proposal_text

    out = console()
    out.print(proposal_text(proposal), soft_wrap=True)
    out.print(printable_text(written_portal(proposal.table)), soft_wrap=True, markup=False)
    for note in proposal.notes:
        complain(note)


def _folder(arguments: argparse.Namespace) -> Path:
    """The folder of kliping.toml."""
    folder: Path = arguments.archive.absolute().parent
    return folder
