"""What is sent in place of an article, and what is wrong with an article that is sent."""

import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Final

from scraper.model import Role
from scraper.portals import Rules, Signed
from scraper.urls import Parts
from scripts.sample.faults.fault import AT_FAULT, LIST, SOUND, Answer, Fault, Stand
from scripts.sample.faults.pages import (
    CONSENT,
    LAYOUT,
    LOGIN,
    NOT_FOUND,
    document,
    listing,
    paragraphs,
    story,
    told_by,
)
from scripts.sample.response import PLAIN, Response, html, json

RULES: Final = Rules(
    name="faults-layout",
    headline="h1.judul",
    body="div.isi",
    published="div.tanggal",
    bylines=(Signed("div.penulis", Role.REPORTER),),
)
"""The only layout that the fault site's portals declare."""
SECOND, THIRD = AT_FAULT + "?page=2", AT_FAULT + "?page=3"
_NEW_LAYOUT: Final = (
    '<section class="a1"><h1 class="b2">{headline}</h1><p class="c3">{clock}</p>'
    '<p class="c4">Penulis: {reporter}</p><div class="d5">{text}</div></section>'
)
_UNSIGNED: Final = LAYOUT.replace('<div class="penulis">Penulis: {reporter}</div>', "")
_ENGLISH: Final = """
The bridge over the river was closed to traffic on Tuesday after engineers found that two of its \
piers had moved, and the regency said that
it would stay closed for as long as the repairs take.

Residents of the village on the other bank now have to take a detour of twelve kilometres to reach \
the market, the school and the clinic,
and many of them have asked for a ferry to be put into service.

An official of the public works office said that the work had been given to a contractor from the \
city, and that it would begin as soon as
the water is low enough for the piers to be reached from the bank.

The bridge was built by the people of both villages with money that they had collected among \
themselves, and it has been in use for more
than twenty years without any repair of its piers.
""".strip().split("\n\n")
ELSEWHERE: Final = "/berita/3/kabar-yang-sama"
ADDRESSES: Final = tuple(f"/berita/2{number}/kabar-yang-sama" for number in range(10))


def _page(page: Callable[[Stand], str]) -> Callable[[Stand], Mapping[str, Answer]]:
    return lambda stand: {AT_FAULT: html(page(stand))}


def _sent(answer: Answer) -> Callable[[Stand], Mapping[str, Answer]]:
    return lambda _: {AT_FAULT: answer}


def _teaser(stand: Stand) -> str:
    told = told_by(stand, 2)
    shown = (
        f"{paragraphs(told.paragraphs[:2])}<div class='dinding'><h3>Berlangganan untuk membaca"
        " artikel ini selengkapnya</h3></div>"
    )
    return story(stand, 2, body=shown)


def _mojibake(stand: Stand) -> str:
    curly = [
        text.replace('"', "”") + " “Itu benar,” katanya – tanpa ragu…"
        for text in told_by(stand, 2).paragraphs
    ]
    return story(stand, 2, body=paragraphs(_twice(text) for text in curly))


def _degraded(stand: Stand) -> Mapping[str, Answer]:
    """The article once, then half of it without a byline.

    A second address leads to it, so that one run visits it twice.
    """
    first = iter([html(story(stand, 2))])
    texts = told_by(stand, 2).paragraphs
    half = html(story(stand, 2, layout=_UNSIGNED, body=paragraphs(texts[: len(texts) // 3])))
    return {
        AT_FAULT: lambda: next(first, half),
        ELSEWHERE: Response(302, b"", headers={"Location": AT_FAULT}),
    }


def _twice(text: str) -> str:
    """The text encoded as UTF-8 and read as windows-1252, with undefined bytes as controls."""
    return "".join(
        bytes((byte,)).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for byte in text.encode()
    )


def _garbled(stand: Stand) -> str:
    lost = str.maketrans(dict.fromkeys("aeiou", "\ufffd"))
    return story(
        stand, 2, body=paragraphs(text.translate(lost) for text in told_by(stand, 2).paragraphs)
    )


def _index(stand: Stand) -> str:
    links = "".join(
        f'<li><a href="/berita/{n}/kabar">Kabar nomor {n} dari kota contoh hari ini</a></li>'
        for n in range(20, 40)
    )
    return document(stand, "Kumpulan Berita", f"<ul>{links}</ul>")


def _parts(stand: Stand) -> Mapping[str, Answer]:
    texts = told_by(stand, 2).paragraphs
    pager = "".join(
        f'<a href="{target}">{n}</a> ' for n, target in ((1, AT_FAULT), (2, SECOND), (3, THIRD))
    )
    runs = (texts[:3], texts[3:6], texts[6:])
    pages = [
        html(
            story(
                stand,
                2,
                body=paragraphs(run),
                layout=f'{LAYOUT}<div class="paging">Halaman: {pager}</div>',
            )
        )
        for run in runs
    ]
    return {AT_FAULT: pages[0], SECOND: Response(500, b"<h1>500</h1>"), THIRD: pages[2]}


def _sessions(stand: Stand) -> Mapping[str, Answer]:
    links = (AT_FAULT, f"{AT_FAULT}?PHPSESSID=4c1f", f"{AT_FAULT};jsessionid=0A91?sid=7", SOUND)
    page = html(story(stand, 2))
    return {LIST: html(listing(stand, links)), **dict.fromkeys(links[:3], page)}


def _refresh(stand: Stand) -> str:
    head = f'<meta http-equiv="refresh" content="0; url={stand.elsewhere}"/>'
    return document(stand, "Dialihkan", "<p>Mohon tunggu.</p>", head=head)


def _video(stand: Stand) -> str:
    player = (
        '<article><h1 class="judul">Suasana Pasar Contoh Jelang Hari Raya</h1>'
        '<video src="/pasar.mp4"></video></article>'
    )
    return document(stand, "Suasana Pasar Contoh Jelang Hari Raya", player)


def _deep(stand: Stand) -> str:
    text = paragraphs(told_by(stand, 2).paragraphs)
    return story(stand, 2, layout=LAYOUT + "<div>" * 20_000 + "</div>" * 20_000, body=text)


def _costly(stand: Stand) -> str:
    """An honest page of 8 MB.

    Reading it takes many times the budget of the test's settings, and less than the default.
    """
    more = paragraphs(
        f"Komentar {number} tentang jalan di kota contoh." for number in range(110_000)
    )
    return story(stand, 2, layout=f"{LAYOUT}<div class='komentar'>{more}</div>")


def _picture() -> Response:
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0\0\0")), (b"IEND", b""))
    drawn = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return Response(200, b"\x89PNG\r\n\x1a\n" + drawn, "image/png")


FAULTS: Final = (
    Fault(name="empty-200", answers=_sent(Response(200, b""))),
    Fault(
        name="blank-page",
        answers=_sent(
            html("<!DOCTYPE html><html><head></head><body><div id='app'></div></body></html>")
        ),
    ),
    Fault(name="soft-404", answers=_sent(html(NOT_FOUND))),
    Fault(name="consent-page", answers=_sent(html(CONSENT))),
    Fault(name="login-page", answers=_sent(html(LOGIN))),
    Fault(name="paywall-teaser", answers=_page(_teaser)),
    Fault(name="picture-as-article", answers=_sent(_picture())),
    Fault(
        name="json-as-article",
        answers=_sent(json({"status": "ok", "data": {"judul": "Kabar", "isi": None}})),
    ),
    Fault(
        name="html-as-text",
        answers=lambda stand: {AT_FAULT: Response(200, story(stand, 2).encode(), PLAIN)},
    ),
    Fault(
        name="wrong-charset",
        answers=lambda stand: {
            AT_FAULT: Response(200, story(stand, 2).encode(), "text/html; charset=ISO-8859-1")
        },
    ),
    Fault(name="mojibake", answers=_page(_mojibake)),
    Fault(name="garbled", answers=_page(_garbled)),
    Fault(
        name="wrong-language",
        answers=_page(lambda stand: story(stand, 2, body=paragraphs(_ENGLISH))),
    ),
    Fault(
        name="truncated-html",
        answers=_page(lambda stand: story(stand, 2).partition("</div></article>")[0][:-200]),
    ),
    Fault(
        name="changed-layout",
        answers=_page(lambda stand: story(stand, 2, layout=_NEW_LAYOUT)),
        differences={"rules": (RULES,)},
    ),
    Fault(
        name="lost-byline",
        answers=_page(lambda stand: story(stand, 2, layout=_UNSIGNED)),
        differences={"rules": (RULES,)},
    ),
    Fault(
        name="degraded-later",
        answers=_degraded,
        listed=(AT_FAULT, ELSEWHERE),
        witness=ELSEWHERE,
        differences={"rules": (RULES,)},
    ),
    Fault(
        name="ten-addresses",
        answers=lambda stand: dict.fromkeys(ADDRESSES, html(story(stand, 2))),
        listed=ADDRESSES,
        witness=ADDRESSES[-1],
    ),
    Fault(
        name="shared-canonical",
        answers=_page(
            lambda stand: story(stand, 2, head=f'<link rel="canonical" href="{stand.url("/")}"/>')
        ),
    ),
    Fault(name="missing-part", answers=_parts, differences={"parts": Parts.QUERY}),
    Fault(
        name="future-clock",
        answers=_page(lambda stand: story(stand, 2, clock="Senin, 2 November 2099 10:00 WIB")),
    ),
    Fault(name="session-ids", answers=_sessions),
    Fault(name="meta-refresh", answers=_page(_refresh)),
    Fault(name="video-page", answers=_page(_video)),
    Fault(name="index-page", answers=_page(_index)),
    Fault(name="nul-bytes", answers=_page(lambda stand: story(stand, 2).replace("<p>", "<p>\0"))),
    Fault(name="deep-nesting", answers=_page(_deep)),
    Fault(name="costly-page", answers=_page(_costly)),
)
