#!/usr/bin/env python3
"""The project's own commands.

It needs the standard library only, and makes `.venv` on any machine with Python 3.11 and pip.

python3 scripts/dev.py setup [--browser]   set up and stop; also Chromium and nginx, by apt
python3 scripts/dev.py check               format, lint, types, import rules, regular expressions
python3 scripts/dev.py test [PYTEST …]     check, then the whole suite
python3 scripts/dev.py demo [--network]    crawl the sample portal or network, and search it
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
RUNTIME = ""
DEVELOPMENT = "[dev]"
BENCH = "[dev,bench]"
FUZZ = "[dev,fuzz]"
BROWSER_PROGRAMS = ("chromium", "nginx")


def run(*command: str | Path) -> None:
    """Run a command from the project's root; exit with its code when it fails."""
    print("$", *(str(word).replace(f"{ROOT}{os.sep}", "") for word in command), flush=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def set_up(extras: str = RUNTIME, *, pip_first: bool = False) -> None:
    """Make `.venv` with Kliping and the packages of `extras`, unless it is there already.

    `pip_first` upgrades pip before: the pip of Python 3.11 fails on a peer's `lxml[html_clean]`
    ("Candidate is not for this requirement").
    """
    declared = b"".join(
        (ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")
    )
    stamp = VENV / f"kliping{extras}.stamp"
    wanted = hashlib.sha256(declared).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted and PYTHON.exists():
        return
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        venv.create(VENV, with_pip=True)
    if pip_first:
        run(
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--constraint",
            "constraints.txt",
            "--upgrade",
            "pip",
        )
    run(
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--constraint",
        "constraints.txt",
        "--editable",
        f".{extras}",
    )
    for covered in {RUNTIME, extras}:
        (VENV / f"kliping{covered}.stamp").write_text(wanted)


def set_up_browser() -> None:
    """Install Debian's Chromium and nginx where they are missing.

    The tests marked `browser` need them.
    """
    missing = [
        name
        for name in BROWSER_PROGRAMS
        if shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin") is None
    ]
    if missing:
        as_root = [] if os.geteuid() == 0 else ["sudo"]
        run(*as_root, "apt-get", "update", "--quiet")
        run(*as_root, "apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *missing)


def check() -> None:
    """Check format, lint, types, import rules, and whether any regular expression may backtrack."""
    set_up(DEVELOPMENT)
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "mypy")
    run(BIN / "lint-imports")
    run(PYTHON, "-m", "scripts.proof.patterns")


def test(arguments: Sequence[str]) -> None:
    """Check, then run the whole suite; `arguments` go to pytest."""
    check()
    run(PYTHON, "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *arguments)


@dataclass(frozen=True)
class Verb:
    """A verb that runs one module of `scripts/` with the rest of the command line."""

    module: str
    help: str
    extras: str = RUNTIME
    pip_first: bool = False

    def __call__(self, arguments: Sequence[str]) -> None:
        """Set up what the module needs, and run it."""
        set_up(self.extras, pip_first=self.pip_first)
        run(PYTHON, "-m", self.module, *arguments)


VERBS = {
    "demo": Verb(
        "scripts.demo", "crawl the sample portal on loopback and search it [--changed] [--network]"
    ),
    "torture": Verb(
        "scripts.proof.torture", "kill -9 at seeded moments, run again, compare [--kills N]"
    ),
    "soak": Verb(
        "scripts.proof.soak",
        "crawl 100,000 articles of the sample network in one go: memory, ledger, nothing lost"
        " [--articles N]",
    ),
    "schema": Verb(
        "scripts.schema_docs",
        "write docs/SCHEMA.md anew, of the database and its meanings",
        DEVELOPMENT,
    ),
    "bench": Verb(
        "scripts.bench.extract",
        "score the extractor beside its peers on real pages [--corpus …]",
        BENCH,
        pip_first=True,
    ),
    "bench-browse": Verb(
        "scripts.bench.browse",
        "time the pages of an archive beside a plain Datasette table page ARCHIVE [--write]",
        "[browse]",
    ),
    "screenshots": Verb("scripts.screenshots", "take the pictures of docs/pictures/", DEVELOPMENT),
    "bench-archive": Verb(
        "scripts.bench.archive",
        "load and search an archive of random text, beside plain FTS5 [--articles N]",
    ),
    "bench-crawl": Verb(
        "scripts.bench.crawl",
        "crawl pages over loopback beside the same Scrapy that throws them away [--articles N]",
    ),
    "fuzz": Verb("scripts.proof.fuzz", "feed the extractor what a fuzzer makes [--runs N]", FUZZ),
}


def main() -> None:
    """Read the verb and do it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    setup = verbs.add_parser("setup", help="all of the set-up, nothing else")
    setup.add_argument(
        "--browser", action="store_true", help="also Chromium and nginx out of Debian's packages"
    )
    verbs.add_parser("check", help="format, lint, types, import rule, regular expressions")
    verbs.add_parser("test", help="check, then the whole suite [PYTEST …]", add_help=False)
    for name, verb in VERBS.items():
        verbs.add_parser(name, help=verb.help, add_help=False)
    chosen, rest = parser.parse_known_args()
    if chosen.verb in ("setup", "check") and rest:
        parser.error(f"unrecognised arguments: {' '.join(rest)}")
    if chosen.verb == "setup":
        set_up(DEVELOPMENT)
        if chosen.browser:
            set_up_browser()
    elif chosen.verb == "check":
        check()
    elif chosen.verb == "test":
        test(rest)
    else:
        VERBS[chosen.verb](rest)


if __name__ == "__main__":
    main()
