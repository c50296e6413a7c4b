"""One crawl of the real thing into the working folder: `python -m scripts.crawl_bench.measure` prints seconds and CPU seconds."""

import cProfile
import logging
import pstats
import resource
import sys
import time
from pathlib import Path

from scraper import declared
from scraper.config import load
from scraper.crawl import Job, run_crawl
from scripts.crawl_bench.pages import PORTALS


def main() -> None:
    """Crawl; with `--profile` print where the time went on stderr, by room."""
    folder = Path.cwd()
    config = load(folder)
    known = declared.load(config)
    logging.getLogger("kliping").addFilter(lambda record: record.levelno >= logging.WARNING)
    profile = cProfile.Profile() if "--profile" in sys.argv else None
    started, begun = time.perf_counter(), _cpu()
    if profile:
        profile.enable()
    report = run_crawl(config, known, Job(portals=tuple(PORTALS)), folder / "archive.db")
    if profile:
        profile.disable()
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(35)
    took = time.perf_counter() - started
    if report.exit_code:
        raise SystemExit("\n".join(report.notes))
    print(took, _cpu() - begun)


def _cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
