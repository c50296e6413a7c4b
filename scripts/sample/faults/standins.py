"""What a site sends with status 200 in an article's place.

There are notices within its own frame, the frame without text, and other people's pages.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from scripts.sample.faults.answers import WALLED
from scripts.sample.faults.fault import AT_FAULT, Answer, Fault, Stand
from scripts.sample.faults.pages import bare, document, paragraphs, story, told_by
from scripts.sample.response import html

_POPULAR: Final = range(20, 40)


def _framed(title: str, notice: str) -> Callable[[Stand], Mapping[str, Answer]]:
    """A notice between channels and most read stories, whose text outweighs its own."""

    def answers(stand: Stand) -> Mapping[str, Answer]:
        channels = "".join(f'<a href="/kanal/{number}">Kanal {number}</a> ' for number in range(12))
        cards = "".join(
            f'<li><a href="/berita/{number}/kabar">{escape(told_by(stand, number).headline)}</a>'
            f"<p>{escape(told_by(stand, number).paragraphs[0])}</p></li>"
            for number in _POPULAR
        )
        body = (
            f"<nav>{channels}</nav><section>{notice}</section>"
            f"<aside><h2>Terpopuler</h2><ul>{cards}</ul></aside>"
        )
        return {AT_FAULT: html(document(stand, title, body))}

    return answers


def _bare(title: str, body: str) -> Callable[[Stand], Mapping[str, Answer]]:
    return lambda _: {AT_FAULT: html(bare(title, body))}


def _declared(rel: str) -> Callable[[Stand], Mapping[str, Answer]]:
    """The article with a canonical link to another address."""

    def answers(stand: Stand) -> Mapping[str, Answer]:
        goal = stand.elsewhere if rel == "off-site" else stand.url("/berita/1/kabar-yang-sehat")
        return {
            AT_FAULT: html(
                story(
                    stand,
                    2,
                    head=(
                        f'<link rel="canonical" href="{goal}"/><meta property="og:url"'
                        f' content="{goal}"/>'
                    ),
                )
            )
        }

    return answers


_MAINTENANCE: Final = paragraphs(
    (
        (
            "Mohon maaf atas ketidaknyamanan ini. Kami sedang melakukan pemeliharaan sistem agar"
            " layanan kami menjadi lebih cepat dan andal."
        ),
        (
            "Selama itu seluruh halaman berita tidak dapat dibuka. Pekerjaan ini kami perkirakan"
            " selesai dalam beberapa jam."
        ),
        (
            "Sambil menunggu, ikuti kabar terbaru melalui akun media sosial resmi kami. Terima"
            " kasih atas pengertian Anda."
        ),
    )
)
_FILTER: Final = bare(
    "Internet Positif",
    "<h1>Internet Positif</h1><p>Situs yang Anda tuju tidak dapat diakses melalui jaringan ini"
    " karena terindikasi melanggar.</p>",
)
FAULTS: Final = (
    Fault(
        name="maintenance-page",
        answers=_bare("Kabar Contoh", f"<h1>Kami akan segera kembali</h1>{_MAINTENANCE}"),
    ),
    Fault(
        name="server-error-page",
        answers=_framed(
            "Kesalahan", "<h1>Error 520</h1><p>Terjadi kesalahan saat memuat halaman ini.</p>"
        ),
    ),
    Fault(
        name="database-error",
        answers=_bare(
            "Galat",
            "<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused"
            " in db.php:42",
        ),
    ),
    Fault(
        name="account-suspended",
        answers=_bare(
            "Account Suspended",
            "<h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting"
            " provider.</p>",
        ),
    ),
    Fault(
        name="framed-404",
        answers=_framed(
            "Kabar Contoh",
            "<h1>Berita tidak tersedia</h1><p>Berita yang Anda cari sudah tidak tersedia.</p>",
        ),
    ),
    Fault(name="frame-alone", answers=_framed("Kabar Contoh", "")),
    Fault(
        name="age-question",
        answers=_bare(
            "Konfirmasi usia",
            "<h1>Apakah Anda berusia 18 tahun ke atas?</h1><p>Halaman ini hanya untuk pembaca"
            " dewasa. Nyatakan usia Anda dahulu.</p>",
        ),
    ),
    Fault(
        name="wrong-country",
        answers=_bare(
            "Konten",
            "<h1>Konten tidak tersedia di wilayah Anda</h1><p>Mohon maaf, halaman ini tidak dapat"
            " dibuka dari sana.</p>",
        ),
    ),
    Fault(
        name="network-filter",
        answers=lambda _: dict.fromkeys(WALLED, html(_FILTER)),
        listed=WALLED,
        closes=True,
    ),
    Fault(name="canonical-off-site", answers=_declared("off-site")),
    Fault(name="canonical-of-another", answers=_declared("another")),
)
