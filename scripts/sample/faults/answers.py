"""Answers other than the page: statuses, redirects, walls."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import chain, repeat
from typing import Final

from scripts.sample.faults.fault import AT_FAULT, Answer, Fault, Stand
from scripts.sample.faults.pages import CHALLENGE, LOGIN, bare, document, story, told_by
from scripts.sample.printed import long_date
from scripts.sample.response import Response, html

NEW_ADDRESS: Final = "/berita/3/kabar-di-alamat-baru"
WALLED: Final = (AT_FAULT, *(f"/berita/1{number}/kabar-di-balik-dinding" for number in range(9)))
"""A wall with status 200 is recognised by its text, when the next request has already left."""
BAD_LOCATIONS: Final = {
    "/berita/30/kurung": "http://[bad",
    "/berita/31/porta": "http://faults.localhost:99999/",
    "/berita/32/panjang": "http://faults.localhost/" + "a" * 5_000,
    "/berita/33/kosong": "",
    "/berita/34/skrip": "javascript:alert(1)",
    "/berita/35/spasi": "http://dua kata.localhost/",
    "/berita/37/label": "http://" + "a" * 70 + ".localhost/",
}
"""Values that cannot be an address, by the target that redirects there."""
_LOGIN: Final = "/masuk"
_TOPIC: Final = "/topik/jembatan"
_DENIED: Final = bare("403 Forbidden", "<h1>403 Forbidden</h1>")


def _at_fault(answer: Answer) -> Callable[[Stand], Mapping[str, Answer]]:
    return lambda _: {AT_FAULT: answer}


def _status(status: int, **headers: str) -> Callable[[Stand], Mapping[str, Answer]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return _at_fault(
        Response(
            status, b"" if status in (204, 304) else f"<h1>{status}</h1>".encode(), headers=named
        )
    )


def _redirect(location: str, **headers: str) -> Response:
    return Response(302, b"", headers={"Location": location, **headers})


def _bad_redirects(_: Stand) -> Mapping[str, Answer]:
    """A redirect to each of the values that cannot be an address."""
    answers = {target: _redirect(location) for target, location in BAD_LOCATIONS.items()}
    return {AT_FAULT: _redirect("http://[bad"), **answers}


def _after_a_burst(stand: Stand) -> Mapping[str, Answer]:
    """Twice too busy, then the page."""
    busy = Response(503, b"<h1>503</h1>", headers={"Retry-After": "1"})
    answers: Iterator[Response] = chain([busy, busy], repeat(html(story(stand, 2))))
    return {AT_FAULT: lambda: next(answers)}


def _topic(stand: Stand) -> Mapping[str, Answer]:
    """A redirect to a list that prints the date and the first sentence of what it names."""
    cards = "".join(
        f"<li><a href='/berita/{n}/kabar'>{escape(told_by(stand, n).headline)}</a>"
        f"<span>{long_date(told_by(stand, n).published)} 10:00 WIB</span>"
        f"<p>{escape(told_by(stand, n).paragraphs[0])}</p></li>"
        for n in range(20, 30)
    )
    topic = document(stand, "Topik: Jembatan", f"<h1>Topik: Jembatan</h1><ul>{cards}</ul>")
    return {AT_FAULT: _redirect(_TOPIC), _TOPIC: html(topic)}


def _front_page(stand: Stand) -> Mapping[str, Answer]:
    links = "".join(
        f'<li><a href="/berita/{n}/kabar">Kabar nomor {n} dari kota contoh hari ini</a></li>'
        for n in range(20, 40)
    )
    return {
        AT_FAULT: _redirect("/"),
        "/": html(document(stand, "Berita Terkini", f"<ul>{links}</ul>")),
    }


FAULTS: Final = (
    Fault(name="not-found", answers=_status(404)),
    Fault(name="removed", answers=_status(410)),
    Fault(name="server-error", answers=_status(500)),
    Fault(name="busy-burst", answers=_after_a_burst),
    Fault(name="busy-for-hours", answers=_status(503, Retry_After="7200")),
    Fault(name="too-many-requests", answers=_status(429, Retry_After="3600"), closes=True),
    Fault(name="wall-403", answers=_at_fault(html(_DENIED, 403)), closes=True),
    Fault(
        name="challenge-200",
        answers=lambda _: dict.fromkeys(WALLED, html(CHALLENGE)),
        listed=WALLED,
        closes=True,
    ),
    Fault(name="challenge-503", answers=_at_fault(html(CHALLENGE, 503)), closes=True),
    Fault(name="challenge-202", answers=_status(202, x_amzn_waf_action="challenge"), closes=True),
    Fault(
        name="partial-content",
        answers=lambda stand: {AT_FAULT: replace(html(story(stand, 2)), status=206)},
    ),
    Fault(name="unasked-304", answers=_status(304)),
    Fault(name="no-content", answers=_status(204)),
    Fault(name="unauthorised", answers=_status(401, WWW_Authenticate="Basic")),
    Fault(name="legal-reasons", answers=_status(451)),
    Fault(name="redirect-loop", answers=_at_fault(_redirect(AT_FAULT))),
    Fault(name="redirect-bad", answers=_bad_redirects, listed=(AT_FAULT, *BAD_LOCATIONS)),
    Fault(name="redirect-off-site", answers=lambda stand: {AT_FAULT: _redirect(stand.elsewhere)}),
    Fault(name="redirect-home", answers=_front_page),
    Fault(
        name="redirect-login", answers=lambda _: {AT_FAULT: _redirect(_LOGIN), _LOGIN: html(LOGIN)}
    ),
    Fault(name="redirect-file", answers=_at_fault(_redirect("file:///etc/passwd"))),
    Fault(name="redirect-topic", answers=_topic),
    Fault(
        name="redirect-amp",
        answers=lambda stand: {
            AT_FAULT: _redirect(stand.elsewhere.replace("/berita/", "/amp/berita/"))
        },
    ),
    Fault(
        name="moved",
        answers=lambda stand: {
            AT_FAULT: _redirect(NEW_ADDRESS),
            NEW_ADDRESS: html(story(stand, 3)),
        },
    ),
    Fault(
        name="cookies-required",
        answers=_at_fault(_redirect(AT_FAULT, **{"Set-Cookie": "kunjungan=1; Path=/"})),
    ),
)
