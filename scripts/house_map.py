"""The map of modules in docs/ARCHITECTURE.md, made of the modules' own summary lines.

`python -m scripts.house_map` writes it; tests/test_house.py compares it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "ARCHITECTURE.md"
BEGIN: Final = "<!-- Made by `python -m scripts.house_map`. -->\n"
FOLDERS: Final = ("scraper", "spiders", "scripts")
UNMAPPED: Final = ("scripts/sample/tribun/layouts", "scripts/sample/network/shapes")
"""Folders of many pages of one kind: their package's row stands for them."""


def rooms() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Each package's path, its summary, and its modules with theirs."""
    packages = [path.parent for folder in FOLDERS for path in (ROOT / folder).rglob("__init__.py")]
    for package in sorted(packages):
        name = package.relative_to(ROOT).as_posix()
        modules = [] if name in UNMAPPED else sorted(package.glob("[!_]*.py"))
        modules += [] if name in UNMAPPED else sorted(package.glob("_[!_]*.py"))
        yield name, summary(package / "__init__.py"), [(one.name, summary(one)) for one in modules]


def summary(path: Path) -> str:
    """The first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if not docstring:
        raise SystemExit(f"{path.relative_to(ROOT)}: write a docstring: its first line is its row")
    return docstring.partition("\n")[0].replace("|", "\\|")


def made() -> str:
    """The map as Markdown."""
    parts = []
    for name, what, modules in rooms():
        rows = "".join(f"| `{module}` | {said} |\n" for module, said in modules)
        table = f"\n| module | what it is |\n|---|---|\n{rows}" if rows else ""
        parts.append(f"### `{name}/`\n\n{what}\n{table}")
    return "\n".join(parts)


def main() -> None:
    """Write the map behind what is written by hand."""
    before = PAGE.read_text(encoding="utf-8").partition(BEGIN)[0]
    PAGE.write_text(f"{before}{BEGIN}\n{made()}", encoding="utf-8")


if __name__ == "__main__":
    main()
