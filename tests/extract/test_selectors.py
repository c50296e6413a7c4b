"""The selectors of portal rules."""

import pytest

from scraper.errors import PortalError
from scraper.extract import Index, parse, read_all_selected, read_selected
from scraper.extract.page.selectors import select_all
from scraper.portals import Photo, Rules, parse_selector

PAGE = """<html><body><div id="top" class="a b"><p class="x">satu</p><p>dua</p><p
    class="y z">tiga</p></div>
<div class="b"><p class="x">empat</p><time class="t"
    datetime="2020-01-01">kemarin</time><h1></h1><h2>lima</h2></div></body></html>"""


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("p.x", ["satu", "empat"]),
        ("#top p", ["satu", "dua", "tiga"]),
        ("div.a.b > p.x", ["satu"]),
        ("p.x + p", ["dua"]),
        ("body > p", []),
        ("p.y.z", ["tiga"]),
        ("h1, h2", ["lima"]),
        ("time@datetime", ["2020-01-01"]),
        ("[class^=y]", ["tiga"]),
        ("time[datetime]", ["kemarin"]),
        ("p[class=x]", ["satu", "empat"]),
        ("p:first-child", ["satu", "empat"]),
        ("#top > p.y:first-child", []),
    ],
)
def test_a_selector_reads_its_texts(selector: str, texts: list[str]) -> None:
    assert read_all_selected(Index(parse(PAGE.encode())), selector) == texts


def test_the_first_alternative_that_finds_an_element_speaks() -> None:
    index = Index(parse(PAGE.encode()))
    assert [element.tag for element in select_all(index, "h6, h2, p")] == ["h2"]
    assert read_selected(index, "h6") is None


def test_a_search_within_an_element_sees_nothing_outside() -> None:
    index = Index(parse(PAGE.encode()))
    assert read_all_selected(index, "p.x", index.by_id(None)["top"][0]) == ["satu"]


@pytest.mark.parametrize("selector", ["", "p >", "p:last-child", "p:first-child.x", "a, ", "p..x"])
def test_what_is_outside_the_grammar_is_a_portal_error(selector: str) -> None:
    with pytest.raises(PortalError):
        parse_selector(selector)


def test_rules_name_the_layout_of_a_wrong_selector() -> None:
    with pytest.raises(PortalError, match="contoh-2020"):
        Rules(name="contoh-2020", photos=(Photo("div.foto", caption="p:hover"),))
