"""Every command that takes an address, article or path, given something invalid.

It ends with a documented exit code and one line, without a traceback.
"""

import re
import sys
from pathlib import Path

import pytest

from scraper.cli import main
from tests.commands.test_cli import saved

SETTINGS = 'contact = "mailto:uji@kliping.invalid"\nloopback = true\n'
BROKEN = {
    "bracket": "http://[bad",
    "port": "http://h:99999/",
    "letters-for-a-port": "http://h:port/",
    "long": "http://h/" + "a" * 10_000,
    "empty": "",
    "blank": " ",
    "javascript": "javascript:alert(1)",
    "file": "file:///etc/passwd",
    "no-host": "http:///",
    "space-in-host": "http://dua kata/",
    "label-of-70": "http://" + "a" * 70 + ".example/",
    "empty-label": "http://a..example/",
    "nul": "http://h/\x00",
    "nul-alone": "\x00",
    "newline": "http://h\n/a",
    "half-a-pair": "http://h/\udcff",
    "urn": "urn:kliping:sha256:zz",
    "template": "{base}",
    "wide": "http://ｈ：８０/",
    "escape": "\x1b[31m",
}
"""Neither a URL nor a host."""
ADDRESSES = {
    "crawl": ("crawl", "{}"),
    "add": ("add", "--dry-run", "{}"),
    "import-url": ("import", "PAGE", "--url", "{}"),
    "extract-url": ("extract", "PAGE", "--url", "{}"),
}
OTHERS = {
    "show": ("show", "{}"),
    "cite": ("cite", "{}"),
    "forget": ("forget", "{}", "--reason", "uji"),
    "revisions": ("revisions", "{}"),
    "import": ("import", "{}"),
    "extract": ("extract", "{}"),
    "export": ("export", "{}/berkas.jsonl"),
}
NO_PATHS = {
    "import": ("import", "{}"),
    "import-among-others": ("import", "PAGE", "{}"),
    "extract": ("extract", "{}"),
    "export": ("export", "{}"),
    "backup": ("backup", "{}"),
    "archive": ("search", "banjir", "--archive", "{}"),
    "new-archive": ("import", "PAGE", "--archive", "{}"),
    "metadata": ("serve", "--metadata", "{}"),
}


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "kliping.toml").write_text(SETTINGS, encoding="utf-8")
    assert main(["import", str(saved(folder)), "--archive", str(folder / "archive.db")]) == 0
    return folder / "archive.db"


def told(
    command: tuple[str, ...], broken: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """Exit code and the one line on stderr of a command that is given something broken."""
    page = str(archive.parent / "page-001.html")
    words = [page if word == "PAGE" else word.replace("{}", broken) for word in command]
    capsys.readouterr()
    code = main([*words, *([] if "--archive" in words else ["--archive", str(archive)])])
    shown = capsys.readouterr()
    assert shown.out == ""
    assert re.fullmatch(r"kliping: [^\n]+\n", shown.err), shown.err
    return code, shown.err


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("command", ADDRESSES.values(), ids=ADDRESSES)
def test_an_invalid_address_is_bad_input_and_nothing_begins(
    command: tuple[str, ...], broken: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in archive.parent.iterdir()}
    assert told(command, broken, archive, capsys)[0] == 2
    assert {file: file.read_bytes() for file in archive.parent.iterdir()} == before
    reactor = sys.modules.get("twisted.internet.reactor")
    assert reactor is None or not vars(reactor).get("_started")


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("command", OTHERS.values(), ids=OTHERS)
def test_neither_an_article_nor_a_path_is_explained_in_a_line(
    command: tuple[str, ...],
    broken: str,
    archive: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(archive.parent)
    assert told(command, broken, archive, capsys)[0] == 2


@pytest.mark.parametrize("nothing", ["", "a\x00b", "a" * 10_000])
@pytest.mark.parametrize("command", NO_PATHS.values(), ids=NO_PATHS)
def test_an_invalid_path_is_explained_in_a_line(
    command: tuple[str, ...],
    nothing: str,
    archive: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(archive.parent)
    code, said = told(command, nothing, archive, capsys)
    assert code == 2
    assert "is not a path" in said
