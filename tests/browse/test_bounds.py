"""What readers' SQL may cost and see: answers are small and quick, and reveal nothing else."""

import asyncio
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.archive.maintenance import Unanswerable, answer_query, guard_connection
from scraper.archive.maintenance.query_limits import MOST_BYTES
from scraper.browse.bounded_database import AT_ONCE
from scraper.browse.plugin import CLOSED, ROUTES
from scraper.browse.server import Service, datasette_on
from scraper.model import Block, BlockKind
from tests.archive.samples import ARTICLE, save
from tests.browse.conftest import Ask

BIG = "hex(zeroblob(3000000))"
TOO_MUCH = (
    "select length(hex(zeroblob(400000000)))",
    "select length(zeroblob(9000000))",
    "select length(randomblob(900000000))",
    "select length(printf('%.*c', 900000000, 'x'))",
    "select length(format('%.*c', 900000000, 'x'))",
    f"select length(replace({BIG}, '0', {BIG}))",
    f"select json_patch({BIG}, {BIG})",
    f"select group_concat({BIG}) from articles",
    f"select json_group_array({BIG}) from articles",
    f"select {BIG} || {BIG} || {BIG}",
    f"select {BIG} from articles a, articles b",
    f"select * from articles where headline like {BIG}",
    f"select * from articles where headline glob {BIG}",
    (
        "with recursive c(x) as (select 'x' union all select x || x from c) select max(length(x))"
        " from c"
    ),
    "select " + "(" * 500 + "1" + ")" * 500 + "+1" * 500,
    "select 1 " + "union all select 1 " * 200,
    "select '" + "x" * 200_000 + "'",
    "attach ':memory:' as other",
    "select load_extension('x')",
    "select * from dbstat",
    "select * from sqlite_stmt",
)
LINEAR = (
    "select instr({big}, {big} || '1')",
    "select instr(zeroblob({n}), zeroblob({n} / 2) || x'01')",
    "select length(replace({big}, hex(zeroblob({n} / 4)) || '1', 'x'))",
    "select length(trim({big}, {big})), length(ltrim({big}, {big})), length(rtrim({big}, {big}))",
    "select {big} like '%' || substr(hex(zeroblob(75)), 1, 150) || '1'",
    "select {big} glob '*' || replace(hex(zeroblob(25)), '0', '[0]') || '1'",
    "select json_valid(replace({big}, '0', '['))",
    "select length(strftime(replace({big}, '00', '%J')))",
)
"""`trim` of 400,000 letters took six minutes before it was made linear."""


@pytest.fixture(name="connection")
def _connection(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    guard_connection(made)
    return made


@pytest.mark.parametrize("sql", TOO_MUCH)
def test_what_asks_for_too_much_is_refused(connection: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(Unanswerable):
        answer_query(connection, sql, {}, seconds=60, most_rows=2_000)


@pytest.mark.parametrize("sql", LINEAR)
def test_functions_take_time_linear_in_their_length(
    connection: sqlite3.Connection, sql: str
) -> None:
    small, large = (min(cost(connection, sql, n) for _ in range(3)) for n in (250_000, 1_000_000))
    assert large < 9 * small + 0.02, (small, large)


def cost(connection: sqlite3.Connection, sql: str, n: int) -> float:
    """Seconds of CPU for the statement on texts of about 2n letters."""
    before = time.process_time()
    try:
        answer_query(
            connection, sql.format(big=f"hex(zeroblob({n}))", n=n), {}, seconds=60, most_rows=10
        )
    except Unanswerable as error:
        assert "too big" in str(error)  # noqa: PT017 (either is right)
    return time.process_time() - before


@pytest.mark.parametrize("rounds", ["from c", "from c, articles a, articles b, articles d"])
def test_what_takes_too_long_is_interrupted(connection: sqlite3.Connection, rounds: str) -> None:
    endless = "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) "
    with pytest.raises(Unanswerable, match="interrupted"):
        answer_query(connection, endless + rounds, {}, seconds=0.05, most_rows=1)


def test_the_limits_hold_only_for_readers_sql(connection: sqlite3.Connection) -> None:
    before = connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH)
    answer_query(connection, "select 1", {}, seconds=1, most_rows=1)
    with pytest.raises(Unanswerable):
        answer_query(connection, "select nope", {}, seconds=1, most_rows=1)
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == before


TEXTS = st.text("ab é1.", max_size=8)
VALUES = (
    TEXTS
    | st.integers(-99, 99)
    | st.floats(-1e5, 1e5).map(lambda number: round(number, 3))
    | st.none()
)


@given(VALUES, VALUES, VALUES)
def test_the_linear_functions_give_what_sqlites_own_give(
    one: object, two: object, three: object
) -> None:
    own, ours = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    guard_connection(ours)
    for call, values in (
        ("instr(?, ?)", (one, two)),
        ("replace(?, ?, ?)", (one, two, three)),
        ("trim(?, ?)", (one, two)),
        ("ltrim(?, ?)", (one, two)),
        ("rtrim(?, ?)", (one, two)),
    ):
        sql = f"SELECT {call}, typeof({call})"
        assert (
            ours.execute(sql, values * 2).fetchone() == own.execute(sql, values * 2).fetchone()
        ), (call, values)


def test_the_largest_article_is_shown_in_tables_too(path: Path, ask: Ask) -> None:
    with Archive.open(path) as archive:
        text = "kata " * ((MOST_BYTES - 400_000) // 5)
        saved = save(
            archive,
            replace(
                ARTICLE,
                url="https://jateng.kabar.example/77/panjang",
                body=(Block(BlockKind.PARAGRAPH, text),),
            ),
        )
    for address in (
        f"/article/{saved.article_id}",
        f"/archive/articles/{saved.article_id}",
        f"/archive/articles?id={saved.article_id}",
    ):
        assert ask(address).status_code == 200, address


@pytest.mark.parametrize("name", CLOSED.strip("()").split("|"))
def test_datasettes_pages_about_itself_are_closed(ask: Ask, name: str) -> None:
    for address in (f"/-/{name}", f"/-/{name}.json", f"/-/{name}/"):
        assert ask(address).status_code == 404, address


def test_every_page_of_datasettes_about_itself_is_known(path: Path) -> None:
    own = {route.pattern for route, _ in datasette_on(path, Service())._routes()}
    about_itself = {
        pattern.split("/-/")[1]
        .partition("(")[0]
        .partition("$")[0]
        .removesuffix("\\.json")
        .removesuffix(".json")
        .rstrip("\\/")
        for pattern in own
        if "/-/" in pattern and not pattern.startswith("^")
    }
    assert {name for name in about_itself if name} - {"static", "logout"} - {
        n for n in about_itself if n.startswith("static-plugins")
    } == set(CLOSED.strip("()").split("|"))


PRAGMAS = [
    name for (name,) in sqlite3.connect(":memory:").execute("SELECT name FROM pragma_pragma_list")
]


def addresses() -> list[str]:
    """Every route of ours and of Datasette's, and every table function of SQLite's pragmas."""
    ours = [path.replace("\\", "").partition("(")[0].rstrip("/") for path, _ in ROUTES]
    named = [
        "/article/1",
        "/article/1.json",
        "/article/1/changes",
        "/article/1/page/1",
        "/article/1/page/1/frame",
        "/portal/kabar-jateng",
    ]
    theirs = [
        f"/archive{more}"
        for more in (
            "",
            ".json",
            "/articles",
            "/articles.json",
            "/articles/1.json",
            "/sqlite_master",
            ".db",
        )
    ]
    closed = [
        f"/-/{name}{more}" for name in CLOSED.strip("()").split("|") for more in ("", ".json")
    ]
    asked = [f"select * from pragma_{name}" for name in PRAGMAS] + [
        "select * from pragma_database_list()",
        "explain query plan select * from articles",
        "select * from sqlite_master",
        "select * from pragma_module_list",
    ]
    sql = [f"/archive.json?{httpx.QueryParams(sql=one)}" for one in asked]
    wrong = [
        "/nothing",
        "/archive/nothing",
        "/archive/articles?_where=(",
        "/archive/articles?_sort=nope",
        "/.json",
        "/_internal.json",
    ]
    return [*ours, *named, *theirs, *closed, *sql, *wrong]


def test_no_answer_names_a_folder_of_the_machine(path: Path, ask: Ask) -> None:
    for address in addresses():
        got = ask(address or "/")
        assert got.status_code < 500, address
        for told in (str(path.parent), "site-packages", str(Path(__file__).parents[2])):
            assert told not in got.text, address
            assert told not in str(got.headers), address


def test_however_many_statements_readers_run_the_pages_are_answered(path: Path) -> None:
    """A page does not queue behind them: when it is there, only those that ran before are done."""
    made = datasette_on(path, Service())
    endless = (
        "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"
    )

    async def ask() -> tuple[int, int]:
        await made.invoke_startup()
        asked = [
            asyncio.create_task(made.client.get("/archive.json", params={"sql": endless, "n": n}))
            for n in range(8)
        ]
        await asyncio.sleep(0.5)
        page = await made.client.get("/")
        done = sum(task.done() for task in asked)
        for task in asked:
            task.cancel()
        return page.status_code, done

    status, done = asyncio.run(ask())
    assert status == 200
    assert done <= AT_ONCE


def test_readers_take_turns_in_whatever_loop_they_are_served(path: Path) -> None:
    made = datasette_on(path, Service())

    async def ask() -> set[int]:
        await made.invoke_startup()
        asked = [
            made.client.get("/archive/articles.json", params={"_size": 1, "_facet": "section"})
            for _ in range(3 * AT_ONCE)
        ]
        return {answer.status_code for answer in await asyncio.gather(*asked)}

    assert [asyncio.run(ask()) for _ in range(2)] == [{200}, {200}]
