"""What a person sees while a crawl runs: a live table in a terminal, structured lines in a log."""

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

from scraper.crawl.log_lines import Lines, Sentences
from scraper.crawl.report import RunReport, Tally
from scraper.model import Outcome

_OURS: Final = "kliping"
"""The logger whose INFO is for operators; that of Scrapy and Twisted is for their developers,
and only their warnings are shown."""
_GOOD: Final = (Outcome.REVISED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
_OTHER: Final = (Outcome.NOT_AN_ARTICLE, Outcome.GONE, Outcome.REFUSED_BY_ROBOTS)
FRAME: Final = 6
"""Lines of a terminal that the table needs beside its rows."""


@contextmanager
def shown(report: RunReport, *, live: bool) -> Iterator[None]:
    """Show the run for the block, on stderr: with `live` as a table with warnings above it, where that is a terminal; else as a log."""
    root = logging.getLogger()
    console = Console(stderr=True)
    live = live and console.is_terminal
    handler: logging.Handler = (
        RichHandler(console=console, show_path=False, markup=False)
        if live
        else logging.StreamHandler(sys.stderr)
    )
    handler.setFormatter(Sentences() if live else Lines())
    least = logging.WARNING if live else logging.INFO
    handler.addFilter(
        lambda record: (
            record.levelno >= (least if record.name.startswith(_OURS) else logging.WARNING)
        )
    )
    logging.getLogger(_OURS).setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        if live:
            most = max(console.height - FRAME, 1)
            with Live(
                get_renderable=lambda: progress(report, datetime.now(UTC), most),
                console=console,
                refresh_per_second=4,
            ):
                yield
        else:
            yield
    finally:
        root.removeHandler(handler)


def progress(report: RunReport, now: datetime, most: int) -> Table:
    """The run at a glance: one row for each portal, at most `most`, those that are being asked first."""
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
        count(*_GOOD),
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
