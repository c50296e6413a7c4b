"""Finding the modules that declare portals, by the names of their packages.

Python's path is searched first, then the folder that holds Kliping's own code: that is how a
checkout's sample is found from any folder. The folder of an archive is not searched: to open
somebody's archive must not run their code.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

from scraper.errors import PortalError

HOME: Final = Path(__file__).resolve().parents[2]
"""The folder that holds Kliping's own code: a checkout's root, or where Kliping is installed."""


def modules_of(package: str) -> Iterator[ModuleType]:
    """Import a package and its modules, in the order of their names.

    Raises:
        PortalError: the package is missing, or a declaration in it is wrong; the message names the
            module.
    """
    if not all(part.isidentifier() for part in package.split(".")):
        raise PortalError(
            f"declarations: {package!r} is not a package's name: correct `declarations` in"
            " kliping.toml"
        )
    if str(HOME) not in sys.path:
        sys.path.append(str(HOME))  # the processes that extract pages get the same path
    root = _import(package)
    yield root
    for info in sorted(
        pkgutil.iter_modules(getattr(root, "__path__", []), f"{package}."), key=lambda i: i.name
    ):
        try:
            module = _import(info.name)
        except PortalError as error:
            raise PortalError(f"{info.name}: {error}") from error
        yield module


def _import(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing = error.name or name
        if name == missing or name.startswith(f"{missing}."):
            raise PortalError(
                f"declarations: there is no package {name!r}: install it where this kliping runs"
                f" ({sys.prefix}), call the kliping of the checkout or environment that it is part"
                " of, or correct `declarations` in kliping.toml"
            ) from error
        raise PortalError(
            f"declarations: package {name!r} needs {missing!r}: install that where this kliping"
            f" runs ({sys.prefix})"
        ) from error
