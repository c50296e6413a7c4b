"""Which element holds the text: the kinds of page on which a simpler choice goes wrong."""

import pytest
from lxml import etree
from lxml.html import HtmlElement

from scraper.extract.structure.main_content import MainContent, prose_weight

LINE = (
    "Warga Kampung Sangkal membangun jembatan bambu sepanjang dua puluh meter di atas kali yang"
    " meluap."
)
TEXT = "".join(f"<p>{LINE} Bagian {n}.</p>" for n in range(4))
MORE = "<div><h2>2. Jembatan dari udara</h2><img src='a.jpg'></div>"
DECLARED = f"<div itemprop='articleBody'>{TEXT}</div>"
POSTS = (
    "<div class='l1'><div class='l2'><div class='l3'><div"
    f" itemprop='articleBody'>{TEXT * 3}</div></div></div></div>"
)
HEAD = "<h1 id='judul'>Warga Bangun Jembatan Bambu</h1>"


def _chosen(html: str) -> str | None:
    """The id of the chosen element."""
    body: HtmlElement = etree.HTML(f"<html><body>{html}</body></html>").find("body")
    headline = body.find(".//h1")
    chosen = MainContent(body, headline).container()
    return None if chosen is None else chosen.get("id")


@pytest.mark.parametrize(
    ("kind", "html"),
    [
        ("the only text", f"{HEAD}<div id='isi'>{TEXT}</div>"),
        (
            "a longer text elsewhere",
            f"<main>{HEAD}<div id='isi'>{TEXT}</div></main><div>{TEXT * 2}</div>",
        ),
        (
            "a short article, and other articles in full under it",
            f"<div><article id='isi'>{HEAD}<p>{LINE * 5}</p></article>"
            + f"<article class='kotak'><p>{LINE * 5}</p></article>" * 6
            + "</div>",
        ),
        (
            "chunks of one text in like containers",
            f"{HEAD}<div id='isi'>"
            + f"<div class='potong'><div class='teks'>{TEXT}</div></div>" * 2
            + "</div>",
        ),
        (
            "the text's second part in a container of another make",
            (
                f"{HEAD}<div id='isi'><div class='awal'>{TEXT}</div><div"
                f" class='lanjutan'>{TEXT}</div></div>"
            ),
        ),
        (
            "a live report: an introduction, and posts of their own",
            f"<header>{HEAD}</header><div id='isi'><div class='pengantar'>{TEXT}</div><div"
            " class='kejadian'>" + "<div class='pos'><div"
            f" class='teks'><p>{LINE}</p><p>{LINE}</p><p>{LINE}</p></div></div>"
            * 5
            + "</div></div>",
        ),
        (
            (
                "a list of photos whose later parts have headings alone, in what the page calls its"
                " body"
            ),
            (
                f"{HEAD}<div id='isi' itemprop='articleBody'><div><div"
                f" class='potong'>{TEXT}</div></div>{MORE}</div>"
            ),
        ),
        (
            "a name that only says how a page is divided",
            (
                f"{HEAD}<div class='wrapper-list-paging'><div class='list-paging'"
                f" id='isi'>{TEXT}</div></div>"
            ),
        ),
        (
            "a body named as a box",
            (
                f"{HEAD}<div class='summary' id='isi'>{TEXT}</div><div"
                f" class='isi-lain'><p>{LINE}</p></div>"
            ),
        ),
        (
            "two bodies in the headline's article, as the page's own markup says",
            (
                f"<article id='isi'><header>{HEAD}</header><div"
                f" class='k1'><div>{DECLARED}</div></div>{POSTS}</article>"
            ),
        ),
        (
            "the next article on the same page",
            (
                f"<main>{HEAD}<div id='isi' itemprop='articleBody'>{TEXT}</div><div"
                f" class='lain'>{DECLARED}</div></main>"
            ),
        ),
        (
            "longer comments",
            f"{HEAD}<div id='isi'>{TEXT}</div><div class='comments'>{TEXT * 6}</div>",
        ),
        (
            "teasers beside the text, one paragraph each",
            f"{HEAD}<div id='badan'><div id='isi'>{TEXT}</div>"
            + f"<div class='kartu'><div><p>{LINE}</p></div></div>" * 8
            + "</div>",
        ),
    ],
)
def test_the_body_is_found(kind: str, html: str) -> None:
    """The element called `isi` holds the text, whole, and nothing that is another page's."""
    assert _chosen(html) == "isi", kind


def test_a_page_without_prose_has_no_body() -> None:
    assert (
        _chosen(f"{HEAD}<ul><li><a href='/a'>Judul berita lain yang cukup panjang</a></li></ul>")
        is None
    )


@pytest.mark.parametrize(
    ("text", "breaks", "weight"),
    [
        ("Terkini", 0, 0.0),
        (" " * 40, 0, 0.0),
        (LINE, 0, float(len(LINE))),
        ("a" * 2000, 0, 600.0),
        ("a" * 2000, 4, 1800.0),
    ],
)
def test_prose_counts_by_its_length_within_bounds(text: str, breaks: int, weight: float) -> None:
    """One endless notice must not outweigh an article; a text set with breaks counts for its
    paragraphs.
    """
    assert prose_weight(text, breaks) == weight


ROWS = (
    "Baca juga: <a href='/x'>Banjir Rendam Dua Dusun di Kendal</a>",
    "ADVERTISEMENT<br><br>SCROLL TO CONTINUE WITH CONTENT",
)
LOOSE = "<br><br>".join(f"{LINE} {n}." for n in range(8))


def _weights(inside: str) -> list[float]:
    """What prose each holder below a page's only container has."""
    body: HtmlElement = etree.HTML(
        f"<html><body>{HEAD}<div id='isi'>{inside}</div></body></html>"
    ).find("body")
    return list(MainContent(body, body.find(".//h1")).holders.values())


@pytest.mark.parametrize(
    "row", [*ROWS, "Baca juga:<br><br><a href='/x'>Banjir Rendam Dua Dusun di Kendal</a>"]
)
@pytest.mark.parametrize(
    "html", ["{}" + LOOSE, "<p>{}" + LOOSE + "</p>"], ids=["bare", "paragraph"]
)
def test_a_line_between_breaks_that_leads_away_is_no_prose(html: str, row: str) -> None:
    """It adds nothing to its element, and its breaks allow that no more prose either."""
    assert _weights(html.format(f"{row}<br><br>")) == _weights(html.format(""))


def test_bare_text_behind_a_block_is_prose_as_before_one() -> None:
    assert _weights(f"<div>Iklan</div>{LINE}") == _weights(f"{LINE}<div>Iklan</div>") == [len(LINE)]
