"""The shared knowledge base of portals, read for the tests: which hosts it names as portals, and
which facts have an id.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from scraper.urls import host_of
from scripts import scorer

PATH: Final = Path(scorer.ROOT).parent / "shared" / "portals.yaml"
NEEDED: Final = pytest.mark.skipif(
    not PATH.exists(), reason="SKIPPED LOUDLY: no ../shared/portals.yaml beside the checkout"
)

LISTS: Final = {
    "tribun": {"regional_official_2024": "{}.tribunnews.com"},
    "kompas_regional": {"hosts": "{}.kompas.com"},
    "detik_regional": {"hosts": "{}"},
    "antara_bureaus": {"bureaus": "{}.antaranews.com"},
    "suara_regional": {"hosts": "{}.suara.com"},
    "jawapos_radar": {"seen": "{}.jawapos.com", "related_other_hosts": "{}"},
    "promedia_prmn": {
        "prmn_examples": "{}.pikiran-rakyat.com",
        "partners_seen_or_same_shape": "{}",
    },
    "disway_network": {"seen": "{}.disway.id"},
    "solopos_espos": {"hosts": "{}", "legacy": "{}"},
    "harianjogja": {"hosts": "{}.harianjogja.com"},
    "liputan6_regional": {"hosts": "{}"},
    "merdeka": {"hosts": "{}"},
    "okezone": {"hosts": "{}.okezone.com"},
    "sindonews_daerah": {"hosts": "{}"},
    "republika_regional": {"hosts": "{}.republika.co.id"},
    "idntimes_regional": {"hosts": "{}.idntimes.com"},
    "viva_regional": {"hosts": "{}.viva.co.id"},
    "bisnis_regional": {"hosts": "{}.bisnis.com"},
    "rri": {"hosts": "{}"},
    "prokal_kaltimpost": {"hosts": "{}", "legacy": "{}"},
    "waspada": {"hosts": "{}", "legacy": "{}"},
}
"""Portal entry → list under its `domains` → what a name of the list is a host of."""
IN_WORDS: Final = {
    "inews_network": ("seen (", "{}.inews.id"),
    "jpnn_regional": ("subdomains (", "{}.jpnn.com"),
}
"""Platform → where its sentence begins to name keys, and what they are hosts of."""
NO_PORTALS: Final = {
    "20.detik.com": "videos",
    "antarajateng.com": "a dead alias of a bureau",
    "api.tribunnews.com": "dead since 2021",
    "assets.pikiran-rakyat.com": "pictures",
    "bisnis.suara.com": "no longer resolves",
    "borneo24.com": "named as what another scraper takes for a portal",
    "en.antaranews.com": "in English",
    "feed.liputan6.com": "feeds",
    "imgcdn.espos.id": "pictures",
    "mpi.okezone.com": "republishes SINDOnews",
    "rss.detik.com": "dead feeds",
    "rss.kompas.com": "feeds behind a key",
    "search.bisnis.com": "a search",
    "search.kompas.com": "a search",
    "serambinews.com": "lives at aceh.tribunnews.com",
    "static.promediateknologi.id": "pictures",
    "swa.co.id": "a magazine whose feed a registry lists as broken",
}
"""Hosts that the knowledge base names and that are no portal of ours, each with what it says of
them."""
_HOST: Final = re.compile(r"(?<![\w@./*-])((?:[a-z0-9-]+\.)+(?:co\.id|com|id|co))(?![\w-]|\.[a-z])")
_CHOICE: Final = re.compile(r"\(\?P<\w+>([a-z]+(?:\|[a-z]+)+)\)((?:\\\.[a-z]+)+)/")

_FILLED: Final = {
    "{kanal}": "ekonomi",
    "{cat}": "politik",
    "{id}": "1234567",
    "{slug}": "contoh-slug",
    "...": "politik",
    "YYYY/MM/DD": "2022/08/02",
}
_BLANK: Final = re.compile("|".join(map(re.escape, _FILLED)))


@cache
def text() -> str:
    """The knowledge base as text."""
    return PATH.read_text(encoding="utf-8")


@cache
def base() -> dict[str, Any]:
    """The knowledge base."""
    found: dict[str, Any] = yaml.safe_load(text())
    return found


def ids() -> set[str]:
    """Everything that a declaration may name as evidence."""
    evidence = base()["meta"]["evidence"]
    named = {
        entry["id"]
        for part in ("portals", "platforms", "cross_cutting_traps")
        for entry in base()[part]
    }
    return named | {
        name for kind in ("saved_pages", "datasets", "scrapers") for name in evidence[kind]
    }


def named_hosts() -> set[str]:
    """Every host that is named as a portal's: in a list, in words, in an example or as a site."""
    return {*_listed(), *_in_words(), *_HOST.findall(text()), *map(host_of, example_urls())} - {
        *NO_PORTALS,
        "",
    }


def known_hosts() -> set[str]:
    """The named hosts, the sections that a URL pattern lists, and where a source is."""
    choices = {
        key + domain.replace("\\", "")
        for keys, domain in _CHOICE.findall(text())
        for key in keys.split("|")
    }
    return named_hosts() | choices | set(re.findall(r"https?://([a-z0-9.-]+)", text()))


def example_urls() -> Iterator[str]:
    """The article URLs that the knowledge base gives for its patterns."""
    for entry in base()["portals"]:
        yield from examples_of(entry)


def examples_of(entry: dict[str, Any]) -> Iterator[str]:
    """Those of one portal entry."""
    for pattern in entry.get("url", {}).get("patterns", ()):
        yield from pattern["examples"]


def shaped_urls() -> Iterator[str]:
    """An article URL in each shape that the knowledge base writes down for a portal without
    giving an example.
    """
    for entry in next(entry for entry in base()["portals"] if entry["id"] == "misc_verified")[
        "entries"
    ]:
        host = _HOST.search(entry["site"])
        for shape in re.findall(r"/[^\s,]+", entry.get("url", "")) if host else ():
            yield f"https://{host[1]}{_BLANK.sub(lambda found: _FILLED[found[0]], shape)}"


def full_pages() -> Iterator[tuple[str, str]]:
    """(domain, what to add to an article's URL to get all its pages in one document), where the
    sources agree on one.
    """
    for rule in base()["full_page_rules"]["rules"]:
        added = re.match(r"(?:path suffix )?([?/]\S+)$", rule["add"])
        if added and _HOST.fullmatch(domain := rule["site"].partition(" ")[0]):
            yield domain, added[1]


def disallowed() -> Iterator[tuple[dict[str, Any], set[str]]]:
    """(portal entry, paths that its robots.txt was seen to forbid)."""
    for entry in base()["portals"]:
        access = entry.get("access", {})
        paths = {*access.get("robots_disallow", ()), *access.get("robots_disallow_www", ())}
        if paths:
            yield entry, {path for path in paths if path.startswith("/")}


def printed_names() -> str:
    """Where a brand must stand to be one: the knowledge base, without the slugs of its examples."""
    return re.sub(r"https?://\S+", " ", text())


def _listed() -> Iterator[str]:
    for entry in base()["portals"]:
        domains = entry.get("domains", {})
        for name, template in LISTS.get(entry["id"], {}).items():
            listed = domains[name]
            for key in listed if isinstance(listed, (list, dict)) else [listed]:
                yield template.format(key)


def _in_words() -> Iterator[str]:
    for entry in base()["platforms"]:
        opening, template = IN_WORDS.get(entry["id"], ("", ""))
        if opening:
            sentence = f"{entry['name']} {entry['covers_est']}".partition(opening)[2].partition(
                ")"
            )[0]
            yield from (
                template.format(key.strip()) for key in sentence.split(",") if key.strip() != "..."
            )
