"""The pages of the sample that hold no article: what a server says instead."""

from html import escape

from scraper.portals import Portal
from scripts.sample.tribun.layouts.frame import comments, footer, menu
from scripts.sample.tribun.traps import Trap


def _bare(name: str, inside: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="id-ID">\n<head><title>{name}</title>\n<meta'
        ' http-equiv="Content-Type" content="text/html; charset=UTF-8"'
        f" /></head>\n<body>\n{inside}\n</body>\n</html>\n"
    )


def not_found(portal: Portal) -> str:
    """The page of a missing URL, sent with 404, with 410 and (the soft one) with 200."""
    message = (
        "<h1>Halaman tidak ditemukan</h1>\n<p>Maaf, halaman yang Anda cari tidak ditemukan atau"
        " sudah dihapus.</p>"
    )
    return _bare(
        f"404 Halaman Tidak Ditemukan - {portal.name}", f"{menu(portal)}{message}\n{footer()}"
    )


def broken() -> str:
    """The page of a server that failed."""
    return _bare("500 Internal Server Error", "<h1>500 Internal Server Error</h1>")


def forbidden() -> str:
    """The page of a CDN that turns a visitor away."""
    denied = (
        "<h1>403 ERROR</h1>\n<h2>The request could not be satisfied.</h2>\n<p>Request blocked.</p>"
    )
    return _bare("ERROR: The request could not be satisfied", denied)


def challenge() -> str:
    """A bot wall's page, sent with 200."""
    waiting = (
        '<div class="main-content"><h1>Just a moment...</h1>\n<p id="challenge-running">Checking'
        " your browser before accessing the site. Please enable JavaScript and cookies to"
        ' continue.</p>\n<form id="challenge-form" action="/cdn-cgi/challenge"'
        ' method="POST"></form></div>'
    )
    return _bare("Just a moment...", waiting)


def video(portal: Portal, trap: Trap) -> str:
    """An article-shaped page that has a player where the text should be."""
    name = escape(trap.headline)
    player = (
        f'<iframe width="700" height="393" src="https://video.example.org/embed/{trap.number}"'
        f' title="{name}"></iframe>'
    )
    article = (
        '<div class="pos_rel" id="article"><h1 class="f50 black2 f400 crimson"'
        f' id="arttitle">{name}</h1>\n<div id="article_con" class="fl pt20 pos_rel">'
        f'<div id="artimg">{player}</div>\n<div class="side-article txt-article multi-fontsize'
        ' editcontent">\n</div></div></div>'
    )
    return _bare(f"{name} - {portal.name}", f"{menu(portal)}{article}\n{comments()}{footer()}")


def elsewhere() -> str:
    """A page of a site that belongs to no portal."""
    text = (
        "<h1>Situs Tetangga</h1>\n<p>Halaman ini bukan milik jaringan mana pun. Perayap yang patuh"
        " tidak akan sampai ke sini.</p>"
    )
    return _bare("Situs Tetangga", text)
