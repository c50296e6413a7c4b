"""One crawl of one process: a spider for each network, all of them at once, one archive, one report."""

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
from scraper.crawl.progress import shown
from scraper.crawl.report import RunReport
from scraper.crawl.response_outcome import error_text
from scraper.crawl.spider_loader import spider_for
from scraper.crawl.writer import Writer, recording
from scraper.errors import ScraperError
from scraper.ingest.extraction_pool import ExtractionPool, extraction_pool
from scraper.ingest.worker import collect_garbage_seldom
from scraper.portals import Portal, Registry

SETTINGS_MODULE: Final = "scraper.crawl.settings"


def run_crawl(
    config: Config, declarations: Registry, job: Job, archive_path: Path, *, progress: bool = False
) -> RunReport:
    """Do the job into the archive and say what happened; `RunReport.exit_code` is the command's.

    With `progress` a live table is shown on a terminal, else structured log lines, on stderr. Once
    per process: Twisted's reactor does not start twice.

    Raises:
        ConfigError: kliping.toml names no contact.
        ArchiveLocked: another run holds the archive.
        ArchiveError: the archive cannot be used as it stands.
    """
    user_agent(
        config, archive_path
    )  # before anything is made: no archive, no lock, no request without a contact
    with (
        recording(archive_path, job, config) as writer,
        shown(writer.report, live=progress),
        extraction_pool(declarations, config) as readers,
    ):
        _crawl(project_settings(config, archive_path), job, declarations, writer, readers)
    return writer.report


def project_settings(config: Config, archive_path: Path) -> Settings:
    """Scrapy's settings as the project has them, with the operator's own in place."""
    settings = Settings()
    settings.setmodule(os.environ.get(ENVVAR, SETTINGS_MODULE), priority="project")
    settings.set(ARCHIVE_SETTING, str(archive_path), priority="cmdline")
    settings.set(CONFIG_SETTING, config, priority="cmdline")
    settings.set(
        "LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline"
    )  # `shown` has put its own handler in place
    return settings


def _crawl(
    settings: Settings, job: Job, declarations: Registry, writer: Writer, readers: ExtractionPool
) -> None:
    process = Process(settings)
    logging.getLogger("scrapy").setLevel(
        logging.WARNING
    )  # it writes two lines a page for its developers, which nobody is shown
    members: dict[str, list[Portal]] = {}
    for portal in job.portals:
        members.setdefault(portal.network.slug, []).append(portal)
    tasks = []
    for slug, chosen in members.items():
        spider: Any = spider_for(slug, tuple(chosen), declarations)
        tasks.append(process.crawl(spider, job=job, writer=writer, readers=readers))
    collect_garbage_seldom()
    process.run()
    for task in tasks:
        if not task.done():  # stopped with something in flight: no spider was closed
            writer.report.interrupted = True
            continue
        error = task.exception()
        if isinstance(error, ScraperError):
            raise error
        if error is not None:
            writer.report.crashes.append(error_text(error))
