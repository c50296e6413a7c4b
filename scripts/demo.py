"""The demo: crawl the sample portal on loopback with the real spider, show what was archived and refused, and search it.

Everything it prints behind `$` is a command that a user may type in the project's root.
"""

import argparse
import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from scraper.errors import DEGRADED, FAILED, OK
from scraper.provinces import Zone
from scraper.render import console, table
from scripts.sample.server import DEFAULT_PORT, serve

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
ARCHIVE = DEMO / "archive.db"
DAYS = 7

SETTINGS = """# The demo's settings: the sample portal on loopback. docs/OPERATIONS.md explains every key.
contact = "mailto:demo@kliping.invalid"
declarations = ["scripts.sample.portals"]
portals = ["sample"]
loopback = true
"""

QUERIES = (
    "SELECT outcome, count(*) AS fetches FROM fetches WHERE run_id = (SELECT max(id) FROM crawl_runs) GROUP BY outcome ORDER BY 2 DESC",
    "SELECT outcome, error, url FROM fetches WHERE run_id = (SELECT max(id) FROM crawl_runs) AND error IS NOT NULL",
    "SELECT published_at, portal, headline, reporters, editors FROM article_list ORDER BY published_at DESC LIMIT 3",
    "SELECT count(*) AS articles, sum(revision > 1) AS edited, sum(parts > 1) AS multi_page FROM articles",
)
EXPECTED: Final = (OK, DEGRADED)
"""The sample portal has pages that no crawl can fetch, so that a run is degraded: that is right, and the demo has worked."""


def main() -> int:
    """Run the demo and return its exit code."""
    parser = argparse.ArgumentParser(prog="dev.py demo", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--changed", action="store_true", help="serve the sample portal after one article was edited silently")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"port of the sample portal on loopback (default: {DEFAULT_PORT})")
    chosen = parser.parse_args()
    today = _anchor()
    print(f"The sample portal: an invented Tribun-shaped network, served on 127.0.0.1:{chosen.port}.")
    with serve(chosen.port, changed=chosen.changed, today=today):
        since = today - timedelta(days=DAYS - 1)
        code = _kliping(chosen.port, "crawl", "sample", "--since", str(since), "--until", str(today), "--revisit")
    if not ARCHIVE.is_file():
        print("The crawl left no archive; what it printed above says why.", file=sys.stderr)
        return FAILED
    _show()
    _kliping(chosen.port, "search", "pasar", "--limit", "3")
    print(
        "This was the sample portal. A live one, politely, from an empty folder:\n"
        "  echo 'contact = \"mailto:you@example.org\"' > kliping.toml\n"
        "  .venv/bin/kliping crawl tribun-jateng"
    )
    return OK if code in EXPECTED else FAILED


def _anchor() -> date:
    """The day that the sample portal takes for today: that of the first demo, so that a later one serves the same articles."""
    DEMO.mkdir(exist_ok=True)
    (DEMO / "kliping.toml").write_text(SETTINGS, encoding="utf-8")
    stored = DEMO / "today.txt"
    if not stored.exists():
        stored.write_text(datetime.now(UTC).astimezone(Zone.WIB.tzinfo).date().isoformat(), encoding="utf-8")
    return date.fromisoformat(stored.read_text(encoding="utf-8").strip())


def _kliping(port: int, verb: str, *arguments: str) -> int:
    words = [verb, *arguments, "--archive", str(ARCHIVE.relative_to(ROOT))]
    print(f"\n$ kliping {shlex.join(words)}", flush=True)
    environment = os.environ | {"KLIPING_SAMPLE_PORT": str(port), "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-m", "scraper.cli", *words], cwd=ROOT, env=environment, check=False).returncode


def _show() -> None:
    out = console()
    with closing(sqlite3.connect(f"file:{ARCHIVE}?mode=ro", uri=True)) as archive:
        for query in QUERIES:
            print(f'\n$ sqlite3 {ARCHIVE.relative_to(ROOT)} "{query}"', flush=True)
            cursor = archive.execute(query)
            out.print(table([column[0] for column in cursor.description], cursor.fetchall()))


if __name__ == "__main__":
    sys.exit(main())
