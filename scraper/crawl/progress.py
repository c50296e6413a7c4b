"""Shows a crawl while it runs: a live table in a terminal, or structured log lines."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from rich.console import Console
from rich.live import Live
from rich.logging import RichHandler
from rich.table import Table
from rich.text import Text

from scraper.crawl.log_lines import LogFormatter, TerminalFormatter
from scraper.crawl.report import RunReport, Tally
from scraper.model import Outcome

_LOGGER: Final = "kliping"
"""The logger whose INFO lines are for operators.

Those of Scrapy and Twisted are for their developers: only their warnings are shown.
"""
_KNOWN: Final = (Outcome.REVISED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
_OTHER: Final = (Outcome.NOT_AN_ARTICLE, Outcome.GONE, Outcome.REFUSED_BY_ROBOTS)
FRAME: Final = 6
"""Terminal lines that the table needs besides its rows."""


@contextmanager
def show_progress(report: RunReport, *, live: bool) -> Iterator[None]:
    """Show the run on stderr while the block runs.

    With `live`, and where stderr is a terminal, as a table with warnings above it; else as a log.
    """
    root = logging.getLogger()
    console = Console(stderr=True)
    live = live and console.is_terminal
    handler: logging.Handler = (
        RichHandler(console=console, show_path=False, markup=False)
        if live
        else logging.StreamHandler(sys.stderr)
    )
    handler.setFormatter(TerminalFormatter() if live else LogFormatter())
    least = logging.WARNING if live else logging.INFO

    def is_shown(record: logging.LogRecord) -> bool:
        return record.levelno >= (least if record.name.startswith(_LOGGER) else logging.WARNING)

    handler.addFilter(is_shown)
    logging.getLogger(_LOGGER).setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        if live:
            most = max(console.height - FRAME, 1)
            with Live(
                get_renderable=lambda: progress_table(report, datetime.now(UTC), most),
                console=console,
                refresh_per_second=4,
            ):
                yield
        else:
            yield
    finally:
        root.removeHandler(handler)


def progress_table(report: RunReport, now: datetime, most: int) -> Table:
    """The run as a table of at most `most` portals, those being crawled first."""
    seconds = int((now - report.started_at).total_seconds())
    tallies = sorted(report.tallies.values(), key=lambda tally: (tally.done, not tally.begun))
    over = sum(tally.done for tally in tallies)
    heading = f"{seconds // 60:d}:{seconds % 60:02d}, {over} of {len(tallies)} portals done"
    table = Table(title=heading, title_justify="left", title_style="")
    for column in ("portal", "sources", "new links", "archived", "known", "other", "failed"):
        table.add_column(column, justify="left" if column == "portal" else "right")
    table.add_column("")
    for tally in tallies[:most]:
        table.add_row(*_cells(tally))
    if len(tallies) > most:
        table.add_row(f"… {len(tallies) - most} more", *[""] * 7)
    return table


def _cells(tally: Tally) -> list[str | Text]:
    def count(*outcomes: Outcome) -> int:
        return sum(tally.articles[outcome] for outcome in outcomes)

    numbers = (
        tally.sources.total(),
        tally.new,
        count(Outcome.ARCHIVED),
        count(*_KNOWN),
        count(*_OTHER),
        len(tally.failures),
    )
    return [
        Text(tally.portal.slug),
        *(str(number or "") for number in numbers),
        Text(_state(tally)),
    ]


def _state(tally: Tally) -> str:
    if tally.backed_off:
        return f"left alone: {tally.backed_off}"
    if tally.closed:
        return tally.closed
    return "done" if tally.done else "asking" if tally.begun else "waiting"
