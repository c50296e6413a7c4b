"""README's session as a reader types it, line by line, in a folder in which the demo's archive and
some saved pages stand.

The command runs as it is installed: it finds Kliping's own code and no other folder, so that what
works here works from any folder.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import pytest

from scraper.errors import BAD_INPUT, DEGRADED, OK
from scraper.portals import Zone
from scripts.demo import EXPECTED, TRIBUN
from scripts.sample.server import serve
from scripts.sample.sites import site_at
from tests.sample.desk import Desk

pytestmark = pytest.mark.xdist_group("readme")
"""One crawl for all tests of this module."""

ROOT: Final = Path(__file__).resolve().parents[2]
COMMAND: Final = ".venv/bin/kliping"
(SESSION,) = re.findall(
    r"^## A session\n+```\n(.*?)^```",
    (ROOT / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)
TYPED: Final = [
    line.removeprefix("$ ").partition("   #")[0].partition(" # ")[0].strip()
    for line in SESSION.splitlines()
    if line[:1] == "$"
]

SAID: Final[Mapping[str, str]] = {
    "extract page.html": r'"headline": "Warga',
    "import old-pages/": r"\d+ archived, \d+ revised, \d+ unchanged, \d+ failed, in archive\.db",
    "search pasar --limit 1 --archive demo/archive.db": (
        r"(?s)^\S.+\n  sample-\w+  \S+Z  http://\w+\.sample\.localhost:\d+/.+\n  \S"
    ),
    "show 1": r"(?s)article 1, revision 1 of .+, last seen",
    "cite 1": r"“.+\.” .+ Kliping k-[a-z2-7]{16}\.[0-9a-f]{8}, as observed .+Z\.",
    "people": r"also printed",
    "revisions 1": r"article 1 never changed since",
    "revisions --suspect": r"\d+ suspect states wait for a decision",
    "reparse": r"articles read again by \S+, 0 of them differently",
    "export 2026.parquet --since 2026-01-01": r"\d+ articles, \d+ rows or records in 2026\.parquet",
    "clusters": r"headline|no story that stands on several portals",
    "coverage --since 2026-11-01": r"(?s)discovered.+archived",
    "check": r"the archive is whole",
    "portals --province Bali": r"tribun-bali",
}
"""What each line prints, as far as README tells: a regular expression."""
SERVES: Final = "serve --archive demo/archive.db"
"""It goes on until it is ended; asked for its front page here."""
ELSEWHERE: Final = {
    "add https://portal.example": (
        "it asks a live site: tests/crawl/test_add.py runs it against one on loopback"
    )
}
SHELL: Final = (
    'sqlite3 archive.db "SELECT published_at, portal, headline, reporters FROM article_list'
    ' LIMIT 5"'
)
FIXTURES: Final = ROOT / "tests" / "fixtures"
HEALTHY: Final = (OK, DEGRADED)
"""The sample has a wall of bots, which `health` tells."""


class Folder:
    """A reader's folder, and the command in it."""

    def __init__(self, path: Path, code: Path) -> None:
        self.path = path
        self.environment = os.environ | {"PYTHONPATH": str(code), "NO_COLOR": "1", "COLUMNS": "200"}
        self.program = code / "kliping"

    def run(self, line: str, *, within: str = ".") -> subprocess.CompletedProcess[str]:
        """A line of the shell, as typed."""
        typed = line.replace(COMMAND, str(self.program))
        return subprocess.run(
            ["/bin/sh", "-c", typed],
            cwd=self.path / within,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def kliping(self, words: str, *, within: str = ".") -> subprocess.CompletedProcess[str]:
        return self.run(f"{COMMAND} {words}", within=within)

    def in_a_row(
        self, lines: Sequence[str], *, within: str = "."
    ) -> list[subprocess.CompletedProcess[str]]:
        """Several command lines in one process, which loads Kliping once."""
        done = subprocess.run(
            [sys.executable, str(self.program.with_name("row")), json.dumps(lines)],
            cwd=self.path / within,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return [subprocess.CompletedProcess(*one) for one in json.loads(done.stdout)]


ROW: Final = """import contextlib, io, json, shlex, sys
from scraper.cli import main

done = []
for line in json.loads(sys.argv[1]):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(shlex.split(line))
        except SystemExit as ended:
            code = ended.code
    done.append([line, code, *(stream.buffer.getvalue().decode() for stream in (out, err))])
print(json.dumps(done))
"""
"""A program that runs several command lines, and prints what came of each as JSON."""


def installed(code: Path) -> Path:
    """A folder in which Kliping stands as `pip install --editable` lays it: the command and its
    two packages, nothing of the checkout.
    """
    for package in ("scraper", "spiders"):
        (code / package).symlink_to(ROOT / package)
    program = code / "kliping"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nfrom scraper.cli import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    (code / "row").write_text(ROW, encoding="utf-8")
    return code


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The demo's archive with its settings as `dev.py demo` leaves them; `page.html` and
    `old-pages/`; and what README imports.
    """
    path = tmp_path_factory.mktemp("session")
    demo = path / "demo"
    demo.mkdir()
    (demo / "kliping.toml").write_text(TRIBUN.settings(), encoding="utf-8")
    desk = Desk(demo, TRIBUN.portals, datetime.now(Zone.WIB.tzinfo).date())
    with serve(site_at(today=desk.today)) as running:
        assert desk.crawl(running.port) in EXPECTED
    (path / "old-pages").mkdir()
    shutil.copy(FIXTURES / "tribun" / "2020-regional" / "page.html", path / "page.html")
    for saved in sorted((FIXTURES / "tribun").glob("*/page.html")):
        shutil.copy(saved, path / "old-pages" / f"{saved.parent.name}.html")
    made = Folder(path, installed(tmp_path_factory.mktemp("installed")))
    assert made.kliping("import old-pages/").returncode == OK
    return made


def words(line: str) -> str:
    return line.removeprefix(COMMAND).strip()


def test_every_line_of_the_session_is_known_here() -> None:
    assert len(TYPED) == SESSION.count("\n$ ") + 1
    assert {words(line) for line in TYPED} == {*SAID, *ELSEWHERE, SERVES, SHELL}


@pytest.mark.parametrize("line", [line for line in TYPED if words(line) in SAID], ids=words)
def test_a_line_of_the_session_works_as_typed(folder: Folder, line: str) -> None:
    done = folder.run(line)
    assert done.returncode == OK, done.stderr
    assert re.search(SAID[words(line)], done.stdout), done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(
    shutil.which("sqlite3") is None, reason="the shell of SQLite is not installed here"
)
def test_the_session_ends_in_a_sqlite_shell(folder: Folder) -> None:
    done = folder.run(SHELL)
    assert (done.returncode, done.stderr) == (OK, "")
    assert "tribun-" in done.stdout


def test_serve_shows_the_demo(folder: Folder) -> None:
    command = [folder.program, *SERVES.split(), "--port", "0"]
    with subprocess.Popen(
        command, cwd=folder.path, env=folder.environment, stdout=subprocess.PIPE, text=True
    ) as served:
        try:
            assert served.stdout is not None
            said = served.stdout.readline()
            with urlopen(said.split()[0]) as answer:  # noqa: S310 (on loopback)
                assert "Contoh" in answer.read().decode()
        finally:
            served.terminate()


OF_THE_DEMO: Final = {
    "show 1": (OK,),
    "cite 1": (OK,),
    "people": (OK,),
    "revisions 1": (OK,),
    "reparse": (OK,),
    "export demo.csv --since 2026-01-01": (OK,),
    "clusters --shares": (OK,),
    "coverage sample": (OK,),
    "check": (OK,),
    "backup copies": (OK,),
    "health": HEALTHY,
    "crawl --dry-run": (OK,),
    "portals --network sample": (OK,),
}
"""README's verbs on the demo's archive, and how each may end."""


ALONE: Final = ("reparse", "crawl --dry-run")
"""Verbs of these that start processes or Scrapy, and so run in a process of their own."""
ELSEWHERE_TOO: Final = [
    (typed, within) for typed in ("show 1", "reparse") for within in ("demo", "old-pages")
]
"""One verb that reads and one that loads declarations, from other folders."""


@pytest.mark.parametrize(("typed", "within"), [*((typed, ".") for typed in ALONE), *ELSEWHERE_TOO])
def test_the_demos_archive_works_with_a_verb_from_any_folder(
    folder: Folder, typed: str, within: str
) -> None:
    done = folder.kliping(f"{typed} --archive {folder.path}/demo/archive.db", within=within)
    assert done.returncode in OF_THE_DEMO[typed], done.stderr
    assert done.stdout
    assert "no package" not in done.stderr


def test_the_demos_archive_works_with_every_other_verb(folder: Folder, tmp_path: Path) -> None:
    typed = {
        line: line.replace("demo.csv", str(tmp_path / "demo.csv")).replace(
            "copies", str(tmp_path / "copies")
        )
        for line in OF_THE_DEMO
        if line not in ALONE
    }
    lines = [f"{new} --archive {folder.path}/demo/archive.db" for new in typed.values()]
    for line, done in zip(typed, folder.in_a_row(lines), strict=True):
        assert done.returncode in OF_THE_DEMO[line], (line, done.stderr)
        assert done.stdout, line
        assert "no package" not in done.stderr, line


@pytest.fixture(scope="module")
def foreign(folder: Folder) -> Path:
    """Somebody's archive, whose settings name a package that stands beside it, as do modules of
    names that Kliping loads.
    """
    path = folder.path / "foreign"
    path.mkdir()
    shutil.copy(folder.path / "archive.db", path)
    shutil.copy(folder.path / "snapshots.db", path)
    (path / "kliping.toml").write_text('declarations = ["spiders", "jahat"]\n', encoding="utf-8")
    for name in ("jahat", "spiders", "scripts", "scrapy", "lxml", "sitecustomize", "settings"):
        (path / f"{name}.py").write_text(
            f"open({str(path / 'RAN')!r}, 'w').close()\n", encoding="utf-8"
        )
    (path / "scrapy.cfg").write_text("[settings]\ndefault = settings\n", encoding="utf-8")
    return path


READING: Final = (
    "show 1",
    "cite 1",
    "people",
    "revisions 1",
    "clusters 1",
    "coverage",
    "health",
    "search pasar",
    "check",
    "backup ../copy",
)


def test_a_missing_package_stops_nobody_who_only_reads(foreign: Path, folder: Folder) -> None:
    lines = [*READING, "export all.csv"]
    for line, done in zip(lines, folder.in_a_row(lines, within=foreign.name), strict=True):
        assert done.returncode in HEALTHY, (line, done.stderr)
        assert "jahat" not in done.stderr, line
    assert not (foreign / "RAN").exists()


@pytest.mark.parametrize(
    "typed", ["reparse", "import ../old-pages", "extract ../page.html", "crawl --dry-run tribun"]
)
def test_no_code_of_an_archives_folder_is_run_and_the_error_says_what_to_do(
    foreign: Path, folder: Folder, typed: str
) -> None:
    done = folder.kliping(typed, within=foreign.name)
    assert done.returncode == BAD_INPUT
    assert "there is no package 'jahat': install it where this kliping runs" in done.stderr
    assert "correct `declarations` in kliping.toml" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (foreign / "RAN").exists()
