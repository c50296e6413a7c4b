"""All declared portals: loaded from their packages, checked together, looked up by slug or host."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scraper.errors import InputError, PortalError
from scraper.portals.modules import modules_of
from scraper.portals.network import Network, Platform, Portal
from scraper.urls import host_of, spellings

DECLARATIONS: Final = ("spiders",)
"""The packages whose modules declare portals, unless kliping.toml names others."""


class Registry:
    """All portals that Kliping knows, and the platforms that it recognises.

    No two portals share a slug or a host.
    """

    def __init__(self, portals: Iterable[Portal] = (), platforms: Iterable[Platform] = ()) -> None:
        self.platforms: tuple[Platform, ...] = tuple(platforms)
        """In the order in which a page is compared with them."""
        self._by_slug: dict[str, Portal] = {}
        self._by_host: dict[str, Portal] = {}
        for portal in portals:
            self._enter(portal)

    @property
    def portals(self) -> tuple[Portal, ...]:
        """All of them, in the order of their declaration."""
        return tuple(self._by_slug.values())

    def _enter(self, portal: Portal) -> None:
        if portal.slug in self._by_slug:
            raise PortalError(
                f"portal {portal.slug!r}: slug: two portals use it; every slug is used once"
            )
        for known in (spelling for host in portal.hosts for spelling in spellings(host)):
            if known in self._by_host:
                raise PortalError(
                    f"portal {portal.slug!r}: hosts: {known} is also a host of"
                    f" {self._by_host[known].slug!r}"
                )
        self._check_sections(portal)
        self._by_slug[portal.slug] = portal
        self._by_host.update(dict.fromkeys(portal.hosts, portal))

    def _check_sections(self, portal: Portal) -> None:
        """Raise `PortalError` where a pattern of sections matches another portal's host."""
        pairs = [(other, portal) for other in self.portals if other.sections]
        pairs += [(portal, other) for other in self.portals if portal.sections]
        for owner, other in pairs:
            taken = next((host for host in other.hosts if owner.has_section(host)), None)
            if taken:
                raise PortalError(
                    f"portal {owner.slug!r}: sections: {taken} is a host of {other.slug!r}: leave"
                    " it out"
                )

    @classmethod
    def load(cls, packages: Sequence[str] = DECLARATIONS) -> "Registry":
        """Import the modules of `packages` and collect what each calls `PORTALS` and `PLATFORMS`.

        Raises:
            PortalError: a package is missing, or a declaration in it is wrong; the message names
                the module.
        """
        loaded = cls()
        for module in (module for package in packages for module in modules_of(package)):
            loaded.platforms += tuple(getattr(module, "PLATFORMS", ()))
            for portal in getattr(module, "PORTALS", ()):
                try:
                    loaded._enter(portal)
                except PortalError as error:
                    raise PortalError(f"{module.__name__}: {error}") from error
        return loaded

    def network(self, slug: str) -> Network | None:
        """The network of that slug, as most of its portals have it, or None."""
        networks = Counter(portal.network for portal in self.portals if portal.network.slug == slug)
        return networks.most_common(1)[0][0] if networks else None

    def network_of_host(self, host: str) -> Network | None:
        """The network whose host template fits the host (`{key}.disway.id`), or None."""
        domains = {
            portal.network.host.removeprefix("{key}"): portal.network.slug for portal in self
        }
        slug = next(
            (
                slug
                for domain, slug in domains.items()
                if domain.startswith(".") and host.endswith(domain)
            ),
            None,
        )
        return self.network(slug) if slug else None

    def __iter__(self) -> Iterator[Portal]:
        return iter(self._by_slug.values())

    def get(self, slug: str) -> Portal | None:
        """The portal of that slug, or None."""
        return self._by_slug.get(slug)

    def __getitem__(self, slug: str) -> Portal:
        """The portal of that slug.

        Raises:
            InputError: no portal has it; the message names the nearest slugs.
        """
        try:
            return self._by_slug[slug]
        except KeyError:
            near = difflib.get_close_matches(slug, self._by_slug, n=3, cutoff=0.5)
            hint = f"did you mean {', '.join(near)}? " if near else ""
            raise InputError(
                f"no portal is called {slug!r}: {hint}`kliping portals` lists them all"
            ) from None

    def select(self, names: Sequence[str]) -> tuple[Portal, ...]:
        """The portals behind slugs of portals and networks, each once, in the given order.

        Raises:
            InputError: a name is neither.
        """
        chosen: dict[str, Portal] = {}
        for name in names:
            members = [p for p in self.portals if p.network.slug == name]
            for portal in members or [self[name]]:
                chosen[portal.slug] = portal
        return tuple(chosen.values())

    def of(self, url: str) -> Portal | None:
        """The portal that owns the URL's host, or None."""
        host = host_of(url)
        known = next(
            (self._by_host[spelling] for spelling in spellings(host) if spelling in self._by_host),
            None,
        )
        return known or next(
            (p for p in self.portals if (p.sections or p.network.host_aliases) and p.owns(url)),
            None,
        )

    def of_outlet(self, outlet: str) -> Portal | None:
        """The portal whose brand is spelled like this (`TRIBUN-TIMUR.COM`), or None."""
        wanted = _outlet_key(outlet)
        return next((p for p in self.portals if wanted and _outlet_key(p.name) == wanted), None)


def _outlet_key(name: str) -> str:
    return (
        re.sub(r"\.(com|co\.id|co|id|net)$", "", name.strip().lower())
        .replace(" ", "")
        .replace("-", "")
    )
