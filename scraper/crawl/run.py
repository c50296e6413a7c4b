"""Runs a job: one spider for each network, all at once, into one archive and one report."""

import logging
import os
from pathlib import Path
from typing import Any, Final

from scrapy.settings import Settings
from scrapy.utils.project import ENVVAR

from scraper.config import Config
from scraper.crawl.job import Job
from scraper.crawl.options import ARCHIVE_SETTING, CONFIG_SETTING, user_agent
from scraper.crawl.process import Process
from scraper.crawl.progress import show_progress
from scraper.crawl.report import RunReport
from scraper.crawl.response_outcome import error_text
from scraper.crawl.run_record import record_run
from scraper.crawl.spider_loader import spider_for
from scraper.crawl.writer import Writer
from scraper.errors import ScraperError
from scraper.ingest.extraction_pool import ExtractionPool, extraction_pool
from scraper.ingest.worker import collect_garbage_seldom
from scraper.portals import Portal, Registry

SETTINGS_MODULE: Final = "scraper.crawl.settings"


def run_crawl(
    config: Config, registry: Registry, job: Job, archive_path: Path, *, progress: bool = False
) -> RunReport:
    """Do the job, archive what it yields, and report it; `RunReport.exit_code` is the command's.

    stderr shows the progress: with `progress`, on a terminal, as a live table, else as structured
    log lines. Works once per process, because Twisted's reactor does not start twice.

    Raises:
        ConfigError: kliping.toml names no contact.
        ArchiveLocked: another run holds the archive.
        ArchiveError: the archive cannot be used as it stands.
    """
    user_agent(config, archive_path)  # without a contact, neither archive nor lock is made
    with (
        record_run(archive_path, job, config) as writer,
        show_progress(writer.report, live=progress),
        extraction_pool(registry, config) as pool,
    ):
        _crawl(project_settings(config, archive_path), job, registry, writer, pool)
    return writer.report


def project_settings(config: Config, archive_path: Path) -> Settings:
    """The project's Scrapy settings, with the operator's own options."""
    settings = Settings()
    settings.setmodule(os.environ.get(ENVVAR, SETTINGS_MODULE), priority="project")
    settings.set(ARCHIVE_SETTING, str(archive_path), priority="cmdline")
    settings.set(CONFIG_SETTING, config, priority="cmdline")
    # `show_progress` installs its own handler.
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    return settings


def _crawl(
    settings: Settings, job: Job, registry: Registry, writer: Writer, pool: ExtractionPool
) -> None:
    process = Process(settings)
    # Below WARNING, Scrapy writes two lines a page for its developers, which are shown nowhere.
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    members: dict[str, list[Portal]] = {}
    for portal in job.portals:
        members.setdefault(portal.network.slug, []).append(portal)
    tasks = []
    for slug, chosen in members.items():
        spider: Any = spider_for(slug, tuple(chosen), registry)
        tasks.append(process.crawl(spider, job=job, writer=writer, pool=pool))
    collect_garbage_seldom()
    process.run()
    for task in tasks:
        if not task.done():  # stopped with requests in flight: its spider was not closed
            writer.report.interrupted = True
            continue
        error = task.exception()
        if isinstance(error, ScraperError):
            raise error
        if error is not None:
            writer.report.crashes.append(error_text(error))
