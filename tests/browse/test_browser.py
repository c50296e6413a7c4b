"""The pages in a real browser: Chromium, `kliping serve`, an archive of the sample network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from scripts.pressroom import CHROMIUM, CHROMIUM_ARGUMENTS, crawled, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TODAY = date(2026, 11, 24)
PAGES = (
    "/",
    "/search?q=jembatan",
    "/article/1",
    "/edited",
    "/edited/changes",
    "/portals",
    "/portal/sample-jateng",
    "/places",
    "/place/33",
    "/coverage",
    "/tables",
    "/nothing-here",
)
"""`/edited` stands for the article that was edited."""
DATASETTES = (
    "/archive",
    "/archive/articles/1",
    "/archive/articles?_facet=portal_id&section__contains=a",
    "/archive/search_word?kata=jembatan",
    "/archive?sql=select+1",
)
"""Pages that Datasette makes in our frame."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that depend on whether a page is light or dark."""


@dataclass
class Reader:
    """A browser on the archive, with its console messages and requests."""

    address: str
    browser: Browser
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def open(self, path: str, *, expected: int = 200, **context: Any) -> Page:
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"} | context
        page = self.browser.new_context(**settings).new_page()
        told = f"status of {expected}" if expected >= 400 else None
        page.on("console", lambda message: self._hear(message.text, told))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        self.pages.append(page)
        if path.startswith("/edited"):
            page.goto(self.address)
            edited = page.locator(".edits a").first.get_attribute("href") or ""
            path = path.replace("/edited", edited.removesuffix("/changes"))
        got = page.goto(f"{self.address}{path}")
        assert got is not None
        assert got.status == expected
        return page

    def _hear(self, text: str, told: str | None) -> None:
        """Keep what the console says, but not that a page is missing which is asked for as such."""
        if told is None or told not in text:
            self.said.append(text)


@pytest.fixture(scope="module")
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    if not CHROMIUM.exists():
        why = f"no {CHROMIUM}: python3 scripts/dev.py setup --browser"
        pytest.fail(why) if request.config.getoption("--need-browser") else pytest.skip(why)
    with served(crawled(tmp_path_factory.mktemp("pressroom"), TODAY)) as at:
        yield at


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(name="reader")
def _reader(address: str, browser: Browser) -> Iterator[Reader]:
    """A reader; afterwards its console must be empty, and no request may have left the host."""
    reader = Reader(address, browser)
    yield reader
    for page in reader.pages:
        page.context.close()
    assert reader.said == []
    host = urlsplit(address).netloc
    assert [url for url in reader.asked if urlsplit(url).netloc != host] == []


def test_a_search_narrows_opens_and_compares(reader: Reader) -> None:
    page = reader.open("/")
    page.get_by_role("searchbox", name="Search the archive").fill("jembatan")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_have_text(re.compile("jembatan", re.IGNORECASE))
    counted = page.locator("#results")
    before = (counted.text_content() or "").strip()
    page.get_by_role("complementary", name="Narrow the search").get_by_role(
        "link", name="Jawa Tengah"
    ).click()
    expect(page.locator(".chip")).to_contain_text("Province: Jawa Tengah")
    expect(counted).not_to_have_text(before)
    page.locator(".chip").click()
    expect(counted).to_have_text(before)
    page.locator(".results .head a").first.click()
    expect(page.locator("article h1")).to_be_visible()


def test_a_bar_of_the_histogram_narrows_to_its_day(reader: Reader) -> None:
    page = reader.open("/search?q=jembatan")
    bar = page.locator(".plot a").first
    told = bar.get_attribute("aria-label") or ""
    bar.click()
    expect(page.locator(".chip").first).to_contain_text("From")
    expect(page.locator("#results")).to_have_text(told.partition(": ")[2])


def test_the_next_page_continues_where_this_one_ends(reader: Reader) -> None:
    page = reader.open("/search")
    first = _shown(page)
    page.get_by_role("link", name=re.compile("Next page")).click()
    expect(page.locator(".pager")).to_contain_text("Page 2 of")
    assert not set(_shown(page)) & set(first)
    page.get_by_role("link", name=re.compile("Previous page")).click()
    expect(page.locator(".pager")).to_contain_text("Page 1 of")
    assert _shown(page) == first


def _shown(page: Page) -> list[str]:
    addresses: list[str] = page.locator(".results .head a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    return addresses


def test_an_edit_is_seen_word_by_word(reader: Reader) -> None:
    page = reader.open("/edited")
    page.get_by_role("link", name="Compare word by word").click()
    expect(page.locator(".before del").first).to_be_visible()
    expect(page.locator(".after ins").first).to_be_visible()
    page.wait_for_load_state()  # what is visible may still be without its style sheet
    left, right = (page.locator(side).first.bounding_box() for side in (".before", ".after"))
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]


def test_a_snapshot_shows_its_text_and_loads_nothing(reader: Reader) -> None:
    page = reader.open("/edited")
    headline = page.locator("article h1").inner_text()
    page.get_by_role("link", name="the archived page").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("body")).to_contain_text(headline)
    assert page.locator("iframe").get_attribute("sandbox") == ""
    assert frame.locator("script, link, iframe, form, img[src]").count() == 0


def test_everything_can_be_reached_by_keyboard(reader: Reader) -> None:
    page = reader.open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_role("searchbox").focus()
    page.keyboard.type("jembatan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=jembatan")
    page.locator("#results").wait_for()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.results .head a')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(reader: Reader, path: str) -> None:
    page = reader.open(path, expected=404 if path == "/nothing-here" else 200)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.fonts.ready")  # the letters that stand in meanwhile may be wider
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(reader: Reader, path: str) -> None:
    page = reader.open(path, expected=404 if path == "/nothing-here" else 200)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    assert _violations(page, [*WCAG, "best-practice"]) == []
    _darken(page)
    assert _violations(page, COLOURS) == []


def _darken(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.reload()  # a colour may take its time to change


def _violations(page: Page, rules: list[str]) -> list[tuple[str, str, list[str]]]:
    """Rule, impact, and the first two elements of each violation."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        (one["id"], one["impact"], [node["html"] for node in one["nodes"]][:2]) for one in found
    ]


def test_datasettes_pages_are_silent_too(reader: Reader) -> None:
    for path in DATASETTES:
        page = reader.open(path)
        expect(page.locator(".masthead .name")).to_be_visible()


@pytest.mark.parametrize("path", DATASETTES)
def test_axe_finds_no_serious_violation_on_datasettes_pages(reader: Reader, path: str) -> None:
    page = reader.open(path)
    found = _violations(page, WCAG)
    _darken(page)
    found += _violations(page, COLOURS)
    assert [one for one in found if one[1] in ("serious", "critical")] == []


def test_printed_an_article_is_its_text(reader: Reader) -> None:
    page = reader.open("/article/1")
    page.emulate_media(media="print")
    for gone in (".sections", ".seek", ".colophon"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator(".body")).to_be_visible()


def test_the_language_is_switched_and_stays(reader: Reader) -> None:
    page = reader.open("/portals")
    page.get_by_role("link", name="Bahasa Indonesia").click()
    expect(page.locator("nav.sections")).to_contain_text("Daerah")
    page.get_by_role("link", name="Daerah", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "id")


def test_text_is_set_in_the_packaged_fonts(reader: Reader) -> None:
    page = reader.open("/article/1")
    page.evaluate("document.fonts.ready")
    assert page.evaluate(
        "[...document.fonts].filter(one => one.status === 'loaded').map(one =>"
        " one.family.replaceAll('\"', ''))"
    )
