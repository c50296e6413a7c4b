"""A page twice as long costs twice as much: counted in executed lines of the extractor, which no
busy machine changes.

What C code does within one line is not seen here; `test_hostile` holds the whole against pages of
hundreds of kilobytes.
"""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import scraper.extract
from scraper.errors import ScraperError
from scraper.model import Page

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ROOM = str(Path(scraper.extract.__file__).parent)
SIZE, BOUND = 120, 2.4

LINE = "Warga menanam dua ratus pohon di tepi sungai pada hari itu, kata Ani Lestari. "
HEAD = (
    "<html lang=id><title>Warga Tanam Pohon</title><body><h1>Warga Tanam Pohon di Tepi"
    " Sungai</h1><div class=article-body>"
)
TEXT = f"<p>{LINE}</p>" * 9
NODE = '{"@type":"NewsArticle","headline":"Warga","author":{"name":"Ani Lestari","@id":"x"}}'

PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: HEAD + f"<p>{LINE}</p>" * n,
    "kin": lambda n: HEAD + f"<section><div class=t><p>{LINE * 4}</p></div></section>" * n,
    "two-texts": lambda n: (
        HEAD + f"<div><p>{LINE}</p></div>" * n + "</div><article>" + f"<div><p>{LINE}</p></div>" * n
    ),
    "breaks": lambda n: HEAD + LINE * 9 + "<br>" * n,
    "broken-lines": lambda n: HEAD + f"{LINE}<br>" * n,
    "broken-dates": lambda n: HEAD + "<span>2 Agustus 2022 21:05 WIB</span><br>" * n + TEXT,
    "list": lambda n: HEAD + f"<ul>{f'<li>{LINE}' * n}</ul>",
    "table": lambda n: HEAD + f"<table>{f'<tr><td>{LINE}' * n}</table>",
    "live-blog": lambda n: (
        HEAD
        + f"<article><h2>Pembaruan 12.30</h2><p class=byline>Oleh Ani Lestari</p>{TEXT}</article>"
        * (n // 4)
    ),
    "links-in-holder": lambda n: (
        HEAD + TEXT + f"<div>{'<a href=/penulis/ani>Ani Lestari</a> oleh <p>Ani</p>' * n}"
    ),
    "texts-in-holder": lambda n: (
        HEAD + TEXT + f"</div><div>{'<a href=/x>Ani Lestari</a> 2 Agustus 2022 <hr>' * n}"
    ),
    "roles": lambda n: HEAD + TEXT + "<p>Reporter</p><p>Editor</p>" * n,
    "bold-names": lambda n: HEAD + "<p><b>Ani Lestari</b></p>" * n + TEXT,
    "boxes": lambda n: HEAD + f"<div><img src=a.jpg><p>x</p></div><p>{LINE}</p>" * n,
    "figures": lambda n: (
        HEAD
        + f"<figure><img src=a.jpg><figcaption>Foto: Ani</figcaption></figure><p>{LINE}</p>" * n
    ),
    "headings": lambda n: HEAD + "<h1>Warga Tanam Pohon lain</h1>" * n + TEXT,
    "breadcrumbs": lambda n: HEAD + "<ul class=breadcrumb><a>x</a></ul>" * n + TEXT,
    "classes": lambda n: HEAD + "".join(f"<p class='a{i} b{i}'>{LINE}</p>" for i in range(n)),
    "metas": lambda n: (
        "".join(f"<meta property=article:tag content=t{i}>" for i in range(n)) + HEAD + TEXT
    ),
    "microdata": lambda n: (
        HEAD
        + "<div itemprop=author itemscope><span itemprop=name>Ani Lestari</span></div>" * n
        + TEXT
    ),
    "json-ld": lambda n: (
        f"<script type=application/ld+json>[{','.join([NODE] * n)}]</script>" + HEAD + TEXT
    ),
    "json-ld-scripts": lambda n: (
        f"<script type=application/ld+json>{NODE}</script>" * n + HEAD + TEXT
    ),
    "data-layers": lambda n: (
        "<script>dataLayer=[{'penulis':'Ani Lestari'}]</script>" * n + HEAD + TEXT
    ),
    "neighbours": lambda n: HEAD + TEXT + f"</div>{'<div>Oleh Ani<b>2 Agustus 2022</b></div>' * n}",
    "nested": lambda n: HEAD + "<div>" * n + TEXT,
    "nested-pictures": lambda n: HEAD + "<div><img src=a.jpg>x" * n + TEXT,
    "nested-headings": lambda n: HEAD + "<h2>Warga Tanam Pohon lain" * n + TEXT,
}


def lines_run(page: str) -> Counter[str]:
    """How often each function of the room executed a line for the page."""
    run: Counter[str] = Counter()

    def within(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            run[frame.f_code.co_name] += 1
        return within

    def entered(frame: FrameType, _event: str, _: Any) -> Any:
        return within if frame.f_code.co_filename.startswith(ROOM) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        scraper.extract.extract(Page("https://contoh.example/a", page.encode(), NOW), None)
    except ScraperError:
        pass
    finally:
        sys.settrace(before)
    return run


@pytest.mark.parametrize("kind", PAGES)
def test_twice_the_page_costs_twice_the_lines(kind: str) -> None:
    """Executed lines grow with the page and not faster; the functions that grew most are named."""
    lines_run(PAGES[kind](SIZE))  # what is remembered from here on speaks for both sizes alike
    small, large = lines_run(PAGES[kind](SIZE)), lines_run(PAGES[kind](2 * SIZE))
    assert sum(small.values()) > SIZE
    assert sum(large.values()) <= BOUND * sum(small.values()), (large - small).most_common(4)
