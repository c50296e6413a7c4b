"""Whatever a reader puts into any parameter of any page, the answer is never a server error."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browse.conftest import Ask, asking

NASTY = (
    "",
    "0",
    "-1",
    "99999999999999999999999",
    "1e999",
    "nan",
    "x",
    "nope(",
    "'",
    '"',
    '" OR "',
    "%",
    "*",
    "\\",
    "a,b",
    "a,b,c,d,e",
    "$null",
    ",",
    "[]",
    "{",
    "\x00",
    "\ud7ff\uffff\U0010ffff",
    "../../etc/passwd",
    "2022-13-45",
    "0000-00-00",
    "9999-12-31",
    "select",
    "id",
    "headline",
    "a" * 3_000,
    "a " * 3_000,
    "- " * 100,
    "a* " * 20,
    "(" * 500,
)
OURS = (
    "q",
    "portal",
    "province",
    "section",
    "tag",
    "person",
    "role",
    "place",
    "since",
    "until",
    "order",
    "page",
    "lang",
)
THEIRS = (
    "sql", "_sort", "_sort_desc", "_sort_by_desc", "_where", "_facet", "_facet_array",
    "_facet_date", "_facet_size", "_facet_m2m", "_col", "_nocol", "_next", "_size", "_shape",
    "_json", "_search", "_search_headline", "_searchmode", "_through", "_label", "_labels",
    "_nocount", "_nofacet", "_nl", "_json_infinity", "_timelimit", "_trace", "_ttl", "_stream",
    "_header", "_dl", "_extra", "_blob_column", "_blob_hash", "_filter_column", "_filter_op",
    "_filter_value", "_hide_sql", "_format", "id", "id__gt", "id__in", "id__nope", "nope",
    "nope__exact", "headline__like", "headline__arraycontains", "headline__date", "kata",
)  # fmt: skip
PAGES = (
    "/",
    "/search",
    "/search.json",
    "/search.atom",
    "/search.csv",
    "/portals",
    "/portal/kabar-jateng",
    "/article/1",
    "/coverage",
    "/tables",
)
TABLES = (
    "/archive", "/archive.json", "/archive.csv", "/archive/articles", "/archive/articles.json",
    "/archive/articles.csv", "/archive/article_list.json", "/archive/cari.json",
    "/archive/search_word.json", "/archive/articles/1.json", "/archive/articles/1.blob",
)  # fmt: skip
WHOLE = "/archive/articles.json"
DATABASE = ("/archive", "/archive.json", "/archive.csv")
UNCHECKED = (
    "_sort",
    "_where",
    "_next",
    "_size",
    "_facet",
    "_search",
    "_col",
    "_through",
    "id__in",
    "sql",
)
PATHS = (
    "/article/{}", "/article/{}.json", "/article/{}/changes", "/article/{}/page/1",
    "/article/1/page/{}", "/portal/{}", "/person/{}", "/tag/{}", "/place/{}", "/archive/{}",
    "/archive/{}.json", "/archive/articles/{}", "/archive/articles/{}.json", "/{}", "/{}.json",
    "/-/{}", "/search.{}", "/archive.{}", "/archive/articles.{}", "/kliping/{}", "/-/static/{}",
)  # fmt: skip


@pytest.fixture(name="ask", scope="module")
def _ask(built: Path) -> Ask:
    """One server for all cases: one reader's request must not break it for the next."""
    return asking(built)


@pytest.mark.parametrize("page", PAGES)
def test_any_parameter_of_ours(ask: Ask, page: str) -> None:
    """Every value for each parameter of the search page; elsewhere a quarter of them, others on
    each page and for each parameter.
    """
    names = OURS if page.startswith("/search") else ("q", "lang")
    shift = PAGES.index(page)
    for number, name in enumerate(names):
        values = NASTY if page == "/search" else NASTY[(shift + number) % 4 :: 4]
        check(ask, (f"{page}?{name}={quote(value)}" for value in values))


@pytest.mark.parametrize("page", TABLES)
def test_any_parameter_of_datasettes(ask: Ask, page: str) -> None:
    """Every value for the unchecked parameters of one table as JSON; a few values elsewhere."""
    shift = TABLES.index(page)
    for number, name in enumerate(THEIRS):
        values = NASTY if page == WHOLE and name in UNCHECKED else few(page, name, shift + number)
        check(ask, (f"{page}?{name}={quote(value)}" for value in values))


def few(page: str, name: str, shift: int) -> tuple[str, ...]:
    """Some values of a parameter.

    The page of the database reads only `sql`, and slowly: other names are tried on one of its three
    forms.
    """
    if page in DATABASE and name != "sql":
        return NASTY[shift % len(NASTY) :][:1] if shift % len(DATABASE) == 0 else ()
    step = 9 if name in UNCHECKED else len(NASTY) // 2
    return NASTY[shift % step :: step]


@pytest.mark.parametrize("path_", PATHS)
def test_any_part_of_a_path(ask: Ask, path_: str) -> None:
    check(ask, (path_.format(quote(value, safe="")) for value in NASTY))
    check(
        ask,
        (
            path_.format(text)
            for text in (
                "%",
                "%zz",
                "%ff%fe",
                "%00",
                "~",
                "~zz",
                "~00",
                "~FF",
                "%2F%2F",
                ".",
                "..",
                "a~2Fb",
                ";",
            )
        ),
    )


@pytest.mark.parametrize(
    "query",
    [
        "%",
        "%zz=%ff",
        "&&&=",
        "=",
        "q=%ff%fe&q=%00",
        "_next=%ff",
        "a=1;b=2",
        "&" * 2_000,
        "_where=%ff",
        "sql=%ff",
    ],
)
def test_a_malformed_query_string(ask: Ask, query: str) -> None:
    check(ask, (f"{page}?{query}" for page in (*PAGES, *TABLES)))


def test_two_sorts_and_other_pairs(ask: Ask) -> None:
    pairs = (
        "_sort=id&_sort_desc=id", "_sort=headline&_next=x", "_sort_desc=headline&_next=$null,x",
        "_stream=1&_next=x", "_size=0", "_shape=object&_col=id", "_facet=id&_facet_size=x",
        "_trace=1", "_search=x&_search=y",
    )  # fmt: skip
    check(ask, (f"{page}?{pair}" for page in TABLES for pair in pairs))


def check(ask: Ask, addresses: Iterable[str]) -> None:
    for address in addresses:
        got = ask(address)
        assert got.status_code < 500, (got.status_code, address[:200], got.text[-300:])
