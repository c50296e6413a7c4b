"""Writing a portal into kliping.toml, without a change to the rest of the operator's file."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Item, Table

from scraper.config import FILENAME
from scraper.errors import ConfigError


def written_portal(table: Mapping[str, Any]) -> str:
    """The table as it is written in kliping.toml."""
    document = tomlkit.document()
    document.append("portal", tomlkit.aot())
    document["portal"].append(_table(table))
    return tomlkit.dumps(document).strip()


def add_user_portal(folder: Path, table: Mapping[str, Any]) -> Path:
    """Write the table into `folder`/kliping.toml and return the file's path.

    It replaces a table of the same slug.

    Raises:
        ConfigError: the file is not TOML, `portal` is not a list of tables there, or it cannot be
            written.
    """
    path = folder / FILENAME
    try:
        document = (
            tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        )
        known = document.get("portal")
        if known is None:
            known = tomlkit.aot()
            document.append("portal", known)
        if not isinstance(known, AoT):
            raise ConfigError(f"{path}: portal must be a list of tables: write [[portal]]")
        at = next(
            (number for number, one in enumerate(known) if one.get("slug") == table["slug"]), None
        )
        if at is None:
            known.append(_table(table))
        else:
            known[at] = _table(table)
        _replace(path, tomlkit.dumps(document))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(
            f"{path} cannot be written ({error}): correct it, and call again"
        ) from error
    return path


def _table(fields: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    table.trivia.indent = "\n"  # a blank line before the table: tomlkit keeps it here
    for name, value in fields.items():
        table.append(
            name, _lines(value) if isinstance(value, (list, tuple)) else tomlkit.item(value)
        )
    return table


def _lines(values: Sequence[Any]) -> Array:
    """A list: strings on one line, tables each on its own."""
    array = tomlkit.array()
    for value in values:
        array.append(
            _inline(value)
            if isinstance(value, Mapping)
            else tomlkit.string(value, literal="\\" in value and "'" not in value)
        )
    return array.multiline(multiline=any(isinstance(value, Mapping) for value in values))


def _inline(fields: Mapping[str, Any]) -> Item:
    table = tomlkit.inline_table()
    table.update(fields)
    return table


def _replace(path: Path, text: str) -> None:
    """Write a temporary file first: a write that breaks off would lose the operator's settings."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        beside = Path(name)
        beside.chmod(path.stat().st_mode if path.exists() else 0o644)
        beside.replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
