"""`kliping serve`: show the archive in a browser."""

import argparse
import signal
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scraper.commands.export import RAW_CSV_HELP
from scraper.commands.shared import Commands, path, port
from scraper.errors import OK, InputError
from scraper.untrusted.parsing import json_of

if TYPE_CHECKING:
    from scraper.browse.server import Service

DEFAULT_PORT: Final = 8001


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    serve = commands.add(
        "serve", _run, "show the archive in a browser, read-only, even while a crawl writes"
    )
    _add_addresses(serve)
    serve.add_argument("--open", action="store_true", help="open a browser")
    serve.add_argument(
        "--photos",
        action="store_true",
        help="show photos, which readers' browsers fetch from their publishers",
    )
    serve.add_argument("--raw-csv", action="store_true", help=RAW_CSV_HELP)
    serve.add_argument(
        "--metadata",
        type=path,
        metavar="FILE",
        help="more Datasette metadata as JSON, such as who may see the archive",
    )


def _add_addresses(serve: argparse.ArgumentParser) -> None:
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="HOST",
        help="address to listen on (default: 127.0.0.1: only this machine)",
    )
    serve.add_argument(
        "--port",
        type=port,
        default=DEFAULT_PORT,
        metavar="PORT",
        help=f"port to listen on (default: {DEFAULT_PORT})",
    )
    serve.add_argument(
        "--base-url",
        default="/",
        metavar="URL",
        help="its address behind a proxy: https://arsip.example.org/kliping/",
    )
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST",
        help="another host name that requests may use; may be repeated",
    )


def _run(arguments: argparse.Namespace) -> int:
    try:
        from scraper.browse.server import serve
    except ModuleNotFoundError as error:
        raise InputError(
            f"kliping serve needs {error.name}: pip install 'kliping[browse]'"
        ) from error
    service = _service(arguments)

    def announce(address: str) -> None:
        print(f"{address} shows {arguments.archive}; Ctrl-C ends it", flush=True)
        if arguments.open:
            webbrowser.open(address)

    _leave_signals_to_the_server()
    serve(arguments.archive, service, announce=announce)
    return OK


def _service(arguments: argparse.Namespace) -> "Service":
    from scraper.browse.server import Service

    return Service(
        host=arguments.host,
        port=arguments.port,
        base_url=arguments.base_url,
        allow_hosts=tuple(arguments.allow_host),
        photos=arguments.photos,
        raw_csv=arguments.raw_csv,
        metadata=_metadata(arguments.metadata) if arguments.metadata else None,
    )


def _leave_signals_to_the_server() -> None:
    """Let the server end by itself, so that its service manager sees which signal ended it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _metadata(path: Path) -> dict[str, Any]:
    try:
        metadata = json_of(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): name a JSON file") from error
    except InputError as error:
        raise InputError(f"{path} is not JSON ({error}): correct it") from error
    if not isinstance(metadata, dict):
        raise InputError(f"{path} must hold a JSON object, like Datasette's metadata")
    return metadata
