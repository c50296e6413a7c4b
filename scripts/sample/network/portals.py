"""The sample network's portals: the real declarations, each host under `.localhost`.

Name this module in kliping.toml to crawl them.

`jateng.idntimes.com` is served as `jateng.idntimes.com.localhost`. Patterns, aliases, sources and
rules are the real network's, so a crawl of the sample tests them. Only two things change: the texts
that name a host, and a publisher's refusal of crawlers, because the sample's pages are ours.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from scraper.portals import Network, Portal, Registry, Source
from scripts.sample.network.shape import SAMPLE, Post
from scripts.sample.network.shapes import POSTS
from scripts.sample.ports import PORT

LOCAL: Final = ".localhost"
_URL: Final = re.compile(r"^https?://([^/]+)")


def rehosted(portal: Portal, port: int) -> Portal:
    """The portal as it is served at `port` of loopback."""
    return replace(
        portal,
        slug=f"sample-{portal.slug}",
        name=portal.name + SAMPLE,
        network=_network(portal.network, port),
        hosts=tuple(host + LOCAL for host in portal.hosts),
        sections=portal.sections and portal.sections + re.escape(LOCAL),
    )


def _network(network: Network, port: int) -> Network:
    return replace(
        network,
        slug=f"sample-{network.slug}",
        name=f"{network.name} (sample, invented)",
        publisher=None,
        host=network.host + LOCAL,
        host_aliases=tuple(
            (_local_end(pattern), replacement) for pattern, replacement in network.host_aliases
        ),
        sources=tuple(_source(source, port) for source in network.sources),
        scheme="http",
        port=port,
        delay=0.05,
        examples=(),
        crawl_policy=replace(network.crawl_policy, refusal=None),
        verified="served by scripts/sample: it is no live site",
        seen=(),
    )


def _local_end(pattern: str) -> str:
    """A pattern for hosts, with the end of the real host replaced by that of the sample's."""
    return pattern.replace("$", rf"(?={re.escape(LOCAL)}(?::\d+)?$)")


def _source(source: Source, port: int) -> Source:
    return replace(source, url=_URL.sub(rf"http://\1{LOCAL}:{port}", source.url))


@cache
def sample_portals(port: int) -> Mapping[str, Portal]:
    """The sample's portals by the slug of the real one."""
    real = Registry.load()
    return {
        slug: rehosted(real[slug], port) for slug in dict.fromkeys(post.portal for post in POSTS)
    }


def posts_of(slug: str) -> list[Post]:
    """What the portal publishes, layout by layout."""
    return [post for post in POSTS if post.portal == slug]


PORTALS: Final = tuple(sample_portals(PORT).values())
