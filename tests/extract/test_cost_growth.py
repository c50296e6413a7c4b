"""Four times the page costs about four times the CPU, in C code too: whole pages, with portals'
rules and without, and dumps.

Elements in elements in elements are not among the shapes where each is also held against all around
it (captions, breadcrumbs under rules): such a page costs elements times depth, and the depth is
bounded by the parser (`test_hostile`).
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from time import process_time

import pytest

from scraper.errors import ScraperError
from scraper.extract import extract, read_dump
from scraper.model import Page
from scraper.portals import Registry

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SMALL, LARGE, BOUND, FLOOR = 10_000, 40_000, 8.0, 0.1
"""Characters; a cost for four times the text in proportion is 4, by the square 16; below `FLOOR`
seconds nothing is told."""
DECLARATIONS = Registry.load()
URLS = {
    "none": "https://contoh.example/a",
    "tribun": "https://solo.tribunnews.com/2020/10/09/contoh",
}
LINE = "Warga menanam dua ratus pohon di tepi sungai pada hari itu, kata Ani Lestari. "
HEAD = (
    "<html lang=id><title>{title}</title><body><h1 class=f50 id=arttitle>Warga Tanam Pohon di Tepi"
    " Sungai</h1>"
)
BODY = (
    "<div class='side-article txt-article multi-fontsize' id=article_con><p>"
    + "</p><p>".join([LINE * 2] * 4)
    + "</p>{inside}</div>{behind}</body></html>"
)


def page(
    inside: str = "",
    behind: str = "",
    before: str = "",
    title: str = "Warga Tanam Pohon di Tepi Sungai",
) -> str:
    return (
        before
        + HEAD.replace("{title}", title)
        + BODY.replace("{inside}", inside).replace("{behind}", behind)
    )


def many(unit: str, size: int) -> str:
    return unit * (size // len(unit))


UNITS = (
    "A.",
    "Foto: ",
    "x/y ",
    "( ",
    "(a/b) ",
    "- ",
    "| ",
    "<!--",
    "2 Mei 2020 ",
    "&nbsp;",
    "@a.b ",
    "> ",
    "Penulis: Ani ",
    "#a ",
)


def node(i: int) -> dict[str, object]:
    return {"@id": f"#{i}", "@type": "Person", "name": "Ani", "author": {"@id": f"#{i + 1}"}}


METAS = ("author", "og:title", "keywords", "description", "article:published_time", "og:url")

PAGES: dict[str, Callable[[int], str]] = {
    **{
        f"paragraph of {unit!r}": lambda n, unit=unit: page(f"<p>{many(unit, n)}</p>")
        for unit in UNITS
    },
    **{
        f"breaks of {unit!r}": lambda n, unit=unit: page(many(f"{unit * 20}<br>", n))
        for unit in UNITS
    },
    **{
        f"caption of {unit!r}": lambda n, unit=unit: page(
            f"<figure><img src=a.jpg><figcaption>{many(unit, n)}</figcaption></figure>"
        )
        for unit in UNITS
    },
    **{
        f"captions of {unit!r}": lambda n, unit=unit: page(
            many(f"<figure><img src=a.jpg><figcaption>{unit * 100}</figcaption></figure>", n)
        )
        for unit in UNITS
    },
    **{
        f"title of {unit!r}": lambda n, unit=unit: page(
            title="Warga Tanam Pohon " + many(f"{unit}", n)
        )
        for unit in UNITS
    },
    **{
        f"bylines of {unit!r}": lambda n, unit=unit: page(
            behind=many(f"<div class=byline>Penulis: {unit * 20}</div>", n)
        )
        for unit in UNITS
    },
    **{
        f"one byline of {unit!r}": lambda n, unit=unit: page(
            behind=f"<div class=byline id=penulis>Penulis: {many(unit, n)}</div>"
        )
        for unit in UNITS
    },
    **{
        f"meta of {unit!r}": lambda n, unit=unit: page(
            before="".join(f"<meta name='{name}' content='{many(unit, n // 6)}'>" for name in METAS)
        )
        for unit in UNITS
    },
    "title of suffixes": lambda n: page(title="Warga" + many(" - Contoh", n)),
    "title of pages": lambda n: page(title="Warga" + many(" - Halaman 2", n)),
    "links": lambda n: page(behind=many("<a href='/2020/10/09/contoh?page=2'>2</a>", n)),
    "links in the text": lambda n: page(
        many("<p><a href='/2020/10/09/lain'>Warga menanam pohon</a> lagi</p>", n)
    ),
    "a long link": lambda n: page(behind=f"<a href='/2020/10/09/contoh{many('/2', n)}'>2</a>"),
    "a long class": lambda n: page(f"<p class='{many('read-more ', n)}'>{LINE}</p>"),
    "a class of hyphens": lambda n: page(f"<p class='{many('a-', n)}'>{LINE}</p>"),
    "a class of capitals": lambda n: page(f"<p class='{many('aB', n)}'>{LINE}</p>"),
    "a class of colons": lambda n: page(f"<p class='{many('a:', n)}'>{LINE}</p>"),
    "classes": lambda n: page("".join(f"<p class='a{i}'>{LINE}</p>" for i in range(n // 100))),
    "srcset": lambda n: page(
        "<figure><img src=a.jpg"
        f" srcset='{many('a.jpg 2x, ', n)}'><figcaption>x</figcaption></figure>"
    ),
    "breaks": lambda n: page(many("<br>", n)),
    "tables": lambda n: page(many("<table><tr><td>a<td>b</table>", n)),
    "a table": lambda n: page(f"<table>{many('<tr><td>Reporter<td>Ani Lestari', n)}</table>"),
    "nested tables": lambda n: page(many("<table><tr><td>", n)),
    "nested lists": lambda n: page(many("<ul><li>a", n)),
    "nested quotes": lambda n: page(many("<blockquote>a", n)),
    "nested spans": lambda n: page(many("<span>a", n)),
    "breadcrumbs": lambda n: page(before=many("<div class=breadcrumb><a href=/x>x</a></div>", n)),
    "a breadcrumb": lambda n: page(
        before=f"<div class=breadcrumb>{many('<a href=/x>x</a> &gt; ', n)}</div>"
    ),
    "metas": lambda n: page(before=many("<meta property=article:tag content=pohon>", n)),
    "meta dates": lambda n: page(
        before=many("<meta property=article:published_time content='Foo 2 Bar 2020'>", n)
    ),
    "times": lambda n: page(behind=many("<time datetime=2020-10-09>9 Oktober</time> ", n)),
    "quotes": lambda n: page(many(f"<blockquote>{LINE}</blockquote>", n)),
    "same quotes": lambda n: page(
        "".join(f"<p>{LINE}{i}</p><blockquote>{LINE}{i}x</blockquote>" for i in range(n // 200))
    ),
    "tags": lambda n: page(
        behind="".join(f"<a rel=tag href=/tag/{i}>t{i}</a>" for i in range(n // 30))
    ),
    "json list": lambda n: page(
        before="<script type=application/ld+json>["
        + ",".join(['{"@type":"NewsArticle","headline":"a"}'] * (n // 40))
        + "]</script>"
    ),
    "json depth": lambda n: page(
        before=f"<script type=application/ld+json>{many('[', n)}</script>"
    ),
    "json graph": lambda n: page(
        before="<script type=application/ld+json>"
        + json.dumps({"@graph": [node(i) for i in range(n // 80)]})
        + "</script>"
    ),
    "json comments": lambda n: page(
        before=f"<script type=application/ld+json>{many('<!--', n)}</script>"
    ),
    "json commas": lambda n: page(
        before=f"<script type=application/ld+json>{many(',', n)} </script>"
    ),
    "json spaces": lambda n: page(
        before=f"<script type=application/ld+json>{{{many(', ', n)}</script>"
    ),
    "json salvage": lambda n: page(
        before="<script type=application/ld+json>{"
        + many('"author": [{"@type":"a",', n)
        + "</script>"
    ),
    "json authors": lambda n: page(
        before='<script type=application/ld+json>{"@type":"NewsArticle","author":['
        + ",".join(f'{{"name":"Ani{i} Lestari"}}' for i in range(n // 30))
        + "]}</script>"
    ),
    "data layer": lambda n: page(
        before="<script>dataLayer=[{" + many("'penulis':'Ani',", n) + "}]</script>"
    ),
    "data layer open": lambda n: page(before=f"<script>dataLayer = {many('[{', n)}</script>"),
    "microdata": lambda n: page(
        behind=many(
            "<div itemprop=author itemscope><span itemprop=name>Ani Lestari</span></div>", n
        )
    ),
    "nested microdata": lambda n: page(
        behind=many("<div itemprop=author itemscope itemtype=x><span itemprop=name>Ani", n)
    ),
    "pager": lambda n: page("".join(f"<p>{i % 50} dari 50 halaman</p>" for i in range(n // 30))),
    "signatures": lambda n: page(many("<p>(a/b) (c/d) [e/f]</p>", n)),
    "datelines": lambda n: page(many("<p>JAKARTA, KOMPAS.com - Warga</p>", n)),
}

DUMP = (
    "Warga Tanam Pohon di Tepi Sungai\nPenulis: Ani Lestari\nJumat, 9 Oktober 2020 10:00 WIB\n"
    + (LINE * 2 + "\n") * 5
)
DUMPS: dict[str, Callable[[int], str]] = {
    **{f"a line of {unit!r}": lambda n, unit=unit: DUMP + many(unit, n) for unit in UNITS},
    **{
        f"lines of {unit!r}": lambda n, unit=unit: DUMP + many(unit * 30 + "\n", n)
        for unit in UNITS
    },
    **{
        f"short lines of {unit!r}": lambda n, unit=unit: DUMP + many(unit + "\n", n)
        for unit in UNITS
    },
    **{
        f"lines of {unit!r} and text": lambda n, unit=unit: DUMP + many(f"{unit}\n{LINE}\n", n)
        for unit in UNITS
    },
    "text": lambda n: DUMP + many(LINE + "\n", n),
    "headlines": lambda n: many("Warga Tanam Pohon di Tepi\n", n) + DUMP,
    "tags": lambda n: DUMP + many("#banjir ", n) + "#covid-19",
    "dates": lambda n: DUMP + many("9 Oktober 2020 10:00 WIB\n", n),
    "heavy and light": lambda n: DUMP + many(f"{LINE}\nWarga\nWarga\n", n),
    "lighter and lighter": lambda n: "".join(LINE + "\n" + "x\n" * (i % 5) for i in range(n // 90)),
}


def cost(read: Callable[[], object]) -> float:
    start = process_time()
    with suppress(ScraperError):
        read()
    return process_time() - start


def grows(make: Callable[[int], str], read: Callable[[bytes], object]) -> str | None:
    """What is told of a page whose cost grows too fast, after a second look; None for all
    others.
    """
    small, large = make(SMALL).encode(), make(LARGE).encode()
    short = long = 0.0
    for tries in (1, 3):
        long = min(cost(lambda: read(large)) for _ in range(tries))
        if long <= FLOOR:
            return None
        short = min(cost(lambda: read(small)) for _ in range(tries + 1))
        if long <= BOUND * short:
            return None
    return f"{short:.3f} s for {len(small):,} bytes, {long:.3f} s for {len(large):,}"


@pytest.mark.parametrize("where", URLS)
def test_pages_cost_in_proportion(where: str) -> None:
    portal = None if where == "none" else DECLARATIONS.of(URLS[where])
    assert (portal is None) == (where == "none")
    told = {
        name: grows(make, lambda body: extract(Page(URLS[where], body, NOW), portal))
        for name, make in PAGES.items()
    }
    assert not {name: text for name, text in told.items() if text}


def test_dumps_cost_in_proportion() -> None:
    told = {
        name: grows(make, lambda body: read_dump(Page("", body, NOW), DECLARATIONS))
        for name, make in DUMPS.items()
    }
    assert not {name: text for name, text in told.items() if text}
