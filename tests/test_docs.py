"""The docs name every command and option that there is, and no other."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.cli import COMMANDS, command_module, parser
from scraper.commands.shared import Commands

PAGE = (Path(__file__).parents[1] / "docs" / "COMMANDS.md").read_text(encoding="utf-8")
_, *PARTS = re.split(r"^### (.+)\n", PAGE, flags=re.MULTILINE)
SECTIONS = dict(zip(PARTS[::2], PARTS[1::2], strict=True))
EVERYWHERE = {"--help", "--archive"}


def commands(
    within: argparse.ArgumentParser, name: str = "kliping"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in within._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, command in action.choices.items():
                yield f"{name} {word}", command
                yield from commands(command, f"{name} {word}")


def documented(section: str) -> set[str]:
    """The long options in the first column of the section's tables."""
    text = SECTIONS[section]
    rows = re.findall(r"^\| (`--.+?) \|", text.partition("\n## ")[0], re.MULTILINE)
    found = {option for row in rows for option in re.findall(r"`(--[\w-]+)", row)}
    return found | (documented("Filters") if "[filters](#filters)" in text else set())


REAL = dict(commands(parser()))


def test_every_command_has_its_section_and_no_other() -> None:
    named = {re.match(r"`([a-z -]+[a-z])", title) for title in SECTIONS if title != "Filters"}
    assert {found[1] for found in named if found} == set(REAL)
    assert len(SECTIONS) == len(REAL) + 1


@pytest.mark.parametrize("name", REAL)
def test_a_section_has_every_option_of_its_command_and_no_other(name: str) -> None:
    (section,) = (title for title in SECTIONS if re.match(rf"`{name}(?: [^a-z]|`)", title))
    options = {
        option
        for action in REAL[name]._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    assert documented(section) == options - EVERYWHERE


def test_what_all_commands_have_is_said_first() -> None:
    first = PAGE.partition("\n## ")[0]
    assert all(f"`{option}" in first for option in EVERYWHERE)
    assert "--version" in first


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_a_module_named_after_it(name: str) -> None:
    made = argparse.ArgumentParser()
    actions = made.add_subparsers()
    command_module(name).register(Commands(actions))
    assert list(actions.choices) == [name]
