"""Runs the real command in processes of its own, against a small network on loopback."""

import os
import signal
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.command_process import CommandProcess, Done
from tests.crawl.site import Answer, Site

ROOT = Path(__file__).resolve().parents[2]

DECLARATIONS = """
from scraper.portals import Network, Source, SourceKind

def network(slug, *keys):
    made = Network(
        slug=slug, name=slug.title(), platform="none",
        host="{key}." + slug + ".localhost", scheme="http", port=PORT,
        articles=(r"/berita/\\d+/[^/]+",),
        sources=(Source(kind=SourceKind.LISTING, url="{base}/index"),), delay=0.0,
        verified="made up for the tests",
    )
    return [made.portal(key, key.title()) for key in keys]

PORTALS = [*network("uji", KEYS), *network("lain", "kota")]
"""
WORKER = "scraper.ingest.worker"
"""In the command line of an extraction process."""
SETTINGS = """
contact = "mailto:uji@kliping.invalid"
declarations = ["uji_portals"]
loopback = true
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """An operator's folder: kliping.toml, declarations, and the archive after the first crawl."""

    path: Path

    @property
    def archive(self) -> Path:
        return self.path / "archive.db"

    def start(
        self, *words: str, module: str = "scraper.cli", cwd: Path | None = None
    ) -> CommandProcess:
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(self.path), str(ROOT)]),
            "NO_COLOR": "1",
            "COLUMNS": "200",
        }
        return CommandProcess.start(module, *words, cwd=cwd or self.path, environment=environment)

    def run(self, *words: str, module: str = "scraper.cli", cwd: Path | None = None) -> Done:
        return self.start(*words, module=module, cwd=cwd).finish()

    def declare(self, old: str, new: str) -> None:
        """Change the declarations."""
        file = self.path / "uji_portals.py"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def set(self, lines: str) -> None:
        """Add lines to kliping.toml."""
        file = self.path / "kliping.toml"
        file.write_text(file.read_text(encoding="utf-8") + lines, encoding="utf-8")

    def pass_time(self, days: int) -> None:
        """Let that many days pass, as far as the ledger knows."""
        self.write(
            "UPDATE ledger SET due_at = strftime('%Y-%m-%dT%H:%M:%SZ', due_at, ?) WHERE due_at IS"
            " NOT NULL",
            f"-{days} days",
        )

    def write(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.archive)) as archive, archive:
            archive.execute(statement, values)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.archive)) as archive:
            return archive.execute(query, values).fetchall()


def folder(path: Path, site: Site, keys: Sequence[str]) -> Folder:
    """A folder that declares the portals `uji-KEY` and `lain-kota`, served by the site."""
    named = ", ".join(f'"{key}"' for key in keys)
    (path / "uji_portals.py").write_text(
        DECLARATIONS.replace("PORT,", f"{site.port},").replace("KEYS", named), encoding="utf-8"
    )
    (path / "kliping.toml").write_text(SETTINGS, encoding="utf-8")
    return Folder(path)


def host(key: str, network: str = "uji") -> str:
    return f"{key}.{network}.localhost"


def index(numbers: Sequence[int]) -> Answer:
    """A listing of those articles."""
    links = "".join(
        f'<li><h3><a href="{path(number)}">Kabar {number}</a></h3></li>' for number in numbers
    )
    return Answer(f"<html><body><h1>Indeks</h1><ul>{links}</ul></body></html>")


def path(number: int) -> str:
    return f"/berita/{number}/kabar-nomor-{number}"


def story(number: int, published: datetime = datetime(2022, 8, 2, 3, tzinfo=UTC)) -> str:
    """An article's page, different for each number."""
    paragraphs = "".join(
        f"<p>Paragraf {at} dari kabar nomor {number}: warga Desa Contoh berkumpul di balai desa"
        f" sejak pagi untuk membahas perbaikan jalan yang rusak sepanjang {number + at} kilometer,"
        " dan kepala desa berjanji pekerjaan dimulai sebelum musim hujan tiba.</p>"
        for at in range(1, 5)
    )
    headline = f"Kabar nomor {number} dari Desa Contoh"
    printed = f"{published + timedelta(minutes=number):%Y-%m-%dT%H:%M:%SZ}"
    return (
        f"<!DOCTYPE html><html lang='id'><head><title>{headline}</title>"
        f"<meta property='article:published_time' content='{printed}'></head>"
        f"<body><article><h1>{headline}</h1><div class='isi'>{paragraphs}</div></article>"
        "</body></html>"
    )


def children(process: int) -> list[int]:
    """The ids of a process's children."""
    return [
        int(word)
        for word in (
            Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        )
    ]


def stopped_reader(process: int) -> int:
    """Wait for the process's extraction process and stop it, so that it never answers.

    Stopped between its fork and its exec it would hold its parent in the middle of starting it.
    """
    while not (found := [child for child in children(process) if WORKER in command_line(child)]):
        time.sleep(0.02)
    os.kill(found[0], signal.SIGSTOP)
    return found[0]


def command_line(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")
