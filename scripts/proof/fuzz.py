"""Feeds the extractor pages that atheris builds from tokens and raw bytes, guided by coverage.

A page must give an `Article`, a `Refusal` or a `ScraperError`. Anything else ends the run; the
input is kept and named. Once understood, it belongs into tests/extract/test_hostile.py.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports(include=["scraper"]):
    from scraper.errors import ScraperError
    from scraper.extract import extract, read_dump
    from scraper.model import Article, Page, Refusal
    from scraper.portals import Registry

FIXTURES: Final = Path(__file__).resolve().parents[2] / "tests" / "fixtures"
NOW: Final = datetime(2026, 11, 24, tzinfo=UTC)
URL: Final = "https://solo.tribunnews.com/2020/10/09/contoh?page=2"
TYPES: Final = (
    None,
    "text/html; charset=utf-8",
    "text/html; charset=iso-8859-1",
    "text/html; charset=shift_jis",
    "text/html; charset=undefined",
)
LONGEST: Final = 4096
TOKENS: Final = tuple(
    token.encode()
    for token in (
        *(
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<br>",
            "<span>",
            "</span>",
            "<a href='/penulis/ani'>",
            "</a>",
            "<b>",
            "</b>",
            "<ul>",
            "<li>",
        ),
        *(
            "<h1>",
            "</h1>",
            "<h2>",
            "</h2>",
            "<blockquote>",
            "<table><td>",
            "<figure><img src='a.jpg'>",
            "<figcaption>",
            "</figure>",
            "<!--",
            "-->",
        ),
        *(
            "<time datetime='2020-10-09T13:52:00+07:00'>",
            "<div class='byline'>",
            "<div itemprop=articleBody>",
            "<div class='caption'>",
        ),
        *(
            "<div class='breadcrumb'>",
            "<article>",
            "</article>",
            "<aside>",
            "<nav>",
            "<div style='display:none'>",
            "<meta name=author content='",
        ),
        *(
            "<meta property=article:published_time content='",
            "'>",
            "<script type='application/ld+json'>",
            "</script>",
            "<script>dataLayer=[{",
        ),
        *(
            '{"@type":"NewsArticle","headline":"',
            '"}',
            '"author":{"name":"',
            '"datePublished":"',
            "[",
            "]",
            "{",
            "}",
            ":",
            ",",
            '"',
            "\\u0000",
        ),
        *(
            "Warga menanam dua ratus pohon di tepi sungai pada hari itu, katanya. ",
            "Baca juga: ",
            "Penulis: ",
            "Editor: Ani Lestari",
            "(kff/bar)",
        ),
        *(
            "SOLO, KOMPAS.com - ",
            "Laporan Wartawan Tribun Solo, ",
            "Selasa, 2 Agustus 2022 21:05 WIB",
            "2 jam yang lalu",
            "Halaman 2 dari 5",
            "Foto: ",
        ),
        *(
            "&nbsp;",
            "&#0;",
            "&#xD800;",
            "\u200b",
            "\x01",
            "Ã¢â‚¬Å“",
            "宮崎県",
            "<title>",
            "</title>",
            "<",
            ">",
            "=",
            " ",
            "\n",
            "© 2022",
            "31/02/2020 25:61",
        ),
    )
)


def page_of(data: bytes) -> bytes:
    """The page that an input encodes: raw bytes if its first byte is odd, else tokens by number."""
    return (
        data[1:]
        if data[:1] and data[0] % 2
        else b"".join(TOKENS[byte % len(TOKENS)] for byte in data[1:])
    )


def main() -> int:
    """Fuzz; the exit code is the fuzzer's own."""
    parser = argparse.ArgumentParser(
        prog="dev.py fuzz", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument(
        "--runs", type=int, default=20_000, help="pages to try (default: 20,000; some minutes)"
    )
    parser.add_argument(
        "--findings",
        type=Path,
        default=Path(tempfile.gettempdir()),
        help="where an input that fails is kept",
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as seeds:
        for number, path in enumerate(sorted(FIXTURES.rglob("*.html"))):
            (Path(seeds) / f"{number}").write_bytes(b"\x01" + path.read_bytes()[:LONGEST])
        options = [
            f"-runs={chosen.runs}",
            f"-max_len={LONGEST}",
            "-timeout=20",
            "-rss_limit_mb=1024",
            f"-artifact_prefix={chosen.findings}/kliping-",
        ]
        atheris.Setup([sys.argv[0], *options, seeds], _trial())
        atheris.Fuzz()
    return 0


def _trial() -> Callable[[bytes], None]:
    """What the fuzzer calls with each input: it reads the page in three ways."""
    portal = Registry.load()["tribun-solo"]
    readers: tuple[Callable[[Page], object], ...] = (
        lambda page: extract(page, None),
        lambda page: extract(page, portal),
        lambda page: read_dump(page, None),
    )

    def try_one(data: bytes) -> None:
        headers = {"content-type": kind} if (kind := TYPES[len(data) % len(TYPES)]) else {}
        page = Page(URL, page_of(data), NOW, headers=headers)
        for read in readers:
            try:
                found = read(page)
            except ScraperError:
                continue
            if not isinstance(found, Article | Refusal):
                raise TypeError(f"neither article nor refusal: {found!r}")

    return try_one


if __name__ == "__main__":
    sys.exit(main())
