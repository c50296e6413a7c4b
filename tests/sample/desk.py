"""Where a test crawls the sample: the ordinary command in a process of its own, into an empty
folder.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from scraper.portals import Zone
from scripts.sample.ports import PORT_VARIABLE
from tests.command_process import CommandProcess

ROOT = Path(__file__).resolve().parents[2]
DAYS = 7


@dataclass(frozen=True)
class Desk:
    """An empty folder to crawl into, what is crawled, and the day that the sample takes for
    today.
    """

    folder: Path
    portals: Sequence[str]
    today: date

    @property
    def archive(self) -> Path:
        return self.folder / "archive.db"

    def words(self, *more: str) -> list[str]:
        since = self.today - timedelta(days=DAYS - 1)
        days = ["--since", str(since), "--until", str(self.today)]
        return ["crawl", *self.portals, *days, "--archive", str(self.archive), *more]

    def start(self, port: int, *more: str) -> CommandProcess:
        environment = os.environ | {PORT_VARIABLE: str(port), "PYTHONPATH": str(ROOT)}
        return CommandProcess.start(
            "scraper.cli", *self.words(*more), cwd=ROOT, environment=environment
        )

    def crawl(self, port: int, *more: str) -> int:
        done = self.start(port, *more).finish(timeout=300)
        sys.stdout.write(done.out + done.err)  # pytest shows it beside a failure
        return done.code


def desk(folder: Path, declarations: str, *portals: str) -> Desk:
    """A desk in that folder for portals or networks of a module of declarations."""
    settings = (
        f'contact = "mailto:uji@kliping.invalid"\ndeclarations = ["{declarations}"]\nloopback ='
        " true\ndelay = 0.0\n"
    )
    (folder / "kliping.toml").write_text(settings, encoding="utf-8")
    return Desk(folder, portals, datetime.now(Zone.WIB.tzinfo).date())
