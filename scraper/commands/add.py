"""`kliping add`: any site becomes a portal in one line."""

import argparse
from pathlib import Path

from scraper.commands.shared import Verbs, address, complain, config, declarations
from scraper.errors import OK, PortalError, SiteError
from scraper.formats.terminal import console, printable_text
from scraper.portals import Province
from scraper.portals.user_portal_file import add_user_portal, written_portal
from scraper.portals.user_portals import province_of


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    added = verbs.add(
        "add",
        _add,
        "look at a news site, recognise its system, and declare it as a portal in kliping.toml",
    )
    added.add_argument(
        "url",
        metavar="URL",
        type=_site,
        help="the site's address: https://portal.example, or its host alone",
    )
    added.add_argument("--slug", metavar="SLUG", help="what to call it (default: made of its host)")
    added.add_argument("--name", metavar="NAME", help="its brand (default: as it names itself)")
    added.add_argument(
        "--province",
        type=_province,
        metavar="NAME",
        help="where it is at home; gives its time zone too",
    )
    added.add_argument(
        "--dry-run", action="store_true", help="show the declaration and the articles, save neither"
    )


def _site(text: str) -> str:
    """The address of a site, or of a host that is named alone; judged before anything is made."""
    return address(text if "://" in text else f"https://{text.strip()}")


def _province(text: str) -> Province:
    try:
        return province_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _add(arguments: argparse.Namespace) -> int:
    from scraper.commands.site_text import proposal_text
    from scraper.crawl.probe import (
        Probe,
        run_probe,
    )  # only the verbs that fetch may load Scrapy: it costs half a second
    from scraper.recognise import Proposal, Wishes, propose

    settings, known = config(arguments), declarations(arguments)
    folder: Path = arguments.archive.absolute().parent
    wishes = Wishes(slug=arguments.slug, name=arguments.name, province=arguments.province)

    async def look_and_save(probe: Probe) -> Proposal:
        proposal = await propose(probe, arguments.url, known, wishes)
        if proposal.seen.articles and not arguments.dry_run:
            add_user_portal(folder, proposal.table)
            await probe.file(proposal.portal, proposal.seen.samples)
            probe.verify(proposal.portal, proposal.kept)
        return proposal

    try:
        proposal = run_probe(
            settings,
            known,
            arguments.archive,
            {"command": "add", "url": arguments.url},
            look_and_save,
        )
    except PortalError as error:
        raise SiteError(
            f"{arguments.url}: no declaration fits it ({error}): declare it by hand in spiders/"
        ) from error
    out = console()
    out.print(proposal_text(proposal), soft_wrap=True)
    out.print(printable_text(written_portal(proposal.table)), soft_wrap=True, markup=False)
    for note in proposal.notes:
        complain(note)
    if not proposal.seen.articles:
        raise SiteError(
            f"{arguments.url}: no article of it could be read: nothing was saved; declare it by"
            " hand in spiders/"
        )
    saved = (
        "nothing was saved"
        if arguments.dry_run
        else f"saved in {folder / 'kliping.toml'}: `kliping crawl {proposal.portal.slug}`"
    )
    out.print(printable_text(f"\n{saved}"), soft_wrap=True)
    return OK
