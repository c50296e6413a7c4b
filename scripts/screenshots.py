"""Takes the pictures of docs/pictures/: the sample network, wide, on a phone, in dark mode."""

import argparse
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from scripts.demo import ROOT
from scripts.pressroom import CHROMIUM, CHROMIUM_ARGUMENTS, crawled, served

FOLDER: Final = ROOT / "docs" / "pictures"
TODAY: Final = date(2026, 11, 24)
WIDE, PHONE = (1280, 900), (390, 844)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a page and how it is seen."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    scheme: str = "light"
    locale: str = "id-ID"


def pictures(article: int) -> tuple[Picture, ...]:
    """The pictures to take; `article` has a history."""
    return (
        Picture("front", "/"),
        Picture("front-phone", "/", PHONE),
        Picture("search", "/search?q=jembatan"),
        Picture("search-phone", "/search?q=jembatan", PHONE),
        Picture("article", f"/article/{article}"),
        Picture("article-dark", f"/article/{article}", scheme="dark"),
        Picture("article-phone", f"/article/{article}", PHONE),
        Picture("changes", f"/article/{article}/changes"),
        Picture("portal", "/portal/sample-jateng"),
        Picture("place", "/place/33", locale="en-GB"),
        Picture("coverage", "/coverage", locale="en-GB"),
        Picture("coverage-dark", "/coverage", scheme="dark"),
        Picture("tables", "/tables", locale="en-GB"),
        Picture("sql", "/archive/search_word?kata=jembatan", locale="en-GB"),
    )


def main() -> None:
    """Crawl the sample network, serve it, take every picture."""
    argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__).parse_args()
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kliping-") as folder:
        archive = crawled(Path(folder), TODAY)
        with served(archive) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS))
            for picture in pictures(_edited(archive)):
                _take(browser, address, picture)
                print(f"docs/pictures/{picture.name}.png")
            browser.close()


def _take(browser: Browser, address: str, picture: Picture) -> None:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        locale=picture.locale,
    )
    page = context.new_page()
    page.goto(f"{address}{picture.path}", wait_until="networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


def _edited(archive: Path) -> int:
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        (article,) = connection.execute(
            "SELECT article_id FROM article_revisions WHERE cause = 'site' LIMIT 1"
        ).fetchone()
    return int(article)


if __name__ == "__main__":
    main()
