"""Set up a Datasette on an archive and serve it: read-only, even while a crawl writes."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from scraper.archive import Archive
from scraper.archive.storage import is_immutable
from scraper.browse import host_check, plugin, table_docs
from scraper.browse.archive_access import DATABASE
from scraper.browse.bounded_database import BoundedDatabase
from scraper.browse.canned_queries import for_datasette
from scraper.browse.visit import PLUGIN
from scraper.errors import InputError

SETTINGS: Final[dict[str, Any]] = {
    # suggestions would count every column of a table of millions at each visit
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 2_000,
    # for readers' SQL; the limit of our own pages is archive_access.MOST_SECONDS
    "sql_time_limit_ms": 5_000,
    "facet_time_limit_ms": 1_000,
    # SQLite frees the interpreter while it reads, and the search page reads twice at once
    "num_sql_threads": 4,
    "cache_size_kb": 65_536,  # per connection, as in the archive's own
    # a file downloaded during a crawl would be inconsistent; `kliping backup` copies it safely
    "allow_download": False,
    "truncate_cells_html": 400,
    "default_cache_ttl": 0,
}


EVERYWHERE: Final = ("0.0.0.0", "::", "")  # noqa: S104 (names to compare with)
"""Hosts to listen on that mean all addresses of this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The settings that an operator may choose."""

    host: str = "127.0.0.1"
    port: int = 8001
    base_url: str = "/"
    """Its address behind a proxy: a path, `/kliping/`, or with the proxy's host,
    `https://arsip.example.org/kliping/`."""
    allow_hosts: tuple[str, ...] = ()
    """Host names that requests may use besides loopback, `host` and the host of `base_url`."""
    photos: bool = False
    """True lets readers' browsers fetch photos from their publishers."""
    raw_csv: bool = False
    """True leaves texts in CSV unchanged, even if a spreadsheet would run them as formulas."""
    metadata: dict[str, Any] | None = None
    """More of Datasette's metadata, such as `allow` blocks and other plugins' settings."""


def datasette_on(path: Path, service: Service) -> Datasette:
    """A Datasette on the archive, not yet listening.

    Raises:
        InputError: the file does not exist.
        NotAnArchive: the file is something else.
        ArchiveError: it cannot be read, or an older Kliping wrote it.
    """
    Archive.open(path, read_only=True).close()
    if not pm.is_registered(plugin):
        pm.register(plugin, PLUGIN)
        pm.unregister(name="datasette.handle_exception")  # our plugin answers in its place
    package = files("scraper.browse")
    made = Datasette(
        files=[],
        memory=False,
        metadata=_metadata(service),
        settings=SETTINGS | {"base_url": _path_of(service.base_url)},
        template_dir=str(package.joinpath("templates")),
        static_mounts=[("kliping", str(package.joinpath("static")))],
    )
    made.remove_database("_memory")
    made.add_database(
        BoundedDatabase(made, path=str(path.resolve()), is_mutable=not is_immutable(path)),
        name=DATABASE,
    )
    return made


def serve(path: Path, service: Service, *, announce: Callable[[str], None]) -> None:
    """Serve the archive until stopped; `announce` gets the address as soon as the server listens.

    Raises:
        InputError: the file does not exist, or the address cannot be listened on.
        ArchiveError: as `datasette_on`.
    """
    made = datasette_on(path, service)
    asyncio.run(made.invoke_startup())
    config = uvicorn.Config(
        made.app(),
        log_level="warning",
        lifespan="on",
        server_header=False,
        proxy_headers=True,
        ws="none",
    )
    with _listening(service) as listener:
        announce(f"http://{service.host}:{listener.getsockname()[1]}{_path_of(service.base_url)}")
        uvicorn.Server(config).run(sockets=[listener])


def _listening(service: Service) -> socket.socket:
    try:
        return socket.create_server((service.host, service.port), reuse_port=False)
    except OSError as error:
        raise InputError(
            f"cannot listen on {service.host}:{service.port} ({error.strerror}):"
            " choose another port with --port"
        ) from error


def _metadata(service: Service) -> dict[str, Any]:
    """Datasette's metadata: the operator's over ours, database by database."""
    ours = table_docs.metadata(for_datasette())
    given = service.metadata or {}
    chosen = {
        "photos": service.photos,
        "raw_csv": service.raw_csv,
        "hosts": _hosts(service),
        "everywhere": service.host in EVERYWHERE,
    }
    merged = {
        "plugins": given.get("plugins", {}) | {PLUGIN: chosen},
        "databases": _merge(ours["databases"], given.get("databases", {})),
    }
    return ours | given | merged


def _path_of(base_url: str) -> str:
    path = urlsplit(base_url).path
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def _hosts(service: Service) -> list[str]:
    """The hosts that a request may name, besides loopback.

    Raises:
        InputError: one of them cannot be a host.
    """
    given = list(service.allow_hosts)
    if proxy := urlsplit(service.base_url).netloc:
        given.append(proxy)
    if service.host not in EVERYWHERE:
        given.append(service.host)
    hosts = set()
    for host in given:
        name = host_check.host_of_setting(host)
        if name is None:
            raise InputError(
                f"{host!r} is not a host: give a name or an address, such as arsip.example.org"
            )
        hosts.add(name)
    return sorted(hosts)


def _merge(ours: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return ours | {name: ours.get(name, {}) | more for name, more in given.items()}
