"""The bylines of a text dump: labelled names around the body, and names beside the date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scraper.extract.dump.layout import Layout
from scraper.extract.dump.lines import DumpLine, LineKind, is_outlet_byline
from scraper.extract.text.byline_words import LABELS
from scraper.extract.text.bylines import read_bylines
from scraper.extract.text.dates import date_in
from scraper.extract.text.person_names import is_agency, is_person
from scraper.extract.text.phrases import is_boilerplate
from scraper.model import Byline, Role

__all__ = ["Names", "find_names", "is_name"]

_NEWSROOM: Final = re.compile(r"^tim redaksi$", re.IGNORECASE)
_CONNECTOR: Final = re.compile(r"(?<!\s)\s+(?:pada|on|at|am|le|el)\s*$", re.IGNORECASE)
"""A word between the name and the date."""
_DESK: Final = re.compile(r"(?:[A-ZÀ-Þ][\w.'’]*\s){2,4}-\s\w+$")
"""A name and its desk, above the date: "Ani Lestari - detikfinance"."""
_SMALL: Final = frozenset(("bin", "binti", "van", "von", "der", "de", "al", "el"))
"""Parts of a name that are printed in lower case."""
_SHORTEST_LABEL: Final = 6
"""Characters: a shorter label ("red") does not count in a line of its own."""
_REACH: Final = 60
"""Lines after the body that are searched for a labelled byline: it may follow other lists."""


@dataclass(frozen=True, slots=True)
class Names:
    """The bylines of a dump."""

    bylines: tuple[Byline, ...]
    raw: str
    """The lines that they were read from."""
    taken: frozenset[int]
    """The numbers of these lines, and of other lines that are no text because of them."""


def find_names(layout: Layout, lines: Sequence[DumpLine]) -> Names:
    """The bylines: labelled ones around the body, and the date's if no writer is labelled."""
    found: list[Byline] = []
    raw: list[str] = []
    taken: set[int] = set()
    for line in _around_body(layout, lines):
        names = _on_line(line, lines, far=line.number >= layout.end)
        used = {line.number} if names else set()
        if not names:
            names, used = _beside_label(line, lines, taken)
        taken |= used
        if names:
            found += names
            raw.append(line.text)
    if all(byline.role is Role.EDITOR for byline in found):
        for line in _lines_of_names(layout.between):
            found += read_bylines(line.text)
            raw.append(line.text)
            taken.add(line.number)
        if any(_NEWSROOM.match(line.text) for line in layout.between):
            found = _with_last_as_editor(found)
    taken.update(line.number for line in layout.between if _NEWSROOM.match(line.text))
    found.sort(key=lambda byline: byline.role is Role.EDITOR)
    distinct = {(byline.name.casefold(), byline.role): byline for byline in found}
    return Names(tuple(distinct.values()), " | ".join(raw), frozenset(taken))


def _around_body(layout: Layout, lines: Sequence[DumpLine]) -> tuple[DumpLine, ...]:
    """The lines around the headline and the body, in which bylines are looked for."""
    after = lines[layout.end : layout.end + _REACH]
    return (*layout.above[-3:], *layout.between, *layout.body[:2], *after)


def _on_line(line: DumpLine, lines: Sequence[DumpLine], *, far: bool) -> tuple[Byline, ...]:
    """The names of a line that says what they did: by a label, a date, an outlet or a desk.

    After the body (`far`) only a label counts.
    """
    if line.kind is LineKind.BYLINE:
        return read_bylines(line.text)
    if far:
        return ()
    if is_outlet_byline(line.text) or _names_desk(line, lines):
        return read_bylines(line.text)
    return _beside_date(line.text) if line.kind is LineKind.DATE else ()


def _names_desk(line: DumpLine, lines: Sequence[DumpLine]) -> bool:
    """True for a name and its desk right above the date."""
    after = lines[line.number + 1] if line.number + 1 < len(lines) else None
    return after is not None and after.kind is LineKind.DATE and _DESK.match(line.text) is not None


def _beside_date(text: str) -> tuple[Byline, ...]:
    """The labelled names in a date line, or the one name that is printed with the date."""
    beside = _CONNECTOR.sub("", text.replace(date_in(text) or text, "")).strip(" ,|-–•·")
    names = read_bylines(beside)
    labelled = tuple(byline for byline in names if byline.label)
    if labelled or len(names) != 1 or len(names[0].name) < len(beside) * 0.5:
        return labelled
    return names if 1 < len(names[0].name.split()) <= 4 and names[0].name[0].isupper() else ()


def _beside_label(
    line: DumpLine, lines: Sequence[DumpLine], taken: set[int]
) -> tuple[tuple[Byline, ...], set[int]]:
    """The names above or below a line that is only a label, and the numbers of both lines."""
    label = line.text.lower().strip(" :")
    role = LABELS.get(label) if len(label) >= _SHORTEST_LABEL else None
    if role not in {Role.REPORTER, Role.EDITOR}:
        return (), set()
    for number in (line.number - 1, line.number + 1):
        if not 0 <= number < len(lines) or number in taken:
            continue
        if is_name(lines[number].text, or_agency=role is Role.REPORTER):
            return read_bylines(lines[number].text, line.text.strip(" :")), {line.number, number}
    return (), set()


def _lines_of_names(between: Sequence[DumpLine]) -> list[DumpLine]:
    """Lines that hold nothing but names: all above "Tim Redaksi", else one beside the date."""
    dates = [line.number for line in between if line.kind is LineKind.DATE]
    newsroom = next((line.number for line in between if _NEWSROOM.match(line.text)), None)
    if newsroom is not None:
        first = dates[0] if dates else newsroom - 4
        above = [line for line in between if first < line.number < newsroom]
        return [line for line in above if _are_names(line.text)]
    for line in between:
        is_beside = any(abs(line.number - number) == 1 for number in dates)
        if line.kind is LineKind.SHORT and is_beside and _are_names(line.text):
            return [line]
    return []


def _are_names(text: str) -> bool:
    """True where names are nearly all that a line holds."""
    names = read_bylines(text)
    if not names or not all(is_name(byline.name) for byline in names):
        return False
    return sum(len(byline.name) for byline in names) > len(text) - 8


def is_name(text: str, *, or_agency: bool = False) -> bool:
    """True for two to five words printed as names are; with `or_agency`, for an agency too."""
    words = text.strip(" ,").split()
    if not 1 < len(words) <= 5 or is_boilerplate(text):
        return False
    if not all(word[0].isupper() or word.lower() in _SMALL for word in words):
        return False
    name = " ".join(words)
    return is_person(name) or (or_agency and is_agency(name))


def _with_last_as_editor(names: list[Byline]) -> list[Byline]:
    """Unlabelled names above "Tim Redaksi": the writers come first, the editor last."""
    if len(names) < 2 or any(byline.label for byline in names):
        return names
    return [*names[:-1], Byline(names[-1].name, Role.EDITOR)]
