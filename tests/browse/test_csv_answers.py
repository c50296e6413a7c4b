"""Every CSV answer: safe in a spreadsheet, an error if the SQL is wrong, complete or broken off."""

import asyncio
import csv
import io
import logging
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from scraper.archive import Archive
from scraper.browse.security_headers import Message
from scraper.browse.server import Service, datasette_on
from scraper.formats.csv_safety import safe_cell
from scraper.model import Block, BlockKind, Byline, Role
from tests.archive.samples import ARTICLE, save
from tests.browse.conftest import Ask, asking

EVIL = '=HYPERLINK("https://evil.example")'
SQL = (
    "select headline, -5, -1.5e300, null, url from articles",
    "select 1 as [=1+1], 2 as [@x]",
    "select char(65279) || headline as [\ufeff=1] from articles",
)
FILES = (
    "/search.csv?q=jalan",
    "/search.csv",
    "/archive/articles.csv",
    "/archive/articles.csv?_dl=1&_size=max",
    "/archive/articles.csv?_stream=1&_dl=1",
    "/archive/articles.csv?_labels=on",
    "/archive/articles.csv?_trace=1&_dl=1",
    "/archive/articles.csv?%5ftrace=1",
    "/archive/articles/1.csv",
    "/archive/article_list.csv",
    "/archive/bylines.csv?_labels=on",
    "/archive/people.csv",
    "/archive/cari.csv?kata=jalan",
    *(f"/archive.csv?{urlencode({'sql': sql})}" for sql in SQL),
    f"/archive.csv?{urlencode({'_header': 'off', 'sql': SQL[0]})}",
)
WRONG = (
    "sql=select+nope", "sql=select", "sql=delete+from+articles", "sql=select+1%3B+select+2",
    "sql=select+zeroblob(99999999)", "sql=select+load_extension('x')", "sql=select+*+from+nope",
    "sql=select+1+%22", "sql=select+:x+from", "sql=explain+select+1", "sql=select+1",
    "sql=select+:x&x=1", "sql=explain+query+plan+select+1", "sql=select+1&_timelimit=x",
)  # fmt: skip
ASKED = (
    "_where=nope", "_where=(", "_sort=nope", "_sort_desc=nope", "_search=x", "_size=x", "_size=-1",
    "_col=nope", "_next=x", "id__gt=x", "id=1", "_search=%22", "nope=1", "id__in=1,x", "_through=x",
)  # fmt: skip


@pytest.fixture(name="evil")
def _evil(path: Path) -> Path:
    """The archive with an article full of formulas."""
    with Archive.open(path) as archive:
        wrong = replace(
            ARTICLE,
            url="https://jateng.kabar.example/88/=1",
            headline=EVIL,
            standfirst="-1+1",
            signature="@x",
            section="\uff1d1",
            bylines=(Byline("+Budi", Role.REPORTER, "-"),),
            tags=("=tag",),
            body=(
                Block(BlockKind.PARAGRAPH, '- jalan "satu",\r\n=dua'),
                Block(BlockKind.PARAGRAPH, "+tiga"),
            ),
        )
        save(archive, wrong)
    return path


def test_cells_of_every_file_are_safe_and_nothing_else_differs(evil: Path) -> None:
    safe, raw = asking(evil), asking(evil, Service(raw_csv=True))
    marked = 0
    for address in FILES:
        got, plain = safe(address), raw(address)
        assert got.status_code == plain.status_code == 200, address
        assert "html" not in got.headers["content-type"], address
        cells, whole = (list(csv.reader(io.StringIO(one.text, newline=""))) for one in (got, plain))
        assert cells == [[safe_cell(cell) for cell in row] for row in whole], address
        marked += cells != whole
    assert marked > len(FILES) // 2
    assert "-1.5e+300" in safe(FILES[-1]).text


@pytest.mark.parametrize(
    ("page", "questions"),
    [("/archive", WRONG), ("/archive/articles", ASKED), ("/archive/cari", ASKED)],
)
def test_a_file_is_refused_where_json_is(ask: Ask, page: str, questions: tuple[str, ...]) -> None:
    for question in questions:
        as_json, as_csv = ask(f"{page}.json?{question}"), ask(f"{page}.csv?{question}")
        assert as_csv.status_code == as_json.status_code, question
        if as_csv.status_code != 200:
            assert len(as_csv.text.strip()) > 20, question


def test_a_damaged_archive_does_not_give_an_empty_file(path: Path) -> None:
    ask = asking(path)
    assert ask("/archive.csv?sql=select+1").status_code == 200
    with path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (path.stat().st_size - 4096))
    assert ask("/archive.csv?sql=select+count(body)+from+articles").status_code in (400, 503)


def test_a_file_that_datasette_cannot_end_breaks_off(path: Path) -> None:
    """Datasette ends a file that gets too large with one line of text, below ordinary rows."""
    with Archive.open(path) as archive:
        for number in range(3):
            url = f"https://jateng.kabar.example/{number}/panjang"
            save(
                archive,
                replace(ARTICLE, url=url, body=(Block(BlockKind.PARAGRAPH, "kata " * 100_000),)),
            )
    assert is_whole(path, most_mib=100)
    assert not is_whole(path, most_mib=1)


def is_whole(path: Path, *, most_mib: int) -> bool:
    """Whether the last part of an answer with all articles says that it is the last."""
    made = datasette_on(path, Service())
    made._settings["max_csv_mb"] = most_mib
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def get() -> None:
        await made.invoke_startup()
        address = {
            "path": "/archive/articles.csv",
            "raw_path": b"/archive/articles.csv",
            "query_string": b"_stream=1",
        }
        await made.app()(
            {"type": "http", "method": "GET", "headers": [(b"host", b"localhost")], **address},
            receive,
            send,
        )

    asyncio.run(get())
    return not sent[-1].get("more_body")


def test_what_datasette_failed_on_is_in_the_log(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="scraper.browse.plugin"):
        assert ask("/archive.json?sql=select+1&_timelimit=x").status_code == 400
    assert "Datasette failed on GET" in caplog.text
    assert "Traceback" in caplog.text
    caplog.clear()
    assert ask("/archive/articles.json?_sort=nope").status_code == 400
    assert not caplog.records
