"""Runs one real crawl into the working folder and prints seconds and CPU seconds.

`python -m scripts.bench.crawl.measure`. The count begins with the start of the crawl, which opens
the archive and starts Scrapy and the worker processes, and ends with the last committed article.
The work at the end of a run (lexicon, clusters, health) is printed separately, in CPU seconds.
"""

import cProfile
import logging
import pstats
import resource
import sys
import time
from pathlib import Path

from scraper.config import load
from scraper.crawl import Job, run_crawl
from scraper.portals import user_portals
from scripts.bench.crawl.pages import PORTALS


class _Finish(logging.Handler):
    """Notes the time when the portal is done."""

    seconds = cpu = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Note the time if the line says that the portal is done."""
        if record.getMessage() == "portal done":
            self.seconds, self.cpu = time.perf_counter(), _cpu()


def main() -> None:
    """Crawl; with `--profile` print a profile of the crawl's own thread to stderr."""
    folder = Path.cwd()
    config = load(folder)
    known = user_portals.load(config)
    finish = _Finish()
    logging.getLogger("kliping.crawl").addHandler(finish)
    profile = cProfile.Profile() if "--profile" in sys.argv else None
    started, begun = time.perf_counter(), _cpu()
    if profile:
        profile.enable()
    report = run_crawl(config, known, Job(portals=tuple(PORTALS)), folder / "archive.db")
    if profile:
        profile.disable()
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(35)
    if report.exit_code:
        raise SystemExit("\n".join(report.notes))
    readers = resource.getrusage(resource.RUSAGE_CHILDREN)  # known once they have ended
    cpu = finish.cpu - begun + readers.ru_utime + readers.ru_stime
    print(finish.seconds - started, cpu, _cpu() - finish.cpu)


def _cpu() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
