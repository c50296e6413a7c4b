"""Finds the patterns: those compiled while the packages load, and those passed to `re` as text."""

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[3]
PACKAGES: Final = ("scraper", "spiders")
FUNCTIONS: Final = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
UNKNOWN: Final = ("fullmatch", "search")
"""What is tried of a pattern whose use no name shows: from the beginning to the end, and from
everywhere."""
FROM_TABLES: Final = (
    "scraper/portals/network.py:_at_home",
    "scraper/portals/network.py:has_section",
    "scraper/urls.py:first_page",
)
"""The functions that pass `re` a text from a portal's declaration or from `scraper.urls`;
`_declared` collects those texts."""


@dataclass(frozen=True, slots=True)
class Found:
    """One pattern."""

    pattern: str
    """For a pattern of bytes, its text as Latin-1."""
    flags: int
    is_bytes: bool
    where: str
    """The module, and the name or line where it is made: `scraper.urls._DAY`."""
    uses: tuple[str, ...]
    """The pattern methods that the code calls on it."""

    def compiled(self) -> re.Pattern[Any]:
        """The compiled pattern."""
        return (
            re.compile(self.pattern.encode("latin-1"), self.flags)
            if self.is_bytes
            else re.compile(self.pattern, self.flags)
        )


def collect() -> list[Found]:
    """All patterns, each once, from a new process: in this one they may be compiled already."""
    command = [sys.executable, "-m", "scripts.proof.patterns.collect"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [Found(**{**row, "uses": tuple(row["uses"])}) for row in json.loads(done.stdout)]


def _here() -> list[Found]:
    """All patterns, in a process that has not loaded the packages yet."""
    caught = _Caught()
    modules = [importlib.import_module(name) for package in PACKAGES for name in _modules(package)]
    rows = [*_as_texts(modules), *_declared(), *caught.named(modules)]
    caught.stop()
    unique: dict[tuple[str, int, bool], Found] = {}
    for row in rows:
        key = (row.pattern, row.flags, row.is_bytes)
        before = unique.get(key)
        uses = tuple(sorted({*row.uses, *(before.uses if before else ())}))
        unique[key] = Found(
            row.pattern, row.flags, row.is_bytes, before.where if before else row.where, uses
        )
    return [replace(found, uses=found.uses or UNKNOWN) for found in unique.values()]


def _modules(package: str) -> Iterator[str]:
    found = importlib.import_module(package)
    yield package
    for module in pkgutil.walk_packages(found.__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            yield module.name


class _Caught:
    """The patterns that modules of the packages compile from now on, with the line that asked."""

    def __init__(self) -> None:
        self.found: list[tuple[re.Pattern[Any], str]] = []
        self._compile = re.compile
        re.compile = self._caught

    def _caught(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        compiled: re.Pattern[Any] = self._compile(pattern, flags)
        frame: FrameType | None = sys._getframe(1)
        name = str(frame.f_globals.get("__name__", "")) if frame is not None else ""
        if frame is not None and name.partition(".")[0] in PACKAGES:
            self.found.append((compiled, f"{name}:{frame.f_lineno}"))
        return compiled

    def stop(self) -> None:
        """Restore `re`."""
        re.compile = self._compile

    def named(self, modules: list[ModuleType]) -> list[Found]:
        """The caught patterns, with their names in their modules and the methods called there."""
        names: dict[int, str] = {}
        uses: dict[int, set[str]] = {}
        for module in modules:
            called = _uses(_tree(module))
            for name, value in vars(module).items():
                for pattern in _within(value):
                    names.setdefault(id(pattern), f"{module.__name__}.{name}")
                    uses.setdefault(id(pattern), set()).update(called.get(name, ()))
        return [
            _found(one, names.get(id(one), line), tuple(uses.get(id(one), ())))
            for one, line in self.found
        ]


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    """The pattern that a value is, or the patterns of a table."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _within(one)
    elif isinstance(value, dict) and len(value) < 1000:
        for one in value.values():
            yield from _within(one)


def _uses(tree: ast.Module) -> dict[str, set[str]]:
    """The methods called on each pattern or table of patterns, by name: `{"_DAY": {"search"}}`."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in FUNCTIONS
            and isinstance(node.value, ast.Name)
        ):
            found.setdefault(node.value.id, set()).add(node.attr)
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            tables = [one.id for one in ast.walk(node.iter) if isinstance(one, ast.Name)]
            each = {
                method
                for one in ast.walk(node.target)
                if isinstance(one, ast.Name)
                for method in found.get(one.id, ())
            }
            for table in tables:
                found.setdefault(table, set()).update(each)
    return found


def _as_texts(modules: list[ModuleType]) -> Iterator[Found]:
    """The patterns passed to functions of `re` as text: constants, or built from a module's own.

    Raises:
        SystemExit: one is built from a function's own variables, so that its text cannot be known.
    """
    for module in modules:
        for function, call in _calls(_tree(module)):
            method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            where = f"{module.__name__.replace('.', '/')}.py:{function}"
            if where in FROM_TABLES:
                continue
            try:
                pattern = _value(call.args[0], module)
                given = (
                    call.args[2:]
                    if method in ("match", "fullmatch", "search", "findall", "finditer")
                    else call.args[4:]
                )
                flags = [
                    _value(one, module)
                    for one in (
                        *given,
                        *(word.value for word in call.keywords if word.arg == "flags"),
                    )
                ]
            except NameError as error:
                sys.exit(
                    f"{where}: make this pattern a constant of its module, or know its table in"
                    f" {__name__} ({error})"
                )
            yield _found(re.compile(pattern, flags[0] if flags else 0), where, (method,))


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """The calls of `re.search` and its like, each with the name of the function around it."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in FUNCTIONS
            ):
                yield function.name, node


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), str(module.__file__), "eval"), dict(vars(module)))  # noqa: S307 (our own source)


def _declared() -> Iterator[Found]:
    """The patterns of declarations and their tables, which are compiled at first use."""
    from scraper.portals import Registry  # noqa: PLC0415 (after `_Caught` is there)
    from scraper.urls import AMP, Parts  # noqa: PLC0415

    for pattern, _ in (*AMP, *(alias for parts in Parts for alias in parts.aliases)):
        yield _found(re.compile(pattern), "scraper.urls.Parts.aliases", ("sub",))
    for portal in Registry.load().portals:
        network = portal.network
        portal.is_article(portal.base + "/a")
        for path in network.crawl_policy._forbidden:
            yield _found(path, f"{network.slug}: crawl_policy", ("match",))
        tables = {
            "articles": ("fullmatch",),
            "not_articles": ("match",),
            "host_aliases": ("sub",),
            "path_aliases": ("sub",),
        }
        for name, uses in tables.items():
            for one in getattr(network, name):
                yield _found(
                    re.compile(one if isinstance(one, str) else one[0]),
                    f"{network.slug}: {name}",
                    uses,
                )
        if portal.sections:
            yield _found(re.compile(portal.sections), f"{portal.slug}: sections", ("fullmatch",))


def _found(pattern: re.Pattern[Any], where: str, uses: tuple[str, ...]) -> Found:
    text = (
        pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    )
    flags = pattern.flags & ~re.UNICODE if not isinstance(pattern.pattern, bytes) else pattern.flags
    return Found(text, flags, isinstance(pattern.pattern, bytes), where, uses)


if __name__ == "__main__":
    json.dump([asdict(found) for found in _here()], sys.stdout)
