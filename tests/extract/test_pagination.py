"""How many pages an article has, from the addresses that a portal gives them alone."""

from datetime import UTC, datetime

import pytest

from scraper.extract import extract
from scraper.model import Article, Page
from scraper.portals import Network, Portal
from scraper.urls import Parts

BASE = "https://www.contoh.example"
HOME = f"{BASE}/read/17/panen-raya-di-randuwangi"
TEXT = (
    "<p>Petani di Desa Kalisobo memanen cabai rawit dua pekan lebih cepat daripada perkiraan mereka"
    " semula tahun ini.</p>" * 4
)
NUMBERS = [f"{HOME}?page=2", f"{HOME}?page=3"]


def _portal(parts: Parts | None) -> Portal:
    network = Network(
        slug="contoh",
        name="Contoh",
        platform="none",
        host="{key}.contoh.example",
        articles=(r"/read/\d+/[^/]+",),
        parts=parts,
    )
    return network.portal("www")


def _read(parts: Parts | None, hrefs: list[str], at: str = HOME) -> Article:
    links = "".join(f'<a href="{href}">ke sana</a>' for href in hrefs)
    page = (
        "<html lang='id'><body><article><h1>Panen Raya di"
        f" Randuwangi</h1><div>{TEXT}</div><nav>{links}</nav></article></body></html>"
    )
    article = extract(Page(at, page.encode(), datetime(2026, 11, 24, tzinfo=UTC)), _portal(parts))
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("parts", "hrefs", "at", "part", "total", "others"),
    [
        (Parts.QUERY, [HOME, *NUMBERS], HOME, 1, 3, NUMBERS),
        (Parts.QUERY, ["?page=2", "?page=3"], HOME, 1, 3, NUMBERS),
        (Parts.QUERY, [HOME, NUMBERS[1]], NUMBERS[0], 2, 3, [HOME, NUMBERS[1]]),
        (Parts.PATH, [f"{HOME}/2", f"{HOME}/3"], HOME, 1, 3, [f"{HOME}/2", f"{HOME}/3"]),
        (Parts.PATH, [f"{HOME}/15", f"{HOME}/30"], HOME, 1, 3, [f"{HOME}/15", f"{HOME}/30"]),
        (Parts.PATH, [HOME, f"{HOME}/10"], f"{HOME}/5", 2, 3, [HOME, f"{HOME}/10"]),
        (
            Parts.PATH,
            [f"{HOME}/2", f"{HOME}/all", f"{HOME}/2?utm_source=bagikan"],
            HOME,
            1,
            2,
            [f"{HOME}/2"],
        ),
        (
            Parts.PATH,
            [f"http{HOME.removeprefix('https')}/2"],
            HOME,
            1,
            2,
            [f"http{HOME.removeprefix('https')}/2"],
        ),
        (Parts.SLUG, [f"{HOME}-part2"], HOME, 1, 2, [f"{HOME}-part2"]),
        (Parts.BEHIND, [f"{HOME}/1", f"{HOME}/2"], HOME, 1, 3, [f"{HOME}/1", f"{HOME}/2"]),
        (Parts.BEHIND, [HOME, f"{HOME}/2"], f"{HOME}/1", 2, 3, [HOME, f"{HOME}/2"]),
        (Parts.QUERY, [HOME, f"{HOME}?page=all", f"{HOME}#komentar"], HOME, 1, 1, []),
        (
            Parts.QUERY,
            [f"{BASE}/read/18/panen-lain?page=2", f"{BASE}/tag/panen?page=2"],
            HOME,
            1,
            1,
            [],
        ),
        (Parts.QUERY, [f"https://bagikan.example/?u={HOME}?page=2"], HOME, 1, 1, []),
        (Parts.QUERY, [f"{HOME}?page=900"], HOME, 1, 1, []),
        (None, NUMBERS, HOME, 1, 1, []),
    ],
)
def test_a_page_counts_its_own_further_pages(
    parts: Parts, hrefs: list[str], at: str, part: int, total: int, others: list[str]
) -> None:
    """Whatever markup the pager has; shares, other articles and unreasonable numbers are no
    pages of it.
    """
    article = _read(parts, hrefs, at)
    assert (article.url, article.part, article.parts, list(article.part_urls)) == (
        HOME,
        part,
        total,
        others,
    )


def test_a_file_is_numbered_behind_the_code_that_ends_its_name() -> None:
    """The second page is numbered 1; a number that ends a headline is none."""
    file = f"{BASE}/read/17/panen-raya-07a099"
    first = _read(Parts.FILE, [f"{file}-1.html", f"{file}-2.html"], f"{file}.html")
    assert (first.url, first.part, first.parts) == (f"{file}.html", 1, 3)
    third = _read(Parts.FILE, [f"{file}.html", f"{file}-1.html"], f"{file}-2.html")
    assert (third.url, third.part, third.parts, third.part_urls) == (
        f"{file}.html",
        3,
        3,
        (f"{file}.html", f"{file}-1.html"),
    )
    assert _read(Parts.FILE, [], f"{BASE}/read/17/telepon-seri-5.html").part == 1
