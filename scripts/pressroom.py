"""The sample network crawled twice, with a silent edit in between, and served by Kliping."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from scripts.demo import DAYS, EXPECTED, NETWORK, ROOT
from scripts.sample.ports import PORT_VARIABLE
from scripts.sample.server import serve
from scripts.sample.sites import site_at

CHROMIUM = Path("/usr/bin/chromium")
"""Debian's; `dev.py setup --browser` installs it."""
CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-background-networking")
"""Without Chromium's own sandbox, which a container run as root lacks, and without its calls home.
"""


def crawled(folder: Path, today: date) -> Path:
    """Make an archive in that folder with every article of the sample network, one of them edited.

    Raises:
        RuntimeError: a crawl ended in another way than the sample's do; the text is its output.
    """
    demo = replace(NETWORK, folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kliping.toml").write_text(demo.settings() + "delay = 0.0\n", encoding="utf-8")
    for changed in (False, True):
        with serve(
            site_at(today=today, changed=changed, network=True), _same_port(folder)
        ) as running:
            (folder / "port.txt").write_text(str(running.port), encoding="utf-8")
            _crawl(demo.archive, running.port, today)
    return demo.archive


def _same_port(folder: Path) -> int:
    """The day of the first crawl: an article's URL holds it."""
    stored = folder / "port.txt"
    return int(stored.read_text(encoding="utf-8")) if stored.exists() else 0


def _crawl(archive: Path, port: int, today: date) -> None:
    days = ["--since", str(today - timedelta(days=DAYS - 1)), "--until", str(today), "--revisit"]
    done = subprocess.run(
        [sys.executable, "-m", "scraper.cli", "crawl", *days, "--archive", str(archive)],
        cwd=ROOT,
        env=os.environ | {PORT_VARIABLE: str(port), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode not in EXPECTED:
        raise RuntimeError(done.stdout)


@contextmanager
def served(archive: Path, *arguments: str) -> Iterator[str]:
    """Run `kliping serve` on that archive at a free port; gives its address without a final slash.

    Raises:
        RuntimeError: it did not start; its stderr says why.
    """
    command = [
        sys.executable,
        "-m",
        "scraper.cli",
        "serve",
        "--archive",
        str(archive),
        "--port",
        "0",
        *arguments,
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            address = re.match(r"(http://\S+?)/? shows ", said)
            if address is None:
                raise RuntimeError(f"kliping serve did not start: {said}")
            yield address[1]
        finally:
            process.terminate()
