"""Write a portal's declaration and its first fixture, from one saved page.

python -m scripts.new_portal PAGE URL [--name NAME] [--province NAME] [--slug SLUG] [--case CASE]

A portal of a known network is added to that network's file, at its place. Any other site gets a
file named for its publisher, `spiders/SLUG.py`, and is declared on the system that prints it.
The page, trimmed, and what is read from it go to tests/fixtures/SLUG/CASE/. Check the article.json
there: whatever is wrong in it needs a layout (docs/ADDING_A_PORTAL.md).
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bs4 import BeautifulSoup, Comment

from scraper.errors import InputError, ScraperError
from scraper.extract import extract
from scraper.formats.json_values import article_json
from scraper.ingest.saved_pages import Given, page_of, read_time
from scraper.model import Article, Page
from scraper.portals import Network, Platform, Portal, Province, Registry
from scraper.portals.user_portals import province_of
from scraper.recognise import first_look
from scraper.recognise.url_patterns import article_patterns
from scraper.urls import host_of, normalise
from scripts.portal_source import call, home_of, own_file, spelled, with_element

ROOT: Final = Path(__file__).resolve().parent.parent
_SPARE: Final = ("style", "iframe", "noscript", "svg", "link[rel=stylesheet]", "link[rel=preload]")
"""Elements that no reader looks at."""
_SCRIPTS: Final = ("script:not([type*=json])",)
"""Elements that most pages can be read without."""
_ENDING: Final = re.compile(r"(?:\.(?:ac|biz|co|desa|go|my|net|or|sch|web)\.id|\.[a-z]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the caller says of the portal; whatever is None is made of the page and its host."""

    slug: str | None = None
    name: str | None = None
    province: Province | None = None
    case: str = "first"
    """The fixture's folder."""

    def fixture(self, slug: str) -> str:
        """The fixture's place, as a declaration names it in its evidence."""
        return f"fixtures/{slug}/{self.case}"


@dataclass(frozen=True, slots=True)
class Declaration:
    """A portal, and the file that declares it."""

    portal: Portal
    path: str | None = None
    """Under the checkout; None where the portal is declared already."""
    text: str = ""
    edited: bool = False
    """True where the file is there already, and `text` has one element more."""


def declare(page: Page, registry: Registry, root: Path, wishes: Wishes) -> Declaration:
    """The declaration of the page's site: a member of a known network, else a publisher of its own.

    Raises:
        PortalError: no declaration fits it.
        InputError: the network's file has no place for it.
    """
    owner = registry.of(page.url)
    if owner is not None:
        return Declaration(owner)
    seen = first_look(page, registry.platforms)
    host = host_of(page.url)
    named = replace(wishes, name=wishes.name or (seen.name if seen.name != host else None))
    network = registry.network_of_host(host)
    if network is not None:
        return _member(network, page, root, named)
    return _publisher(seen.platform, page, named)


def _member(network: Network, page: Page, root: Path, wishes: Wishes) -> Declaration:
    """One more element in the file of the network."""
    host = host_of(network.portal("any").canonical(page.url))  # not that of the mobile mirror
    key = host.removesuffix(network.host.removeprefix("{key}"))
    evidence = (wishes.fixture(wishes.slug or f"{network.slug}-{key}"),)
    portal = network.portal(key, wishes.name, wishes.province, slug=wishes.slug, evidence=evidence)
    module, variable = home_of(network)
    path = f"{module.__name__.replace('.', '/')}.py"
    province = spelled(module, wishes.province)
    own = {"slug": wishes.slug} if wishes.slug else {}
    element = call(
        f"{variable}.portal", (key,), wishes.name, province, own | {"evidence": evidence}
    )
    source = (root / path).read_text(encoding="utf-8")
    return Declaration(portal, path, with_element(source, variable, element, province), edited=True)


def _publisher(platform: Platform, page: Page, wishes: Wishes) -> Declaration:
    """A file named for the publisher, with one site on the platform that printed the page."""
    host = host_of(page.url)
    slug = wishes.slug or publisher_of(host)
    fields = {
        **_patterns(platform, host, page.url),
        "seen": ((host, page.fetched_at.year),),
        "evidence": (wishes.fixture(slug),),
    }
    portal = platform.site(slug, host, wishes.name, wishes.province, **fields)
    province = f"Province.{wishes.province.name}" if wishes.province else None
    element = call(f'platform("{platform.slug}").site', (slug, host), wishes.name, province, fields)
    return Declaration(portal, f"spiders/{slug.replace('-', '_')}.py", own_file(portal, element))


def write(path: Path, given: Given, root: Path, wishes: Wishes) -> list[Path]:
    """Write the declaration and the fixture under `root`, and return their files.

    Raises:
        InputError: the page cannot be read or is no article, its URL is not an article's, or a file
            is there already.
        PortalError: no declaration fits it.
    """
    page = page_of(path, given)
    made = declare(page, Registry.load(), root, wishes)
    if not made.portal.is_article(page.url):
        raise InputError(
            f"{page.url}: the patterns of {made.portal.slug} take it for no article: name an"
            " article's URL, or mend them by hand"
        )
    article = extract(page, made.portal)
    if not isinstance(article, Article):
        raise InputError(
            f"{path} is no article ({article.reason}: {article.detail}): save the page of one"
        )
    files = _fixture(root / "tests" / wishes.fixture(made.portal.slug), page, made.portal, article)
    if made.path and not made.edited:
        files[root / made.path] = made.text
    for file in files:
        if file.exists():
            raise InputError(
                f"{file} is there already: name another --slug or --case, or take it away"
            )
    if made.path and made.edited:
        files[root / made.path] = made.text
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(files)


def _fixture(folder: Path, page: Page, portal: Portal, article: Article) -> dict[Path, str]:
    """The fixture's files and their text."""
    meta = {"url": page.url, "fetched_at": page.fetched_at.isoformat()}
    golden = json.dumps(article_json(article), ensure_ascii=False, indent=1)
    return {
        folder / "page.html": trimmed(page, portal, article),
        folder / "meta.json": json.dumps(meta) + "\n",
        folder / "article.json": golden + "\n",
    }


def trimmed(page: Page, portal: Portal, article: Article) -> str:
    """The page without what no reader needs, as long as the same article is read from it."""
    whole = page.body.decode("utf-8", "replace")
    for spare in ((*_SPARE, *_SCRIPTS), _SPARE):
        text = _without(whole, spare)
        if extract(Page(page.url, text.encode(), page.fetched_at), portal) == article:
            return text
    return whole


def _without(text: str, selectors: tuple[str, ...]) -> str:
    soup = BeautifulSoup(text, "lxml")
    for element in soup.select(", ".join(selectors)):
        element.decompose()
    for comment in soup.find_all(string=lambda found: isinstance(found, Comment)):
        comment.extract()
    return re.sub(r"\n\s*\n+", "\n", str(soup)).strip() + "\n"


def _patterns(platform: Platform, host: str, url: str) -> dict[str, Any]:
    """A pattern made of the URL, where the platform's patterns do not match it."""
    return (
        {}
        if platform.site("being-added", host).is_article(url)
        else {"articles": article_patterns([url])}
    )


def publisher_of(host: str) -> str:
    """The publisher's slug: its host without `www` and what every domain ends in.

    >>> publisher_of("www.kabar-uji.co.id"), publisher_of("medan.kabar.com")
    ('kabar-uji', 'medan-kabar')
    """
    return "-".join(_ENDING.sub("", host.removeprefix("www.")).split("."))


def _province(text: str) -> Province:
    try:
        return province_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _time(text: str) -> datetime:
    try:
        return read_time(text)
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def main() -> int:
    """Read the arguments, write, and name what was written."""
    arguments = _parser().parse_args()
    wishes = Wishes(
        slug=arguments.slug, name=arguments.name, province=arguments.province, case=arguments.case
    )
    try:
        given = Given(url=normalise(arguments.url), fetched_at=arguments.fetched_at)
        files = write(arguments.page, given, ROOT, wishes)
    except ScraperError as error:
        print(f"new_portal: {error}", file=sys.stderr)
        return error.exit_code
    for file in files:
        print(file.relative_to(ROOT))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("page", type=Path, metavar="PAGE", help="a saved page of one article")
    parser.add_argument("url", metavar="URL", help="where it was saved from")
    parser.add_argument("--name", help="the brand (default: as the page names its site)")
    parser.add_argument(
        "--province", type=_province, metavar="NAME", help="the province that the portal serves"
    )
    parser.add_argument("--slug", help="what to call it (default: made of its host)")
    parser.add_argument("--case", default="first", help="the fixture's folder (default: first)")
    parser.add_argument(
        "--fetched-at",
        type=_time,
        metavar="TIME",
        help="when it was saved (default: the file's own time)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
