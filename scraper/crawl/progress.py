"""What a person sees while a crawl runs: one live line in a terminal, plain lines in a log."""

import logging
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from rich.console import Console
from rich.live import Live
from rich.logging import RichHandler
from rich.text import Text

from scraper.crawl.report import RunReport
from scraper.model import Outcome

FORMAT: Final = "%(asctime)s %(levelname)s %(message)s"
"""Of a log line: one event a line, so that `grep` finds what cron ran into."""

_NOTHING: Final[Counter[Outcome]] = Counter()
_OURS: Final = "kliping"
"""The logger whose INFO is for operators; that of Scrapy and Twisted is for their developers, and only their warnings are shown."""


@contextmanager
def shown(report: RunReport, *, live: bool) -> Iterator[None]:
    """Show the run for the block, on stderr: a live line (and warnings above it) or a log."""
    root = logging.getLogger()
    console = Console(stderr=True)
    handler: logging.Handler = RichHandler(console=console, show_path=False, markup=False) if live else logging.StreamHandler(sys.stderr)
    if not live:
        handler.setFormatter(logging.Formatter(FORMAT))
    least = logging.WARNING if live else logging.INFO
    handler.addFilter(lambda record: record.levelno >= (least if record.name.startswith(_OURS) else logging.WARNING))
    logging.getLogger(_OURS).setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        if live:
            with Live(get_renderable=lambda: line(report, datetime.now(UTC)), console=console, refresh_per_second=4, transient=True):
                yield
        else:
            yield
    finally:
        root.removeHandler(handler)


def line(report: RunReport, now: datetime) -> Text:
    """The run at a glance: how long, which portal, how many of what."""
    seconds = int((now - report.started_at).total_seconds())
    busy = [tally for tally in report.tallies.values() if tally.articles or tally.sources]
    counts = sum((tally.articles for tally in busy), start=_NOTHING.copy())
    words = [f"{count} {outcome.value.replace('_', ' ')}" for outcome, count in counts.items() if count]
    at = busy[-1].portal.slug if busy else "starting"
    sources = sum(tally.sources[Outcome.READ] for tally in busy)
    clock = f"{seconds // 60:d}:{seconds % 60:02d}"
    return Text(f"{clock}  {at}  {len(busy)}/{len(report.tallies)} portals, {sources} sources, {', '.join(words) or '…'}")
