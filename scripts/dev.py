#!/usr/bin/env python3
"""The project's own commands. Standard library only: it makes `.venv` itself, on any machine with Python 3.11 and pip.

python3 scripts/dev.py demo [--changed]   crawl the sample portal on loopback into demo/archive.db and search it
python3 scripts/dev.py demo --network     the same with one site of every platform, into demo/network/
python3 scripts/dev.py test [PYTEST …]    check, then the whole suite
python3 scripts/dev.py check              format, lint, types, import rule
python3 scripts/dev.py bench-archive [--articles N]  load and search an archive of random text, beside plain FTS5
python3 scripts/dev.py bench [--corpus …] score the extractor beside its peers on real pages
python3 scripts/dev.py fuzz [--runs N]    feed the extractor what a fuzzer makes
python3 scripts/dev.py setup              all of the set-up, nothing else
"""

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
RUNTIME = ""
DEVELOPMENT = "[dev]"
BENCH = "[dev,bench]"
FUZZ = "[dev,fuzz]"


def run(*command: str | Path) -> None:
    """Run a command from the project's root; end with its exit code when it fails."""
    print("$", *(str(word).replace(f"{ROOT}{os.sep}", "") for word in command), flush=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def set_up(extras: str = RUNTIME, *, pip_first: bool = False) -> None:
    """Make `.venv` with Kliping and the packages of `extras` in it; nothing is done where that already holds.

    `pip_first` renews pip before: the one of Python 3.11 fails on a peer's `lxml[html_clean]` ("Candidate is not for this requirement").
    """
    declared = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    stamp = VENV / f"kliping{extras}.stamp"
    wanted = hashlib.sha256(declared).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted and PYTHON.exists():
        return
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        venv.create(VENV, with_pip=True)
    if pip_first:
        run(PYTHON, "-m", "pip", "install", "--quiet", "--constraint", "constraints.txt", "--upgrade", "pip")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--constraint", "constraints.txt", "--editable", f".{extras}")
    for covered in {RUNTIME, extras}:
        (VENV / f"kliping{covered}.stamp").write_text(wanted)


def check() -> None:
    """Format, lint, types and the import rule."""
    set_up(DEVELOPMENT)
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "mypy")
    run(BIN / "lint-imports")


def test(arguments: Sequence[str]) -> None:
    """Check, then the whole suite; `arguments` go to pytest."""
    check()
    run(PYTHON, "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *arguments)


def demo(arguments: Sequence[str]) -> None:
    """Crawl the sample portal and search what was archived."""
    set_up()
    run(PYTHON, "-m", "scripts.demo", *arguments)


def bench(arguments: Sequence[str]) -> None:
    """Score the extractor beside its peers on real pages."""
    set_up(BENCH, pip_first=True)
    run(PYTHON, "-m", "scripts.bench", *arguments)


def bench_archive(arguments: Sequence[str]) -> None:
    """Load and search an archive of random text, beside plain FTS5."""
    set_up()
    run(PYTHON, "-m", "scripts.archive_bench", *arguments)


def torture(arguments: Sequence[str]) -> None:
    """Kill commands at seeded moments and compare what they leave with an undisturbed run."""
    set_up()
    run(PYTHON, "-m", "scripts.torture", *arguments)


def schema() -> None:
    """Write docs/SCHEMA.md anew."""
    set_up(DEVELOPMENT)
    run(PYTHON, "-m", "scripts.schema_page")


def fuzz(arguments: Sequence[str]) -> None:
    """Feed the extractor what a fuzzer makes."""
    set_up(FUZZ)
    run(PYTHON, "-m", "scripts.fuzz", *arguments)


def main() -> None:
    """Read the verb and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("setup", help="all of the set-up, nothing else")
    verbs.add_parser("check", help="format, lint, types, import rule")
    verbs.add_parser("test", help="check, then the whole suite", add_help=False)
    verbs.add_parser("demo", help="crawl the sample portal and search it", add_help=False)
    verbs.add_parser("torture", help="kill -9 at seeded moments, run again, compare", add_help=False)
    verbs.add_parser("schema", help="write docs/SCHEMA.md anew, of the database and its meanings")
    verbs.add_parser("bench", help="score the extractor beside its peers", add_help=False)
    verbs.add_parser("bench-archive", help="load and search a million articles beside plain FTS5", add_help=False)
    verbs.add_parser("fuzz", help="feed the extractor what a fuzzer makes", add_help=False)
    chosen, rest = parser.parse_known_args()
    if chosen.verb in ("setup", "check", "schema") and rest:
        parser.error(f"unrecognised arguments: {' '.join(rest)}")
    match chosen.verb:
        case "setup":
            set_up(DEVELOPMENT)
        case "check":
            check()
        case "test":
            test(rest)
        case "demo":
            demo(rest)
        case "torture":
            torture(rest)
        case "schema":
            schema()
        case "bench":
            bench(rest)
        case "bench-archive":
            bench_archive(rest)
        case "fuzz":
            fuzz(rest)


if __name__ == "__main__":
    main()
