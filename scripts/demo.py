"""The demo: crawl the sample portal on loopback, show what the archive holds, and search it.

With `--network` it crawls a site of every platform too, and compares the archive with what each
portal served. Every line behind `$` is a command that a user may type in the project's root.
"""

import argparse
import os
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from scraper.errors import DEGRADED, FAILED, OK
from scraper.formats.terminal import console, table
from scraper.portals import Zone
from scripts.sample.network.portals import PORTALS
from scripts.sample.ports import DEFAULT_PORT, PORT_VARIABLE
from scripts.sample.server import serve
from scripts.sample.sites import site_at

ROOT = Path(__file__).resolve().parent.parent
DAYS = 7

SETTINGS = """# The demo's settings: the sample on loopback. docs/OPERATIONS.md explains every key.
contact = "mailto:demo@kliping.invalid"
declarations = [{declarations}]
portals = [{portals}]
loopback = true
# The last age is for those who come back to the demo months later: its stories are as old as
# their first crawl.
revisits = ["1h", "6h", "1d", "7d", "30d", "9999d"]
"""


@dataclass(frozen=True, slots=True)
class Demo:
    """What is crawled into which folder, and the queries asked of the archive afterwards."""

    folder: Path
    described: str
    declarations: tuple[str, ...]
    portals: tuple[str, ...]
    """Slugs of portals or networks."""
    word: str
    """The word searched for at the end."""
    queries: tuple[str, ...]

    @property
    def archive(self) -> Path:
        """The archive's file."""
        return self.folder / "archive.db"

    def settings(self) -> str:
        """The folder's kliping.toml."""
        names, slugs = (
            ", ".join(f'"{name}"' for name in listed)
            for listed in (self.declarations, self.portals)
        )
        return SETTINGS.format(declarations=names, portals=slugs)


FETCHES = (
    (
        "SELECT outcome, count(*) AS fetches FROM fetches WHERE run_id = (SELECT max(id) FROM"
        " crawl_runs) GROUP BY outcome ORDER BY 2 DESC"
    ),
    (
        "SELECT outcome, error, url FROM fetches WHERE run_id = (SELECT max(id) FROM crawl_runs)"
        " AND error IS NOT NULL"
    ),
)
TRIBUN = Demo(
    ROOT / "demo",
    "an invented Tribun-shaped network",
    ("scripts.sample.tribun.portals",),
    ("sample",),
    "pasar",
    (
        *FETCHES,
        (
            "SELECT published_at, portal, headline, reporters, editors FROM article_list ORDER BY"
            " published_at DESC LIMIT 3"
        ),
        (
            "SELECT count(*) AS articles, sum(revision > 1) AS edited, sum(parts > 1) AS multi_page"
            " FROM articles"
        ),
    ),
)
NETWORK = Demo(
    ROOT / "demo" / "network",
    "an invented Tribun-shaped network and a site of every other platform",
    (*TRIBUN.declarations, "scripts.sample.network.portals"),
    ("sample", *dict.fromkeys(portal.network.slug for portal in PORTALS)),
    "jembatan",
    (
        *FETCHES,
        (
            "SELECT p.network, count(DISTINCT p.id) AS portals, count(*) AS articles, sum(a.parts >"
            " 1) AS multi_page, sum(a.parts > 1 AND a.parts_found = a.parts) AS joined,"
            " group_concat(DISTINCT a.published_offset / 60) AS hours_from_utc FROM articles a JOIN"
            " portals p ON p.id = a.portal_id GROUP BY p.network ORDER BY 1"
        ),
        (
            "SELECT role, count(DISTINCT article_id) AS articles, count(DISTINCT person_id) AS"
            " people FROM bylines GROUP BY role ORDER BY articles DESC"
        ),
        (
            "SELECT count(*) AS photos, count(caption) AS captions, count(credit) AS credits FROM"
            " images"
        ),
    ),
)
EXPECTED: Final = (OK, DEGRADED)
"""Exit codes of a crawl that worked: the sample has pages that no crawl can fetch, so a run is
degraded."""


def main() -> int:
    """Run the demo and return its exit code."""
    chosen = _parser().parse_args()
    demo = NETWORK if chosen.network else TRIBUN
    today = _anchor(demo)
    print(f"The sample: {demo.described}, served on 127.0.0.1:{chosen.port}.")
    with serve(
        site_at(today=today, changed=chosen.changed, network=chosen.network), chosen.port
    ) as running:
        since = today - timedelta(days=DAYS - 1)
        days = ("--since", str(since), "--until", str(today))
        code = _kliping(demo, chosen.port, "crawl", *days, "--revisit")
        truths = running.site.urls()
    if not demo.archive.is_file():
        print("The crawl left no archive; its messages above say why.", file=sys.stderr)
        return FAILED
    _show(demo)
    _kliping(demo, chosen.port, "search", demo.word, "--limit", "3")
    print(
        "This was the sample. To crawl a live portal politely, from an empty folder:\n"
        "  echo 'contact = \"mailto:you@example.org\"' > kliping.toml\n"
        "  .venv/bin/kliping crawl tribun-jateng"
    )
    return OK if _is_complete(demo, truths) and code in EXPECTED else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py demo", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument(
        "--network",
        action="store_true",
        help="crawl one site of every platform, not only Tribun's",
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="serve the sample portal after a silent edit of one article",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=DEFAULT_PORT,
        help=f"port of the sample portal on loopback (default: {DEFAULT_PORT})",
    )
    return parser


def _anchor(demo: Demo) -> date:
    """The day that the sample takes for today, and write the demo's settings.

    It is the day of the first demo, so that a later demo serves the same articles.
    """
    demo.folder.mkdir(parents=True, exist_ok=True)
    (demo.folder / "kliping.toml").write_text(demo.settings(), encoding="utf-8")
    stored = demo.folder / "today.txt"
    if not stored.exists():
        stored.write_text(
            datetime.now(UTC).astimezone(Zone.WIB.tzinfo).date().isoformat(), encoding="utf-8"
        )
    return date.fromisoformat(stored.read_text(encoding="utf-8").strip())


def _kliping(demo: Demo, port: int, verb: str, *arguments: str) -> int:
    words = [verb, *arguments, "--archive", str(demo.archive.relative_to(ROOT))]
    print(f"\n$ kliping {shlex.join(words)}", flush=True)
    environment = os.environ | {PORT_VARIABLE: str(port), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "scraper.cli", *words], cwd=ROOT, env=environment, check=False
    ).returncode


def _show(demo: Demo) -> None:
    out = console()
    with closing(sqlite3.connect(f"file:{demo.archive}?mode=ro", uri=True)) as archive:
        for query in demo.queries:
            print(f'\n$ sqlite3 {demo.archive.relative_to(ROOT)} "{query}"', flush=True)
            cursor = archive.execute(query)
            out.print(table([column[0] for column in cursor.description], cursor.fetchall()))


def _is_complete(demo: Demo, served: Collection[str]) -> bool:
    """Whether the archive holds every article that was served; prints those that it lacks."""
    with closing(sqlite3.connect(f"file:{demo.archive}?mode=ro", uri=True)) as archive:
        held = {url for (url,) in archive.execute("SELECT url FROM articles")}
    missing = sorted(set(served) - held)
    print(
        f"\n{len(served) - len(missing)} of {len(served)} articles of the sample are in the"
        " archive."
    )
    for url in missing:
        print(f"  missing: {url}", file=sys.stderr)
    return not missing


if __name__ == "__main__":
    sys.exit(main())
