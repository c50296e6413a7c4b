"""The pages of the fault site: a sound article, a list, and notices in an article's place."""

from collections.abc import Iterable
from html import escape
from typing import Final

from scripts.sample.faults.fault import Stand
from scripts.sample.network.bank import Facts, facts
from scripts.sample.printed import long_date

LAYOUT: Final = (
    '<article><h1 class="judul">{headline}</h1>\n<div class="penulis">Penulis:'
    ' {reporter}</div>\n<div class="tanggal">{clock}</div>\n<div class="isi">{text}</div></article>'
)
"""The layout that the fault site's rules know."""


def story(
    stand: Stand,
    number: int,
    *,
    head: str = "",
    layout: str = LAYOUT,
    body: str | None = None,
    clock: str | None = None,
) -> str:
    """The page of story `number`.

    The arguments give it another layout, other HTML for its text, or another printed clock.
    """
    told = told_by(stand, number)
    at = told.published
    article = layout.format(
        headline=escape(told.headline),
        reporter=escape(told.reporter),
        clock=clock or f"{long_date(at)} {at:%H:%M} WIB",
        text=body or paragraphs(told.paragraphs),
    )
    return document(
        stand, told.headline, article, head=f'<meta property="og:type" content="article"/>\n{head}'
    )


def told_by(stand: Stand, number: int) -> Facts:
    """The news behind a page."""
    return facts(stand.portal, number, stand.today)


def paragraphs(texts: Iterable[str]) -> str:
    """Each text as a paragraph."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def listing(stand: Stand, targets: Iterable[str], *, more: str = "") -> str:
    """The portal's front list."""
    cards = "\n".join(
        f'<li><h3><a href="{escape(target)}">Kabar contoh dari kota contoh:'
        f" {escape(target[-24:])}</a></h3></li>"
        for target in targets
    )
    return document(stand, "Indeks Berita", f"<h1>Indeks Berita</h1>\n<ul>{cards}</ul>{more}")


def document(stand: Stand, title: str, body: str, *, head: str = "") -> str:
    """A whole page between masthead and footer."""
    name = escape(stand.portal.name)
    return (
        '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta'
        f' charset="utf-8"/>\n<title>{escape(title)} -'
        f" {name}</title>\n{head}\n</head>\n<body>\n<header><a"
        f' href="/">{name}</a></header>\n<main>\n{body}\n</main>\n<footer>Situs contoh. Semua isi'
        " rekaan.</footer>\n</body>\n</html>\n"
    )


def bare(title: str, body: str) -> str:
    """A page with nothing of the portal's own, as a front end sends."""
    return (
        f"<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n<body>{body}</body></html>\n"
    )


CHALLENGE: Final = bare(
    "Just a moment...",
    '<h1>Just a moment...</h1><p id="challenge-running">Checking your browser before accessing the'
    ' site. Enable JavaScript and cookies to continue.</p><form id="challenge-form"'
    ' action="/cdn-cgi/challenge-platform/h/b"></form>',
)
NOT_FOUND: Final = bare(
    "Halaman tidak ditemukan",
    "<h1>404</h1><p>Maaf, halaman yang Anda cari tidak ditemukan atau sudah dihapus.</p>",
)
LOGIN: Final = bare(
    "Masuk ke akun Anda",
    '<h1>Masuk</h1><form method="post"><input name="email"/><input type="password"'
    ' name="sandi"/><button>Masuk</button></form>',
)
CONSENT: Final = bare(
    "Sebelum Anda melanjutkan",
    "<h1>Kami menghargai privasi Anda</h1><p>Kami dan mitra kami menyimpan cookie pada perangkat"
    " Anda untuk iklan dan pengukuran. Dengan menekan Setuju Anda menerima penggunaan"
    " itu.</p><button>Setuju</button><button>Kelola pilihan</button>",
)
