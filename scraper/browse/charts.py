"""The geometry of bar charts and heat maps; the templates draw them as SVG.

The figures are on the page as text too. Charts need no script, and print well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10
from typing import Final

HEIGHT: Final = 150
_BOTTOM: Final = 22
_TOP: Final = 10
_WIDEST: Final = 14.0
"""Most per cent of the plot for a bar with its gap: three bars should not look like towers."""
_LABELS: Final = 6
"""Most names under the axis: a phone has room for no more."""
LEVELS: Final = 5
MOST_BARS: Final = 36
"""A finger can still hit one of this many bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it is, what it says, where it links to.

    Horizontal values are per cent of the plot, vertical ones pixels, so that text keeps its size.
    """

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int
    href: str | None
    """None for a bar of zero."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A name on an axis: its place in per cent horizontally, in pixels vertically."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar chart."""

    bars: tuple[Bar, ...]
    names: tuple[Mark, ...]
    """Under the axis."""
    grid: tuple[Mark, ...]
    """Horizontal lines, with their values."""
    height: int = HEIGHT
    base: int = HEIGHT - _BOTTOM


def bar_chart(
    numbers: Sequence[tuple[str, int]],
    *,
    label: Callable[[str], str],
    short: Callable[[str], str],
    href: Callable[[str], str],
    number: Callable[[int], str],
) -> BarChart | None:
    """A chart of pairs of name and number; None if there is nothing to draw.

    `short` makes the names under the axis, `label` those that are read aloud.
    """
    most = max((value for _, value in numbers), default=0)
    if not most:
        return None
    step = _step(most)
    top = ceil(most / step) * step
    room, slot = HEIGHT - _BOTTOM - _TOP, min(100 / len(numbers), _WIDEST)
    drawn = tuple(
        Bar(
            x=round((index + 0.12) * slot, 2),
            y=round(_TOP + room * (1 - value / top), 2),
            width=round(slot * 0.76, 2),
            height=round(room * value / top, 2),
            label=label(name),
            value=value,
            href=href(name) if value else None,
        )
        for index, (name, value) in enumerate(numbers)
    )
    every = ceil(len(numbers) / _LABELS)
    names = tuple(
        Mark(round((index + 0.5) * slot, 2), short(name))
        for index, (name, _) in enumerate(numbers)
        if index % every == 0
    )
    grid = tuple(
        Mark(round(_TOP + room * (1 - value / top), 2), number(value))
        for value in range(0, top + 1, step)
    )
    return BarChart(drawn, names, grid)


def level(value: int, most: int) -> int:
    """How dark a cell of a heat map is: 0 for nothing, else 1 to `LEVELS`.

    It grows with the square root of the value, so that small numbers still differ.

    >>> [level(value, 100) for value in (0, 1, 4, 30, 100)]
    [0, 1, 1, 3, 5]
    """
    return 0 if value <= 0 else min(LEVELS, max(1, ceil(LEVELS * (value / max(most, 1)) ** 0.5)))


def per_period(days: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Numbers by day (`2022-08-02`), in order and without gaps.

    If there would be more than `MOST_BARS` days, the numbers are summed by month, or else by year.

    >>> per_period([("2022-08-02", 1), ("2022-08-04", 2)])
    [('2022-08-02', 1), ('2022-08-03', 0), ('2022-08-04', 2)]
    >>> per_period([("2022-07-02", 1), ("2022-08-30", 2)])
    [('2022-07', 1), ('2022-08', 2)]
    """
    if not days:
        return []
    first, last = date.fromisoformat(min(days)[0]), date.fromisoformat(max(days)[0])
    span = range(first.toordinal(), last.toordinal() + 1)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(span) <= MOST_BARS:
        names, length = [date.fromordinal(day).isoformat() for day in span], 10
    elif len(months) <= MOST_BARS:
        names, length = [f"{month // 12:04}-{month % 12 + 1:02}" for month in months], 7
    else:
        names, length = [f"{year:04}" for year in range(first.year, last.year + 1)], 4
    counted = dict.fromkeys(names, 0)
    for day, number in days:
        counted[day[:length]] += number
    return list(counted.items())


def _step(most: int) -> int:
    """A round distance between grid lines that gives two to four of them."""
    power: int = 10 ** int(log10(most))
    for part in (0.25, 0.5, 1, 2, 5):
        step = int(power * part)
        if step >= 1 and most / step <= 4:
            return step
    return power
