"""Text from the web is text on every page; if an escape were missing, it still could not run."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from scraper.archive import Archive, citation_of
from scraper.archive.maintenance import optimise_archive
from scraper.archive.pages.snapshots import keep_page
from scraper.browse.sanitize import sanitize
from scraper.model import Article, Block, BlockKind, Byline, Evidence, Image, Placement, Role
from tests.archive.samples import ARTICLE, page, save
from tests.browse.conftest import LATER, Ask, asking

SCRIPT = "<script>window.taken=1</script>"
EVENT = "\"'><img src=x onerror=window.taken=1>"
SVG = "<svg/onload=window.taken=1>"
CSS = "</style><style>*{background:url(//evil.example)}"
TEMPLATE = "{{ 7*7 }}{% raw %}"
ADDRESS = "javascript:window.taken=1"
TURNED = "\u202egnirts\u2066"
ATTACKS = (
    SCRIPT,
    EVENT,
    SVG,
    CSS,
    TEMPLATE,
    ADDRESS,
    TURNED,
    "\ue000<u>\ue001",
    "</textarea></title>",
    "%22%3E%3Cscript%3E",
)
URL = f"https://jateng.kabar.example/1/{'x' * 9}?q=%22%3E%3Cscript%3E"
KEY = citation_of(URL)


def hostile(text: str) -> Article:
    return replace(
        ARTICLE,
        url=URL,
        headline=f"Judul {text}",
        body=tuple(Block(kind, f"Isi {text}") for kind in BlockKind),
        kicker=text,
        section=text,
        standfirst=text,
        dateline=f"Isi {text}",
        bylines=(Byline(text, Role.REPORTER, text),),
        published_raw=text,
        images=(
            Image(text, text, Placement.LEAD, ADDRESS),
            Image(text, text, Placement.INLINE, f"https://x.example/{text}"),
        ),
        tags=(text,),
        signature=text,
        source=text,
        evidence={"headline": Evidence(text, text, text), text: Evidence(text)},
    )


def _page(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode()


def _page_hash(text: str) -> str:
    return hashlib.sha256(_page(text)).hexdigest()


@pytest.fixture(name="asked", params=ATTACKS)
def _asked(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Ask]:
    path, text = tmp_path / "archive.db", request.param
    with Archive.open(path, create=True) as archive:
        kept = keep_page(archive, page(URL, _page(text)))
        save(archive, replace(hostile(text), headline="Dulu"), snapshot_ids=(kept,))
        save(archive, hostile(text), at=LATER, snapshot_ids=(kept,))
        optimise_archive(archive)
    return text, asking(path)


PAGES = (
    "/",
    "/search?q=judul",
    "/search",
    f"/article/{KEY}",
    f"/article/{KEY}/changes",
    f"/article/{KEY}/page/HASH",
    f"/article/{KEY}/page/HASH/frame",
    "/portal/kabar-jateng",
    "/coverage",
    "/places",
    "/archive/articles",
    "/archive/article_list",
    "/archive/articles/1",
)


def check_is_text(page: str, headers: object, *, framed: bool = False) -> None:
    """No element, attribute or address of the page is the attacker's.

    In a snapshot's frame elements may be, but no active ones.
    """
    root = html.fromstring(page)
    for element in root.iter():
        if not framed and element.get("id") != "sql-editor":
            assert element.tag not in {"object", "embed", "base", "u", "img", "textarea"}
        assert not [name for name in element.attrib if name.startswith("on")]
        for name in ("href", "src", "action", "xlink:href"):
            assert (
                not element.get(name, "").strip().lower().startswith(("javascript:", "data:", "//"))
            )
        if element.tag == "script":
            assert element.get("nonce")
            assert "taken" not in (element.text or "")
    assert "49{%" not in page.replace("&", "")
    assert "unsafe-inline" not in str(headers).partition("script-src")[2].partition(";")[0]


def test_on_every_page_it_is_text(asked: tuple[str, Ask]) -> None:
    text, ask = asked
    for address in (one.replace("HASH", _page_hash(text)) for one in PAGES):
        got = ask(address)
        assert got.status_code == 200, address
        check_is_text(
            got.text, got.headers["content-security-policy"], framed=address.endswith("/frame")
        )


def test_a_name_or_tag_that_is_an_attack_has_a_page_of_its_own(asked: tuple[str, Ask]) -> None:
    _, ask = asked
    article = html.fromstring(ask(f"/article/{KEY}").text)
    led = [
        link.get("href")
        for link in article.iterfind(".//a[@href]")
        if link.get("href").startswith(("/person/", "/tag/"))
    ]
    assert len(led) == 2
    for address in led:
        got = ask(address)
        assert got.status_code == 200, address
        check_is_text(got.text, got.headers["content-security-policy"])


def test_what_a_reader_types_comes_back_as_text(asked: tuple[str, Ask]) -> None:
    text, ask = asked
    for address in (
        f"/search?q={text}",
        f"/search?portal={text}",
        f"/search?since={text}",
        f"/search.atom?q={text}",
    ):
        got = ask(address.replace("#", ""))
        check_is_text(
            got.text.partition("?>")[2] or got.text, got.headers["content-security-policy"]
        )


def test_no_page_of_ours_reverses_the_direction_of_text(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        save(archive, hostile(TURNED))
        optimise_archive(archive)
    ask = asking(path)
    for address in ("/", f"/article/{KEY}", "/search?q=judul", "/portal/kabar-jateng"):
        assert not {"\u202e", "\u2066"} & set(ask(address).text)


ACTS = (
    "<script>x()</script>",
    "<p onclick='x()'>a</p>",
    "<a href='javascript:x()'>a</a>",
    "<a href=' JavaScript:x()'>a</a>",
    "<iframe src='//evil.example'></iframe>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=preconnect href='//evil.example'>",
    "<base href='//evil.example'>",
    "<form action='//evil.example'><input name=a></form>",
    "<svg><script>x()</script></svg>",
    "<video src='//evil.example' autoplay></video>",
    "<img src='//evil.example/1.gif' srcset='//evil.example/2.gif 2x'>",
    "<object data='//evil.example'></object>",
    "<p style='background:url(//evil.example)'>a</p>",
)


@pytest.mark.parametrize("act", ACTS)
def test_a_snapshot_keeps_its_words_and_loses_active_content(act: str) -> None:
    shown = sanitize(page(URL, f"<html><body>sebelum {act} sesudah</body></html>".encode()))
    root = html.fromstring(shown)
    assert "sebelum" in root.text_content()
    assert "sesudah" in root.text_content()
    assert "x()" not in shown
    for element in root.iter():
        assert element.tag not in {
            "script",
            "iframe",
            "link",
            "base",
            "form",
            "input",
            "svg",
            "video",
            "object",
        }
        assert set(element.attrib) <= {"href", "rel", "style", "charset"}
        assert "evil.example" not in element.get("href", "")


def test_bytes_that_are_not_a_page_get_a_note() -> None:
    assert "<p>" in sanitize(page(URL, b"\x89PNG\r\n\x1a\n" + bytes(range(256))))
