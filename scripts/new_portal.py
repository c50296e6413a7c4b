"""Write a portal's declaration and its first fixture from one saved page.

python -m scripts.new_portal PAGE URL [--name NAME] [--province NAME] [--slug SLUG] [--case CASE]

The page's system is recognised, the portal is written to spiders/SLUG.py, and the page, trimmed,
with what is read from it, to tests/fixtures/SLUG/CASE/. Read that article.json: whatever is wrong
in it wants a layout (docs/ADDING_A_PORTAL.md).
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass
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
from scraper.portals.modules import modules_of
from scraper.portals.user_portals import province_of
from scraper.recognise import first_look
from scraper.recognise.url_patterns import article_patterns
from scraper.urls import host_of, normalise

ROOT: Final = Path(__file__).resolve().parent.parent
_SPARE: Final = ("style", "iframe", "noscript", "svg", "link[rel=stylesheet]", "link[rel=preload]")
"""What no reader looks at."""
_SCRIPTS: Final = ("script:not([type*=json])",)
"""What most pages can be read without; where they cannot, it stays."""


@dataclass(frozen=True, slots=True)
class Written:
    """A declaration as text, and what it declares."""

    portal: Portal
    source: str | None
    """The module's text; None where the portal is declared already."""


def declare(
    page: Page,
    known: Registry,
    *,
    slug: str | None,
    name: str | None,
    province: Province | None,
    case: str,
) -> Written:
    """The declaration of the page's site: a member of a known network, else a site on the system that printed the page.

    Raises:
        PortalError: no declaration fits it.
    """
    owner = known.of(page.url)
    if owner is not None:
        return Written(owner, None)
    host = host_of(page.url)
    network, seen = known.network_of_host(host), first_look(page, known.platforms)
    brand = name or (seen.name if seen.name != host else None)
    if network is not None:
        key = host.partition(".")[0]
        portal = network.portal(
            key,
            brand,
            province,
            slug=slug,
            evidence=(f"fixtures/{slug or f'{network.slug}-{key}'}/{case}",),
        )
        module, variable = _home_of(network)
        call = _call(
            f"{variable}.portal",
            [_literal(key), *_said(brand, province)],
            ({"slug": slug} if slug else {}) | {"evidence": portal.network.evidence},
        )
        return Written(portal, _module(portal, f"from {module} import {variable}", call, province))
    chosen = slug or _slug(host)
    rests_on = {"seen": ((host, page.fetched_at.year),), "evidence": (f"fixtures/{chosen}/{case}",)}
    differences = rests_on | _patterns(seen.platform, host, page.url)
    portal = seen.platform.site(chosen, host, brand, province, **differences)
    call = _call(
        f'platform("{seen.platform.slug}").site',
        [_literal(chosen), _literal(host), *_said(brand, province)],
        differences,
    )
    return Written(
        portal, _module(portal, "from spiders._platforms import platform", call, province)
    )


def write(
    path: Path,
    given: Given,
    root: Path,
    *,
    slug: str | None,
    name: str | None,
    province: Province | None,
    case: str,
) -> list[Path]:
    """Write the declaration and the fixture under `root`, and return their files.

    Raises:
        InputError: the page cannot be read or is no article, its URL is none, or a file is there
            already.
        PortalError: no declaration fits it.
    """
    page = page_of(path, given)
    made = declare(page, Registry.load(), slug=slug, name=name, province=province, case=case)
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
    folder = root / "tests" / "fixtures" / made.portal.slug / case
    files = {
        folder / "page.html": trimmed(page, made.portal, article),
        folder / "meta.json": (
            json.dumps({"url": page.url, "fetched_at": page.fetched_at.isoformat()}) + "\n"
        ),
        folder / "article.json": (
            json.dumps(article_json(article), ensure_ascii=False, indent=1) + "\n"
        ),
    }
    if made.source:
        files[root / "spiders" / f"{made.portal.slug.replace('-', '_')}.py"] = made.source
    for file in files:
        if file.exists():
            raise InputError(
                f"{file} is there already: name another --slug or --case, or take it away"
            )
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(files)


def trimmed(page: Page, portal: Portal, article: Article) -> str:
    """The page without what no reader needs; whatever would change the article that is read from it stays."""
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
    """Patterns made of the URL, where the platform's do not take it."""
    return (
        {}
        if platform.site("being-added", host).is_article(url)
        else {"articles": article_patterns([url])}
    )


def _home_of(network: Network) -> tuple[str, str]:
    """The module that declares the network, and its name there."""
    for module in modules_of("spiders"):
        for variable, value in vars(module).items():
            if (
                isinstance(value, Network)
                and value.slug == network.slug
                and not variable.startswith("_")
            ):
                return module.__name__, variable
    raise InputError(
        f"no module of spiders/ names the network {network.slug}: declare the portal beside its"
        " siblings by hand"
    )


def _said(name: str | None, province: Province | None) -> list[str]:
    last = f"Province.{province.name}" if province else None
    return [*([_literal(name)] if name or last else []), *([last] if last else [])]


def _literal(value: object) -> str:
    """A value as the house writes it: double quotes, patterns as raw strings."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, str) and "\\" in value and '"' not in value:
        return f'r"{value}"'
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _call(function: str, values: list[str], fields: dict[str, Any]) -> str:
    """A call as the house writes it: on one line where it fits, else an argument a line."""
    arguments = [*values, *(f"{name}={_literal(value)}" for name, value in fields.items())]
    line = f"PORTALS = ({function}({', '.join(arguments)}),)"
    if len(line) <= 140:
        return line
    return "\n".join(
        [
            "PORTALS = (",
            f"    {function}(",
            *(f"        {one}," for one in arguments),
            "    ),",
            ")",
        ]
    )


def _module(portal: Portal, imported: str, call: str, province: Province | None) -> str:
    first = "from scraper.portals import Province\n" if province else ""
    return f'"""{portal.name}."""\n\n{first}{imported}\n\n{call}\n'


def _slug(host: str) -> str:
    return "-".join(label for label in host.split(".")[:-1] if label != "www")


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
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("page", type=Path, metavar="PAGE", help="a saved page of one article")
    parser.add_argument("url", metavar="URL", help="where it was saved from")
    parser.add_argument("--name", help="the brand (default: as the page names its site)")
    parser.add_argument(
        "--province", type=_province, metavar="NAME", help="where the portal is at home"
    )
    parser.add_argument("--slug", help="what to call it (default: made of its host)")
    parser.add_argument("--case", default="first", help="the fixture's folder (default: first)")
    parser.add_argument(
        "--fetched-at",
        type=_time,
        metavar="TIME",
        help="when it was saved (default: the file's own time)",
    )
    told = parser.parse_args()
    try:
        given = Given(url=normalise(told.url), fetched_at=told.fetched_at)
        files = write(
            told.page,
            given,
            ROOT,
            slug=told.slug,
            name=told.name,
            province=told.province,
            case=told.case,
        )
    except ScraperError as error:
        print(f"new_portal: {error}", file=sys.stderr)
        return error.exit_code
    for file in files:
        print(file.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
