"""What is declared against the shared knowledge base and the saved pages: everything that they
name, and nothing else.
"""

import gzip
import json
from collections import defaultdict
from functools import cache
from typing import Any

import pytest

from scraper.portals import Portal, Registry, Zone
from scraper.urls import host_of, spellings
from scripts import scorer
from tests.spiders import knowledge

FOLDER = scorer.CORPORA / "indonesia"
TRUTH: dict[str, Any] = (
    json.loads((FOLDER / "truth.json").read_text(encoding="utf-8")) if scorer.is_there() else {}
)
REGISTRY = Registry(
    portal
    for portal in Registry.load()
    if not any(e.startswith("fixtures/") for e in portal.network.evidence)
)
"""Without those that `scripts/new_portal.py` wrote: they rest on the page beside them, which
`test_declarations.py` looks for."""

pytestmark = [
    knowledge.NEEDED,
    pytest.mark.skipif(
        not TRUTH,
        reason=(
            "SKIPPED LOUDLY: no ../shared/corpus/indonesia beside the checkout: no real page was"
            " read"
        ),
    ),
]


@cache
def _saved_pages() -> dict[str, str]:
    """The text of the saved pages of each host."""
    pages: dict[str, str] = defaultdict(str)
    for name, page in TRUTH.items():
        pages[host_of(page["url"])] += gzip.decompress(
            (FOLDER / "pages" / f"{name}.html.gz").read_bytes()
        ).decode("utf-8", "replace")
    return pages


def _saved_text(portal: Portal) -> str:
    return " ".join(
        text for host, text in _saved_pages().items() if portal.owns(f"https://{host}/")
    )


def _spellings(hosts: set[str]) -> set[str]:
    return {spelling for host in hosts for spelling in spellings(host)}


def test_every_host_that_is_named_as_a_portal_is_declared_once() -> None:
    for host in knowledge.named_hosts() | {host_of(page["url"]) for page in TRUTH.values()}:
        owners = [portal.slug for portal in REGISTRY if portal.owns(f"https://{host}/")]
        assert len(owners) == 1, (host, owners)


def test_no_host_is_declared_that_neither_the_knowledge_base_nor_a_saved_page_names() -> None:
    """A saved page also names the other hosts of its own portal, in its links.

    A dead alias may be a host, but never the first.
    """
    named = _spellings(knowledge.known_hosts() | set(knowledge.NO_PORTALS))
    strangers = [(p, host) for p in REGISTRY for host in p.hosts if host not in named]
    assert [
        host for portal, host in strangers if host.removeprefix("www.") not in _saved_text(portal)
    ] == []
    assert [portal.slug for portal in REGISTRY if portal.hosts[0] in knowledge.NO_PORTALS] == []


def test_what_is_no_portal_is_still_named_as_such() -> None:
    """A host that the knowledge base no longer names needs no exception."""
    assert [host for host in knowledge.NO_PORTALS if host not in knowledge.text()] == []


def test_a_name_is_printed_somewhere_or_is_the_host() -> None:
    printed = knowledge.printed_names()
    unnamed = [portal for portal in REGISTRY if not {*spellings(portal.name)} & {*portal.hosts}]
    assert [p.name for p in unnamed if p.name not in printed and p.name not in _saved_text(p)] == []


def test_every_tribun_brand_is_the_one_in_the_networks_menu() -> None:
    menu = next(entry for entry in knowledge.base()["portals"] if entry["id"] == "tribun")[
        "domains"
    ]["regional_official_2024"]
    assert {p.key: p.name for p in REGISTRY.select(["tribun"]) if p.key != "www"} == menu


def test_tribuns_zones_are_those_of_the_knowledge_base() -> None:
    zones = knowledge.base()["dates"]["zones"]
    declared = {p.key: p.zone for p in REGISTRY.select(["tribun"])}
    for zone in (Zone.WITA, Zone.WIT):
        assert {key for key, of in declared.items() if of is zone} == set(
            zones[f"{zone.name.lower()}_tribun"]
        )


def test_full_pages_are_asked_for_as_the_sources_agree() -> None:
    rules = dict(knowledge.full_pages())
    assert len(rules) >= 12
    for domain, added in rules.items():
        portals = [
            portal
            for portal in REGISTRY
            if any(host == domain or host.endswith(f".{domain}") for host in portal.hosts)
        ]
        assert portals, domain
        assert {portal.network.full_page for portal in portals} == {added}, domain


def test_what_a_robots_txt_was_seen_to_forbid_is_declared() -> None:
    rules = list(knowledge.disallowed())
    assert len(rules) >= 6
    for entry, paths in rules:
        owners = {REGISTRY.of(url) for url in knowledge.examples_of(entry)}
        assert owners
        assert all(
            owner and paths <= set(owner.network.crawl_policy.disallowed) for owner in owners
        ), entry["id"]


def test_evidence_names_what_there_is() -> None:
    known = (
        knowledge.ids()
        | set(TRUTH)
        | {path.name.removesuffix(".html.gz") for path in (FOLDER / "pages").iterdir()}
    )
    for portal in REGISTRY:
        assert portal.network.evidence, portal.slug
        assert set(portal.network.evidence) <= known, (
            portal.slug,
            set(portal.network.evidence) - known,
        )


def test_the_pages_that_a_declaration_was_tried_on_are_the_saved_ones() -> None:
    """Each (host, year) that is claimed is a page of the corpus or of the knowledge base; no
    page of the corpus is left unsaid.
    """
    saved = {(host_of(page["url"]), int(page["published"][:4])) for page in TRUTH.values()}
    described = " ".join(knowledge.base()["meta"]["evidence"]["saved_pages"].values())
    claimed = {pair for portal in REGISTRY for pair in portal.network.seen}
    assert saved <= claimed
    for host, year in claimed - saved:
        assert f"{host} article" in described, host
        assert str(year) in described, (host, year)


def test_every_given_article_url_is_an_article_of_one_portal() -> None:
    for url in [
        *knowledge.example_urls(),
        *knowledge.shaped_urls(),
        *(page["url"] for page in TRUTH.values()),
    ]:
        takers = [portal.slug for portal in REGISTRY if portal.is_article(url)]
        assert len(takers) == 1, (url, takers)


def test_examples_are_seen_ones_or_shapes() -> None:
    """An example is a URL of the knowledge base, word for word."""
    given = set(knowledge.example_urls())
    for portal in REGISTRY:
        assert set(portal.network.examples) <= given, portal.slug
