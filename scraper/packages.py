"""Finding the modules that declare portals, by the names of their packages."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from scraper.errors import PortalError


def modules_of(package: str) -> Iterator[ModuleType]:
    """The package and its modules, imported, in order of their names.

    Raises:
        PortalError: the package is not there, or a declaration in it is wrong; the text names the module.
    """
    try:
        root = importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise PortalError(f"declarations: there is no package {package!r} ({error}): mend `declarations` in kliping.toml") from error
    yield root
    for info in sorted(pkgutil.iter_modules(getattr(root, "__path__", []), f"{package}."), key=lambda i: i.name):
        try:
            module = importlib.import_module(info.name)
        except PortalError as error:
            raise PortalError(f"{info.name}: {error}") from error
        yield module
