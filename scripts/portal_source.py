"""A portal's declaration as Python text: a file of its own, or an element in its network's file."""

import ast
import json
import re
from collections.abc import Mapping
from types import ModuleType
from typing import Any, Final

from scraper.errors import InputError
from scraper.portals import Network, Portal, Province
from scraper.portals.modules import modules_of

WIDTH: Final = 100


def literal(value: object) -> str:
    """A value as the project writes it: double quotes, patterns as raw strings."""
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, str) and "\\" in value and '"' not in value:
        return f'r"{value}"'
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def call(
    function: str,
    values: tuple[object, ...],
    name: str | None,
    province: str | None,
    fields: Mapping[str, Any],
) -> str:
    """An element of `PORTALS`, wrapped as `ruff format` would wrap it.

    The call of `function` with `values`, the brand, the province (as the file spells it) and
    further `fields`.
    """
    arguments = [*map(literal, values), *([literal(name)] if name else [])]
    if province:
        arguments.append(province if name else f"province={province}")
    arguments += [f"{field}={literal(value)}" for field, value in fields.items()]
    line = f"    {function}({', '.join(arguments)}),"
    if len(line) <= WIDTH:
        return line
    inner = f"        {', '.join(arguments)}"
    if len(inner) > WIDTH:
        inner = "\n".join(f"        {argument}," for argument in arguments)
    return f"    {function}(\n{inner}\n    ),"


def own_file(portal: Portal, element: str) -> str:
    """The file of a publisher with one portal, on a platform that Kliping knows."""
    imported = ["from scraper.portals import Province"] if portal.province else []
    imported.append("from spiders._platforms import platform")
    title = portal.name if re.fullmatch(r"[\w .,&()'-]+", portal.name) else portal.hosts[0]
    one_line = f"PORTALS = ({element.strip()})"
    portals = (
        one_line if "\n" not in element and len(one_line) <= WIDTH else f"PORTALS = (\n{element}\n)"
    )
    return f'"""{title}."""\n\n' + "\n".join(imported) + f"\n\n{portals}\n"


def home_of(network: Network) -> tuple[ModuleType, str]:
    """The module of `spiders/` that declares the network, and the network's variable there.

    Raises:
        InputError: none of them gives it a public name.
    """
    for module in modules_of("spiders"):
        for variable, value in vars(module).items():
            if (
                isinstance(value, Network)
                and value.slug == network.slug
                and not variable.startswith("_")
                and not module.__name__.startswith("spiders._")
            ):
                return module, variable
    raise InputError(
        f"no module of spiders/ names the network {network.slug}: declare the portal beside its"
        " siblings by hand"
    )


def spelled(module: ModuleType, province: Province | None) -> str | None:
    """The province as that file writes it: `P.BALI` where it has the abbreviation."""
    if province is None:
        return None
    return f"{'P' if getattr(module, 'P', None) is Province else 'Province'}.{province.name}"


def with_element(source: str, variable: str, element: str, province: str | None) -> str:
    """A network's file with one more element in `PORTALS`, behind the network's last portal.

    Where the file has a line for each portal, the place is behind those of the same province.

    Raises:
        InputError: `PORTALS` has no element that calls `variable.portal`.
    """
    members = [one for one in _elements(source) if f"{variable}.portal(" in ast.unparse(one)]
    if not members:
        raise InputError(
            f"PORTALS has no element {variable}.portal(…): declare the portal beside its siblings"
            " by hand"
        )
    siblings = [one for one in members if province and _names(one, province)]
    place = _end(source, (siblings or members)[-1])
    return f"{source[:place]},\n{element}{source[place:].removeprefix(',')}"


def _elements(source: str) -> list[ast.expr]:
    """What the file's tuple `PORTALS` holds."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
            (target,) = node.targets
            if isinstance(target, ast.Name) and target.id == "PORTALS":
                return node.value.elts
    return []


def _names(element: ast.expr, province: str) -> bool:
    return (
        isinstance(element, ast.Call)
        and re.search(rf"\b{province}\b", ast.unparse(element)) is not None
    )


def _end(source: str, node: ast.expr) -> int:
    """Where the node ends, in characters: `ast` counts the bytes of a line."""
    lines = source.splitlines(keepends=True)
    last = (node.end_lineno or 1) - 1
    return sum(map(len, lines[:last])) + len(lines[last].encode()[: node.end_col_offset].decode())
