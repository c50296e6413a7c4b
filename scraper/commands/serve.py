"""`kliping serve`: the archive in a browser."""

import argparse
import signal
import webbrowser
from pathlib import Path
from typing import Any

from scraper.commands.shared import Verbs, path, port
from scraper.errors import OK, InputError
from scraper.untrusted.parsing import json_of

DEFAULT_PORT = 8001


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    served = verbs.add(
        "serve", _serve, "show the archive in a browser, read-only, also while a crawl writes"
    )
    served.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="HOST",
        help="address to listen on (default: 127.0.0.1: this machine alone)",
    )
    served.add_argument(
        "--port",
        type=port,
        default=DEFAULT_PORT,
        metavar="PORT",
        help=f"port to listen on (default: {DEFAULT_PORT})",
    )
    served.add_argument("--open", action="store_true", help="open a browser on it")
    served.add_argument(
        "--photos",
        action="store_true",
        help="show photos, which readers' browsers fetch from their publishers",
    )
    served.add_argument(
        "--base-url",
        default="/",
        metavar="URL",
        help="where it stands behind a proxy: https://arsip.example.org/kliping/",
    )
    served.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST",
        help="a further name to be asked by; may be repeated",
    )
    served.add_argument(
        "--raw-csv",
        action="store_true",
        help="CSV with every text as it is, also where a spreadsheet would calculate it",
    )
    served.add_argument(
        "--metadata",
        type=path,
        metavar="FILE",
        help="more Datasette metadata as JSON, such as who may see it",
    )


def _serve(arguments: argparse.Namespace) -> int:
    try:
        from scraper.browse.server import Service, serve
    except ModuleNotFoundError as error:
        raise InputError(
            f"kliping serve needs {error.name}: pip install 'kliping[browse]'"
        ) from error
    service = Service(
        host=arguments.host,
        port=arguments.port,
        base_url=arguments.base_url,
        allow_hosts=tuple(arguments.allow_host),
        photos=arguments.photos,
        raw_csv=arguments.raw_csv,
        metadata=_metadata(arguments.metadata) if arguments.metadata else None,
    )

    def announce(address: str) -> None:
        print(f"{address} shows {arguments.archive}; Ctrl-C ends it", flush=True)
        if arguments.open:
            webbrowser.open(address)

    signal.signal(
        signal.SIGTERM, signal.SIG_DFL
    )  # the server ends by itself when it is told to, and its service manager sees by what
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    serve(arguments.archive, service, announce=announce)
    return OK


def _metadata(path: Path) -> dict[str, Any]:
    try:
        read = json_of(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): name a JSON file") from error
    except InputError as error:
        raise InputError(f"{path} is no JSON ({error}): mend it") from error
    if not isinstance(read, dict):
        raise InputError(f"{path} must hold a JSON object, as Datasette's metadata is")
    return read
