"""Which pages are no article, and of what kind: by words of error pages and walls, or by shape."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.fields.article_bylines import find_bylines
from scraper.extract.fields.publication_date import find_published
from scraper.extract.metadata import json_ld
from scraper.extract.page.tree import ancestors, text_from, text_of
from scraper.extract.parsed_page import ParsedBody, ParsedPage
from scraper.extract.text.language import foreign
from scraper.model import Block, Reason, Refusal
from scraper.portals import Portal

_ENOUGH: Final = 600
"""Characters of body from which no word in it makes a page a wall or an error page."""
_LEAST: Final = 60
"""Characters of body below which there is no article."""
_TEASER: Final = 1200
"""Characters that a paywall leaves to read, at most."""
_BEHIND: Final = 300
"""Characters behind the text in which a paywall announces itself."""
_MOSTLY: Final = 0.6
"""Share of a headline from which the words of a notice are all that it says."""
_NOTICE: Final = 1500
"""Characters in which a page without an article's marks says what it is."""
_LOST: Final = 50
"""One character in 50 may be lost (U+FFFD); with more the text is garbled."""

_WALL: Final = re.compile(
    r"just a moment|attention required|access denied|are you (a"
    r" )?(robot|human)|captcha|verif(y|ying) (that )?you are (a )?human|"
    r"checking your browser|ddos protection|request (was )?blocked|403 forbidden|pardon our"
    r" interruption|unusual traffic|"
    r"bot (detection|verification)|enable javascript and cookies to continue|akses ditolak|you have"
    r" been blocked|security check|"
    r"human verification|request is being verified|too many requests|terlalu banyak"
    r" permintaan|internet positif",
    re.IGNORECASE,
)
_MISSING: Final = re.compile(
    r"\b(error|http|kode|status)\W{0,3}404\b"
    r"|\b404\W{0,3}(error|page|not|halaman|tidak|oops|ups|maaf|sorry)\b"
    r"|\b404\s*[-–|:]|^\W*404\b\W*(404\b\W*)?$|"
    r"page (was |is )?(not|cannot be) found|not found|"
    r"(halaman|artikel|berita)( yang)?( anda)?( cari| minta)? (tidak|tak) (di)?temukan|"
    r"tidak dapat ditemukan|no longer (available|exists)|(artikel|berita|halaman) (ini"
    r" )?(telah|sudah) dihapus|page does ?n.t exist|"
    r"(halaman|artikel|berita)( yang)?( anda)?( cari| minta| tuju)? (telah |sudah )?(tidak|tak)"
    r" tersedia|"
    r"seite nicht gefunden|page introuvable|página no encontrada",
    re.IGNORECASE,
)
_LOGIN: Final = re.compile(
    r"\b(log ?in|sign ?in|masuk|login|silakan masuk|berlangganan|"
    r"subscribe to (read|continue)|anmelden)\b",
    re.IGNORECASE,
)
_ABROAD: Final = re.compile(
    r"tidak tersedia di (negara|wilayah|lokasi) anda|(not|un)available (in|from) your"
    r" (country|region|location|area)|"
    r"european economic area|unavailable (due to|for) legal reasons",
    re.IGNORECASE,
)
_OUT_OF_ORDER: Final = re.compile(
    r"(sedang|dalam|masa|tahap) (pemeliharaan|perbaikan|perawatan)|(under|scheduled|for)"
    r" maintenance|maintenance mode|"
    r"bad gateway|gateway time-?out|service (temporarily )?unavailable|internal server error|(error"
    r" code|error) 5\d\d|"
    r"web server is (down|returning)|database (connection )?error|error establishing a"
    r" database|(fatal|parse) error|sqlstate\W|"
    r"(terjadi|ada) kesalahan|(something|what) (went|has gone) wrong|server (kami )?(sedang"
    r" )?(sibuk|gangguan|down|error)|"
    r"(coba|muat|kunjungi)( lagi| ulang| kembali)?( dalam)? beberapa (saat|menit)|try again"
    r" (later|in a )|"
    r"segera kembali|be back (soon|shortly)|"
    r"account (has been )?suspended|domain .{0,60}(for"
    r" sale|kedaluwarsa|kadaluarsa|expired|dijual)|coming soon|under construction|"
    r"welcome to nginx|apache2? .{0,20}default page|^\W*index of /|(aktifkan|enable) javascript",
    re.IGNORECASE,
)
_CONSENT: Final = re.compile(
    r"(kami )?menghargai (ke)?privasi|(we|they) (value|respect|care about) your"
    r" privacy|(sebelum|before) (anda|you) (melanjutkan|continue)|"
    r"(persetujuan|kelola|setelan) (cookie|privasi)|(cookie|privacy|consent)"
    r" (consent|settings|preferences)|your privacy choices|"
    r"datenschutzeinstellungen|wir respektieren ihre privatsphäre|votre vie privée",
    re.IGNORECASE,
)
_PAYWALL: Final = re.compile(
    r"(berlangganan|masuk|daftar|login) (untuk|agar bisa)"
    r" (membaca|melanjutkan|lanjut)|(baca|lanjutkan)( \w+){0,3} dengan berlangganan|"
    r"(artikel|berita|konten) (ini )?(khusus|hanya)( \w+)? pelanggan|sudah berlangganan\?|"
    r"(subscribe|sign (in|up)|log in|register) (now )?to (read|continue|unlock|keep)|to continue"
    r" reading (this|the)|"
    r"(article|story|content) is (reserved for|(only )?(available )?(for|to)) (\w+"
    r" )?subscribers|already a subscriber\?",
    re.IGNORECASE,
)
_PAYWALL_WORDS: Final = (
    *("untuk membaca", "untuk melanjut", "untuk lanjut", "agar bisa ", "berlangganan", "pelanggan"),
    *("to read", "to continue", "to unlock", "to keep", "subscriber"),
)
"""Every text that `_PAYWALL` matches holds one of these; to look for them first costs a hundredth
of the pattern."""
_ELSEWHERE_NEWS: Final = ((Reason.LOGIN, _ABROAD), (Reason.OUT_OF_ORDER, _OUT_OF_ORDER))
"""Words that may be news in a headline ("Jembatan Sedang dalam Perbaikan"): they count only where
no text follows it."""
_WALLS: Final = ((Reason.BOT_WALL, _WALL), (Reason.SOFT_404, _MISSING), (Reason.LOGIN, _CONSENT))
_NOTICES: Final = ((Reason.BOT_WALL, _WALL), (Reason.SOFT_404, _MISSING), *_ELSEWHERE_NEWS)
_TAG: Final = re.compile(rb"<[a-zA-Z!]")
_GOAL: Final = re.compile(r"url\s*=\s*['\"]?([^'\"\s]+)", re.IGNORECASE)
_WORDS_OF_TITLE: Final = 4
_LEAST_LISTED: Final = 12
_MOST_LINKS: Final = 100
"""Links that are counted: links that a page does not close hold each other's texts."""
_CLOSING: Final = re.compile(rb"</(?:body|html)", re.IGNORECASE)
_NEAR: Final = 100
"""Bytes at a page's end that usually hold its closing tags."""
_TAIL: Final = 20_000
"""Bytes at a page's end, without trailing white space, that are searched for its closing tags."""


def refuse(page: ParsedPage) -> Refusal | None:
    """Why the page is no article, or None where nothing says so."""
    source, blocks = page.source, page.body.blocks if page.body is not None else ()
    if not _TAG.search(source):
        return Refusal(Reason.NOT_HTML, "text without a single tag")
    length = sum(len(block.text) for block in blocks)
    refusal = _substitute(page, length) or _without_text(page, length)
    if refusal is not None:
        return refusal
    if blocks and _breaks_off(source, blocks[-1].text):
        return Refusal(
            Reason.TRUNCATED, "the page breaks off inside its body, before its closing tags"
        )
    return _foreign_text(page, blocks, length)


def _without_text(page: ParsedPage, length: int) -> Refusal | None:
    """What a page with little text of its own is, if it is no article."""
    refusal = _self_description(page.root, page.title, length) if length < _ENOUGH else None
    if refusal is None or refusal.reason not in (Reason.EMPTY, Reason.NO_BODY):
        return refusal
    if b"<html" in page.source and not _closes(page.source):
        return Refusal(Reason.TRUNCATED, "the page breaks off before its text")
    return refusal


def _substitute(page: ParsedPage, length: int) -> Refusal | None:
    """What a portal sends under an article's address, with status 200, in place of the article.

    It may be a notice, a list, or a page without its text. The words are not enough to know one:
    "Jembatan Sedang dalam Perbaikan" is news. But articles of portals have marks (each of 54 saved
    pages of as many kinds of layout has): in their code, by a declared layout, or else a date or a
    name.
    """
    headline = page.headline.text if page.headline else ""
    if length < _ENOUGH or not page.embedded.published:
        for reason, pattern in _NOTICES:
            found = pattern.search(headline)
            if found and len(found[0]) >= _MOSTLY * len(headline):
                return Refusal(reason, f"the page says {found[0]!r}")
    if page.portal is None or length < _LEAST or _is_marked_in_code(page):
        return None
    notice = _unmarked_notice(page) if length < _ENOUGH else None
    if notice is not None or _is_signed(page, page.portal):
        return notice
    return Refusal(
        Reason.NO_BODY,
        f"a text of {length} characters with neither date nor name, nor any other mark of an"
        " article",
    )


def _unmarked_notice(page: ParsedPage) -> Refusal | None:
    """The notice that a page without an article's marks prints first, if it does."""
    visible = f"{page.title} {page.printed[:_NOTICE]}"
    for reason, pattern in (*_NOTICES, (Reason.LOGIN, _CONSENT)):
        found = pattern.search(visible)
        if found:
            return Refusal(reason, f"the page says {found[0]!r}, and its code calls it no article")
    return None


def _is_marked_in_code(page: ParsedPage) -> bool:
    """True where the page's code or a declared layout marks it as an article; most pages are."""
    kind = page.embedded.kind or ""
    if kind in json_ld.ARTICLES or kind.lower().startswith("article"):
        return True
    if page.embedded.published or page.rules is not None:
        return True
    container = page.body.container if page.body is not None else page.body_element
    return any(element.tag == "article" for element in (container, *ancestors(container)))


def _is_signed(page: ParsedPage, portal: Portal) -> bool:
    """True where the page prints a date or a name.

    Under an address that is no article's they may belong to what the page lists, and do not count.
    """
    url = page.raw.url
    if url and portal.owns(url) and not portal.is_article(url):
        return False
    return find_published(page) is not None or find_bylines(page) is not None


def _foreign_text(page: ParsedPage, blocks: Sequence[Block], length: int) -> Refusal | None:
    """Why a text is not the article's own: a paywall's teaser, lost letters, another language."""
    wall = _paywall(page.body, length) if page.body is not None and length < _TEASER else None
    if wall:
        return Refusal(Reason.LOGIN, f"a paywall behind a text of {length} characters: {wall!r}")
    lost = sum(block.text.count("\ufffd") for block in blocks)
    if lost * _LOST > length:
        return Refusal(Reason.GARBLED, f"{lost} of {length} characters are lost")
    language = page.portal.network.language if page.portal is not None else None
    other = foreign(" ".join(block.text for block in blocks), language) if language else None
    if not other:
        return None
    return Refusal(
        Reason.LANGUAGE, f"the text is in {other!r}, the portal's language is {language!r}"
    )


def _paywall(body: ParsedBody, length: int) -> str | None:
    """The words, in the text or right behind it, that offer the rest to subscribers; else None."""
    printed = text_from(body.container, length + _BEHIND)
    start = printed.rfind(body.blocks[0].text[:_LEAST]) if body.blocks else -1
    if start < 0:
        return None
    end = start + length + _BEHIND
    lowered = printed[start:end].lower()
    if not any(words in lowered for words in _PAYWALL_WORDS):
        return None
    found = _PAYWALL.search(printed, start, end)
    return found[0] if found else None


def _self_description(root: HtmlElement, heading: str, length: int) -> Refusal | None:
    """What a page with little text of its own says of itself."""
    visible = text_of(root)[:3000]
    if not visible:
        return Refusal(Reason.EMPTY, "the page holds no text")
    short = visible if length < _LEAST and len(visible) < _NOTICE else ""
    for reason, pattern in _WALLS:
        found = pattern.search(heading) or pattern.search(short)
        if found:
            return Refusal(reason, f"the page says {found[0]!r}")
    if length >= _LEAST:
        return None
    for reason, pattern in _ELSEWHERE_NEWS:
        found = pattern.search(short)
        if found:
            return Refusal(reason, f"the page says {found[0]!r}")
    return _by_shape(root, heading, visible)


def _by_shape(root: HtmlElement, heading: str, visible: str) -> Refusal:
    """The kind of a page without a text, by its shape."""
    if root.find(".//input[@type='password']") is not None or _LOGIN.search(heading):
        return Refusal(Reason.LOGIN, "a login form and no text")
    goal = _redirect(root)
    if goal is not None:
        return Refusal(Reason.NO_BODY, f"the page sends its reader on to {goal[:200]}")
    links = islice(root.iter("a"), _MOST_LINKS)
    count = sum(len(text_of(link).split()) >= _WORDS_OF_TITLE for link in links)
    if count >= _LEAST_LISTED and not _is_typed_article(root):
        return Refusal(Reason.INDEX, f"{count} links to other pages and no text of its own")
    if heading:
        return Refusal(Reason.NO_BODY, f"a headline ({heading[:80]!r}) without text of its own")
    return Refusal(Reason.NO_BODY, f"no article text among {len(visible)} characters")


def _redirect(root: HtmlElement) -> str | None:
    """The address that a meta refresh leads to, or None."""
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            goal = _GOAL.search(meta.get("content") or "")
            return goal[1] if goal else None
    return None


def _is_typed_article(root: HtmlElement) -> bool:
    """True where `og:type` calls the page an article, a video or news."""
    kind = root.find(".//meta[@property='og:type']")
    types = ("article", "video", "news")
    return kind is not None and (kind.get("content") or "").startswith(types)


def _breaks_off(source: bytes, last: str) -> bool:
    """True where the source ends with the last block's text, without closing tags."""
    if _closes(source):
        return False
    ending = re.sub(r"\W+", "", last)[-24:]
    tail = source.rstrip()[-4000:].decode("utf-8", "ignore")[-2000:]
    return bool(ending) and re.sub(r"\W+", "", re.sub(r"<[^>]*>?", "", tail)).endswith(ending)


def _closes(source: bytes) -> bool:
    """True where a closing tag of the document is near the source's end."""
    if _CLOSING.search(source, max(len(source) - _NEAR, 0)):
        return True
    return _CLOSING.search(source, max(len(source.rstrip()) - _TAIL, 0)) is not None
