"""A Datasette on an archive: read-only, beside whatever crawl is writing, for as long as it is let run."""

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
from scraper.browse.bounded_database import Bounded
from scraper.browse.canned_queries import for_datasette
from scraper.browse.visit import NAME
from scraper.errors import InputError

SETTINGS: Final[dict[str, Any]] = {
    "suggest_facets": False,  # it counts every column of a table of millions at each visit
    "default_page_size": 50,
    "max_returned_rows": 2_000,
    "sql_time_limit_ms": 5_000,  # a reader's SQL; the pages' own bound is reading.MOST_SECONDS
    "facet_time_limit_ms": 1_000,
    # SQLite frees the interpreter while it reads, and the search page reads twice at once
    "num_sql_threads": 4,
    "cache_size_kb": 65_536,  # a connection's, as in the archive's own
    # `kliping backup` copies the file whole; a download under a running crawl would not be
    "allow_download": False,
    "truncate_cells_html": 400,
    "default_cache_ttl": 0,
}


EVERYWHERE: Final = ("0.0.0.0", "::", "")  # noqa: S104 (names to compare with)
"""Hosts to listen on that name no address, but all of this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What an operator may choose."""

    host: str = "127.0.0.1"
    port: int = 8001
    base_url: str = "/"
    """Where it stands behind a proxy: a path, `/kliping/`, or with the proxy's host,
    `https://arsip.example.org/kliping/`."""
    allow_hosts: tuple[str, ...] = ()
    """Further names that it may be asked by; loopback, `host` and the host of `base_url` are
    always among them."""
    photos: bool = False
    """True lets a reader's browser fetch photos from their publishers."""
    raw_csv: bool = False
    """True leaves texts in CSV as they are, also where a spreadsheet would calculate them."""
    metadata: dict[str, Any] | None = None
    """More of Datasette's metadata, such as `allow` blocks and other plugins' settings."""


def datasette_on(path: Path, service: Service) -> Datasette:
    """A Datasette on the archive, not yet listening.

    Raises:
        InputError: there is no such file.
        NotAnArchive: the file is something else.
        ArchiveError: it cannot be read, or an older Kliping wrote it.
    """
    Archive.open(path, read_only=True).close()
    if not pm.is_registered(plugin):
        pm.register(plugin, NAME)
        pm.unregister(name="datasette.handle_exception")  # our plugin answers in its place
    room = files("scraper.browse")
    made = Datasette(
        files=[],
        memory=False,
        metadata=_metadata(service),
        settings=SETTINGS | {"base_url": _path_of(service.base_url)},
        template_dir=str(room.joinpath("templates")),
        static_mounts=[("kliping", str(room.joinpath("static")))],
    )
    made.remove_database("_memory")
    made.add_database(
        Bounded(made, path=str(path.resolve()), is_mutable=not is_immutable(path)), name=DATABASE
    )
    return made


def serve(path: Path, service: Service, *, announce: Callable[[str], None]) -> None:
    """Serve the archive until it is stopped; `announce` is told the address as soon as it listens.

    Raises:
        as `datasette_on`; InputError: nothing can listen there.
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
            f"{service.host}:{service.port} cannot be listened on ({error.strerror}): choose"
            " another with --port"
        ) from error


def _metadata(service: Service) -> dict[str, Any]:
    ours = table_docs.metadata(for_datasette())
    given = service.metadata or {}
    chosen = {
        "photos": service.photos,
        "raw_csv": service.raw_csv,
        "hosts": _hosts(service),
        "everywhere": service.host in EVERYWHERE,
    }
    plugins = given.get("plugins", {}) | {NAME: chosen}
    return (
        ours
        | given
        | {
            "plugins": plugins,
            "databases": _merged(ours["databases"], given.get("databases", {})),
        }
    )


def _path_of(base_url: str) -> str:
    path = urlsplit(base_url).path
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def _hosts(service: Service) -> list[str]:
    """The names that a request may ask by, beside those of loopback.

    Raises:
        InputError: one of them cannot be a host's name.
    """
    named = urlsplit(service.base_url).netloc
    given = [
        *service.allow_hosts,
        *([named] if named else []),
        *([] if service.host in EVERYWHERE else [service.host]),
    ]
    hosts = {host: host_check.as_header(host) for host in given}
    wrong = [host for host, name in hosts.items() if name is None]
    if wrong:
        raise InputError(
            f"{wrong[0]!r} is no host: give a name or an address, such as arsip.example.org"
        )
    return sorted(name for name in hosts.values() if name is not None)


def _merged(ours: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return ours | {name: ours.get(name, {}) | more for name, more in given.items()}
